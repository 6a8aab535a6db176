/// What the ways cost between origins and those destinations that lie within a bound of them.
///
/// A sparse cost matrix by rows: the pairs of an origin stand side by side. Which pairs are in it is exact, and a pair
/// exactly at the bound is in. Costs are metres or minutes kept as 32-bit numbers, off by no more than 1e-7 of
/// themselves; a cost compares with the bound, and with every mark that the table was made with, as the exact one does.
///
/// Memory: 8 bytes a pair and 8 an origin.
public struct CostTable: Sendable {
  /// The most pairs that a table holds: 2.4 GB of them.
  public static let greatestPairs = 300_000_000

  /// How many destinations there are, those that no origin reaches among them.
  public let destinationCount: Int
  /// Where the pairs of each origin begin; one more than there are origins.
  let offsets: [Int]
  /// The destination of each pair.
  let destinations: [Int32]
  /// The cost of each pair.
  let costs: [Float]

  init(destinationCount: Int, offsets: [Int], destinations: [Int32], costs: [Float]) {
    self.destinationCount = destinationCount
    self.offsets = offsets
    self.destinations = destinations
    self.costs = costs
  }

  /// How many origins there are, those that reach nothing among them.
  public var originCount: Int { offsets.count - 1 }

  /// How many pairs there are.
  public var pairCount: Int { destinations.count }

  /// The destinations of an origin and what the ways to them cost.
  ///
  /// Their order is always the same for the same places, and else of no meaning.
  public func pairs(from origin: Int) -> some Sequence<(destination: Int, cost: Double)> {
    (offsets[origin]..<offsets[origin + 1]).lazy.map { (Int(destinations[$0]), Double(costs[$0])) }
  }
}

extension CostTable {
  /// All pairs along the roads.
  ///
  /// - Parameters:
  ///   - origins: where one comes from.
  ///   - destinations: where one goes to.
  ///   - graph: the roads that both join, priced by a measure.
  ///   - bound: metres or minutes.
  ///   - marks: costs that must compare exactly.
  /// - Throws: ``AccessibilityError/tooManyPairs(most:)``, or ``CoverageError/cancelled`` within an
  ///   ``AccessibilityError/question(_:)``.
  /// - Complexity: that of ``RoadGraph/pairs(from:to:within:)``.
  public init(
    from origins: RoadPlaces, to destinations: RoadPlaces, along graph: RoadGraph, within bound: Double,
    marks: [Double] = []
  ) throws(AccessibilityError) {
    let pairs = try AccessibilityError.asking { () throws(CoverageError) in
      try graph.pairs(from: origins, to: destinations, within: bound, atMost: Self.greatestPairs)
    }
    guard pairs.count <= Self.greatestPairs else { throw .tooManyPairs(most: Self.greatestPairs) }
    let rounding = CostRounding(bound: bound, marks: marks)
    var offsets = [Int](repeating: 0, count: origins.joins.count + 1)
    for pair in pairs { offsets[Int(pair.origin) + 1] += 1 }
    for origin in 0..<origins.joins.count { offsets[origin + 1] += offsets[origin] }
    self.init(
      destinationCount: destinations.joins.count, offsets: offsets,
      destinations: pairs.map(\.destination), costs: pairs.map { rounding.rounded($0.cost) })
  }
}

extension CostTable {
  /// The pairs of a cost matrix.
  init(
    _ pairs: (starts: [Int], destinations: [Int32], costs: [Double]), destinations: Int,
    _ rounding: CostRounding
  ) {
    self.init(
      destinationCount: destinations, offsets: pairs.starts, destinations: pairs.destinations,
      costs: pairs.costs.map(rounding.rounded))
  }
}

/// Rounds costs to 32 bits so that they compare with some bounds as they did before.
struct CostRounding: Sendable {
  private let bounds: [Double]

  init(bound: Double, marks: [Double]) {
    bounds = [bound] + marks
  }

  /// The 32-bit number nearest to a cost that is on the same side of every bound; at a bound is below it.
  func rounded(_ cost: Double) -> Float {
    var rounded = Float(cost)
    for bound in bounds where (cost <= bound) != (Double(rounded) <= bound) {
      rounded = cost <= bound ? rounded.nextDown : rounded.nextUp
    }
    return rounded
  }
}

extension CostTable {
  /// All pairs along the ellipsoid.
  ///
  /// - Parameters:
  ///   - origins: where one comes from; `nil` for those that have no place, and no pairs.
  ///   - destinations: where one goes to, likewise.
  ///   - standard: the bound, and what straight metres are multiplied by before they are compared with it.
  ///   - marks: costs that must compare exactly.
  /// - Throws: ``AccessibilityError/tooManyPairs(most:)``, or ``CoverageError/cancelled`` within an
  ///   ``AccessibilityError/question(_:)``.
  /// - Complexity: O(n log n + pairs) for n places; all processors work.
  public init(
    from origins: [Coordinate?], to destinations: [Coordinate?], within standard: DistanceStandard,
    marks: [Double] = []
  ) throws(AccessibilityError) {
    guard standard.limit.value >= 0 else {
      self.init(
        destinationCount: destinations.count, offsets: [Int](repeating: 0, count: origins.count + 1),
        destinations: [], costs: [])
      return
    }
    let pairs = try AccessibilityError.asking { () throws(CoverageError) in
      try StraightPairs(from: origins, to: destinations, within: standard, marks: marks)
    }
    self = try pairs.table()
  }
}
