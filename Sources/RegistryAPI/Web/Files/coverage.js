// Who is served, and who is not: the view of planners.
import { ask, isReplaced } from "./api.js";
import { bar, element, fillTable, number, spot } from "./dom.js";
import { drawing, DrawingTools } from "./draw.js";
import { cost, kilometers, percent, persons, today, whole } from "./format.js";
import * as chart from "./map.js";
import { statusOn } from "./registry.js";
import { ScenarioTools } from "./scenarios.js";
import { change, state } from "./state.js";
import { language, named, words } from "./words.js";

const SHOWN = 100;
/** From here on villages of a large registry can be told apart. */
const NEAR = 11;
const PROPERTIES = "name,township,county,demand,reason,nearestName,nearestDistance,nearestMinutes,couldServeName";
const MEASURES = ["straight", "detour:1.3", "road", "walk", "ebike", "drive"];

/** The view, for a registry's services, counties and villages. */
export class CoverageView {
  constructor(registry, report, session) {
    this.registry = registry;
    this.report = report;
    this.session = session;
    this.playing = null;
    this.points = { key: null, features: [] };
  }

  /** Puts the view into the panel, and asks. */
  enter(panel) {
    const w = words();
    this.controls = element("form", { class: "controls", onsubmit: (event) => event.preventDefault() });
    this.tools = new DrawingTools(() => { this.scenarios.fill(); return this.answer(); }, () => this.shownVillages ?? []);
    this.scenarios = new ScenarioTools(this.session, this, this.report);
    this.gain = element("p", { class: "gain", hidden: true });
    this.figures = element("dl", { class: "figures" });
    this.printing = element("a", { target: "_blank", rel: "noopener" }, w.print);
    this.legend = element("ul", { class: "legend" });
    this.areas = element("div");
    this.list = element("div");
    // Seen with the first answer: nothing that is read already is pushed away.
    this.answered = element("div", { hidden: true }, this.figures, this.legend, element("p", { class: "note" }, this.printing),
      element("h2", {}, w.byArea), this.areas, element("h2", {}, w.unservedList), this.list);
    panel.replaceChildren(this.controls, this.tools.box, this.gain, this.scenarios.box, this.answered);
    this.fillControls();
    this.tools.fill();
    this.scenarios.read();
    this.registry.groups().then((groups) => { this.groups = groups; this.fillGroups(); }, this.report);
    return this.answer();
  }

  leave() { this.stop(); }

  /** Somebody moved the map: of a large registry other villages are seen. */
  moved() {
    if (this.registry.isLarge && !state().area && (this.isNear || chart.zoom() >= NEAR)) this.answer();
  }

  /** Draws all of it anew: what is supposed or kept is another. */
  redraw() {
    this.fillControls();
    this.tools.fill();
    this.scenarios.read();
    return this.answer();
  }

  /** The service's kinds that are buildings. */
  get buildings() { return this.service.properties.kinds.split(/[\s;,]+/).filter((kind) => this.registry.kinds.has(kind)); }

  /** The kind of which one more is supposed. */
  get openedKind() { return this.buildings[0]; }

  // MARK: - Controls

  get service() {
    const wanted = state().service;
    return this.registry.services.find((service) => service.id === wanted) ?? this.registry.services[0];
  }

