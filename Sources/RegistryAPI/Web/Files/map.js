// The map, on Leaflet: outlines, villages, service points, names. Where Leaflet is missing, everything here does nothing.
import { element } from "./dom.js";
import { words } from "./words.js";

const HOLLOW = { color: "#0b4f8a", weight: 2, fillColor: "#ffffff", fillOpacity: .9 };
const SERVED = { color: "#8b8f8b", weight: 0, fillColor: "#8b8f8b", fillOpacity: .55 };
// From pale to dark: told apart by lightness alone. Source of the colours: ColorBrewer, YlOrBr.
const SHADES = ["#fec44f", "#ec7014", "#cc4c02", "#662506"];

let map = null;
let layers = {};
let drawn = null;
let points = null;
let outlined = null;
let label = (feature) => feature.properties.name;
let chosen = () => {};
let hovered = () => {};

/** Whether there is a map. */
export const hasMap = () => map !== null;

/** Makes the map; `moved` is told its middle and zoom after each move. */
export function makeMap(moved) {
  const L = globalThis.L;
  if (!L) return;
  map = L.map("map", { preferCanvas: true, zoomControl: true, attributionControl: true, zoomSnap: .25, maxZoom: 17 });
  map.attributionControl.setPrefix(false);
  L.control.scale({ imperial: false }).addTo(map);
  map.setView([33, 114], 8);
  for (const name of ["reach", "outlines", "served", "unserved", "points", "marked", "pointed", "region", "tool"]) layers[name] = L.featureGroup().addTo(map);
  // One tooltip for all of a layer: thousands of spots would each listen for themselves.
  for (const name of ["served", "unserved", "points"]) {
    layers[name].bindTooltip((marker) => element("span", {}, label(marker.feature)), { sticky: true });
  }
  layers.unserved.on("click", (event) => { if (!ending) chosen(event.layer.feature.id); });
  layers.unserved.on("mouseover", (event) => hovered(event.layer.feature.id)).on("mouseout", () => hovered(null));
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

/** Draws outlines of divisions with their names: boundaries, or hulls of villages, which are dashed. */
export function drawOutlines(features) {
  if (!map || features === outlined) return;
  outlined = features;
  const L = globalThis.L;
  layers.outlines.clearLayers();
  for (const { geometry, properties } of features) {
    if (geometry) {
      L.geoJSON(geometry, { interactive: false, style: { color: "#777", weight: 1.2, dashArray: properties.sketch ? "5 4" : null, fill: false, interactive: false } })
        .addTo(layers.outlines);
    }
    L.marker(properties.middle.toReversed(), { opacity: 0, interactive: false, keyboard: false, icon: L.divIcon({ iconSize: [0, 0] }) })
      .bindTooltip(element("span", {}, properties.name), { permanent: true, direction: "center", className: "place-name" }).addTo(layers.outlines);
  }
  const note = words().sketch;
  if (features.some((feature) => feature.properties.sketch)) map.attributionControl.addAttribution(note);
  else map.attributionControl.removeAttribution(note);
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

/** Draws villages that are not served, over the others; `choose` is told the id of one that is clicked, `hover` of one that is pointed at. */
export function drawUnserved(unserved, standard, way, text, choose, hover = () => {}) {
  if (!map) return;
  layers.unserved.clearLayers();
  layers.marked.clearLayers();
  label = (feature) => (feature.properties.reason ? text(feature) : feature.properties.name);
  chosen = choose;
  hovered = hover;
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
  stopDrawing();
  for (const name of ["reach", "served", "unserved", "points", "marked", "pointed", "region"]) layers[name]?.clearLayers();
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
export const box = () => map.getBounds().toBBoxString();

const ink = () => (darkness.matches ? "#ffffff" : "#1c1b1a");

// MARK: - Areas in the place of villages

/** The shade of a share that is served: the less, the darker. */
export function shareStyle(share) {
  const shade = share == null ? 3 : [.9, .75, .5].filter((bound) => share < bound).length;
  return { color: ink(), weight: .8, fillColor: SHADES[shade], fillOpacity: .9 };
}

/** Draws a circle for each area, in the place of its villages: the area goes with the persons that are not served. */
export function drawAreas(areas, text, choose) {
  if (!map) return;
  layers.unserved.clearLayers();
  layers.marked.clearLayers();
  label = text;
  chosen = choose;
  hovered = () => {};
  const most = Math.max(...areas.map((area) => area.weight ?? 0), 1);
  for (const area of areas) spot(area, shareStyle(area.share), 4 + 20 * Math.sqrt((area.weight ?? 0) / most), layers.unserved);
}

/** Draws what lies within the rule's distance of service points; nothing where there is none. */
export function drawReach(geometry) {
  if (!map) return;
  layers.reach.clearLayers();
  if (geometry) globalThis.L.geoJSON(geometry, { interactive: false, style: { color: "#3a6ea5", weight: 1, fillColor: "#3a6ea5", fillOpacity: .15, interactive: false } }).addTo(layers.reach);
}

// MARK: - Drawing to ask

/** Metres between two places [longitude, latitude] on a sphere, for what only has to be seen. */
export const meters = (one, other) => globalThis.L.CRS.Earth.distance(one.toReversed(), other.toReversed());

const REGION = () => ({ color: ink(), weight: 2, dashArray: "6 4", fillColor: "#3a6ea5", fillOpacity: .08, interactive: false });
const coordinates = (latlng) => { const { lng, lat } = latlng.wrap(); return [lng, lat]; };

let ending = null;

/** Draws the region that is asked about, and the places where something is supposed. */
export function drawRegion(circle, polygon, supposed, name) {
  if (!map) return;
  const L = globalThis.L;
  layers.region.clearLayers();
  const isPlace = (place) => place.length === 2 && place.every(Number.isFinite);
  if (circle && isPlace(circle.middle) && circle.meters >= 0) L.circle(circle.middle.toReversed(), { ...REGION(), radius: circle.meters }).addTo(layers.region);
  if (polygon?.every(isPlace)) L.polygon(polygon.map((place) => place.toReversed()), REGION()).addTo(layers.region);
  supposed.filter(isPlace).forEach((place, index) => {
    L.circleMarker(place.toReversed(), { radius: 8, color: "#ffffff", weight: 2, fillColor: "#8a1c1c", fillOpacity: 1 }).addTo(layers.region)
      .bindTooltip(element("span", {}, `${name} ${index + 1}`), { permanent: true, direction: "top" });
  });
}

/** Ends what is being drawn. */
export function stopDrawing() {
  ending?.();
  ending = null;
}

/** Listens on the map until the drawing ends, be it by Escape. */
function listen(handlers) {
  stopDrawing();
  if (!map) return;
  const escape = (event) => { if (event.key === "Escape") stopDrawing(); };
  map.doubleClickZoom.disable();
  map.getContainer().classList.add("drawing");
  for (const [name, handler] of Object.entries(handlers)) map.on(name, handler);
  addEventListener("keydown", escape);
  ending = () => {
    for (const [name, handler] of Object.entries(handlers)) map.off(name, handler);
    removeEventListener("keydown", escape);
    map.getContainer().classList.remove("drawing");
    layers.tool.clearLayers();
    // The double click that ends a polygon is none that zooms.
    setTimeout(() => map.doubleClickZoom.enable(), 300);
  };
}

/** Has a place clicked. */
export function pickOnce(done) { listen({ click: (event) => done(coordinates(event.latlng)) }); }

/** Has a circle drawn: its middle, then how far it reaches. */
export function drawCircle(done) {
  let middle = null;
  let shape = null;
  listen({
    click: (event) => {
      if (middle) return done(coordinates(middle), middle.distanceTo(event.latlng));
      middle = event.latlng;
      shape = globalThis.L.circle(middle, { ...REGION(), radius: 0 }).addTo(layers.tool);
    },
    mousemove: (event) => shape?.setRadius(middle.distanceTo(event.latlng)),
  });
}

/** Has a polygon drawn: its corners, and a double click or a click on the first one at the end. */
export function drawPolygon(done) {
  const corners = [];
  let line = null;
  const end = () => { if (corners.length >= 3) done(corners.map(coordinates)); };
  const isNear = (latlng) => map.latLngToContainerPoint(latlng).distanceTo(map.latLngToContainerPoint(corners[0])) < 12;
  listen({
    click: (event) => {
      if (corners.length >= 3 && isNear(event.latlng)) return end();
      // The second click of a double one.
      if (corners.at(-1)?.equals(event.latlng)) return;
      corners.push(event.latlng);
      line ??= globalThis.L.polyline([], REGION()).addTo(layers.tool);
      line.setLatLngs(corners);
    },
    mousemove: (event) => line?.setLatLngs([...corners, event.latlng]),
    dblclick: end,
  });
}
