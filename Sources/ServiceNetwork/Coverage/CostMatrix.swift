/// What the ways from villages to facilities and posts cost, as somebody worked them out by means of their own.
///
/// Costs are in the unit of the bound that they are held against: metres, or minutes. A village may have coordinates or
/// none: nobody asks for them. Memory: 12 bytes a pair, and 8 a division.
public struct CostMatrix: Sendable {
  /// What a pair that is not there means.
  public enum MissingPairs: String, CaseIterable, Sendable {
    /// That the matrix is not whole: no question is answered that needs the pair.
    case refused
    /// That there is no way.
    case unreachable
  }

  /// What a pair that is not there means.
  public let missingPairs: MissingPairs
  /// How many pairs there are, those among them without a way.
  public var count: Int { costs.count }

  /// Where the pairs of each division begin, and where the last one's end.
  private let starts: [Int]
  /// The numbers of the destinations, rising within a division.
  private let destinations: [Int32]
  /// What each way costs; infinite where there is none.
  private let costs: [Double]
  /// The numbers of the facilities and posts by their ids.
  private let numbers: [String: Int32]

  /// - Parameter starts: as many as there are divisions, and one.
  init(
    starts: [Int], destinations: [Int32], costs: [Double], numbers: [String: Int32],
    missingPairs: MissingPairs
  ) {
    self.starts = starts
    self.destinations = destinations
    self.costs = costs
    self.numbers = numbers
    self.missingPairs = missingPairs
  }

  /// Writes all pairs, in an order that does not depend on that of the rows they came from.
  func write(to input: inout AnswerInput) {
    // Who is in no pair has no part in it.
    var isNamed = [Bool](repeating: false, count: numbers.count)
    for destination in destinations { isNamed[Int(destination)] = true }
    let ids = numbers.filter { isNamed[Int($0.value)] }.keys.sorted()
    var ranks = [Int64](repeating: 0, count: numbers.count)
    for (rank, id) in ids.enumerated() {
      input.append(id)
      if let number = numbers[id] { ranks[Int(number)] = Int64(rank) }
    }
    input.append(missingPairs.rawValue)
    for (start, end) in zip(starts, starts.dropFirst()) {
      input.append(Int64(end - start))
      let pairs = (start..<end).map { (rank: ranks[Int(destinations[$0])], cost: costs[$0]) }
      for pair in pairs.sorted(by: { $0.rank < $1.rank }) {
        input.append(pair.rank)
        input.append(pair.cost)
      }
    }
  }

  /// The costs of some destinations, ready to be looked up.
  struct Lookup: Sendable {
    private let matrix: CostMatrix
    /// The position of each number among the destinations that are asked for; −1 for others.
    private let positions: [Int32]

    /// - Parameter ids: the destinations; of two with the same id the first is found.
    init(_ matrix: CostMatrix, to ids: [String]) {
      self.matrix = matrix
      var positions = [Int32](repeating: -1, count: matrix.numbers.count)
      for (position, id) in ids.enumerated() {
        if let number = matrix.numbers[id], positions[Int(number)] < 0 {
          positions[Int(number)] = Int32(position)
        }
      }
      self.positions = positions
    }

    /// Shows what the ways from a division cost, infinite where there is none, in no order.
    func forEach(from division: Int32, _ body: (_ position: Int32, _ cost: Double) -> Void) {
      for pair in matrix.starts[Int(division)]..<matrix.starts[Int(division) + 1] {
        let position = positions[Int(matrix.destinations[pair])]
        if position >= 0 { body(position, matrix.costs[pair]) }
      }
    }

    /// The cheapest destinations, of equal ones those of the lowest positions; none to which there is no way.
    func nearest(_ count: Int, to division: Int32) -> [(position: Int, cost: Double)] {
      var found: [(position: Int, cost: Double)] = []
      forEach(from: division) { position, cost in
        if cost < .infinity { found.append((Int(position), cost)) }
      }
      found.sort { ($0.cost, $0.position) < ($1.cost, $1.position) }
      return Array(found.prefix(count))
    }

