// What is to be, on the map: places that are changed, moves that wait for approval, works of a schedule. Where there is no map, everything here does nothing.
import { element } from "./dom.js";
import { darkness, HOLLOW, ink, layer, leafletMap, whenCleared } from "./map.js";

// From dark to pale, told apart by lightness alone. Source: S. van der Walt, N. Smith, "viridis", matplotlib, CC0.
const YEARS = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];
const blue = () => (darkness.matches ? "#7fb0e6" : "#0b4f8a");
const FORMER = { color: "#0b4f8a", weight: 2, dashArray: "3 3", fillColor: "#ffffff", fillOpacity: .6 };

let picking = null;
whenCleared(stopPicking);

/** Goes where a place is seen well. */
export function lookAt(coordinates) {
  const map = leafletMap();
  map?.setView(coordinates.toReversed(), Math.max(map.getZoom(), 12), { animate: false });
}

/** Puts a mark where a place was, and a pin; `picked` is told where the pin is pulled to, or the map is clicked. Returns what puts the pin somewhere. */
export function pickPlace(before, text, picked) {
  stopPicking();
  const map = leafletMap();
  if (!map) return () => {};
  const L = globalThis.L;
  const here = layer("work");
  const way = L.polyline([], { color: blue(), weight: 2, dashArray: "4 4", interactive: false }).addTo(here);
  if (before) L.circleMarker(before.toReversed(), { ...FORMER, radius: 7, interactive: false }).addTo(here);
  const pin = L.marker([0, 0], { draggable: picked !== null, keyboard: false, title: text, icon: L.divIcon({ className: "pin", iconSize: [28, 28], iconAnchor: [14, 34] }) });
  const draw = (place) => way.setLatLngs(before && place ? [before.toReversed(), place] : []);
  const tell = (place) => { const { lng, lat } = place.wrap(); picked([lng, lat].map((degrees) => Number(degrees.toFixed(6)))); };
  const click = (event) => tell(event.latlng);
  pin.on("drag", () => draw(pin.getLatLng())).on("dragend", () => tell(pin.getLatLng()));
  if (picked) map.on("click", click);
  picking = () => map.off("click", click);
  return (place) => {
    if (!place) { pin.remove(); return draw(null); }
    pin.setLatLng(place.toReversed()).addTo(here);
    if (!map.getBounds().contains(pin.getLatLng())) map.panTo(pin.getLatLng(), { animate: false });
    return draw(pin.getLatLng());
  };
}

/** Takes away what is changed or planned, and leaves clicks alone. */
export function stopPicking() {
  picking?.();
  picking = null;
  layer("work")?.clearLayers();
}

/** Draws what is to be moved or added, each with an id, a name and the places before and after; `choose` is told the id of one that is clicked. */
export function drawMoves(moves, choose) {
  const map = leafletMap();
  if (!map) return;
  const L = globalThis.L;
  for (const { id, name, before, after } of moves) {
    if (before) {
      L.polyline([before.toReversed(), after.toReversed()], { color: blue(), weight: 2, interactive: false }).addTo(layer("work"));
      L.circleMarker(before.toReversed(), { ...FORMER, radius: 6, interactive: false }).addTo(layer("work"));
    }
    L.circleMarker(after.toReversed(), { ...HOLLOW, color: blue(), fillColor: blue(), radius: 7 }).on("click", () => choose(id)).addTo(layer("work"))
      .bindTooltip(element("span", {}, name), { permanent: moves.length < 20, direction: "top" });
  }
  if (moves.length > 0) map.fitBounds(moves.flatMap(({ before, after }) => [before, after]).filter(Boolean).map((place) => place.toReversed()), { padding: [40, 40], maxZoom: 13, animate: false });
}

/** How what is done in a year is drawn, of `count` years that follow each other. */
export function yearStyle(index, count) {
  const shade = count > 1 ? Math.round((index * (YEARS.length - 1)) / (count - 1)) : 4;
  return { color: ink(), weight: 1.2, fillColor: YEARS[shade], fillOpacity: 1 };
}

/** Draws places in their year's colour; `text` says what one is, `choose` is told the id of one that is clicked. */
export function drawYears(features, count, text, choose) {
  const map = leafletMap();
  if (!map) return;
  stopPicking();
  const placed = features.filter((feature) => feature.geometry);
  for (const feature of placed) {
    globalThis.L.circleMarker(feature.geometry.coordinates.toReversed(), { ...yearStyle(feature.index, count), radius: 7 })
      .on("click", () => choose(feature.id)).bindTooltip(() => element("span", {}, text(feature)), { sticky: true }).addTo(layer("work"));
  }
  if (placed.length > 0) map.fitBounds(layer("work").getBounds(), { padding: [16, 16], animate: false });
}