  fillControls() {
    const w = words();
    const now = state();
    const choice = (label, id, options, value, key) => [
      element("label", { for: id }, label),
      element("select", { id, onchange: (event) => this.set({ [key]: event.target.value }, true) },
        options.map(([option, text]) => element("option", { value: option, selected: option === value }, text))),
    ];
    const km = Number(now.within ?? 0) / 1000 || 5;
    this.output = element("output", { for: "distance" }, now.within ? w.within(km) : "");
    this.slider = element("input", {
      id: "distance", type: "range", min: .5, max: 20, step: .5, value: km, disabled: !now.within,
      oninput: (event) => {
        this.output.textContent = w.within(event.target.value);
        this.set({ within: String(1000 * event.target.value) });
      },
    });
    const own = element("input", {
      id: "own", type: "checkbox", checked: !now.within,
      onchange: (event) => {
        this.slider.disabled = event.target.checked;
        this.output.textContent = event.target.checked ? "" : w.within(this.slider.value);
        this.set(event.target.checked ? { within: null, measure: null } : { within: String(1000 * this.slider.value) }, true);
      },
    });
    const thisYear = new Date().getFullYear();
    const year = now.asOf ? Number(now.asOf.slice(0, 4)) : thisYear;
    this.day = element("input", { id: "day", type: "date", value: now.asOf ?? today(), onchange: (event) => this.set({ asOf: event.target.value === today() ? null : event.target.value }, true) });
    this.yearText = element("output", { for: "year" }, String(year));
    this.year = element("input", {
      id: "year", type: "range", min: thisYear - 15, max: thisYear, step: 1, value: year,
      oninput: (event) => this.setYear(Number(event.target.value)),
    });
    this.player = element("button", { type: "button", onclick: () => (this.playing ? this.stop() : this.play()) }, w.play);
    this.controls.replaceChildren(
      ...choice(w.service, "service", this.registry.services.map((service) => [service.id, named(service.properties)]), this.service?.id, "service"),
      element("label", { for: "distance" }, w.distance), element("div", { class: "pair" }, this.slider, this.output),
      element("span"), element("div", { class: "pair" }, own, element("label", { for: "own" }, w.ownRule)),
      element("label", { for: "rule" }, w.rule), element("input", {
        id: "rule", value: now.rule ?? "", placeholder: "own-village or within 3km", spellcheck: "false", autocomplete: "off",
        onchange: (event) => this.set({ rule: event.target.value.trim(), within: null, measure: null }, true),
      }),
      ...choice(w.measure, "measure", MEASURES.map((measure) => [measure, w[measure.split(":")[0]]]), now.measure ?? "straight", "measure"),
      ...choice(w.area, "area", [["", w.everywhere], ...this.registry.counties.map((county) => [county.id, county.properties.name])], now.area ?? "", "area"),
      element("label", { for: "demand" }, w.people), this.group = element("select", { id: "demand", onchange: (event) => this.set({ demand: event.target.value }, true) }),
      element("label", { for: "day" }, w.day), this.day,
      element("label", { for: "year" }, w.year), element("div", { class: "pair" }, this.year, this.yearText, this.player),
      element("span"), element("div", { class: "pair" },
        element("input", { id: "reach", type: "checkbox", checked: now.reach === "1", onchange: (event) => this.set({ reach: event.target.checked ? "1" : null }, true) }),
        element("label", { for: "reach" }, w.reach)));
    this.fillGroups();
  }

  /** The groups of persons, once they are known; the service's own comes first. */
  fillGroups() {
    const chosen = state().demand ?? "";
    this.group.replaceChildren(element("option", { value: "" }, words().ownGroup), ...(this.groups ?? []).map(([name, text]) =>
      element("option", { value: name, selected: name === chosen }, text)));
  }

  set(changes, isStep = false) {
    // A distance stands in the place of a rule.
    if (changes.within) changes.rule = null;
    if (changes.measure === "straight") changes.measure = null;
    // A measure of one's own needs a distance of one's own.
    if (changes.measure && !state().within) changes.within = String(1000 * this.slider.value);
    change(changes, { isStep });
    if ((changes.within !== undefined || changes.rule) && isStep || changes.measure) this.fillControls();
    if (changes.area) return this.goTo(changes.area);
    return this.answer();
  }

  // MARK: - Time

  setYear(year) {
    const now = new Date();
    const asOf = year >= now.getFullYear() ? null : `${year}-12-31`;
    this.year.value = year;
    this.yearText.textContent = String(year);
    this.day.value = asOf ?? today();
    change({ asOf });
    return this.answer();
  }

  async play() {
    this.player.textContent = words().stop;
    const token = (this.playing = {});
    const first = Number(this.year.min);
    for (let year = first; year <= Number(this.year.max) && this.playing === token; year += 1) {
      await Promise.all([this.setYear(year), new Promise((done) => setTimeout(done, 600))]);
    }
    if (this.playing === token) this.stop();
  }

  stop() {
    this.playing = null;
    if (this.player) this.player.textContent = words().play;
  }

