// A form for one feature, made from the schema of its collection, with its place on the map.
import { element } from "./dom.js";
import { whole } from "./format.js";
import * as chart from "./map.js";
import { meters } from "./sphere.js";
import { language, words } from "./words.js";
import * as works from "./works.js";

/** What is long as a rule. */
const WIDE = new Set(["name", "division", "address", "operator", "source", "statusHistory"]);

/** Of a title in both languages, as `opened on 开业日期`, the part to show. */
export function titled(title) {
  const [, english, chinese] = /^([\x20-\x7e]*?) ?([^\x00-\x7f].*)?$/.exec(title) ?? [null, title];
  const shown = (language() === "zh-CN" ? chinese : english) || title;
  return shown.charAt(0).toUpperCase() + shown.slice(1);
}

/** What a value is called, for the property that has it. */
export function valueText(registry, name, value) {
  if (value == null || value === "") return "–";
  if (name === "kind") return registry.kindName(value);
  if (name === "division") return registry.divisionText(value);
  return words().work.values[value] ?? String(value);
}

/** A place in words. */
export const placeText = (place) => (place ? place.map((degrees) => Number(degrees).toFixed(6)).join(", ") : "–");

/** How far a place was moved, in words. */
export function moveText(before, after) {
  const w = words().work;
  if (!before || !after) return "";
  const length = meters(before, after);
  return length < 1000 ? w.movedMeters(whole(Math.round(length))) : w.movedKilometers((length / 1000).toFixed(2));
}

/** Whether two values say the same. */
export const isSame = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** A form for a feature; its values are those of the feature, with null for what is empty, and `place` for its coordinates. */
export class FeatureForm {
  /** `before` has the values that are there, `changed` is called after each input. */
  constructor({ schema, registry, before, isOpen, changed }) {
    Object.assign(this, { schema, registry, before, changed });
    const isMeant = ([name, property]) => name !== "geometry" && !property.readOnly && property.enum?.length !== 1;
    this.properties = Object.fromEntries(Object.entries(schema.properties).filter(isMeant));
    this.hasPlace = schema.properties.geometry && !schema.properties.geometry.readOnly;
    this.fields = {};
    const rows = Object.keys(this.properties).map((name) => this.row(name));
    // Where it is belongs to where it lies.
    if (this.hasPlace) rows.splice(Object.keys(this.properties).indexOf("division") + 1 || rows.length, 0, this.placeRow());
    this.faults = element("div", { class: "faults", role: "alert", tabindex: -1 });
    this.element = element("div", {}, this.faults, element("fieldset", { class: "plain", disabled: !isOpen }, rows));
    this.isOpen = isOpen;
    this.fill(before);
  }

  // MARK: - Fields

  label(name) { return name === "place" ? words().work.place : titled(this.schema.properties[name]?.title ?? name); }

  isRequired(name) { return this.schema.required?.includes(name); }

  row(name) {
    const w = words().work;
    const id = `field-${name}`;
    const field = this.fields[name] = this.input(name, id);
    field.setAttribute("aria-describedby", `${id}-fault${name === "division" ? ` ${id}-note` : ""}`);
    return element("div", { class: WIDE.has(name) ? "field wide" : "field" },
      element("label", { for: id }, this.label(name), this.isRequired(name) ? element("span", { class: "required" }, ` ${w.required}`) : null),
      field, name === "division" ? this.divisionHelp(field, id) : null, element("p", { id: `${id}-fault`, class: "fault" }));
  }

  input(name, id) {
    const property = this.properties[name];
    const shared = { id, name, oninput: () => this.changed(), required: this.isRequired(name) };
    const options = property.enum ?? (property.type === "boolean" ? ["true", "false"] : null);
    if (options) {
      return element("select", shared, element("option", { value: "" }, "–"),
        options.map((value) => element("option", { value }, valueText(this.registry, name, value))));
    }
    if (property.format === "date") return element("input", { ...shared, type: "date" });
    if (property.type === "integer" || property.type === "number") {
      return element("input", { ...shared, type: "number", inputmode: "decimal", min: property.minimum, max: property.maximum, step: property.type === "integer" ? 1 : "any" });
    }
    return element("input", { ...shared, type: "text", maxlength: property.maxLength, autocomplete: "off" });
  }

  /** Divisions are chosen by name, and told by code. */
  divisionHelp(field, id) {
    const list = element("datalist", { id: `${id}-list` });
    const note = element("p", { id: `${id}-note`, class: "note" });
    field.setAttribute("list", list.id);
    this.sayDivision = () => {
      const code = field.value.trim();
      note.textContent = code === "" ? words().work.divisionNote : this.registry.divisionText(code) === code ? "" : this.registry.divisionText(code);
    };
    field.addEventListener("input", () => {
      const found = this.registry.divisionsNamed(field.value).slice(0, 20);
      list.replaceChildren(...found.map((division) => element("option", { value: division.id }, this.registry.divisionText(division.id))));
      this.sayDivision();
    });
    field.addEventListener("change", () => {
      const found = this.registry.divisionsNamed(field.value).filter((division) => division.properties.name === field.value.trim());
      if (found.length === 1) field.value = found[0].id;
      this.sayDivision();
      if (found.length > 1) note.textContent = words().work.sameName(found.map((division) => `${division.id} ${this.registry.divisionText(division.id)}`));
      const division = this.registry.division(field.value);
      if (division?.geometry && !this.place) works.lookAt(division.geometry.coordinates);
      this.changed();
    });
    return [list, note];
  }