    /// The cheapest destination; `nil` where there is no way to any.
    func nearest(to division: Int32) -> (position: Int, cost: Double)? {
      var best: (cost: Double, position: Int32) = (.infinity, .max)
      forEach(from: division) { position, cost in
        if cost < .infinity, (cost, position) < best { best = (cost, position) }
      }
      return best.cost < .infinity ? (Int(best.position), best.cost) : nil
    }

    /// What the way to one of the destinations costs; `nil` where there is none, or nobody knows.
    func cost(from division: Int32, to position: Int) -> Double? {
      var found: Double?
      forEach(from: division) { if $0 == position, $1 < .infinity { found = $1 } }
      return found
    }
  }

  /// The pairs of some divisions within a cost: a row a division, the destinations of one beside each other.
  ///
  /// - Parameters:
  ///   - divisions: the origins, by their positions among a snapshot's divisions.
  ///   - ids: the destinations.
  ///   - limit: metres or minutes; what costs exactly as much is within.
  /// - Returns: where each row begins and the last one ends, and of each pair the destination's position and the cost.
  /// - Complexity: O(pairs of the divisions).
  func pairs(
    from divisions: [Int32], to ids: [String], within limit: Double
  ) -> (starts: [Int], destinations: [Int32], costs: [Double]) {
    let lookup = Lookup(self, to: ids)
    var starts = [0]
    var (destinations, costs): ([Int32], [Double]) = ([], [])
    for division in divisions {
      lookup.forEach(from: division) { position, cost in
        guard cost <= limit, cost < .infinity else { return }
        destinations.append(position)
        costs.append(cost)
      }
      starts.append(destinations.count)
    }
    return (starts, destinations, costs)
  }
}

/// Pairs that a question needs and a cost matrix lacks.
public struct CostGaps: Equatable, Sendable {
  /// A pair.
  public struct Pair: Equatable, Sendable {
    /// The village.
    public let origin: DivisionCode
    /// The id of the facility or post.
    public let destination: String
  }

  /// How many there are.
  public let count: Int
  /// How many the question needs.
  public let needed: Int
  /// The first of them.
  public let first: [Pair]

  /// How many of them are told one by one.
  static let told = 3
}

extension CoverageQuestion {
  /// Refuses to answer from a cost matrix that is not there, or lacks pairs that the question needs.
  ///
  /// - Throws: ``CoverageError/costsMissing``, ``CoverageError/costsIncomplete(_:)``.
  func requireCosts(
    from villages: [Int32], to serving: Providers, in snapshot: NetworkSnapshot
  ) throws(CoverageError) {
    guard case .costs = measure else { return }
    _ = try snapshot.requireCosts(from: villages, to: serving.ids)
  }
}

extension NetworkSnapshot {
  /// The cost matrix, which has what the ways cost from some villages to some destinations, by their ids.
  ///
  /// - Throws: ``CoverageError/costsMissing``, ``CoverageError/costsIncomplete(_:)``.
  func requireCosts(from villages: [Int32], to ids: [String]) throws(CoverageError) -> CostMatrix {
    guard let costs else { throw .costsMissing }
    guard costs.missingPairs == .refused else { return costs }
    let lookup = CostMatrix.Lookup(costs, to: ids)
    // A facility and a post of one id are one destination.
    let wanted = Set(ids)
    var count = 0
    var first: [CostGaps.Pair] = []
    for (index, village) in villages.enumerated() {
      try CoverageError.checkCancellation(at: index)
      var known = 0
      lookup.forEach(from: village) { _, _ in known += 1 }
      count += wanted.count - known
      guard known < wanted.count, first.count < CostGaps.told else { continue }
      var there: Set<String> = []
      lookup.forEach(from: village) { position, _ in there.insert(ids[Int(position)]) }
      for id in wanted.subtracting(there).sorted().prefix(CostGaps.told - first.count) {
        first.append(CostGaps.Pair(origin: divisions[Int(village)].code, destination: id))
      }
    }
    guard count == 0 else {
      throw .costsIncomplete(CostGaps(count: count, needed: villages.count * wanted.count, first: first))
    }
    return costs
  }
}
