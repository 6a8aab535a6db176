// The map, on Leaflet: outlines, villages, service points, names. Where Leaflet is missing, everything here does nothing.
import { element } from "./dom.js";
import { hull } from "./outline.js";
import { words } from "./words.js";

const HOLLOW = { color: "#0b4f8a", weight: 2, fillColor: "#ffffff", fillOpacity: .9 };
const SERVED = { color: "#8b8f8b", weight: 0, fillColor: "#8b8f8b", fillOpacity: .55 };
// From pale to dark: told apart by lightness alone. Source of the colours: ColorBrewer, YlOrBr.
const SHADES = ["#fec44f", "#ec7014", "#cc4c02", "#662506"];

let map = null;
let layers = {};
let drawn = null;
let points = null;
let label = (feature) => feature.properties.name;
let chosen = () => {};

/** Whether there is a map. */
export const hasMap = () => map !== null;

/** Leaflet's map, for what lies under all that is drawn here; `null` where there is none. */
export const leafletMap = () => map;

/** Makes the map; `moved` is told its middle and zoom after each move. */
export function makeMap(moved) {
  const L = globalThis.L;
  if (!L) return;
  map = L.map("map", { preferCanvas: true, zoomControl: true, attributionControl: true, zoomSnap: .25, maxZoom: 17 });
  map.attributionControl.setPrefix(false);
  L.control.scale({ imperial: false }).addTo(map);
  map.setView([33, 114], 8);
  for (const name of ["outlines", "served", "unserved", "points", "marked"]) layers[name] = L.featureGroup().addTo(map);
  // One tooltip for all of a layer: thousands of spots would each listen for themselves.
  for (const name of ["served", "unserved", "points"]) {
    layers[name].bindTooltip((marker) => element("span", {}, label(marker.feature)), { sticky: true });
  }
  layers.unserved.on("click", (event) => chosen(event.layer.feature.id));
  map.on("moveend", () => {
    const middle = map.getCenter();
    moved(`${middle.lat.toFixed(4)},${middle.lng.toFixed(4)},${map.getZoom()}`);
  });
  globalThis.addEventListener("resize", resize);
}

/** Goes where an address says, else to where all villages are. */
export function show(at, villages) {
  if (!map) return;
  const [latitude, longitude, zoom] = (at ?? "").split(",").map(Number);
  if (Number.isFinite(zoom)) return map.setView([latitude, longitude], zoom, { animate: false });
  const places = villages.filter((village) => village.geometry).map((village) => village.geometry.coordinates.toReversed());
  if (places.length > 0) map.fitBounds(places, { padding: [16, 16], animate: false });
}

/** Takes the room that there is now. */
export function resize() { map?.invalidateSize({ animate: false }); }

/** Draws each county's outline and name: its boundary, or the hull of its villages. */
export function drawOutlines(counties, villages) {
  if (!map) return;
  const L = globalThis.L;
  layers.outlines.clearLayers();
  const places = Map.groupBy(villages.filter((village) => village.geometry), (village) => village.properties.county);
  for (const county of counties) {
    const ring = hull((places.get(county.id) ?? []).map((village) => village.geometry.coordinates));
    if (ring.length < 3) continue;
    L.polygon(ring.map((point) => point.toReversed()), {
      color: "#777", weight: 1.2, dashArray: "5 4", fill: false, interactive: false,
    }).addTo(layers.outlines);
    const place = county.geometry?.coordinates ?? ring[0];
    L.marker(place.toReversed(), { opacity: 0, interactive: false, keyboard: false, icon: L.divIcon({ iconSize: [0, 0] }) })
      .bindTooltip(county.properties.name, { permanent: true, direction: "center", className: "place-name" }).addTo(layers.outlines);
  }
  map.attributionControl.addAttribution(words().sketch);
}

const darkness = globalThis.matchMedia("(prefers-color-scheme: dark)");

/** The bounds of the colours, in the unit of the ways: beside the standard its double and its triple. */
export const bounds = (standard) => [1.5 * standard, 2 * standard, 3 * standard];

/** How an unserved village is drawn. */
export function unservedStyle(way, standard) {
  const shade = way == null ? 3 : bounds(standard).filter((bound) => way > bound).length;
  return { color: darkness.matches ? "#ffe1c4" : "#3b1a04", weight: .8, fillColor: SHADES[shade], fillOpacity: .9 };
}

export const servedStyle = SERVED;
export const pointStyle = HOLLOW;

/** A radius whose circle's area goes with the persons. */
const radius = (persons, most) => 2.5 + 9 * Math.sqrt((persons ?? 0) / Math.max(most, 1));

function spot(feature, style, size, layer) {
  const marker = globalThis.L.circleMarker(feature.geometry.coordinates.toReversed(), { ...style, radius: size });
  marker.feature = feature;
  marker.addTo(layer);
}

/** Draws all villages, as those are that are served: what is drawn over them says more. */
export function drawVillages(villages) {
  if (!map || villages === drawn) return;
  drawn = villages;
  layers.served.clearLayers();
  for (const village of villages) {
    if (village.geometry) spot(village, SERVED, 2, layers.served);
  }
}

/** Draws villages that are not served, over the others. */
export function drawUnserved(unserved, standard, way, text, choose) {
  if (!map) return;
  layers.unserved.clearLayers();
  layers.marked.clearLayers();
  label = (feature) => (feature.properties.reason ? text(feature) : feature.properties.name);
  chosen = choose;
  const most = Math.max(...unserved.map((village) => village.properties.demand ?? 0), 1);
  for (const village of unserved) {
    if (!village.geometry) continue;
    const style = unservedStyle(way(village.properties), standard);
    spot(village, style, radius(village.properties.demand, most), layers.unserved);
  }
}

/** Draws the service points. */
export function drawPoints(features) {
  if (!map || features === points) return;
  points = features;
  layers.points.clearLayers();
  for (const feature of features) {
    if (feature.geometry) spot(feature, HOLLOW, 4, layers.points);
  }
}

/** Takes villages and service points away. */
export function clear() {
  drawn = points = null;
  for (const name of ["served", "unserved", "points", "marked"]) layers[name]?.clearLayers();
}

/** Marks a place, and goes there. */
export function mark(coordinates, text) {
  if (!map || !coordinates) return;
  const place = coordinates.toReversed();
  layers.marked.clearLayers();
  globalThis.L.circleMarker(place, { radius: 14, color: "#0b4f8a", weight: 3, fill: false, interactive: false }).addTo(layers.marked)
    .bindTooltip(element("span", {}, text), { permanent: true, direction: "top" });
  map.setView(place, Math.max(map.getZoom(), 10), { animate: false });
}
