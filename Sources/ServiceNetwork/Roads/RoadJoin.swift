/// Where a place joins a road network: the nearest point of an edge.
public struct RoadJoin: Hashable, Sendable {
  /// The position of the edge.
  public let edge: Int
  /// What share of the edge lies before the point, 0…1, along the geodesics of its shape.
  public let share: Double
  /// The point, EPSG:4326.
  public let point: Coordinate
  /// The geodesic distance between the place and the point.
  public let distance: Meters
}

extension RoadGraph {
  /// How far from a road a place may lie where nobody says otherwise: 24 minutes at 5 km/h.
  public static let defaultTolerance = Meters(2000)

  /// Where a place joins the network; `nil` where no edge that is open to the measure lies within the tolerance.
  ///
  /// Exact: the point is the one that comparing the geodesic distances to all points of all open edges would give.
  /// At the tolerance counts. Of edges that lie equally near, to about a micrometre, the one of the lowest position
  /// is taken.
  ///
  /// - Complexity: O(log edges), and a few geodesics for each edge that may be the nearest.
  public func join(_ place: Coordinate, tolerance: Meters = defaultTolerance) -> RoadJoin? {
    var scratch = RoadIndex.Scratch()
    return join(place, tolerance: tolerance, &scratch)
  }

  /// Where places join the network, see ``join(_:tolerance:)``; `nil` also where a place has no coordinates.
  ///
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  public func joins(
    _ places: [Coordinate?], tolerance: Meters = defaultTolerance
  ) throws(CoverageError) -> [RoadJoin?] {
    var scratch = RoadIndex.Scratch()
    var joins: [RoadJoin?] = []
    joins.reserveCapacity(places.count)
    for (position, place) in places.enumerated() {
      try CoverageError.checkCancellation(at: position)
      joins.append(place.flatMap { join($0, tolerance: tolerance, &scratch) })
    }
    return joins
  }

  // MARK: - Private

  private func join(
    _ place: Coordinate, tolerance: Meters, _ scratch: inout RoadIndex.Scratch
  ) -> RoadJoin? {
    network.join(place, tolerance: tolerance, &scratch) { edge in edgeCosts[Int(edge)].isOpen }
  }
}

extension RoadNetwork {
  /// Where a place joins one of the edges that are asked for, see ``RoadGraph/join(_:tolerance:)``.
  func join(
    _ place: Coordinate, tolerance: Meters, _ scratch: inout RoadIndex.Scratch, isOpen: (Int32) -> Bool
  ) -> RoadJoin? {
    index.findCandidates(near: EarthCentredPoint(place), within: tolerance, &scratch, isOpen: isOpen)
    var best: (key: (micrometers: Double, edge: Int, part: Int), nearest: GeodesicLine.NearestPlace)?
    for candidate in scratch.candidates {
      let (edge, part) = (Int(candidate.edge), Int(candidate.part))
      let ends = stretch(part, ofEdge: edge)
      let nearest = GeodesicLine(from: ends.start, to: ends.end)
        .nearestPlace(to: place, beginningAt: candidate.fraction)
      let key = (micrometers: (nearest.distance * 1e6).rounded(), edge: edge, part: part)
      if let best, best.key <= key { continue }
      best = (key, nearest)
    }
    guard let best, best.nearest.distance <= tolerance.value else { return nil }
    return RoadJoin(
      edge: best.key.edge,
      share: share(before: best.nearest.along, inStretch: best.key.part, ofEdge: best.key.edge),
      point: best.nearest.place, distance: Meters(best.nearest.distance))
  }

  /// What share of an edge's shape lies before a point of one of its stretches.
  private func share(before along: Double, inStretch part: Int, ofEdge edge: Int) -> Double {
    var (before, all) = (0.0, 0.0)
    for index in 0..<stretch(0, ofEdge: edge).count {
      if index == part { before = all + along }
      let ends = stretch(index, ofEdge: edge)
      all += Geodesic.distance(from: ends.start, to: ends.end).value
    }
    // An end is the end, however the lengths were rounded.
    if before <= GeodesicLine.resolution { return 0 }
    return all - before > GeodesicLine.resolution ? before / all : all > 0 ? 1 : 0
  }
}