  // MARK: - Place

  placeRow() {
    const w = words().work;
    const coordinate = (axis, least) => {
      const id = `field-${axis}`;
      const field = element("input", {
        id, type: "number", inputmode: "decimal", min: -least, max: least, step: "any", "aria-describedby": "field-place-fault place-moved", oninput: () => this.takePlace(),
      });
      return [field, element("div", {}, element("label", { for: id }, w[axis]), field)];
    };
    const [longitude, longitudeRow] = coordinate("longitude", 180);
    const [latitude, latitudeRow] = coordinate("latitude", 90);
    this.longitude = longitude;
    this.latitude = latitude;
    this.moved = element("output", { id: "place-moved", for: "field-longitude field-latitude" });
    return element("fieldset", { class: "field wide place" },
      element("legend", {}, w.place), element("p", { class: "note" }, chart.hasMap() ? w.placeNote : w.placeWithoutMap),
      element("div", { class: "pair" }, longitudeRow, latitudeRow,
        element("button", { type: "button", onclick: () => this.putPlace(this.before.place) }, w.putBack)),
      element("p", { class: "note" }, this.moved), element("p", { id: "field-place-fault", class: "fault" }));
  }

  /** Takes the place from its two fields. */
  takePlace() {
    const [longitude, latitude] = [this.longitude, this.latitude].map((field) => (field.value === "" ? null : field.valueAsNumber));
    this.place = longitude === null && latitude === null ? null : [longitude, latitude];
    this.showPlace();
    this.changed();
  }

  /** Puts the place somewhere, and tells its fields. */
  putPlace(place) {
    this.place = place;
    this.longitude.value = place?.[0] ?? "";
    this.latitude.value = place?.[1] ?? "";
    this.showPlace();
    this.changed();
  }

  get isPlaceWhole() { return !this.place || this.place.every((degrees, axis) => Number.isFinite(degrees) && Math.abs(degrees) <= (axis ? 90 : 180)); }

  showPlace() {
    const isMoved = this.isPlaceWhole && !isSame(this.place, this.before.place);
    this.moved.textContent = isMoved ? moveText(this.before.place, this.place) : "";
    if (this.isPlaceWhole) this.mark?.(this.place);
  }

  /** Puts the place on the map, where a click or a pull moves it. */
  pick() {
    if (!this.hasPlace) return;
    this.mark = works.pickPlace(this.before.place, this.isOpen ? words().work.pull : words().work.place, this.isOpen ? (place) => this.putPlace(place) : null);
    this.showPlace();
  }

  // MARK: - Values

  fill(values) {
    for (const [name, field] of Object.entries(this.fields)) field.value = values[name] ?? "";
    this.sayDivision?.();
    if (this.hasPlace) this.putPlace(values.place ?? null);
  }

  get values() {
    const values = Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, this.value(name, field)]));
    return this.hasPlace ? { ...values, place: this.place } : values;
  }

  value(name, field) {
    if (field.value === "") return null;
    const { type } = this.properties[name];
    if (type === "boolean") return field.value === "true";
    return type === "integer" || type === "number" ? field.valueAsNumber : field.value;
  }

  /** The values that are others than those of `before`. */
  changes(before = this.before) {
    return Object.fromEntries(Object.entries(this.values).filter(([name, value]) => !isSame(value, before[name])));
  }

  // MARK: - Faults

  /** What the browser knows to be wrong, since it could not even be sent: half a date, a number with letters. */
  get ownFaults() {
    const w = words().work;
    const faults = Object.entries(this.fields).filter(([, field]) => field.validity.badInput || field.validity.valueMissing)
      .map(([name, field]) => ({ name, text: field.validity.badInput ? w.unreadable : w.missing }));
    if (this.hasPlace && ([this.longitude, this.latitude].some((field) => field.validity.badInput) || this.place?.includes(null))) faults.push({ name: "place", text: w.halfPlace });
    return faults;
  }

  /** Says what is wrong beside each field, and goes to the first; without faults takes that away. */
  show(faults) {
    for (const [name, field] of Object.entries(this.inputs)) {
      const mine = faults.filter((fault) => fault.name === name);
      field.forEach((one) => (mine.length > 0 ? one.setAttribute("aria-invalid", "true") : one.removeAttribute("aria-invalid")));
      document.getElementById(`field-${name}-fault`).textContent = mine.map((fault) => fault.text).join(" ");
    }
    const others = faults.filter((fault) => !(fault.name in this.inputs));
    this.faults.replaceChildren(...others.map((fault) => element("p", {}, `${fault.name}: ${fault.text}`)));
    const first = Object.entries(this.inputs).find(([name]) => faults.some((fault) => fault.name === name));
    if (first) {
      first[1][0].focus();
      first[1][0].scrollIntoView({ block: "center" });
    }
    else if (others.length > 0) this.faults.focus();
  }

  /** By its name, what a value is typed into. */
  get inputs() {
    const inputs = Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, [field]]));
    return this.hasPlace ? { ...inputs, place: [this.longitude, this.latitude] } : inputs;
  }

  /** What a fault that the server found is about: `/properties/capacity` the capacity, `/geometry/coordinates` the place. */
  static fault({ pointer, detail, detailZh }) {
    const [, member, name] = pointer.split("/");
    return { name: member === "geometry" ? "place" : name ?? member ?? "", text: language() === "zh-CN" ? detailZh ?? detail : detail };
  }
}
