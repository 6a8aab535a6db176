internal import ServiceNetwork

/// Which homes lie within a distance of each other, along the ellipsoid; the bound is within.
struct HomeDistances {
  private let places: [Coordinate?]

  init(_ homes: [UpgradeHome]) { places = homes.map(\.location) }

  /// The positions of all other homes within so many kilometres of each home, in their order.
  ///
  /// - Complexity: O(n²) comparisons of latitudes, and a geodesic for each pair that these do not rule out.
  func neighbours(within kilometers: Double) -> [[Int]] {
    var neighbours = [[Int]](repeating: [], count: places.count)
    // A degree of latitude is 110.57 km or more everywhere.
    let degrees = kilometers / 110.5
    let located = places.indices.filter { places[$0] != nil }.sorted { latitude($0) < latitude($1) }
    for (order, first) in located.enumerated() {
      for second in located[(order + 1)...] {
        if latitude(second) - latitude(first) > degrees { break }
        guard let one = places[first], let other = places[second],
          Geodesic.distance(from: one, to: other).value <= kilometers * 1000
        else { continue }
        neighbours[first].append(second)
        neighbours[second].append(first)
      }
    }
    return neighbours.map { $0.sorted() }
  }

  /// The pairs of homes within so many kilometres of each other, the lower position first.
  func pairs(within kilometers: Double, where isIn: [Bool]) -> [(Int, Int)] {
    neighbours(within: kilometers).enumerated().flatMap { first, others in
      others.filter { $0 > first && isIn[first] && isIn[$0] }.map { (first, $0) }
    }
  }

  private func latitude(_ position: Int) -> Double { places[position]?.latitude ?? 0 }
}
