// What the page needs to know of a registry before it can ask: services, kinds, counties, villages.
import { ask } from "./api.js";

const LIMIT = 10000;

/** A registry's services, kinds, counties and villages; of a large one not the villages. */
export class Registry {
  static async read() {
    const [services, collections, counties, villages] = await Promise.all([
      ask("/collections/services/items", { limit: LIMIT }),
      ask("/collections/kinds/items", { limit: LIMIT }),
      ask("/collections/counties/items", { limit: LIMIT, properties: "name" }),
      ask("/collections/villages/items", { limit: LIMIT, properties: "name,parent,parentName,county" }),
    ]);
    const registry = new Registry();
    registry.services = services.features;
    registry.allKinds = collections.features;
    registry.kinds = new Set(collections.features.filter((kind) => !kind.properties.post).map((kind) => kind.id));
    registry.counties = counties.features;
    registry.villages = villages.features;
    registry.isLarge = villages.numberMatched > LIMIT;
    registry.byCode = new Map(villages.features.map((village) => [village.id, village]));
    return registry;
  }

  village(code) { return this.byCode.get(code); }

  /** The villages of a county, or all; the same array each time. */
  villagesOf(county) {
    if (!county) return this.villages;
    this.byCounty ??= Map.groupBy(this.villages, (village) => village.properties.county);
    return this.byCounty.get(county) ?? [];
  }

  /** The villages whose name holds a text, those that begin with it first. */
  villagesNamed(text) {
    const wanted = text.trim();
    if (wanted === "") return [];
    const found = this.villages.filter((village) => village.properties.name.includes(wanted));
    return found.toSorted((a, b) => Number(b.properties.name.startsWith(wanted)) - Number(a.properties.name.startsWith(wanted)));
  }

  // MARK: - Divisions of all levels

  /** Reads the townships, too, which only who writes asks for. */
  async readTownships() {
    if (this.divisions) return;
    const { features } = await ask("/collections/townships/items", { limit: LIMIT, properties: "name,parentName" });
    this.divisions = new Map([...this.counties, ...features, ...this.villages].map((division) => [division.id, division]));
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
