extension RoadGraph {
  /// What the way from one place to another costs: metres by ``Measure/road``, minutes by a mode.
  ///
  /// Searches from both places at once, and stops where no way can be cheaper than the one that was found.
  ///
  /// - Returns: the destination as neighbour 0, or why there is no way.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  ///
  /// Source: I. Pohl, "Bi-directional search", Machine Intelligence 6 (1971), 127–140.
  public func way(from origin: RoadJoin?, to destination: RoadJoin?) throws(CoverageError) -> RoadOutcome {
    guard let origin else { return .unreachable(.originOffRoad) }
    guard let destination else { return .unreachable(.destinationsOffRoad) }
    guard component(of: origin) == component(of: destination) else {
      return .unreachable(.otherComponent)
    }
    var best = directCost(from: origin, to: destination)
    var forth = RoadSearch(self)
    var back = RoadSearch(self)
    forth.offer(departures(origin))
    back.offer(arrivals(destination))
    try outgoing.withView { outgoing throws(CoverageError) in
      try incoming.withView { incoming throws(CoverageError) in
        while let first = forth.leastWaiting, let second = back.leastWaiting {
          // Nothing that comes now on either side can be part of a cheaper way.
          guard best == CostScale.closed || first + second < best else { break }
          let limit = min(best, CostScale.greatest)
          if first <= second {
            guard let settled = try forth.settleNext(outgoing, limit: limit) else { break }
            best = min(best, settled.cost.adding(back.cost(of: settled.node)))
          } else {
            guard let settled = try back.settleNext(incoming, limit: limit) else { break }
            best = min(best, settled.cost.adding(forth.cost(of: settled.node)))
          }
        }
      }
    }
    guard best != CostScale.closed else { return .unreachable(.noWay) }
    return .reached(RoadNeighbour(position: 0, cost: scale.cost(best)))
  }
}

extension UInt64 {
  /// The sum of two costs; closed where one of them is.
  fileprivate func adding(_ other: UInt64) -> UInt64 {
    self == CostScale.closed || other == CostScale.closed ? CostScale.closed : self + other
  }
}
