// The map, on Leaflet: outlines, villages, service points, names. Where Leaflet is missing, everything here does nothing.
import { element } from "./dom.js";
import { SHAPES, spotLayer } from "./spots.js";
import { words } from "./words.js";

/** Of facilities: filled where they are only planned or built, dashed where they rest. */
const IDLE = { planned: { color: "#882255", fillColor: "#882255", fillOpacity: .25 }, building: { color: "#882255", fillColor: "#882255", fillOpacity: .9 }, suspended: { color: "#5b5f62", dashArray: "2 2" } };
/** How a service point is drawn. */
export const HOLLOW = { color: "#0b4f8a", weight: 2, fillColor: "#ffffff", fillOpacity: .9 };
const SERVED = { color: "#8b8f8b", weight: 0, fillColor: "#8b8f8b", fillOpacity: .55 };
// From pale to dark: told apart by lightness alone. Source of the colours: ColorBrewer, YlOrBr.
const SHADES = ["#fec44f", "#ec7014", "#cc4c02", "#662506"];

/** More outlines than this are drawn without their names. */
const MOST_NAMES = 100;

let map = null;
let layers = {};
let drawn = null;
let points = null;
let outlined = null;
let label = (feature) => feature.properties.name;
let chosen = () => {};
let hovered = () => {};
let choosePoint = null;
/** The spot that is pointed at, and what is said of it. */
let under = null;
let tip = null;
const ends = [];

/** Layers of Leaflet's own shapes, from below, each with its pane. */
const SHAPED = { reach: "ground", outlines: "ground", marked: "overlayPane", pointed: "overlayPane", region: "overlayPane", tool: "overlayPane", work: "overlayPane" };
/** Layers of spots, from below. */
const SPOTTED = ["served", "unserved", "points"];

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
  for (const [name, height] of [["ground", 300], ["spots", 350]]) {
    const { style } = map.createPane(name);
    [style.zIndex, style.pointerEvents] = [height, "none"];
  }
  for (const name of Object.keys(SHAPED)) layers[name] = L.featureGroup().addTo(map);
  for (const name of SPOTTED) layers[name] = spotLayer("spots").addTo(map);
  tip = L.tooltip({ direction: "top" });
  map.on("mousemove", pointTo).on("mouseout dragstart zoomstart", () => pointTo(null));
  map.on("click", (event) => {
    pointTo(event);
    if (under && !map.getContainer().classList.contains("drawing")) act(under);
  });
  map.on("moveend", () => {
    const middle = map.getCenter();
    moved(`${middle.lat.toFixed(4)},${middle.lng.toFixed(4)},${map.getZoom()}`);
  });
  globalThis.addEventListener("resize", resize);
}

/** Points at the spot under a mouse or a finger, if there is one. */
function pointTo(event) {
  const isOnMap = event && !event.originalEvent.target.closest(".leaflet-control");
  const found = isOnMap ? spotAt(event.layerPoint) : null;
  if (found?.feature === under?.feature) return;
  if (under?.layer === "unserved") hovered(null);
  under = found;
  map.getContainer().classList.toggle("pointing", found?.layer === "unserved" || (found?.layer === "points" && choosePoint !== null));
  if (!found) return tip.remove();
  if (found.layer === "unserved") hovered(found.feature.id);
  tip.options.offset = [0, -found.radius];
  tip.setContent(element("span", {}, label(found.feature))).setLatLng(found.feature.geometry.coordinates.toReversed()).addTo(map);
}

/** The spot at a place, of the layer on top that has one there. */
function spotAt(place) {
  for (const name of SPOTTED.toReversed()) {
    const spot = layers[name].find(place);
    if (spot) return { ...spot, layer: name };
  }
  return null;
}

function act({ layer, feature }) {
  if (layer === "unserved") chosen(feature.id);
  else if (layer === "points") choosePoint?.(feature.id);
}

/** Leaves clicks on spots to what is drawn on the map, or takes them back. */
export function setDrawing(isSo) { map.getContainer().classList.toggle("drawing", isSo); }

