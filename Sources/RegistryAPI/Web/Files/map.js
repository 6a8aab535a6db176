// The map, on Leaflet: outlines, villages, service points, names. Where Leaflet is missing, everything here does nothing.
import { element } from "./dom.js";
import { words } from "./words.js";

/** Of facilities: filled where they are only planned or built, dashed where they rest. */
const IDLE = { planned: { color: "#882255", fillColor: "#882255", fillOpacity: .25 }, building: { color: "#882255", fillColor: "#882255", fillOpacity: .9 }, suspended: { color: "#5b5f62", dashArray: "2 2" } };
const HOLLOW = { color: "#0b4f8a", weight: 2, fillColor: "#ffffff", fillOpacity: .9 };
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
  for (const name of ["reach", "outlines", "served", "unserved", "points", "marked", "pointed", "region", "tool"]) layers[name] = L.featureGroup().addTo(map);
  // One tooltip for all of a layer: thousands of spots would each listen for themselves.
  for (const name of ["served", "unserved", "points"]) {
    layers[name].bindTooltip((marker) => element("span", {}, label(marker.feature)), { sticky: true });
  }
  layers.unserved.on("click", (event) => { if (!ending) chosen(event.layer.feature.id); });
  layers.unserved.on("mouseover", (event) => hovered(event.layer.feature.id)).on("mouseout", () => hovered(null));
  layers.points.on("click", (event) => { if (!ending) choosePoint?.(event.layer.feature.id); });
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
    // Hundreds of names would lie upon each other, and take seconds to lay out.
    if (features.length > MOST_NAMES) continue;
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
/** How a facility of a status is drawn. */
export const pointStyle = (status = "operating") => ({ ...HOLLOW, ...IDLE[status] });

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

/** Draws the service points; `choose` is told the id of one that is clicked. */
export function drawPoints(features, choose = null) {
  choosePoint = choose;
  if (!map || features === points) return;
  points = features;
  layers.points.clearLayers();
  for (const feature of features) {
    if (feature.geometry) spot(feature, pointStyle(feature.properties.status), 4, layers.points);
  }
}

/** Takes villages and service points away. */
export function clear() {
  drawn = points = choosePoint = null;
  stopDrawing();
  stopPicking();
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
export function box() {
  const seen = map.getBounds();
  const within = (degrees, most) => Math.max(-most, Math.min(degrees, most)).toFixed(5);
  return [within(seen.getWest(), 180), within(seen.getSouth(), 90), within(seen.getEast(), 180), within(seen.getNorth(), 90)].join(",");
}

/** The box that holds some villages, with a margin; nothing where none has a place. */
export function boxOf(villages) {
  const places = villages.filter((village) => village.geometry).map((village) => village.geometry.coordinates);
  if (places.length === 0) return null;
  const [longitudes, latitudes] = [0, 1].map((index) => places.map((place) => place[index]));
  const margin = .1;
  return [Math.min(...longitudes) - margin, Math.min(...latitudes) - margin, Math.max(...longitudes) + margin, Math.max(...latitudes) + margin].map((side) => side.toFixed(3)).join(",");
}

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

// MARK: - What is to be

// From dark to pale, told apart by lightness alone. Source: S. van der Walt, N. Smith, "viridis", matplotlib, CC0.
const YEARS = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];
const blue = () => (darkness.matches ? "#7fb0e6" : "#0b4f8a");
const FORMER = { color: "#0b4f8a", weight: 2, dashArray: "3 3", fillColor: "#ffffff", fillOpacity: .6 };

let picking = null;

/** The layer of what is changed or planned. */
function work() { return (layers.work ??= globalThis.L.featureGroup().addTo(map)); }

/** Goes where a place is seen well. */
export function lookAt(coordinates) { map?.setView(coordinates.toReversed(), Math.max(map.getZoom(), 12), { animate: false }); }

/** Puts a mark where a place was, and a pin; `picked` is told where the pin is pulled to, or the map is clicked. Returns what puts the pin somewhere. */
export function pickPlace(before, text, picked) {
  stopPicking();
  if (!map) return () => {};
  const L = globalThis.L;
  const layer = work();
  const way = L.polyline([], { color: blue(), weight: 2, dashArray: "4 4", interactive: false }).addTo(layer);
  if (before) L.circleMarker(before.toReversed(), { ...FORMER, radius: 7, interactive: false }).addTo(layer);
  const pin = L.marker([0, 0], { draggable: picked !== null, keyboard: false, title: text, icon: L.divIcon({ className: "pin", iconSize: [28, 28], iconAnchor: [14, 34] }) });
  const draw = (place) => way.setLatLngs(before && place ? [before.toReversed(), place] : []);
  const tell = (place) => { const { lng, lat } = place.wrap(); picked([lng, lat].map((degrees) => Number(degrees.toFixed(6)))); };
  const click = (event) => tell(event.latlng);
  pin.on("drag", () => draw(pin.getLatLng())).on("dragend", () => tell(pin.getLatLng()));
  if (picked) map.on("click", click);
  picking = () => map.off("click", click);
  return (place) => {
    if (!place) { pin.remove(); return draw(null); }
    pin.setLatLng(place.toReversed()).addTo(layer);
    if (!map.getBounds().contains(pin.getLatLng())) map.panTo(pin.getLatLng(), { animate: false });
    return draw(pin.getLatLng());
  };
}

/** Takes away what is changed or planned, and leaves clicks alone. */
export function stopPicking() {
  picking?.();
  picking = null;
  layers.work?.clearLayers();
}

/** Draws what is to be moved or added, each with an id, a name and the places before and after; `choose` is told the id of one that is clicked. */
export function drawMoves(moves, choose) {
  if (!map) return;
  const L = globalThis.L;
  for (const { id, name, before, after } of moves) {
    if (before) {
      L.polyline([before.toReversed(), after.toReversed()], { color: blue(), weight: 2, interactive: false }).addTo(work());
      L.circleMarker(before.toReversed(), { ...FORMER, radius: 6, interactive: false }).addTo(work());
    }
    L.circleMarker(after.toReversed(), { ...HOLLOW, color: blue(), fillColor: blue(), radius: 7 }).on("click", () => choose(id)).addTo(work())
      .bindTooltip(element("span", {}, name), { permanent: moves.length < 20, direction: "top" });
  }
  if (moves.length > 0) map.fitBounds(moves.flatMap(({ before, after }) => [before, after]).filter(Boolean).map((place) => place.toReversed()), { padding: [40, 40], maxZoom: 13, animate: false });
}

/** How what is done in a year is drawn, of `count` years that follow each other. */
export function yearStyle(index, count) {
  const shade = count > 1 ? Math.round((index * (YEARS.length - 1)) / (count - 1)) : 4;
  return { color: darkness.matches ? "#ffffff" : "#1c1b1a", weight: 1.2, fillColor: YEARS[shade], fillOpacity: 1 };
}

/** Draws places in their year's colour; `text` says what one is, `choose` is told the id of one that is clicked. */
export function drawYears(features, count, text, choose) {
  if (!map) return;
  stopPicking();
  const placed = features.filter((feature) => feature.geometry);
  for (const feature of placed) {
    globalThis.L.circleMarker(feature.geometry.coordinates.toReversed(), { ...yearStyle(feature.index, count), radius: 7 })
      .on("click", () => choose(feature.id)).bindTooltip(() => element("span", {}, text(feature)), { sticky: true }).addTo(work());
  }
  if (placed.length > 0) map.fitBounds(work().getBounds(), { padding: [16, 16], animate: false });
}
