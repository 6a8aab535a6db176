// Drawing on the map to ask: a circle, a polygon, a place. Where there is no map, everything here does nothing.
import { element } from "./dom.js";
import { ink, layer, leafletMap, setDrawing, whenCleared } from "./map.js";
import { IS_FINGER } from "./spots.js";

/** As near to the first corner, pixels, a polygon ends. */
const NEAR = IS_FINGER ? 24 : 12;

const REGION = () => ({ color: ink(), weight: 2, dashArray: "6 4", fillColor: "#3a6ea5", fillOpacity: .08, interactive: false });
const coordinates = (latlng) => { const { lng, lat } = latlng.wrap(); return [lng, lat]; };

let ending = null;
whenCleared(stopDrawing);

/** Draws the region that is asked about, and the places where something is supposed. */
export function drawRegion(circle, polygon, supposed, name) {
  if (!leafletMap()) return;
  const L = globalThis.L;
  layer("region").clearLayers();
  const isPlace = (place) => place.length === 2 && place.every(Number.isFinite);
  if (circle && isPlace(circle.middle) && circle.meters >= 0) L.circle(circle.middle.toReversed(), { ...REGION(), radius: circle.meters }).addTo(layer("region"));
  if (polygon?.every(isPlace)) L.polygon(polygon.map((place) => place.toReversed()), REGION()).addTo(layer("region"));
  supposed.filter(isPlace).forEach((place, index) => {
    L.circleMarker(place.toReversed(), { radius: 8, color: "#ffffff", weight: 2, fillColor: "#8a1c1c", fillOpacity: 1 }).addTo(layer("region"))
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
  const map = leafletMap();
  if (!map) return;
  setDrawing(true);
  const escape = (event) => { if (event.key === "Escape") stopDrawing(); };
  map.doubleClickZoom.disable();
  for (const [name, handler] of Object.entries(handlers)) map.on(name, handler);
  addEventListener("keydown", escape);
  ending = () => {
    for (const [name, handler] of Object.entries(handlers)) map.off(name, handler);
    removeEventListener("keydown", escape);
    setDrawing(false);
    layer("tool").clearLayers();
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
      shape = globalThis.L.circle(middle, { ...REGION(), radius: 0 }).addTo(layer("tool"));
    },
    mousemove: (event) => shape?.setRadius(middle.distanceTo(event.latlng)),
  });
}

/** Has a polygon drawn: its corners, and a double click or a click on the first one at the end. */
export function drawPolygon(done) {
  const corners = [];
  let line = null;
  const end = () => { if (corners.length >= 3) done(corners.map(coordinates)); };
  const map = leafletMap();
  const isNear = (latlng) => map.latLngToContainerPoint(latlng).distanceTo(map.latLngToContainerPoint(corners[0])) < NEAR;
  listen({
    click: (event) => {
      if (corners.length >= 3 && isNear(event.latlng)) return end();
      // The second click of a double one.
      if (corners.at(-1)?.equals(event.latlng)) return;
      corners.push(event.latlng);
      line ??= globalThis.L.polyline([], REGION()).addTo(layer("tool"));
      line.setLatLngs(corners);
    },
    mousemove: (event) => line?.setLatLngs([...corners, event.latlng]),
    dblclick: end,
  });
}