/** A layer for shapes. */
export const layer = (name) => layers[name];

/** Goes where an address says, else to where all of some outlines are. */
export function show(at, outlines) {
  if (!map) return;
  const [latitude, longitude, zoom] = (at ?? "").split(",").map(Number);
  if (Number.isFinite(zoom)) return map.setView([latitude, longitude], zoom, { animate: false });
  const bounds = globalThis.L.latLngBounds([]);
  for (const { geometry, properties } of outlines) {
    bounds.extend(properties.middle.toReversed());
    if (geometry) bounds.extend(globalThis.L.geoJSON(geometry).getBounds());
  }
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [16, 16], animate: false });
}

/** Takes the room that there is now. */
export function resize() { map?.invalidateSize({ animate: false }); }

/** Draws outlines of divisions with their names: boundaries, or hulls of villages, which are dashed. */
export function drawOutlines(features) {
  if (!map || features === outlined) return;
  outlined = features;
  const L = globalThis.L;
  layers.outlines.clearLayers();
  for (const { geometry, properties } of features) {
    if (geometry) {
      L.geoJSON(geometry, { interactive: false, pane: SHAPED.outlines, style: { color: "#777", weight: 1.2, dashArray: properties.sketch ? "5 4" : null, fill: false, interactive: false } })
        .addTo(layers.outlines);
    }
    // Hundreds of names would lie upon each other, and take seconds to lay out.
    if (features.length > MOST_NAMES) continue;
    L.marker(properties.middle.toReversed(), { opacity: 0, interactive: false, keyboard: false, icon: L.divIcon({ iconSize: [0, 0] }) })
      .bindTooltip(element("span", {}, properties.name), { permanent: true, direction: "center", className: "place-name" }).addTo(layers.outlines);
  }
  const note = words().sketch;
  if (features.some((feature) => feature.properties.sketch)) map.attributionControl.addAttribution(note);
  else map.attributionControl.removeAttribution(note);
}

/** Whether the page is dark. */
export const darkness = globalThis.matchMedia("(prefers-color-scheme: dark)");

/** The bounds of the colours, in the unit of the ways: beside the standard its double and its triple. */
export const bounds = (standard) => [1.5 * standard, 2 * standard, 3 * standard];

const shadeOf = (way, standard) => (way == null ? SHADES.length - 1 : bounds(standard).filter((bound) => way > bound).length);
const shadeStyle = (shade) => ({ color: darkness.matches ? "#ffe1c4" : "#3b1a04", weight: .8, fillColor: SHADES[shade], fillOpacity: .9 });

/** How an unserved village is drawn. */
export const unservedStyle = (way, standard) => shadeStyle(shadeOf(way, standard));

export const servedStyle = SERVED;
/** The shape of a service's kind, by its place among them. */
export const shapeOf = (index) => SHAPES[index % SHAPES.length];
/** How a facility of a status is drawn. */
export const pointStyle = (status = "operating") => ({ ...HOLLOW, ...IDLE[status] });

/** A radius whose circle's area goes with the persons. */
const radius = (persons, most) => 2.5 + 9 * Math.sqrt((persons ?? 0) / Math.max(most, 1));

const placed = (features) => features.filter((feature) => feature.geometry);

/** Draws all villages, as those are that are served: what is drawn over them says more. */
export function drawVillages(villages) {
  if (!map || villages === drawn) return;
  drawn = villages;
  layers.served.set(placed(villages).map((feature) => ({ feature, style: SERVED, radius: 2 })));
}

/** Draws villages that are not served, over the others; `choose` is told the id of one that is clicked, `hover` of one that is pointed at. */
export function drawUnserved(unserved, standard, way, text, choose, hover = () => {}) {
  if (!map) return;
  pointTo(null);
  layers.marked.clearLayers();
  label = (feature) => (feature.properties.reason ? text(feature) : feature.properties.name);
  chosen = choose;
  hovered = hover;
  const most = Math.max(...unserved.map((village) => village.properties.demand ?? 0), 1);
  const styles = SHADES.map((_, shade) => shadeStyle(shade));
  layers.unserved.set(placed(unserved).map((feature) => ({
    feature, style: styles[shadeOf(way(feature.properties), standard)], radius: radius(feature.properties.demand, most),
  })));
}