  // MARK: - The answer

  question() {
    const { within, rule, demand, measure, asOf, area } = state();
    const { circle, polygon } = drawing();
    // Scenarios are shown to those who bear a token.
    const scenario = this.session?.isOpen ? state().scenario : null;
    return { service: this.service?.id, within: within ? `${within}m` : null, rule: within ? null : rule, demand, measure, asOf, area, circle, polygon, scenario };
  }

  async answer() {
    if (!this.service) return;
    const question = this.question();
    const { open } = drawing();
    this.isNear = this.registry.isLarge && !question.area && chart.zoom() >= NEAR;
    const villagesShown = this.villagesOf(question);
    try {
      const [coverage, before, unserved, points, villages, outlines, reach] = await Promise.all([
        ask("/coverage", { ...question, open, by: question.area ? "township" : "county" }, "coverage"),
        open.length > 0 ? ask("/coverage", { ...question, by: "county" }, "before") : null,
        this.unservedOf({ ...question, open }),
        this.pointsOf(question, villagesShown),
        villagesShown,
        this.registry.outlinesOf(question.area),
        this.reachOf(question),
      ]);
      chart.drawOutlines(outlines);
      chart.drawReach(reach);
      this.shownVillages = villages;
      this.draw(coverage, unserved, points, villages, outlines);
      this.drawGain(before, coverage);
      this.scenarios.drawComparison();
    } catch (error) {
      if (!isReplaced(error)) this.report(error);
    }
  }

  /** The villages that are not served; none where only areas can be told apart. */
  unservedOf(question) {
    if (this.registry.isLarge && !question.area && !this.isNear && !question.circle && !question.polygon) return { features: [] };
    return ask("/collections/unserved/items", { ...question, limit: 10000, properties: PROPERTIES, bbox: this.isNear ? chart.box() : null }, "unserved");
  }

  /** The villages that are drawn, served or not; none where there are too many to be told apart. */
  async villagesOf({ area }) {
    if (!this.isNear) return this.registry.villagesOf(area);
    return this.registry.villagesIn(chart.box());
  }

  /** What lies within the distance of who serves, where that is wanted. */
  async reachOf({ service, within, rule, measure, asOf, scenario }) {
    if (state().reach !== "1") return null;
    const bound = within ?? /within\s+(\S+( by \S+)?)/.exec(rule ?? "")?.[1];
    const areas = await ask("/area", { service, within: bound, measure, asOf, scenario, tolerance: "50m" }, "reach");
    return areas.features[0]?.geometry ?? null;
  }

  /** The facilities of the service's kinds as they were on the day, but for those that were closed or not yet heard of. */
  async pointsOf({ asOf }, villagesShown) {
    const kinds = this.buildings;
    const day = asOf ?? today();
    // Of a large registry those alone that lie where villages are drawn.
    const box = this.registry.isLarge ? chart.boxOf(await villagesShown) : null;
    const key = `${kinds} ${day} ${box ?? ""}`;
    if (this.points.key === key) return this.points.features;
    const all = this.registry.isLarge && !box ? [] : await Promise.all(kinds.map((kind) => this.registry.facilitiesOf(kind, box)));
    const features = all.flatMap((facilities, index) => facilities.map((facility) => ({
      ...facility, properties: { ...facility.properties, status: statusOn(facility.properties, day), kind: kinds[index], shape: chart.shapeOf(index) },
    })));
    this.points = { key, features: features.filter(({ properties }) => properties.status !== null && properties.status !== "closed") };
    return this.points.features;
  }

