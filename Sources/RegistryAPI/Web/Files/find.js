// The nearest service points: the view of volunteers.
import { ask, isReplaced } from "./api.js";
import { combobox } from "./combobox.js";
import { element, number, table } from "./dom.js";
import { cost, whole } from "./format.js";
import * as chart from "./map.js";
import { change, state } from "./state.js";
import { named, words } from "./words.js";

/** The wind that blows from one place to another lies in: 0 for north, then clockwise by eighths. */
export function wind([fromLongitude, fromLatitude], [toLongitude, toLatitude]) {
  const east = (toLongitude - fromLongitude) * Math.cos(((fromLatitude + toLatitude) * Math.PI) / 360);
  const angle = Math.atan2(east, toLatitude - fromLatitude);
  return Math.round(angle / (Math.PI / 4) + 8) % 8;
}

/** The view. */
export class FindView {
  constructor(registry, report) {
    this.registry = registry;
    this.report = report;
  }

  enter(panel) {
    const w = words();
    chart.clear();
    const now = state();
    this.field = element("input", { id: "village", type: "search", value: this.registry.village(now.village)?.properties.name ?? "", "aria-describedby": "name-note" });
    this.name = combobox(this.field, w.village, (text) => this.villagesLike(text), (choice) => this.take(choice), this.report);
    this.result = element("div");
    this.need = element("div");
    // Seen with the first answer: nothing that is read already is pushed away.
    this.answered = element("div", { hidden: true }, element("h2", {}, w.points), this.result, element("h2", {}, w.mostInNeed), this.need);
    panel.replaceChildren(
      element("form", { class: "controls", onsubmit: (event) => event.preventDefault() },
        element("label", { for: "service" }, w.service),
        element("select", { id: "service", onchange: (event) => { change({ service: event.target.value }, { isStep: true }); this.answer(); } },
          this.registry.services.map((service) => element("option", { value: service.id, selected: service.id === now.service }, named(service.properties)))),
        element("label", { for: "village" }, w.village), element("div", { class: "pair" }, this.name,
          element("button", { type: "button", onclick: () => this.searchNearMe() }, w.nearMe)),
        element("span"), element("span", { id: "name-note", class: "note" }, w.nameNote)),
      this.answered);
    return this.answer();
  }

  leave() {}

  get service() { return state().service ?? this.registry.services[0]?.id; }

  /** Villages whose name is like a text, by characters or pinyin, as the server finds them. */
  async villagesLike(text) {
    const { places } = await ask("/find", { q: text, type: "village", limit: 12 }, "names");
    return places.map(({ id, name, pinyin, township, county }) => ({ id, text: name, note: [pinyin, township, county].filter(Boolean).join(" · ") }));
  }

  take(choice) {
    if (!choice) return this.report(new Error(words().noVillage));
    change({ village: choice.id, near: null }, { isStep: true });
    return this.answer();
  }

  searchNearMe() {
    if (!navigator.geolocation) return this.report(new Error(words().noPosition));
    navigator.geolocation.getCurrentPosition(
      // To some ten metres: an address that is sent need not tell more.
      ({ coords }) => { change({ near: `${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`, village: null }, { isStep: true }); this.answer(); },
      () => this.report(new Error(words().noPosition)));
  }

  async answer() {
    const { village, near } = state();
    try {
      const [need, nearest] = await Promise.all([
        ask("/collections/unserved/items", { service: this.service, limit: 10, properties: "name,township,county,demand" }, "unserved"),
        village || near ? ask("/nearest", { village, near: village ? null : near, service: this.service, limit: 10 }, "nearest") : null,
      ]);
      if (nearest) await this.draw(nearest);
      this.drawNeed(need.features);
      this.answered.hidden = false;
    } catch (error) {
      if (!isReplaced(error)) this.report(error);
    }
  }

  async draw(answer) {
    this.report(null);
    const w = words();
    const village = await this.registry.villageOf(state().village);
    const start = answer.near ?? village?.geometry?.coordinates;
    const startName = village?.properties.name ?? w.here;
    this.field.value ||= village?.properties.name ?? "";
    chart.drawPoints(answer.facilities.filter((point) => point.longitude != null).map((point) => ({
      id: point.id, geometry: { coordinates: [point.longitude, point.latitude] }, properties: { name: point.name },
    })));
    chart.mark(start, startName);
    const rows = answer.facilities.map((point) => {
      const place = point.longitude == null ? null : [point.longitude, point.latitude];
      return element("tr", {},
        element("th", { scope: "row" }, element("button", { type: "button", onclick: () => chart.mark(place, point.name) }, point.name)),
        number(cost(point.distance ?? point.minutes, answer.unit)), element("td", {}, start && place ? w.winds[wind(start, place)] : "–"),
        element("td", {}, place ? element("a", { href: `geo:${place[1]},${place[0]}` }, w.directions) : "–"),
        element("td", {}, element("button", { type: "button", onclick: (event) => this.tellContact(event.target, point) }, w.contact)));
    });
    this.result.replaceChildren(
      element("p", { class: "note" }, w.from(startName)),
      rows.length > 0 ? table(w.points, [[w.name], [w.distance, true], [w.direction], [w.directions], [w.contact]], rows) : element("p", {}, w.noPoint));
    document.getElementById("status").textContent = `${w.points}: ${rows.length}`;
  }

  /** Puts how to reach a service point in the place of the button that asked: as much as the server tells whoever asks. */
  async tellContact(button, point) {
    const w = words();
    try {
      const { properties } = await ask(`/collections/${encodeURIComponent(point.kind)}/items/${encodeURIComponent(point.id)}`);
      const { phone, address, operator } = properties;
      const told = [phone ? element("a", { href: `tel:${phone.replace(/[^\d+]/g, "")}` }, phone) : null, address, operator].filter(Boolean);
      button.replaceWith(element("span", {}, told.length > 0 ? told.flatMap((one, index) => (index > 0 ? [" · ", one] : [one])) : w.noContact));
    } catch (error) {
      if (!isReplaced(error)) this.report(error);
    }
  }

  drawNeed(features) {
    const w = words();
    this.need.replaceChildren(table(w.mostInNeed, [[w.name], [w.inCounty], [w.people, true]], features.map((village) => element("tr", {},
      element("th", { scope: "row" }, element("button", {
        type: "button", onclick: () => chart.mark(village.geometry?.coordinates, village.properties.name),
      }, village.properties.name)),
      element("td", {}, `${village.properties.county} · ${village.properties.township}`), number(whole(village.properties.demand))))));
  }
}