/** Draws the service points; `choose` is told the id of one that is clicked. */
export function drawPoints(features, choose = null) {
  choosePoint = choose;
  if (!map || features === points) return;
  points = features;
  pointTo(null);
  layers.points.set(placed(features).map((feature) => ({
    feature, style: pointStyle(feature.properties.status), shape: feature.properties.shape, radius: 4,
  })));
}

/** Has something end when the map is cleared. */
export function whenCleared(end) { ends.push(end); }

/** Takes villages and service points away, and ends what is being drawn. */
export function clear() {
  drawn = points = choosePoint = null;
  if (map) pointTo(null);
  for (const end of ends) end();
  for (const name of SPOTTED) layers[name]?.set([]);
  for (const name of ["reach", "marked", "pointed", "region"]) layers[name]?.clearLayers();
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

/** Points at a place without going there; at none where there is none. */
export function pointAt(coordinates) {
  if (!map) return;
  layers.pointed.clearLayers();
  if (coordinates) globalThis.L.circleMarker(coordinates.toReversed(), { radius: 12, color: ink(), weight: 3, fill: false, interactive: false }).addTo(layers.pointed);
}

/** How near one looks: Leaflet's zoom, 0 where there is no map. */
export const zoom = () => map?.getZoom() ?? 0;

/** What is seen, as the parameter `bbox` has it. */
export function box() {
  const seen = map.getBounds();
  const within = (degrees, most) => Math.max(-most, Math.min(degrees, most)).toFixed(5);
  return [within(seen.getWest(), 180), within(seen.getSouth(), 90), within(seen.getEast(), 180), within(seen.getNorth(), 90)].join(",");
}

/** The box that holds some villages, with a margin; nothing where none has a place. */
export function boxOf(villages) {
  const places = placed(villages).map((village) => village.geometry.coordinates);
  if (places.length === 0) return null;
  const [longitudes, latitudes] = [0, 1].map((index) => places.map((place) => place[index]));
  const margin = .1;
  return [Math.min(...longitudes) - margin, Math.min(...latitudes) - margin, Math.max(...longitudes) + margin, Math.max(...latitudes) + margin].map((side) => side.toFixed(3)).join(",");
}

/** The colour of what is written on the map. */
export const ink = () => (darkness.matches ? "#ffffff" : "#1c1b1a");

// MARK: - Areas in the place of villages

/** The shade of a share that is served: the less, the darker. */
export function shareStyle(share) {
  const shade = share == null ? 3 : [.9, .75, .5].filter((bound) => share < bound).length;
  return { color: ink(), weight: .8, fillColor: SHADES[shade], fillOpacity: .9 };
}

/** Draws a circle for each area, in the place of its villages: the area goes with the persons that are not served. */
export function drawAreas(areas, text, choose) {
  if (!map) return;
  pointTo(null);
  layers.marked.clearLayers();
  label = text;
  chosen = choose;
  hovered = () => {};
  const most = Math.max(...areas.map((area) => area.weight ?? 0), 1);
  layers.unserved.set(areas.map((area) => ({ feature: area, style: shareStyle(area.share), radius: 4 + 20 * Math.sqrt((area.weight ?? 0) / most) })));
}

/** Draws what lies within the rule's distance of service points; nothing where there is none. */
export function drawReach(geometry) {
  if (!map) return;
  layers.reach.clearLayers();
  if (geometry) globalThis.L.geoJSON(geometry, { interactive: false, pane: SHAPED.reach, style: { color: "#3a6ea5", weight: 1, fillColor: "#3a6ea5", fillOpacity: .15, interactive: false } }).addTo(layers.reach);
}