  draw(coverage, unserved, points, villages, outlines) {
    this.report(null);
    this.printing.href = `/report?${new URLSearchParams(Object.entries({ area: coverage.area, asOf: coverage.asOf, lang: language().slice(0, 2) }).filter(([, value]) => value))}`;
    const w = words();
    const { total } = coverage;
    const way = (properties) => (coverage.unit === "min" ? properties.nearestMinutes : properties.nearestDistance);
    this.unit = coverage.unit;
    this.standard = Number(/within ([\d.]+)/.exec(coverage.rule)?.[1] ?? 5000);
    chart.drawPoints(points);
    chart.drawVillages(villages);
    this.isSummed = this.registry.isLarge && villages.length === 0;
    if (this.isSummed) {
      this.drawSums(coverage, outlines);
    } else {
      chart.drawUnserved(
        unserved.features, this.standard, way,
        (village) => `${village.properties.name} · ${w.people} ${whole(village.properties.demand)} · ${w.nearest} ${cost(way(village.properties), this.unit)}`,
        (id) => this.choose(id), (id) => this.pointAtRow(id));
    }
    this.drawFigures(coverage);
    this.drawLegend();
    this.drawAreas(coverage);
    this.drawList(unserved.features, way);
    this.answered.hidden = false;
    document.getElementById("status").textContent = w.answer(whole(total.served), whole(total.unserved));
    document.getElementById("provenance").textContent =
      `${language() === "zh-CN" ? coverage.ruleZh : coverage.rule} · ${w.provenance(coverage.registryState, coverage.version, coverage.asOf)}${this.isSummed ? ` · ${w.many}` : ""}`;
  }

  /** Draws a circle for each area, where there are too many villages. */
  drawSums(coverage, outlines) {
    const w = words();
    const middles = new Map(outlines.map((outline) => [outline.id, outline.properties.middle]));
    const areas = coverage.areas.filter((area) => middles.has(area.code)).map((area) => ({
      id: area.code, geometry: { coordinates: middles.get(area.code) }, properties: { name: area.name },
      share: area.demandShare ?? area.share, weight: coverage.demandGroup ? area.demandUnserved : area.unserved, area,
    }));
    chart.drawAreas(areas,
      (feature) => (feature.area ? `${feature.properties.name} · ${w.servedShare} ${percent(feature.area.share)} · ${w.unserved} ${whole(feature.area.unserved)}` : feature.properties.name),
      (code) => this.openArea(code));
  }

  /** What is gained by what is supposed. */
  drawGain(before, after) {
    this.gain.hidden = before === null;
    if (before === null) return;
    const w = words().draw;
    this.gain.textContent = w.gain(
      drawing().open.length, whole(before.total.unserved - after.total.unserved), whole(before.total.demandUnserved - after.total.demandUnserved),
      percent(before.total.share), percent(after.total.share));
  }

  drawFigures({ total, serving }) {
    const w = words();
    const figure = (term, text) => element("div", {}, element("dt", {}, term), element("dd", {}, text));
    this.figures.replaceChildren(
      figure(w.servedShare, percent(total.share)), figure(w.peopleShare, percent(total.demandShare)),
      figure(w.unserved, whole(total.unserved)), figure(w.people, persons(total.demandUnserved)), figure(w.serving, whole(serving)));
  }

  drawLegend() {
    const w = words();
    const [first, second, third] = chart.bounds(this.standard);
    const text = (value) => (this.unit === "min" ? value : value / 1000);
    const item = (style, label) => element("li", {}, spot(style), label);
    const shade = (value) => chart.unservedStyle(value, this.standard);
    if (this.isSummed) {
      return this.legend.replaceChildren(...this.serving(), ...this.idle(item), ...w.shares.map((label, index) => item(chart.shareStyle([1, .8, .6, 0][index]), label)));
    }
    return this.legend.replaceChildren(
      ...this.serving(), ...this.idle(item), item(chart.servedStyle, w.served),
      ...(this.unit === "min" ? [] : [
        item(shade(first), w.nearestWithin(text(first))), item(shade(second), w.upTo(text(second))),
        item(shade(third), w.upTo(text(third))), item(shade(null), w.beyond(text(third)))]));
  }

  /** What the legend says of facilities that serve: of which kind, where the service has several. */
  serving() {
    const kinds = this.buildings;
    const text = (kind) => (kinds.length > 1 ? `${words().serving}: ${this.registry.kindName(kind)}` : words().serving);
    return kinds.map((kind, index) => element("li", {}, spot(chart.pointStyle(), chart.shapeOf(index)), text(kind)));
  }

