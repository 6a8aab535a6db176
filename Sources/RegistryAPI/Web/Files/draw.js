// Asking by drawing: a circle or a polygon whose villages are looked at, and places where one more service point is supposed.
// What is drawn is also written in a field, where it can be typed: the keyboard is enough.
import { element } from "./dom.js";
import * as chart from "./map.js";
import * as pen from "./pen.js";
import { meters } from "./sphere.js";
import { change, state } from "./state.js";
import { words } from "./words.js";

const DEGREES = 5;
/** As far as this from a village, metres, what is supposed is supposed in the village. */
const IN_VILLAGE = 2000;

const text = ([longitude, latitude]) => `${Number(longitude.toFixed(DEGREES))},${Number(latitude.toFixed(DEGREES))}`;
const place = (part) => part.split(",").slice(0, 2).map(Number);

/** What is drawn, as the address has it: parameters of a question. */
export function drawing() {
  const { circle, polygon, open } = state();
  return { circle, polygon, open: open ? open.split(";") : [] };
}

/** The tools, and what was drawn with them. */
export class DrawingTools {
  /** `asked` is called where something else is drawn; `villages` gives those that are shown. */
  constructor(asked, villages) {
    this.asked = asked;
    this.villages = villages;
    this.box = element("details", { class: "tools" });
  }

  /** Puts the tools into their box, and what is drawn on the map. */
  fill() {
    const w = words().draw;
    const { circle, polygon, open } = drawing();
    const tool = (name, start) => element("button", { type: "button", onclick: start, disabled: !chart.hasMap() }, w[name]);
    const field = (name, value, note) => [
      element("label", { for: `drawn-${name}` }, w[name]),
      element("input", { id: `drawn-${name}`, value: value ?? "", placeholder: note, spellcheck: "false", autocomplete: "off", onchange: (event) => this.take({ [name]: event.target.value.trim() }) }),
    ];
    this.hint = element("p", { class: "note", role: "status" });
    this.box.open ||= Boolean(circle || polygon || open.length > 0);
    this.box.replaceChildren(
      element("summary", {}, w.title),
      element("div", { class: "pair" },
        tool("circle", () => this.begin(w.circleHint, (end) => pen.drawCircle((middle, meters) => end({ circle: `${text(middle)},${Math.round(meters)}m` })))),
        tool("polygon", () => this.begin(w.polygonHint, (end) => pen.drawPolygon((corners) => end({ polygon: corners.map(text).join(" ") })))),
        tool("open", () => this.begin(w.openHint, (end) => pen.pickOnce((at) => end({ open: [...open, this.site(at)].join(";") })))),
        element("button", { type: "button", disabled: !circle && !polygon && open.length === 0, onclick: () => this.take({ circle: null, polygon: null, open: null }) }, w.clear)),
      this.hint,
      element("div", { class: "controls" },
        ...field("circle", circle, "114.02,32.98,3km"), ...field("polygon", polygon, "114,32.9 114.2,32.9 114.1,33.1"), ...field("open", open.join(";"), "114.02,32.98;114.1,33")));
    this.show();
  }

  /** Draws what was drawn. */
  show() {
    const { circle, polygon, open } = drawing();
    const [longitude, latitude, radius] = (circle ?? "").split(",");
    pen.drawRegion(
      circle ? { middle: [Number(longitude), Number(latitude)], meters: parseFloat(radius) * (/km$/i.test(radius ?? "") ? 1000 : 1) } : null,
      polygon ? polygon.split(/\s+/).map(place) : null,
      open.map(place), words().draw.supposed);
  }

  begin(hint, start) {
    pen.stopDrawing();
    this.hint.textContent = `${hint} ${words().draw.escape}`;
    start((changes) => this.take(changes));
  }

  /** Takes what was drawn or written; a circle and a polygon stand for each other. */
  take(changes) {
    if (changes.circle) changes.polygon = null;
    if (changes.polygon) changes.circle = null;
    pen.stopDrawing();
    change(changes, { isStep: true });
    this.fill();
    this.asked();
  }

  /** A place as the parameter `open` has it: with the village that it lies at, where there is one near. */
  site(at) {
    let nearest = null;
    for (const village of this.villages()) {
      if (!village.geometry) continue;
      const away = meters(village.geometry.coordinates, at);
      if (away <= IN_VILLAGE && away < (nearest?.away ?? Infinity)) nearest = { away, code: village.id };
    }
    return nearest ? `${text(at)},${nearest.code}` : text(at);
  }
}
