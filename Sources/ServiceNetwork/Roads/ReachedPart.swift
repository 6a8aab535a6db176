/// A part of an edge that lies within a cost of a place.
public struct ReachedPart: Hashable, Sendable {
  /// The position of the edge.
  public let edge: Int
  /// Which shares of the edge the part lies between, 0…1.
  public let shares: ClosedRange<Double>
  /// Its shape in the direction of the edge; at least two points, which are one where the part has no extent.
  public let line: [Coordinate]
  /// What the way between the place and the part's first point costs, metres or minutes.
  public let costAtStart: Double
  /// The same of its last point; in between, the cost grows or falls evenly along the edge.
  public let costAtEnd: Double
  /// How far off the road one gets from the first point with what is left, and within the tolerance.
  public let reachAtStart: Meters
  /// The same of the last point.
  public let reachAtEnd: Meters
}

extension RoadGraph {
  /// The parts of edges that lie within a cost of a place: its service area, or isochrone, along the roads.
  ///
  /// See ``serviceArea(of:within:_:tolerance:)-([RoadJoin],_,_,_)``.
  public func serviceArea(
    of join: RoadJoin, within limit: Double, _ direction: TravelDirection = .toPlace,
    tolerance: Meters = defaultTolerance
  ) throws(CoverageError) -> [ReachedPart] {
    try serviceArea(of: [join], within: limit, direction, tolerance: tolerance)
  }

  /// The parts of edges that lie within a cost of some places, of whichever is the cheapest: their service area.
  ///
  /// Every point of every part is at the limit or within it, and every point of an open edge that is lies in a part;
  /// parts meet at their ends only. Who draws the area as polygons buffers each part by what is left at its ends,
  /// see ``ReachedPart/reachAtStart``, and joins what comes of it.
  ///
  /// - Parameters:
  ///   - joins: where the places join this graph.
  ///   - limit: metres or minutes, the way between a place and the road among them.
  ///   - direction: which way one travels; by default who can come here.
  ///   - tolerance: how far from the road a place may lie, see ``join(_:tolerance:)``.
  /// - Returns: the parts by edge, then along it.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: one search from all places, O(n log n) in what lies within, and O(edges) once.
  public func serviceArea(
    of joins: [RoadJoin], within limit: Double, _ direction: TravelDirection = .toPlace,
    tolerance: Meters = defaultTolerance
  ) throws(CoverageError) -> [ReachedPart] {
    guard let limit = scale.limit(limit) else { return [] }
    var search = RoadSearch(self)
    for join in joins { search.offer(ends(of: join, direction)) }
    try arcs(direction).withView { arcs throws(CoverageError) in
      while try search.settleNext(arcs, limit: limit) != nil {}
    }
    let joins = Dictionary(grouping: joins, by: \.edge)
    var parts: [ReachedPart] = []
    for edge in network.edges.indices where edgeCosts[edge].isOpen {
      try CoverageError.checkCancellation(at: edge)
      let (start, end) = (search.cost(of: network.edges[edge].from), search.cost(of: network.edges[edge].to))
      let own = joins[edge] ?? []
      guard !own.isEmpty || start <= limit || end <= limit else { continue }
      let stretches = stretches(ofEdge: edge, start: start, end: end, joins: own, direction)
      let reached = stretches.flatMap { $0.parts(within: limit) }
      // Where an edge is only touched, another one's end is there, if it is not a place itself.
      let extended = reached.filter { $0.from < $0.to }
      for reached in extended.isEmpty && !own.isEmpty ? Array(reached.prefix(1)) : extended {
        parts.append(part(reached, ofEdge: edge, limit: limit, tolerance: tolerance))
      }
    }
    return parts
  }

  /// The stretches of an edge between its ends and the places that join it.
  private func stretches(
    ofEdge edge: Int, start: UInt64, end: UInt64, joins: [RoadJoin], _ direction: TravelDirection
  ) -> [PricedStretch] {
    let costs = costsAlong(edge, direction)
    var stops = joins.map { (share: $0.share, cost: walkingCost(of: $0.distance)) }
      .sorted { ($0.share, $0.cost) < ($1.share, $1.cost) }
    stops.insert((0, start), at: 0)
    stops.append((1, end))
    // A place may be had over another one, or over an end, for less than over the walk to it.
    func offer(_ stop: Int, over other: Int, _ whole: Double?) {
      guard let whole, stops[other].cost != CostScale.closed else { return }
      let way = (stops[stop].share - stops[other].share).magnitude * whole
      stops[stop].cost = min(stops[stop].cost, stops[other].cost + UInt64(way.rounded()))
    }
    for stop in 1..<(stops.count - 1) { offer(stop, over: stop - 1, costs.overStart) }
    for stop in (1..<(stops.count - 1)).reversed() { offer(stop, over: stop + 1, costs.overEnd) }
    return zip(stops, stops.dropFirst()).map { first, last in
      PricedStretch(from: first.share, to: last.share, costs, start: first.cost, end: last.cost)
    }
  }

