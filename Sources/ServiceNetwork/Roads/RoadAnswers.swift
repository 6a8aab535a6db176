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
public enum Unreachable: String, Hashable, CaseIterable, Sendable {
  /// The origin is no place that joins the network: no road that is open to the measure lies within the tolerance.
  case originOffRoad = "village-off-road"
  /// No destination joins the network.
  case destinationsOffRoad = "facilities-off-road"
  /// No destination hangs together with the origin: other roads lie between, or water, or nothing.
  case otherComponent = "other-component"
  /// Roads lie between, but one-way ones that lead elsewhere.
  case noWay = "no-way"
}

extension Unreachable {
  /// Why, in words.
  public var sentence: Wording {
    switch self {
    case .originOffRoad: Wording("no open road lies near enough", zh: "附近没有可通行的道路")
    case .destinationsOffRoad: Wording("no facility lies near an open road", zh: "没有机构位于可通行的道路附近")
    case .otherComponent: Wording("its roads lead to no facility", zh: "所在路网不通往任何机构")
    case .noWay: Wording("one-way roads lead elsewhere only", zh: "单行道路使其无法到达任何机构")
    }
  }
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
