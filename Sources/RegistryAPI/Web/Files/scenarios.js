// What if, kept under a name: for those who bear a token. One is shown on the map, several stand side by side.
import { ask, isReplaced, send } from "./api.js";
import { element, number, table } from "./dom.js";
import { drawing } from "./draw.js";
import { percent, whole } from "./format.js";
import { change, state } from "./state.js";
import { words } from "./words.js";

/** The scenarios of a registry, beside the question of a view. */
export class ScenarioTools {
  /** `view` has the question, the kind that is opened, and what answers it. */
  constructor(session, view, report) {
    this.session = session;
    this.view = view;
    this.report = report;
    this.box = element("section", { hidden: true });
    this.side = element("div");
    this.names = [];
    this.compared = new Set();
  }

  /** Reads the scenarios, where they are shown. */
  async read() {
    this.box.hidden = !this.session?.isOpen;
    if (this.box.hidden) return;
    try {
      this.names = (await ask("/scenarios")).scenarios.map((scenario) => scenario.name);
    } catch (error) {
      if (!isReplaced(error)) this.report(error);
    }
    this.fill();
  }

  fill() {
    const w = words().draw;
    if (this.box.hidden) return;
    const chosen = state().scenario ?? "";
    this.name = element("input", { id: "scenario-name", maxlength: 100, autocomplete: "off" });
    const mayKeep = this.session.isEverywhere && drawing().open.length > 0;
    this.box.replaceChildren(
      element("h2", {}, w.scenarios),
      element("div", { class: "controls" },
        element("label", { for: "scenario" }, w.shown),
        element("select", { id: "scenario", onchange: (event) => { change({ scenario: event.target.value }, { isStep: true }); this.view.answer(); } },
          element("option", { value: "" }, w.asItIs), this.names.map((name) => element("option", { value: name, selected: name === chosen }, name))),
        mayKeep ? [element("label", { for: "scenario-name" }, w.keepAs), element("div", { class: "pair" }, this.name, element("button", { type: "button", onclick: () => this.keep() }, w.keep))] : []),
      this.names.length > 0 ? element("fieldset", {}, element("legend", {}, w.compare), this.names.map((name, index) => element("div", { class: "pair" },
        element("input", { id: `compare-${index}`, type: "checkbox", checked: this.compared.has(name), onchange: (event) => this.compare(name, event.target.checked) }),
        element("label", { for: `compare-${index}` }, name)))) : null,
      this.side);
    this.drawComparison();
  }

  /** Keeps what is supposed under a name. */
  async keep() {
    const name = this.name.value.trim();
    const steps = drawing().open.map((site) => {
      const [longitude, latitude, division] = site.split(",");
      return { change: "open", kind: this.view.openedKind, longitude: Number(longitude), latitude: Number(latitude), ...(division ? { division } : {}) };
    });
    try {
      await send("POST", "/scenarios", { name, steps });
      change({ open: null, scenario: name }, { isStep: true });
      this.report(null);
      this.view.redraw();
    } catch (error) {
      this.report(error.errors?.length > 0 ? new Error(error.errors.map((one) => one.detail).join("; ")) : error);
    }
  }

  compare(name, isWanted) {
    if (isWanted) this.compared.add(name);
    else this.compared.delete(name);
    return this.drawComparison();
  }

  /** Draws the registry as it is and the scenarios that are compared side by side, under the view's question. */
  async drawComparison() {
    const w = words();
    const names = this.names.filter((name) => this.compared.has(name));
    if (names.length === 0) return this.side.replaceChildren();
    const question = { ...this.view.question(), scenario: null, by: "county" };
    try {
      const answers = await Promise.all(["", ...names].map((scenario) => ask("/coverage", { ...question, scenario }, `compare ${scenario}`)));
      const totals = answers.map((answer) => answer.total);
      const row = (heading, value) => element("tr", {}, element("th", { scope: "row" }, heading), totals.map((total) => number(value(total))));
      this.side.replaceChildren(table(w.draw.compare, [[w.draw.figure], [w.draw.asItIs, true], ...names.map((name) => [name, true])], [
        row(w.served, (total) => whole(total.served)), row(w.unserved, (total) => whole(total.unserved)), row(w.servedShare, (total) => percent(total.share)),
        row(w.draw.personsUnserved, (total) => whole(total.demandUnserved)), row(w.peopleShare, (total) => percent(total.demandShare)),
      ]));
    } catch (error) {
      if (!isReplaced(error)) this.report(error);
    }
  }
}