  /** What the legend says of facilities that do not serve, as far as there are some. */
  idle(item) {
    const statuses = new Set(this.points.features.map((point) => point.properties.status));
    return ["planned", "building", "suspended"].filter((status) => statuses.has(status)).map((status) => item(chart.pointStyle(status), words().statuses[status]));
  }

  drawAreas(coverage) {
    const w = words();
    const areas = coverage.areas.filter((area) => area.villages > 0)
      .toSorted((a, b) => (a.share ?? 2) - (b.share ?? 2) || (a.code < b.code ? -1 : 1));
    fillTable(this.areas, w.byArea, [
      [coverage.by === "county" ? w.county : w.township], [w.drawn], [w.servedShare, true], [w.unserved, true], [w.people, true],
    ], areas, (area) => element("tr", {},
      element("th", { scope: "row" }, coverage.by === "county" && area.code
        ? element("button", { type: "button", onclick: () => this.openArea(area.code) }, area.name) : area.name ?? "–"),
      element("td", {}, bar(area.share)), number(percent(area.share)), number(whole(area.unserved)), number(persons(area.demandUnserved))));
  }

  openArea(code) {
    change({ area: code }, { isStep: true });
    this.fillControls();
    return this.goTo(code);
  }

  async goTo(area) {
    try {
      const outlines = await this.registry.outlinesOf(area);
      // First: those of all counties of a country take seconds to draw from near.
      chart.drawOutlines(outlines);
      chart.show(null, outlines);
    } catch (error) {
      this.report(error);
    }
    return this.answer();
  }

  /** Puts the first of the villages into the list. */
  drawList(features, way, limit = SHOWN) {
    const w = words();
    this.all = new Map(features.map((village) => [village.id, village]));
    this.rows = new Map();
    const body = element("tbody", {
      onmouseover: (event) => this.pointFrom(event), onfocusin: (event) => this.pointFrom(event), onmouseleave: () => chart.pointAt(null),
      onclick: (event) => { if (event.target.closest("button")) this.choose(event.target.closest("tr").dataset.id); },
    });
    fillTable(this.list, w.unservedList, [
      [w.name], [w.area], [w.people, true], [w.reason], [w.nearest], [w.could],
    ], features.slice(0, limit), (village) => this.row(village, way), body);
    if (features.length > limit) {
      this.list.append(element("p", { class: "note" }, w.first(limit, whole(features.length)), " ",
        element("button", { type: "button", onclick: () => this.drawList(features, way, Infinity) }, w.all)));
    }
  }

  row({ id, properties }, way) {
    const { name, township, county, demand, reason, nearestName, couldServeName } = properties;
    const row = element("tr", { "data-id": id },
      element("th", { scope: "row" }, element("button", { type: "button" }, name)),
      element("td", {}, [township, county].filter(Boolean).join(" · ")), number(whole(demand)), element("td", {}, words().reasons[reason] ?? reason),
      element("td", {}, nearestName ? `${nearestName}, ${cost(way(properties), this.unit)}` : "–"), element("td", {}, couldServeName ?? "–"));
    this.rows.set(id, row);
    return row;
  }

  /** Points on the map at the village whose row is pointed at. */
  pointFrom({ target }) {
    const id = target.closest("tr")?.dataset.id;
    chart.pointAt(this.all.get(id)?.geometry?.coordinates);
  }

  /** Marks the row of the village that is pointed at on the map. */
  pointAtRow(id) {
    this.pointed?.classList.remove("pointed");
    this.pointed = id === null ? null : this.rows.get(id);
    this.pointed?.classList.add("pointed");
  }

  /** Joins the map and the table: marks a village in both. */
  choose(id) {
    const village = this.all?.get(id);
    if (!village) return;
    for (const row of this.rows.values()) row.classList.remove("chosen");
    this.rows.get(id)?.classList.add("chosen");
    this.rows.get(id)?.scrollIntoView({ block: "nearest" });
    chart.mark(village.geometry?.coordinates, village.properties.name);
    const { name, demand, reason, nearestDistance } = village.properties;
    document.getElementById("status").textContent = `${name}: ${whole(demand)}, ${words().reasons[reason] ?? reason}, ${kilometers(nearestDistance)}`;
  }
}
