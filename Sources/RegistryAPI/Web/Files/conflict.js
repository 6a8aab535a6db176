// What to do where somebody else changed the same feature meanwhile: field by field.
import { element } from "./dom.js";
import { isSame } from "./form.js";
import { words } from "./words.js";

/** A choice between the values that somebody else wrote and one's own. */
export class Conflict {
  /** `text` tells a value, `label` a name; `by` says who wrote the others and when, `decided` is given the values that were chosen. */
  constructor({ before, theirs, mine, by, label, text, decided, cancelled }) {
    const w = words().work.conflict;
    const names = Object.keys(mine).filter((name) => !isSame(theirs[name], mine[name]));
    this.title = element("h3", { tabindex: -1 }, w.title);
    this.fault = element("p", { class: "fault", role: "alert" });
    this.element = element("form", { class: "conflict", novalidate: true, onsubmit: (event) => { event.preventDefault(); this.decide(mine, theirs, names, decided); } },
      this.title, by ? element("p", {}, by) : null, element("p", {}, names.length > 0 ? w.note : w.same),
      names.map((name) => {
        const isBoth = !isSame(before[name], mine[name]) && !isSame(before[name], theirs[name]);
        const standard = isBoth ? null : isSame(before[name], mine[name]) ? "theirs" : "mine";
        const choice = (whose, value) => element("label", { class: "choice" },
          element("input", { type: "radio", name: `choice-${name}`, value: whose, checked: whose === standard }),
          element("span", {}, element("span", { class: "note" }, w[whose]), text(name, value)));
        return element("fieldset", { class: isBoth ? "both" : null },
          element("legend", {}, label(name), isBoth ? element("span", { class: "required" }, ` ${w.both}`) : null),
          element("div", { class: "choices" },
            element("div", { class: "choice" }, element("span", {}, element("span", { class: "note" }, w.before), text(name, before[name]))),
            choice("theirs", theirs[name]), choice("mine", mine[name])));
      }),
      this.fault,
      element("div", { class: "actions" }, element("button", { type: "submit", class: "main" }, w.save), element("button", { type: "button", onclick: cancelled }, w.back)));
  }

  decide(mine, theirs, names, decided) {
    const chosen = (name) => this.element.querySelector(`input[name="choice-${CSS.escape(name)}"]:checked`)?.value;
    const open = names.filter((name) => !chosen(name));
    if (open.length > 0) {
      this.fault.textContent = words().work.conflict.open(open.length);
      return this.element.querySelector(`input[name="choice-${CSS.escape(open[0])}"]`).focus();
    }
    return decided({ ...mine, ...Object.fromEntries(names.map((name) => [name, chosen(name) === "mine" ? mine[name] : theirs[name]])) });
  }
}
