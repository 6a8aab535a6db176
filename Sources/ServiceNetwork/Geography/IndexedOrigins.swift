/// Places from which others are looked for, made ready for many searches: see ``NearestIndex/nearest(toEach:workers:)``.
struct IndexedOrigins: Sendable {
  /// The places; `nil` for those that nobody knows.
  let places: [Coordinate?]
  /// The same on the ellipsoid; of no meaning where there is no place.
  let points: [EarthCentredPoint]
  /// Their positions along a curve.
  let order: [Int32]

  /// Makes places ready.
  ///
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O(n); 52 bytes a place.
  init(_ places: [Coordinate?], workers: Workers) throws(CoverageError) {
    self.places = places
    var box = (west: 180.0, south: 90.0, east: -180.0, north: -90.0)
    for case let place? in places {
      box.west = min(box.west, place.longitude)
      box.east = max(box.east, place.longitude)
      box.south = min(box.south, place.latitude)
      box.north = max(box.north, place.latitude)
    }
    let curve = MortonOrder(west: box.west, south: box.south, east: box.east, north: box.north)
    points = try workers.array(of: places.count) { range, points in
      for index in range { points[index] = places[index].map(EarthCentredPoint.init) ?? .centre }
    }
    order = MortonOrder.positions(
      byCell: try workers.array(of: places.count) { range, cells in
        for index in range { cells[index] = places[index].map(curve.cell) ?? 0 }
      })
  }
}
