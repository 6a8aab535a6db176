// Lengths for what is only looked at; what is answered is measured by the server.

/** How far two places lie apart, on a sphere of the earth's mean radius: metres. */
export function meters([fromLongitude, fromLatitude], [toLongitude, toLatitude]) {
  const radians = Math.PI / 180;
  const half = (from, to) => Math.sin(((to - from) * radians) / 2) ** 2;
  const share = half(fromLatitude, toLatitude) + Math.cos(fromLatitude * radians) * Math.cos(toLatitude * radians) * half(fromLongitude, toLongitude);
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(share));
}
