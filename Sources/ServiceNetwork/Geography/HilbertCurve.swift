/// The order of places along Hilbert's curve: what is near on the ground comes to lie near in memory.
///
/// Source: D. Hilbert, "Über die stetige Abbildung einer Linie auf ein Flächenstück", Mathematische Annalen 38
/// (1891), 459–460; the walk through the levels is the usual one of quadrants, turned and mirrored.
enum HilbertCurve {
  private static let bits: UInt32 = 16

  /// The positions of some places in the order of a curve through their extent; equal ones in their own order.
  static func order(_ places: [Coordinate]) -> [Int32] {
    var box = (west: 180.0, south: 90.0, east: -180.0, north: -90.0)
    for place in places {
      box.west = min(box.west, place.longitude)
      box.east = max(box.east, place.longitude)
      box.south = min(box.south, place.latitude)
      box.north = max(box.north, place.latitude)
    }
    let cells = Double((1 << bits) - 1)
    let scale = cells / max(box.east - box.west, box.north - box.south, 1e-9)
    var keys = places.indices.map { index in
      let place = places[index]
      let x = UInt32((place.longitude - box.west) * scale)
      let y = UInt32((place.latitude - box.south) * scale)
      return UInt64(distance(x, y)) << 32 | UInt64(index)
    }
    keys.sort()
    return keys.map { Int32(truncatingIfNeeded: $0) }
  }

  /// How far along the curve a cell of the 2¹⁶ × 2¹⁶ lies.
  static func distance(_ column: UInt32, _ row: UInt32) -> UInt32 {
    var (x, y, distance) = (column, row, UInt32(0))
    var side: UInt32 = 1 << (bits - 1)
    while side > 0 {
      let right = x & side > 0
      let upper = y & side > 0
      distance += side &* side &* ((right ? 3 : 0) ^ (upper ? 1 : 0))
      if !upper {
        if right {
          x = (1 << bits) - 1 - x
          y = (1 << bits) - 1 - y
        }
        swap(&x, &y)
      }
      side >>= 1
    }
    return distance
  }
}