  /// What an edge costs a traveller whose way leads over its beginning, and one whose way leads over its end.
  private func costsAlong(_ edge: Int, _ direction: TravelDirection) -> (overStart: Double?, overEnd: Double?)
  {
    let cost = edgeCosts[edge]
    let (start, end) =
      direction == .fromPlace ? (cost.forward, cost.backward) : (cost.backward, cost.forward)
    return (
      start == CostScale.closed ? nil : Double(start), end == CostScale.closed ? nil : Double(end)
    )
  }

  private func part(
    _ stretch: PricedStretch.Part, ofEdge edge: Int, limit: UInt64, tolerance: Meters
  ) -> ReachedPart {
    func reach(_ cost: Double) -> Meters {
      min(walkingDistance(at: UInt64(max(Double(limit) - cost, 0))), tolerance)
    }
    return ReachedPart(
      edge: edge, shares: stretch.from...stretch.to,
      line: network.path(ofEdge: edge).part(from: stretch.from, to: stretch.to),
      costAtStart: stretch.costAtStart / scale.unitsPerOne, costAtEnd: stretch.costAtEnd / scale.unitsPerOne,
      reachAtStart: reach(stretch.costAtStart), reachAtEnd: reach(stretch.costAtEnd))
  }
}

/// A stretch of an edge, and what its points cost over either of its ends.
private struct PricedStretch {
  /// What a part of it costs at its ends, in units.
  struct Part {
    var from: Double
    var to: Double
    var costAtStart: Double
    var costAtEnd: Double
  }

  private let from: Double
  private let to: Double
  /// What the start costs and the whole edge from there; infinite where nobody gets here over it.
  private let overStart: (base: Double, slope: Double)
  private let overEnd: (base: Double, slope: Double)

  /// - Parameter costs: what the whole edge costs over its start and over its end.
  init(
    from: Double, to: Double, _ costs: (overStart: Double?, overEnd: Double?), start: UInt64, end: UInt64
  ) {
    self.from = from
    self.to = to
    func side(_ base: UInt64, _ slope: Double?) -> (Double, Double) {
      guard base != CostScale.closed, let slope else { return (.infinity, 0) }
      return (Double(base), slope)
    }
    overStart = side(start, costs.overStart)
    overEnd = side(end, costs.overEnd)
  }

  /// The parts whose points cost no more than a limit by the cheaper side.
  func parts(within limit: UInt64) -> [Part] {
    let limit = Double(limit)
    // Up to where the way over the start is the cheaper one, and how far either gets.
    let middle = crossing
    let last = min(from + reach(overStart, limit), middle)
    let first = max(to - reach(overEnd, limit), middle)
    var parts: [Part] = []
    if overStart.base <= limit, last >= from {
      parts.append(
        Part(
          from: from, to: last, costAtStart: overStart.base,
          costAtEnd: min(overStart.base + (last - from) * overStart.slope, limit)))
    }
    if overEnd.base <= limit, first <= to {
      parts.append(
        Part(
          from: first, to: to, costAtStart: min(overEnd.base + (to - first) * overEnd.slope, limit),
          costAtEnd: overEnd.base))
    }
    return parts
  }

  /// Where both ways cost the same, within the stretch.
  private var crossing: Double {
    guard overStart.base < .infinity else { return from }
    guard overEnd.base < .infinity else { return to }
    let slopes = overStart.slope + overEnd.slope
    guard slopes > 0 else { return overStart.base <= overEnd.base ? to : from }
    let crossing =
      (overEnd.base - overStart.base + to * overEnd.slope + from * overStart.slope) / slopes
    return min(max(crossing, from), to)
  }

  /// What share of the edge one gets along it from a side.
  private func reach(_ side: (base: Double, slope: Double), _ limit: Double) -> Double {
    guard side.base <= limit else { return 0 }
    return side.slope > 0 ? min((limit - side.base) / side.slope, 1) : 1
  }
}

extension [Coordinate] {
  /// The part of a line between two shares of its length along its geodesics.
  func part(from first: Double, to last: Double) -> [Coordinate] {
    guard first > 0 || last < 1 else { return self }
    let lines = zip(self, dropFirst()).map { GeodesicLine(from: $0, to: $1) }
    let length = lines.reduce(0) { $0 + $1.length }
    var points: [Coordinate] = []
    var passed = 0.0
    for line in lines {
      let (start, end) = (first * length - passed, last * length - passed)
      if points.isEmpty, start <= line.length { points.append(line.place(at: Swift.max(start, 0))) }
      if !points.isEmpty {
        points.append(line.place(at: Swift.min(end, line.length)))
        if end <= line.length { break }
      }
      passed += line.length
    }
    // Rounding may leave a start beyond the last line's end.
    if points.isEmpty, let last = self.last { points = [last, last] }
    return points
  }
}
