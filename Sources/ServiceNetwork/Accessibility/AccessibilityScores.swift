/// How much of a service falls to each person of a village, and what each facility has for each who comes.
///
/// See ``AccessibilityModel`` for the formulas. Sums are made in the same order on every machine.
public struct AccessibilityScores: Sendable {
  /// A facility for which less than this many weighted persons compete is in nobody's reach: what is divided by so little
  /// is no number any more.
  private static let leastDemand = 1e-200

  /// How many sums each facility's demand is made of: as many pieces of villages are looked at by themselves.
  private static let pieces = 16

  /// Places for each person, by origin; 0 where nothing is in reach.
  public let scores: [Double]
  /// Places for each person who comes, weighted, by destination; `nil` where nobody is in reach.
  public let ratios: [Double?]
  /// The persons whom the scores are shared among: Σᵢ Pᵢ Aᵢ.
  public let distributed: Double
  /// The capacity of the destinations that somebody reaches: the same, but for rounding.
  public let capacityInReach: Double

  /// Scores the origins of a table.
  ///
  /// - Parameters:
  ///   - model: how.
  ///   - decay: what costs weigh.
  ///   - table: who is in reach of whom, and at what cost.
  ///   - cutoff: the bound that the table was made with.
  ///   - demand: persons at each origin, none negative.
  ///   - capacities: places at each destination, none negative.
  /// - Throws: ``CoverageError/cancelled``.
  /// - Complexity: O(pairs); all processors work. 128 bytes a destination beside what comes out.
  public init(
    _ model: AccessibilityModel, _ decay: DecayFunction, _ table: CostTable, cutoff: Double,
    demand: [Double], capacities: [Double]
  ) throws(CoverageError) {
    precondition(demand.count == table.originCount, "each origin has a demand")
    precondition(capacities.count == table.destinationCount, "each destination has a capacity")
    let rows = WeightedRows(
      table: table, decay: decay, cutoff: cutoff, isSelective: model == .threeStep,
      pieceSize: max(1, (table.originCount + Self.pieces - 1) / Self.pieces))
    let demands = try rows.sums(of: demand)
    let isReached = demands.map { $0 > Self.leastDemand }
    let ratios = zip(zip(capacities, demands), isReached).map { $1 ? $0.0 / $0.1 : 0 }
    let scores = try rows.products(with: ratios)
    self.scores = scores
    self.ratios = zip(ratios, isReached).map { $1 ? $0 : nil }
    distributed = zip(demand, scores).reduce(0) { $0 + $1.0 * $1.1 }
    capacityInReach = zip(capacities, isReached).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
  }
}

/// The weights of a table's pairs, worked out row by row wherever they are needed.
private struct WeightedRows: Sendable {
  let table: CostTable
  let decay: DecayFunction
  let cutoff: Double
  /// Whether each row's weights are divided among its facilities as well.
  let isSelective: Bool
  let pieceSize: Int

  /// For each destination, the sum over its origins of weight × value.
  func sums(of values: [Double]) throws(CoverageError) -> [Double] {
    let count = table.destinationCount
    let pieces = (table.originCount + pieceSize - 1) / pieceSize
    var partial = [Double](repeating: 0, count: pieces * count)
    try partial.withUnsafeMutableBufferPointer { buffer throws(CoverageError) in
      // Each piece has a part of its own.
      nonisolated(unsafe) let partial = buffer
      try Workers.all.forEachPart(of: table.originCount, length: pieceSize) { origins in
        guard let base = partial.baseAddress else { return }
        let sums = base + origins.lowerBound / pieceSize * count
        forEachRow(origins) { origin, destinations, weights in
          let value = values[origin]
          guard value > 0 else { return }
          for index in destinations.indices { sums[Int(destinations[index])] += weights[index] * value }
        }
      }
    }
    var sums = [Double](repeating: 0, count: count)
    for piece in 0..<pieces {
      for destination in 0..<count { sums[destination] += partial[piece * count + destination] }
    }
    return sums
  }

  /// For each origin, the sum over its destinations of weight × value.
  func products(with values: [Double]) throws(CoverageError) -> [Double] {
    var products = [Double](repeating: 0, count: table.originCount)
    try products.withUnsafeMutableBufferPointer { buffer throws(CoverageError) in
      // Each origin belongs to one piece.
      nonisolated(unsafe) let products = buffer
      try Workers.all.forEachPart(of: table.originCount, length: pieceSize) { origins in
        values.withUnsafeBufferPointer { values in
          forEachRow(origins) { origin, destinations, weights in
            var sum = 0.0
            for index in destinations.indices { sum += weights[index] * values[Int(destinations[index])] }
            products[origin] = sum
          }
        }
      }
    }
    return products
  }

  /// Shows rows with their weights.
  @inline(__always)
  private func forEachRow(
    _ origins: Range<Int>,
    _ body: (
      _ origin: Int, _ destinations: UnsafeBufferPointer<Int32>, _ weights: UnsafeMutablePointer<Double>
    ) -> Void
  ) {
    let longest = origins.reduce(0) { max($0, table.offsets[$1 + 1] - table.offsets[$1]) }
    guard longest > 0 else { return }
    let weights = UnsafeMutablePointer<Double>.allocate(capacity: longest)
    weights.initialize(repeating: 0, count: longest)
    defer { weights.deallocate() }
    table.destinations.withUnsafeBufferPointer { destinations in
      table.costs.withUnsafeBufferPointer { costs in
        for origin in origins {
          let range = table.offsets[origin]..<table.offsets[origin + 1]
          decay.weigh(UnsafeBufferPointer(rebasing: costs[range]), cutoff: cutoff, into: weights)
          if isSelective { Self.select(weights, count: range.count) }
          body(origin, UnsafeBufferPointer(rebasing: destinations[range]), weights)
        }
      }
    }
  }

  /// Multiplies weights by the share of each in their sum.
  private static func select(_ weights: UnsafeMutablePointer<Double>, count: Int) {
    var sum = 0.0
    for index in 0..<count { sum += weights[index] }
    guard sum > 0 else { return }
    for index in 0..<count { weights[index] *= weights[index] / sum }
  }
}
