// The parts of a view, side by side.
import { element } from "./dom.js";

/** Buttons for parts, each a key and its words; `choose` is called with the key of the one that is pressed. */
export const tasks = (label, parts, current, choose) => element("nav", { class: "tasks", "aria-label": label }, parts.map(([key, text]) =>
  element("button", { type: "button", "aria-pressed": String(key === current), onclick: () => choose(key) }, text)));
