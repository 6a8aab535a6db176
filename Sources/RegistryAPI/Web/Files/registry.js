// What the page needs to know of a registry before it can ask: services, kinds, counties, villages.
import { ask } from "./api.js";
import { language, named } from "./words.js";

const LIMIT = 10000;
const NONE = [];
/** Boundaries may be off by this: nobody sees it, and those of surveys have ten times the points. */
const NEARLY = "20m";
const PROPERTIES = "name,parent,parentName,county";

/** What a facility was on a day, by its history: `planned; operating 2019-06-10; closed 2021-01-01`. */
export function statusOn({ status, statusHistory }, day) {
  if (!statusHistory) return status;
  const past = statusHistory.split(";").map((part) => part.trim().split(/\s+/)).filter(([, since]) => !since || since <= day);
  return past.at(-1)?.[0] ?? null;
}

/** A registry's services, kinds and counties, and its villages; of a large one only those of an area that is looked at. */
export class Registry {
  static async read() {
    const [services, kinds, counties, outlines, one] = await Promise.all([
      ask("/collections/services/items", { limit: LIMIT }),
      ask("/collections/kinds/items", { limit: LIMIT }),
      ask("/collections/counties/items", { limit: LIMIT, properties: "name" }),
      ask("/outlines", { tolerance: NEARLY }),
      ask("/collections/villages/items", { limit: 1, properties: "name" }),
    ]);
    const registry = new Registry();
    registry.services = services.features;
    registry.allKinds = kinds.features;
    registry.kinds = new Set(kinds.features.filter((kind) => !kind.properties.post).map((kind) => kind.id));
    registry.counties = counties.features;
    // More than a page holds cannot be told apart on one map: then areas are drawn, and villages where one looks closer.
    registry.isLarge = one.numberMatched > LIMIT;
    registry.byCode = new Map();
    registry.ofCounty = new Map();
    registry.outlined = new Map([["", outlines.features]]);
    registry.ofKind = new Map();
    // They are read while other questions are asked; who needs them waits, and is told what went wrong.
    registry.allVillages().catch(() => {});
    return registry;
  }

  /** All villages, of a registry that is not large: the same array each time. */
  allVillages() {
    if (this.isLarge) return Promise.resolve(NONE);
    this.reading ??= ask("/collections/villages/items", { limit: LIMIT, properties: PROPERTIES }).then(
      ({ features }) => { this.know(features); return features; },
      (error) => { this.reading = null; throw error; });
    return this.reading;
  }

  know(villages) {
    for (const village of villages) this.byCode.set(village.id, village);
  }

  /** A village that was read. */
  village(code) { return this.byCode.get(code); }

  /** The same, read where it was not. */
  async villageOf(code) {
    if (!code || this.byCode.has(code)) return this.byCode.get(code);
    const village = await ask(`/collections/villages/items/${encodeURIComponent(code)}`).catch(() => null);
    if (village) this.byCode.set(code, village);
    return village;
  }

  /** The villages of a county, or all; the same array each time. */
  async villagesOf(county) {
    if (!county) return this.allVillages();
    if (!this.ofCounty.has(county)) {
      const found = this.isLarge
        ? (await ask("/collections/villages/items", { county, limit: LIMIT, properties: PROPERTIES })).features
        : (await this.allVillages()).filter((village) => village.properties.county === county);
      this.know(found);
      this.ofCounty.set(county, found);
    }
    return this.ofCounty.get(county);
  }

  /** The villages in a box; none where there are too many to be told apart. */
  async villagesIn(bbox) {
    const seen = await ask("/collections/villages/items", { bbox, limit: LIMIT / 2, properties: PROPERTIES }, "villages");
    return seen.numberMatched > seen.features.length ? [] : seen.features;
  }

  /** All facilities of a kind, or those in a box, with what became of each. */
  async facilitiesOf(kind, bbox = null) {
    const found = this.ofKind.get(kind);
    if (found && found.bbox === bbox) return found.features;
    const { features } = await ask(`/collections/${kind}/items`, { bbox, limit: LIMIT, properties: "name,status,statusHistory,county" }, `kind ${kind}`);
    this.ofKind.set(kind, { bbox, features });
    return features;
  }

  /** What a kind is called. */
  kindName(id) {
    const kind = this.allKinds.find((kind) => kind.id === id);
    return kind ? named(kind.properties) : id;
  }

  /** The groups of persons that are counted, each with its name in the language of now. */
  async groups() {
    if (this.namedGroups?.language !== language()) {
      const { properties } = await ask("/collections/demand/schema");
      const counts = Object.entries(properties).filter(([, property]) => property.type === "integer");
      this.namedGroups = {
        language: language(),
        all: counts.map(([name, property]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), property.title ?? name]),
      };
    }
    return this.namedGroups.all;
  }

  /** The outlines of the counties, or of an area's townships. */
  async outlinesOf(area) {
    const key = area ?? "";
    if (!this.outlined.has(key)) this.outlined.set(key, (await ask("/outlines", { area, tolerance: NEARLY })).features);
    return this.outlined.get(key);
  }

  // MARK: - Divisions of all levels

  /** Reads the townships, too, which only who writes asks for. */
  async readTownships() {
    if (this.divisions) return;
    const { features } = await ask("/collections/townships/items", { limit: LIMIT, properties: "name,parentName" });
    this.divisions = new Map([...this.counties, ...features, ...await this.allVillages()].map((division) => [division.id, division]));
  }

  division(code) { return this.divisions?.get(code) ?? this.byCode.get(code); }

  /** A division's name with the one that it lies in; its code where that is all that is known. */
  divisionText(code) {
    const { name, parentName } = this.division(code)?.properties ?? {};
    return name ? [name, parentName].filter(Boolean).join(" · ") : code;
  }

  /** The divisions whose name holds a text, or whose code begins with it; those first whose name begins with it. */
  divisionsNamed(text) {
    const wanted = text.trim();
    if (wanted === "") return [];
    const found = [...this.divisions.values()].filter((division) => division.properties.name.includes(wanted) || division.id.startsWith(wanted));
    return found.toSorted((a, b) => Number(b.properties.name.startsWith(wanted)) - Number(a.properties.name.startsWith(wanted)));
  }
}
