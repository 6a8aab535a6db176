// Elements, whose contents are texts: nothing that comes from data is ever read as HTML.
import { whenIdle } from "./idle.js";
import { corners } from "./spots.js";

/** As many rows as a high screen shows. */
const AT_ONCE = 24;

/** An element with attributes and children; texts become text nodes, and what is null is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

function drawing(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A bar of a share from 0 to 1, with a mark at another share where there is one; it says nothing that the text beside it does not. */
export function bar(share, goal = null) {
  const width = 100 * Math.max(0, Math.min(share ?? 0, 1));
  const parts = [
    drawing("rect", { class: "rest", width: 100, height: 10 }),
    drawing("rect", { class: "part", width, height: 10 }),
  ];
  if (goal != null) {
    const at = 100 * Math.max(0, Math.min(goal, 1));
    parts.push(drawing("line", { class: "goal", x1: at, x2: at, y1: 0, y2: 10 }));
  }
  return drawing("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, ...parts);
}

/** A bar of parts, each a length and a colour, of which `whole` would fill it; it says nothing that the text beside it does not. */
export function stack(parts, whole) {
  let end = 0;
  return drawing("svg", { class: "bar stacked", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    drawing("rect", { class: "rest", width: 100, height: 10 }),
    ...parts.map(({ length, fill }) => {
      const width = whole > 0 ? (100 * length) / whole : 0;
      end += width;
      return drawing("rect", { class: "piece", x: end - width, width, height: 10, fill });
    }));
}

/** A spot as the map has it, for a legend. */
export function spot({ fillColor, fillOpacity, color, weight, dashArray }, shape = "circle") {
  const polygon = corners[shape];
  const place = polygon ? { points: polygon.map((corner) => corner.map((side) => (8 + 5 * side).toFixed(2)).join(",")).join(" ") } : { cx: 8, cy: 8, r: 5 };
  const look = { fill: fillColor, "fill-opacity": fillOpacity, stroke: color, "stroke-width": weight, "stroke-dasharray": dashArray ?? "none" };
  return drawing("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, drawing(polygon ? "polygon" : "circle", { ...place, ...look }));
}

/** A colour as a bar has it, for a legend. */
export function swatch(fill) {
  return drawing("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, drawing("rect", { class: "piece", x: 2, y: 2, width: 12, height: 12, fill }));
}

/** A table: headings are words, each with whether its column holds numbers; rows, or a body that has them. */
export function table(caption, headings, rows) {
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    element("table", {},
      element("caption", { class: "unseen" }, caption),
      element("thead", {}, element("tr", {}, headings.map(([heading, isNumber]) =>
        element("th", { scope: "col", class: isNumber ? "number" : null }, heading)))),
      Array.isArray(rows) ? element("tbody", {}, rows) : rows));
}

/** Puts a table of many rows into a place: those that a screen shows at once, the rest when the browser has time, unless another table came there before. */
export function fillTable(place, caption, headings, items, row, body = element("tbody")) {
  const add = (some) => body.append(...some.map(row));
  add(items.slice(0, AT_ONCE));
  place.replaceChildren(table(caption, headings, body));
  if (items.length > AT_ONCE) whenIdle(() => { if (place.contains(body)) add(items.slice(AT_ONCE)); });
}

/** A cell of a number. */
export const number = (...children) => element("td", { class: "number" }, ...children);
