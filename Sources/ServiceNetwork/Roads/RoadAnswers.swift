/// A place that was reached.
public struct RoadNeighbour: Hashable, Sendable {
  /// Its position among the places that were looked for.
  public let position: Int
  /// What the way costs: metres by ``Measure/road``, minutes by a mode.
  public let cost: Double
}

/// An origin, a destination, and the way between them.
public struct RoadPair: Hashable, Sendable {
  /// The position of the origin.
  public let origin: Int32
  /// The position of the destination.
  public let destination: Int32
  /// What the way from the one to the other costs: metres by ``Measure/road``, minutes by a mode.
  public let cost: Double
}

/// Why there is no way.
public enum Unreachable: Hashable, Sendable {
  /// The origin is no place that joins the network: no road that is open to the measure lies within the tolerance.
  case originOffRoad
  /// No destination joins the network.
  case destinationsOffRoad
  /// No destination hangs together with the origin: other roads lie between, or water, or nothing.
  case otherComponent
  /// Roads lie between, but one-way ones that lead elsewhere.
  case noWay
}

/// What a search found for an origin.
public enum RoadOutcome: Hashable, Sendable {
  /// The cheapest place to reach.
  case reached(RoadNeighbour)
  /// None can be reached.
  case unreachable(Unreachable)

  /// The place that was reached; `nil` where none was.
  public var neighbour: RoadNeighbour? {
    if case .reached(let neighbour) = self { neighbour } else { nil }
  }
}

extension RoadGraph {
  /// The component that a place joins.
  func component(of join: RoadJoin) -> Int32 {
    components.representative(of: network.edges[join.edge].from)
  }
}
