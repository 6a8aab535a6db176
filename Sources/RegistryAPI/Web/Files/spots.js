// Thousands of spots on one canvas: a layer of Leaflet that draws features, and finds the one that is pointed at.
// A path of Leaflet's own for each would take as long to add and to take away as all else that a move of a slider does.

/** Half the width of a shape beside a circle's radius, for the same area. Source: areas of squares and of triangles of equal sides. */
const SQUARE = Math.sqrt(Math.PI) / 2;
const DIAMOND = Math.sqrt(Math.PI / 2);
const TRIANGLE = Math.sqrt((4 * Math.PI) / (3 * Math.sqrt(3)));

/** A polygon's corners about the middle, for a radius of 1; none for a circle. */
export const corners = {
  circle: null,
  square: [[-SQUARE, -SQUARE], [SQUARE, -SQUARE], [SQUARE, SQUARE], [-SQUARE, SQUARE]],
  diamond: [[0, -DIAMOND], [DIAMOND, 0], [0, DIAMOND], [-DIAMOND, 0]],
  triangle: [-90, 30, 150].map((angle) => [TRIANGLE * Math.cos((angle * Math.PI) / 180), TRIANGLE * Math.sin((angle * Math.PI) / 180)]),
};

/** The shapes that spots can have; told apart without colours. */
export const SHAPES = Object.keys(corners);

/** Whether somebody points with a finger. */
export const IS_FINGER = globalThis.matchMedia("(pointer: coarse)").matches;
/** As far from a spot's edge, pixels, somebody still points at it: a finger is broader than a mouse. */
const REACH = IS_FINGER ? 10 : 1;

let Spots = null;

/** A layer of spots in a pane. */
export function spotLayer(pane) { return new (Spots ??= defined())({ pane }); }

function defined() {
  const L = globalThis.L;
  return L.Renderer.extend({
    spots: [],

    /** Draws these in the place of those before: each a feature with a point, a style and a radius in pixels, the last on top. */
    set(spots) {
      const { crs } = this._map.options;
      this.spots = spots.map((spot) => ({ ...spot, at: crs.latLngToPoint(L.latLng(spot.feature.geometry.coordinates.toReversed()), 0) }));
      this._draw();
    },

    /** The feature that is drawn at a place of the map's layers: that on top, else the nearest within reach; `null` where there is none. */
    find(place) {
      let nearest = null;
      let least = REACH;
      const { scale, x: left, y: top } = this._frame();
      for (let index = this.spots.length - 1; index >= 0; index -= 1) {
        const spot = this.spots[index];
        const beyond = Math.hypot(spot.at.x * scale - left - place.x, spot.at.y * scale - top - place.y) - spot.radius;
        if (beyond <= 0) return spot;
        if (beyond <= least) [nearest, least] = [spot, beyond];
      }
      return nearest;
    },

    /** How many pixels of now one of zoom 0 has, and where the map's layers begin among them. */
    _frame() {
      const { crs } = this._map.options;
      const { x, y } = this._map.getPixelOrigin();
      return { scale: crs.scale(this._map.getZoom()) / crs.scale(0), x, y };
    },

    // What a renderer of Leaflet has to bring.

    _initContainer() {
      this._container = L.DomUtil.create("canvas");
      this._context = this._container.getContext("2d");
    },

    _destroyContainer() { this._container.remove(); },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const { x, y } = this._bounds.getSize();
      const canvas = this._container;
      this._density = Math.min(globalThis.devicePixelRatio || 1, 2);
      L.DomUtil.setPosition(canvas, this._bounds.min);
      [canvas.width, canvas.height] = [x, y].map((side) => this._density * side);
      [canvas.style.width, canvas.style.height] = [`${x}px`, `${y}px`];
      this._draw();
    },

    _draw() {
      const { min, max } = this._bounds;
      const context = this._context;
      const { scale, ...origin } = this._frame();
      const [left, top] = [origin.x + min.x, origin.y + min.y];
      const [width, height] = [max.x - min.x, max.y - min.y];
      context.setTransform(this._density, 0, 0, this._density, 0, 0);
      context.clearRect(0, 0, width, height);
      let style = null;
      for (const spot of this.spots) {
        const { radius } = spot;
        const x = spot.at.x * scale - left;
        const y = spot.at.y * scale - top;
        if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
        if (spot.style !== style) apply(context, (style = spot.style));
        trace(context, corners[spot.shape ?? "circle"], x, y, radius);
        context.globalAlpha = style.fillOpacity;
        context.fill();
        if (style.weight === 0) continue;
        context.globalAlpha = 1;
        context.stroke();
      }
    },
  });
}

function apply(context, { color, weight, fillColor, dashArray }) {
  context.strokeStyle = color;
  context.lineWidth = weight;
  context.fillStyle = fillColor;
  context.setLineDash(dashArray ? dashArray.split(" ").map(Number) : []);
}

function trace(context, polygon, x, y, radius) {
  context.beginPath();
  if (!polygon) return context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [right, down] of polygon) context.lineTo(x + radius * right, y + radius * down);
  context.closePath();
}
