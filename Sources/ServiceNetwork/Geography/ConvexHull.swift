/// The smallest convex outline around some places, as if degrees were a plane.
///
/// - Returns: its corners counterclockwise, the first one again at the end; empty where the places lie on one line.
/// - Complexity: O(n log n).
///
/// Source: A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", Information Processing
/// Letters 9 (1979), 216–219.
package func convexHull(of places: [Coordinate]) -> [Coordinate] {
  let sorted = places.sorted { ($0.longitude, $0.latitude) < ($1.longitude, $1.latitude) }
  func half(_ places: some Sequence<Coordinate>) -> [Coordinate] {
    var chain: [Coordinate] = []
    for place in places {
      while chain.count > 1, turn(chain[chain.count - 2], chain[chain.count - 1], place) <= 0 {
        chain.removeLast()
      }
      chain.append(place)
    }
    return chain
  }
  let (lower, upper) = (half(sorted), half(sorted.reversed()))
  guard lower.count + upper.count > 4 else { return [] }
  return lower.dropLast() + upper
}

/// Above 0 where three places turn left, 0 where they lie on one line.
private func turn(_ first: Coordinate, _ second: Coordinate, _ third: Coordinate) -> Double {
  (second.longitude - first.longitude) * (third.latitude - first.latitude)
    - (second.latitude - first.latitude) * (third.longitude - first.longitude)
}
