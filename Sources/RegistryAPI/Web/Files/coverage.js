// Who is served, and who is not: the view of planners.
import { ask, isReplaced } from "./api.js";
import { bar, element, number, spot, table } from "./dom.js";
import { cost, kilometers, percent, persons, today, whole } from "./format.js";
import * as chart from "./map.js";
import { change, state } from "./state.js";
import { named, words } from "./words.js";

const SHOWN = 100;
const PROPERTIES = "name,township,county,demand,reason,nearestName,nearestDistance,nearestMinutes,couldServeName";
const MEASURES = ["straight", "detour:1.3", "road", "walk", "ebike", "drive"];

/** The view, for a registry's services, counties and villages. */
export class CoverageView {
  constructor(registry, report) {
    this.registry = registry;
    this.report = report;
    this.playing = null;
    this.points = { key: null, features: [] };
  }

  /** Puts the view into the panel, and asks. */
  enter(panel) {
    const w = words();
    this.controls = element("form", { class: "controls", onsubmit: (event) => event.preventDefault() });
    this.figures = element("dl", { class: "figures" });
    this.legend = element("ul", { class: "legend" });
    this.areas = element("div");
    this.list = element("div");
    panel.replaceChildren(
      this.controls, this.figures, this.legend, element("p", { class: "note" }, w.sketch),
      element("h2", {}, w.byArea), this.areas, element("h2", {}, w.unservedList), this.list);
    this.fillControls();
    return this.answer();
  }

  leave() { this.stop(); }

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
      ...choice(w.measure, "measure", MEASURES.map((measure) => [measure, w[measure.split(":")[0]]]), now.measure ?? "straight", "measure"),
      ...choice(w.area, "area", [["", w.everywhere], ...this.registry.counties.map((county) => [county.id, county.properties.name])], now.area ?? "", "area"),
      element("label", { for: "day" }, w.day), this.day,
      element("label", { for: "year" }, w.year), element("div", { class: "pair" }, this.year, this.yearText, this.player));
  }

  set(changes, isStep = false) {
    if (changes.measure === "straight") changes.measure = null;
    // A measure of one's own needs a distance of one's own.
    if (changes.measure && !state().within) changes.within = String(1000 * this.slider.value);
    change(changes, { isStep });
    if (changes.within !== undefined && isStep || changes.measure) this.fillControls();
    this.answer();
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
    const { within, measure, asOf, area } = state();
    return { service: this.service?.id, within: within ? `${within}m` : null, measure, asOf, area };
  }

  async answer() {
    if (!this.service) return;
    const question = this.question();
    const limit = 10000;
    try {
      const [coverage, unserved, points] = await Promise.all([
        ask("/coverage", { ...question, by: question.area ? "township" : "county" }, "coverage"),
        this.registry.isLarge && !question.area ? { features: [] } : ask("/collections/unserved/items", { ...question, limit, properties: PROPERTIES }, "unserved"),
        this.pointsOf(question),
      ]);
      this.draw(coverage, unserved, points);
    } catch (error) {
      if (!isReplaced(error)) this.report(error);
    }
  }

  /** The facilities of the service's kinds that were there on the day. */
  async pointsOf({ asOf }) {
    const kinds = this.service.properties.kinds.split(/[\s;,]+/);
    const key = `${kinds} ${asOf ?? ""}`;
    if (this.points.key === key) return this.points.features;
    const found = await Promise.all(kinds.filter((kind) => this.registry.kinds.has(kind)).map((kind) =>
      ask(`/collections/${kind}/items`, { limit: 10000, status: "operating", datetime: asOf, properties: "name,status,county" }, `points ${kind}`)));
    this.points = { key, features: found.flatMap((answer) => answer.features) };
    return this.points.features;
  }

  draw(coverage, unserved, points) {
    this.report(null);
    const w = words();
    const { total } = coverage;
    const way = (properties) => (coverage.unit === "min" ? properties.nearestMinutes : properties.nearestDistance);
    this.unit = coverage.unit;
    this.standard = Number(/within ([\d.]+)/.exec(coverage.rule)?.[1] ?? 5000);
    chart.drawPoints(points);
    chart.drawVillages(this.registry.villagesOf(coverage.area));
    chart.drawUnserved(
      unserved.features, this.standard, way,
      (village) => `${village.properties.name} · ${w.people} ${whole(village.properties.demand)} · ${w.nearest} ${cost(way(village.properties), this.unit)}`,
      (id) => this.choose(id));
    this.drawFigures(coverage);
    this.drawLegend();
    this.drawAreas(coverage);
    this.drawList(unserved.features.toSorted((a, b) => (b.properties.demand ?? 0) - (a.properties.demand ?? 0)), way);
    document.getElementById("status").textContent = w.answer(whole(total.served), whole(total.unserved));
    document.getElementById("provenance").textContent =
      `${coverage.rule} · ${w.provenance(coverage.registryState, coverage.version, coverage.asOf)}${this.registry.isLarge && !coverage.area ? ` · ${w.many}` : ""}`;
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
    this.legend.replaceChildren(
      item(chart.pointStyle, w.serving), item(chart.servedStyle, w.served),
      ...(this.unit === "min" ? [] : [
        item(shade(first), w.nearestWithin(text(first))), item(shade(second), w.upTo(text(second))),
        item(shade(third), w.upTo(text(third))), item(shade(null), w.beyond(text(third)))]));
  }

  drawAreas(coverage) {
    const w = words();
    const rows = coverage.areas.filter((area) => area.villages > 0)
      .toSorted((a, b) => (a.share ?? 2) - (b.share ?? 2) || (a.code < b.code ? -1 : 1))
      .map((area) => element("tr", {},
        element("th", { scope: "row" }, coverage.by === "county" && area.code
          ? element("button", { type: "button", onclick: () => this.openArea(area.code) }, area.name) : area.name ?? "–"),
        element("td", {}, bar(area.share)), number(percent(area.share)), number(whole(area.unserved)), number(persons(area.demandUnserved))));
    this.areas.replaceChildren(table(w.byArea, [
      [coverage.by === "county" ? w.county : w.township], [w.drawn], [w.servedShare, true], [w.unserved, true], [w.people, true],
    ], rows));
  }

  openArea(code) {
    change({ area: code }, { isStep: true });
    this.fillControls();
    chart.show(null, this.registry.villagesOf(code));
    this.answer();
  }

  drawList(features, way, limit = SHOWN) {
    const w = words();
    this.rows = new Map();
    const rows = features.slice(0, limit).map((village) => {
      const { name, township, county, demand, reason, nearestName, couldServeName } = village.properties;
      const row = element("tr", {},
        element("th", { scope: "row" }, element("button", { type: "button", onclick: () => this.choose(village.id) }, name)),
        element("td", {}, [township, county].filter(Boolean).join(" · ")), number(whole(demand)), element("td", {}, w.reasons[reason] ?? reason),
        element("td", {}, nearestName ? `${nearestName}, ${cost(way(village.properties), this.unit)}` : "–"), element("td", {}, couldServeName ?? "–"));
      this.rows.set(village.id, row);
      return row;
    });
    this.list.replaceChildren(table(w.unservedList, [
      [w.name], [w.area], [w.people, true], [w.reason], [w.nearest], [w.could],
    ], rows));
    if (features.length > limit) {
      this.list.append(element("p", { class: "note" }, w.first(limit, whole(features.length)), " ",
        element("button", { type: "button", onclick: () => this.drawList(features, way, Infinity) }, w.all)));
    }
    this.all = new Map(features.map((village) => [village.id, village]));
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
