/// A place and what it costs to get there; the cheaper comes first, then that of the lower position.
struct PricedPlace: Comparable {
  var cost: UInt64
  var place: Int32

  /// What comes after every other one.
  static let none = PricedPlace(cost: CostScale.closed, place: .max)

  @inline(__always)
  static func < (first: PricedPlace, second: PricedPlace) -> Bool {
    first.cost < second.cost || (first.cost == second.cost && first.place < second.place)
  }
}

extension RoadGraph {
  /// The place with its cost in metres or minutes.
  func neighbour(_ priced: PricedPlace) -> RoadNeighbour {
    RoadNeighbour(position: Int(priced.place), cost: scale.cost(priced.cost))
  }
}
