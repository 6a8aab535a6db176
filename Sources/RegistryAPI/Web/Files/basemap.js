// What lies under the map, and beside it: tiles where the registry names some, roads where it has some, north and scale.
import { ask } from "./api.js";
import { element } from "./dom.js";
import { whole } from "./format.js";
import { words } from "./words.js";

/** From this zoom on roads are asked for: a box then has some thousands at most. */
const LEAST_ZOOM = 11;
const MOST_ROADS = 2000;
/** Those that are drawn a little broader. */
const MAIN = /^(motorway|trunk|primary|secondary)/;

let map = null;
let ground = null;
let isOn = false;
let isBroken = false;
/** The box that roads were asked for, and how many there are; nothing where none are drawn. */
let drawn = null;
let lines = null;
let places = {};

/** Lays it under a map. */
export async function lay(leafletMap) {
  if (!leafletMap) return;
  map = leafletMap;
  const L = globalThis.L;
  places = {
    arrow: element("div", { class: "north", role: "img" }), source: element("p", { class: "source leaflet-control-attribution", hidden: true }),
    box: element("input", { type: "checkbox", id: "roads", onchange: (event) => { isOn = event.target.checked; drawRoads(); } }), roads: element("label", { for: "roads" }), scale: element("span", { class: "unseen" }),
  };
  add("topright", places.arrow);
  add("bottomright", places.source);
  map.getContainer().querySelector(".leaflet-control-scale")?.prepend(places.scale);
  tell();
  // Without an answer the map is as it is.
  ground = await ask("/basemap").catch(() => null);
  if (!ground) return;
  for (const { template, subdomains, maxZoom } of ground.layers) {
    L.tileLayer(template, { subdomains, maxNativeZoom: maxZoom, maxZoom: 22 }).on("tileerror", () => { isBroken = true; tell(); }).addTo(map);
  }
  if (ground.roads) {
    // Tiles have roads of their own.
    isOn = places.box.checked = ground.layers.length === 0;
    const pane = map.createPane("roads");
    pane.style.zIndex = 250;
    pane.style.pointerEvents = "none";
    lines = L.layerGroup([], { pane: "roads" }).addTo(map);
    lines.renderer = L.canvas({ pane: "roads" });
    add("topright", element("div", { class: "roads" }, places.box, places.roads));
    map.on("moveend", drawRoads);
    drawRoads();
  }
  tell();
}

function add(position, content) {
  const control = globalThis.L.control({ position });
  control.onAdd = () => {
    globalThis.L.DomEvent.disableClickPropagation(content);
    return content;
  };
  control.addTo(map);
}

/** Fills in the words, in the language of now. */
export function tell() {
  if (!map) return;
  const w = words().base;
  places.arrow.setAttribute("aria-label", w.northIsUp);
  places.arrow.replaceChildren("▲", element("span", {}, w.north));
  places.scale.textContent = w.scale;
  // Texts, whatever they are: Leaflet's own attribution would read them as HTML.
  const texts = ground?.layers.length ? [ground.attribution, ground.approval, isBroken ? w.noTiles : null].filter(Boolean) : [];
  places.source.hidden = texts.length === 0;
  places.source.textContent = texts.join(" · ");
  const isFar = map.getZoom() < LEAST_ZOOM;
  places.box.disabled = isFar;
  places.roads.textContent = isFar ? w.roadsFar : drawn && drawn.all > MOST_ROADS ? w.roadsOf(whole(MOST_ROADS), whole(drawn.all)) : w.roads;
}

// MARK: - Roads

async function drawRoads() {
  if (!isOn || map.getZoom() < LEAST_ZOOM) {
    drawn = null;
    lines.clearLayers();
    return tell();
  }
  const view = map.getBounds();
  if (drawn?.box.contains(view) && drawn.all <= MOST_ROADS) return tell();
  const box = view.pad(.2);
  try {
    const answer = await ask("/roads", { bbox: sides(box).join(","), limit: MOST_ROADS }, "map roads");
    if (!isOn || map.getZoom() < LEAST_ZOOM) return;
    drawn = { box, all: answer.numberMatched };
    draw(answer.features);
  } catch {
    // Replaced by a later question, or out of reach: what is drawn stays.
  }
  tell();
}

const sides = (box) => [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((side, index) =>
  Math.max(-[180, 90][index % 2], Math.min(side, [180, 90][index % 2])).toFixed(4));

function draw(features) {
  lines.clearLayers();
  const color = globalThis.matchMedia("(prefers-color-scheme: dark)").matches ? "#75706a" : "#aaa397";
  for (const isMain of [false, true]) {
    const some = features.filter((road) => MAIN.test(road.properties.class) === isMain);
    globalThis.L.polyline(some.map((road) => road.geometry.coordinates.map((point) => point.toReversed())), {
      renderer: lines.renderer, pane: "roads", color, weight: isMain ? 1.8 : .8, interactive: false, fill: false,
    }).addTo(lines);
  }
}
