// How far the plan is: targets, and counties side by side.
import { ask, isReplaced } from "./api.js";
import { bar, element, number, table } from "./dom.js";
import { today } from "./format.js";
import * as chart from "./map.js";
import { change, state } from "./state.js";
import { tasks } from "./tasks.js";
import { language, words } from "./words.js";

/** Of a bound like `>= 60` or `= 20%` the number. */
const goal = (bound) => {
  const match = /(-?[\d.]+)\s*(%?)$/.exec(bound);
  return match ? Number(match[1]) / (match[2] ? 100 : 1) : null;
};

/** A value with all digits that tell it from its bound: 99.99% is not 100%. */
const exact = (value, bound) => (bound.endsWith("%") ? `${Number((100 * value).toFixed(4))}%` : String(value));

/** The view. */
export class PlanView {
  constructor(registry, report, session, renew) {
    this.registry = registry;
    this.report = report;
    this.session = session;
    this.renew = renew;
    this.sorting = { key: null, isDown: false };
  }

  enter(panel) {
    const w = words();
    chart.clear();
    if (this.session.isOpen && state().task === "schedule") return this.enterSchedule(panel);
    this.targets = element("div");
    this.scorecard = element("div");
    // Seen with the first answer: nothing that is read already is pushed away.
    this.answered = element("div", { hidden: true }, element("h2", {}, w.targets), this.targets, element("h2", {}, w.scorecard), this.scorecard);
    panel.replaceChildren(
      ...this.tasks(),
      element("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
        element("label", { for: "day" }, w.day),
        element("input", { id: "day", type: "date", value: state().asOf ?? today(), onchange: (event) => { change({ asOf: event.target.value }, { isStep: true }); this.answer(); } })),
      this.answered);
    return this.answer();
  }

  leave() { this.schedule?.stop(); }

  /** What those may choose who bear a token. */
  tasks() {
    const w = words();
    return this.session.isOpen ? [tasks(w.plan, [["", w.targets], ["schedule", w.work.schedule.title]], state().task ?? "", (task) => { change({ task }, { isStep: true }); this.renew(); })] : [];
  }

  async enterSchedule(panel) {
    const { Schedule } = await import("./schedule.js");
    this.schedule ??= new Schedule(this.registry, this.session);
    const body = element("div");
    panel.replaceChildren(...this.tasks(), body);
    this.report(null);
    return this.schedule.enter(body);
  }

  async answer() {
    const { asOf } = state();
    try {
      const [targets, scorecard] = await Promise.all([ask("/targets", { asOf }, "targets"), ask("/scorecard", { asOf }, "scorecard")]);
      this.report(null);
      this.drawTargets(targets);
      this.divisions = scorecard.divisions;
      this.drawScorecard();
      this.answered.hidden = false;
      document.getElementById("provenance").textContent = words().provenance(targets.registryState, targets.version, targets.asOf);
    } catch (error) {
      if (!isReplaced(error)) this.report(error);
    }
  }

  drawTargets({ targets }) {
    const w = words();
    if (targets.length === 0) return this.targets.replaceChildren(element("p", {}, w.noTargets));
    const rows = targets.map((target) => {
      const bound = goal(target.bound);
      // The bar is as long as the greater of the two: a bullet chart.
      const most = Math.max(target.value ?? 0, bound ?? 0) || 1;
      return element("tr", {},
        element("th", { scope: "row" }, language() === "zh-CN" ? target.name : target.nameEn ?? target.name, element("div", { class: "note" }, target.divisionName)),
        number(String(target.year)), number(target.bound), number(target.value == null ? "–" : exact(target.value, target.bound)),
        element("td", {}, target.value == null ? "" : bar(target.value / most, bound == null ? null : bound / most)),
        element("td", { class: "state" }, w.states[target.state] ?? target.state), element("td", {}, target.unitInCharge ?? "–"));
    });
    this.targets.replaceChildren(table(w.targets, [
      [w.indicator], [w.year, true], [w.bound, true], [w.value, true], [w.drawn], [w.state], [w.inCharge],
    ], rows));
  }

  drawScorecard() {
    const w = words();
    const metrics = this.divisions[0]?.scores.map((score) => score.metric) ?? [];
    const value = (division, key) => (key === "total" ? division.total : division.scores.find((score) => score.metric === key)?.points);
    const { key, isDown } = this.sorting;
    const divisions = key === null ? this.divisions
      : this.divisions.toSorted((a, b) => (isDown ? -1 : 1) * ((value(a, key) ?? -1) - (value(b, key) ?? -1)));
    const heading = (text, name) => [element("button", {
      type: "button", onclick: () => { this.sorting = { key: name, isDown: key === name ? !isDown : true }; this.drawScorecard(); },
    }, `${text}${key === name ? (isDown ? " ↓" : " ↑") : ""}`), true];
    const points = (value) => (value == null ? "–" : value.toFixed(1));
    this.scorecard.replaceChildren(table(w.scorecard, [
      [w.place, true], [w.county], heading(w.points100, "total"), ...metrics.map((metric) => heading(metric, metric)),
    ], divisions.map((division) => element("tr", {},
      number(division.place ?? "–"), element("th", { scope: "row" }, division.name), number(points(division.total)),
      division.scores.map((score) => number(element("span", { title: score.counted }, points(score.points))))))));
  }
}
