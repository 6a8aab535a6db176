// All words of the page, in Chinese and English.

const catalogues = {
  "zh-CN": {
    other: "English", otherLanguage: "en",
    skip: "跳到内容", data: "数据", api: "接口", map: "地图", views: "视图",
    coverage: "服务覆盖", find: "查找服务", plan: "规划进展",
    service: "服务", distance: "距离", measure: "量法", ownRule: "服务自身的规则", day: "日期", year: "年份", play: "播放", stop: "停止",
    area: "范围", everywhere: "全部", straight: "直线", detour: "直线×1.3", road: "道路", walk: "步行", ebike: "电动车", drive: "驾车",
    within: (km) => `${km} 公里以内`,
    villages: "村（社区）", served: "已覆盖", unserved: "未覆盖", withoutLocation: "无坐标", people: "服务对象", servedShare: "村覆盖率", peopleShare: "人数覆盖率",
    serving: "在运行的服务点", county: "县区", township: "乡镇", name: "名称", share: "覆盖率", nearest: "最近服务点", reason: "原因", could: "可由谁覆盖",
    drawn: "图示", byArea: "各地覆盖情况，最差的在前", unservedList: "未覆盖的村，服务对象多的在前",
    reasons: {
      "too-far": "距离太远", "none-in-division": "本村或本乡镇没有", "no-provider": "没有服务点", "unreachable": "道路不通", "no-location": "没有坐标",
    },
    first: (shown, all) => `先列出 ${shown} 个，共 ${all} 个`, all: "全部列出",
    nearestWithin: (km) => `未覆盖，最近服务点在 ${km} 公里以内`, upTo: (km) => `${km} 公里以内`, beyond: (km) => `${km} 公里以外`, nobody: "没有服务点",
    sketch: "示意：界线由村点连成，不是行政界线", answer: (served, unserved) => `已覆盖 ${served} 个村，未覆盖 ${unserved} 个`,
    nearMe: "我的位置", village: "村名", noVillage: "没有这个村", points: "最近的服务点", direction: "方向", directions: "导航", noPoint: "没有在运行的服务点",
    noPosition: "浏览器没有给出位置；可输入村名", mostInNeed: "最需要帮助的村", from: (name) => `从${name}出发`, here: "我的位置", inCounty: "所在地",
    winds: ["北", "东北", "东", "东南", "南", "西南", "西", "西北"],
    targets: "规划指标", indicator: "指标", bound: "目标", value: "现值", state: "进展", inCharge: "责任单位", scorecard: "县区记分卡", place: "名次", points100: "得分",
    states: { met: "✓ 已达到", "on-course": "→ 按期推进", behind: "! 滞后", missed: "✗ 未达到", unknown: "? 无数据" },
    noTargets: "登记库中没有规划指标；用 fuwang import targets 导入",
    noLeaflet: "没有找到 Leaflet，地图不能显示，表格照常；请安装 Debian 软件包 libjs-leaflet",
    failed: (text) => `出错了：${text}`, provenance: (state, version, day) => `数据状态 ${state.slice(0, 12)} · 截至 ${day} · 福网 ${version}`, many: "村太多，地图按县区汇总；请选择范围",
  },
  en: {
    other: "中文", otherLanguage: "zh-CN",
    skip: "Skip to the content", data: "Data", api: "API", map: "Map", views: "Views",
    coverage: "Coverage", find: "Find a service", plan: "Plan",
    service: "Service", distance: "Distance", measure: "Measured", ownRule: "the service's own rule", day: "Day", year: "Year", play: "Play", stop: "Stop",
    area: "Area", everywhere: "Everywhere", straight: "straight", detour: "straight × 1.3", road: "by road", walk: "on foot", ebike: "by e-bike", drive: "by car",
    within: (km) => `within ${km} km`,
    villages: "Villages", served: "Served", unserved: "Unserved", withoutLocation: "Without a place", people: "Persons", servedShare: "Villages served", peopleShare: "Persons served",
    serving: "Service points at work", county: "County", township: "Township", name: "Name", share: "Share", nearest: "Nearest", reason: "Reason", could: "Could be served by",
    drawn: "Drawn", byArea: "By area, the worst first", unservedList: "Unserved villages, the most persons first",
    reasons: {
      "too-far": "too far", "none-in-division": "none in the village or township", "no-provider": "no service point", "unreachable": "no road leads there", "no-location": "no coordinates",
    },
    first: (shown, all) => `The first ${shown} of ${all}`, all: "List all",
    nearestWithin: (km) => `Unserved, the nearest within ${km} km`, upTo: (km) => `within ${km} km`, beyond: (km) => `beyond ${km} km`, nobody: "no service point",
    sketch: "Sketch: outlines are drawn around villages, they are no boundaries", answer: (served, unserved) => `${served} villages are served, ${unserved} are not`,
    nearMe: "Where I am", village: "Village", noVillage: "There is no such village", points: "Nearest service points", direction: "Direction", directions: "Directions", noPoint: "No service point is at work",
    noPosition: "The browser gave no position; type a village's name", mostInNeed: "Villages most in need", from: (name) => `From ${name}`, here: "where you are", inCounty: "In",
    winds: ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"],
    targets: "Targets of the plan", indicator: "Indicator", bound: "Target", value: "Value", state: "State", inCharge: "In charge", scorecard: "Counties side by side", place: "Place", points100: "Points",
    states: { met: "✓ met", "on-course": "→ on course", behind: "! behind", missed: "✗ missed", unknown: "? no figures" },
    noTargets: "The registry has no targets; fuwang import targets brings them",
    noLeaflet: "Leaflet was not found: there is no map, but all tables; install Debian's package libjs-leaflet",
    failed: (text) => `That failed: ${text}`, provenance: (state, version, day) => `State ${state.slice(0, 12)} · as of ${day} · Fuwang ${version}`, many: "Too many villages to draw: the map sums them up by county; choose an area",
  },
};

let current = "zh-CN";

/** The language that words are in. */
export const language = () => current;

/** Takes a language: `zh…` is Chinese, anything else English. */
export function speak(wanted) {
  current = /^zh/i.test(wanted ?? "") ? "zh-CN" : "en";
  document.documentElement.lang = current;
}

/** The words of the language. */
export const words = () => catalogues[current];

/** Of a name in both languages the one to show. */
export const named = (properties) => (current === "zh-CN" ? properties.nameZh : properties.nameEn) ?? properties.nameZh ?? properties.nameEn;
