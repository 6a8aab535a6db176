/// Which way one travels between a place and others.
public enum TravelDirection: Hashable, Sendable {
  /// From the others to the place: who can come here.
  case toPlace
  /// From the place to the others: who can be visited.
  case fromPlace
}

extension RoadGraph {
  /// The edges that a search from a place goes along.
  func arcs(_ direction: TravelDirection) -> RoadArcs {
    direction == .fromPlace ? outgoing : incoming
  }

  /// Where a search from a place begins.
  func ends(of join: RoadJoin, _ direction: TravelDirection) -> RoadEnds {
    direction == .fromPlace ? departures(join) : arrivals(join)
  }

  /// What the way along one edge between a place and another one costs.
  func directCost(of join: RoadJoin, and other: RoadJoin, _ direction: TravelDirection) -> UInt64 {
    direction == .fromPlace ? directCost(from: join, to: other) : directCost(from: other, to: join)
  }
}

extension RoadPlaces {
  /// The places that a search from another place finds at nodes.
  func doors(_ direction: TravelDirection) -> Doors {
    direction == .fromPlace ? arrivals : departures
  }
}
