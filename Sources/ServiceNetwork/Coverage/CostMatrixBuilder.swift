/// Makes a cost matrix of the pairs of a table, one after another.
///
/// Memory while it works: 20 bytes a pair more than the matrix has.
public struct CostMatrixBuilder {
  private let snapshot: NetworkSnapshot
  /// The numbers of all facilities and posts by their ids.
  private var numbers: [String: Int32] = [:]
  private var origins: [Int32] = []
  private var destinations: [Int32] = []
  private var costs: [Double] = []
  private var lines: [Int32] = []
  /// The origin of the last row: most tables have those of an origin together.
  private var last: (code: DivisionCode, position: Int32)?
  private var suggestions = 0

  /// To compare a word with all that there are takes its time: no more often than this is it done.
  private static let mostSuggestions = 5

  /// A builder for the divisions, facilities and posts of a snapshot.
  public init(_ snapshot: NetworkSnapshot) {
    self.snapshot = snapshot
    for id in snapshot.facilities.lazy.map(\.id) where numbers[id] == nil {
      numbers[id] = Int32(numbers.count)
    }
    for id in snapshot.posts.lazy.map(\.id) where numbers[id] == nil { numbers[id] = Int32(numbers.count) }
  }

  /// Adds a pair.
  ///
  /// - Parameters:
  ///   - origin: the code of a village, or of another division.
  ///   - destination: the id of a facility or a post.
  ///   - cost: metres or minutes, from 0 on; `nil` where there is no way.
  ///   - line: where it stands.
  /// - Throws: ``CostMatrixError``; the pair is not added then.
  public mutating func add(
    origin: DivisionCode, destination: String, cost: Double?, line: Int
  ) throws(CostMatrixError) {
    let position = try position(of: origin)
    guard let number = numbers[destination] else {
      throw .unknownDestination(
        destination, closest: maySuggest() ? destination.closest(among: numbers.keys) : nil)
    }
    if let cost, !(cost >= 0 && cost < .infinity) { throw .cost(cost) }
    origins.append(position)
    destinations.append(number)
    costs.append(cost ?? .infinity)
    lines.append(Int32(clamping: line))
  }

  /// The matrix of the pairs that were added.
  ///
  /// - Throws: ``CostMatrixError/twice(_:)`` for the first pair that is there twice at different costs.
  /// - Complexity: O(divisions + n log n), mostly O(divisions + n).
  public consuming func matrix(
    missingPairs: CostMatrix.MissingPairs = .refused
  ) throws(CostMatrixError) -> CostMatrix {
    var starts = [Int](repeating: 0, count: snapshot.divisions.count + 1)
    for origin in origins { starts[Int(origin) + 1] += 1 }
    for division in snapshot.divisions.indices { starts[division + 1] += starts[division] }
    var places = starts
    var order = [Int32](repeating: 0, count: origins.count)
    for pair in origins.indices {
      order[places[Int(origins[pair])]] = Int32(pair)
      places[Int(origins[pair])] += 1
    }
    for division in snapshot.divisions.indices where starts[division] < starts[division + 1] {
      order[starts[division]..<starts[division + 1]].sort {
        (destinations[Int($0)], lines[Int($0)]) < (destinations[Int($1)], lines[Int($1)])
      }
    }
    let kept = try distinct(order, &starts)
    return CostMatrix(
      starts: starts, destinations: kept.map { destinations[Int($0)] }, costs: kept.map { costs[Int($0)] },
      numbers: numbers, missingPairs: missingPairs)
  }

  // MARK: - Private

  /// The pairs in an order without those that say once more what another one says.
  private func distinct(
    _ order: [Int32], _ starts: inout [Int]
  ) throws(CostMatrixError) -> [Int32] {
    var kept: [Int32] = []
    kept.reserveCapacity(order.count)
    for division in starts.indices.dropLast() {
      let row = order[starts[division]..<starts[division + 1]]
      starts[division] = kept.count
      var former: Int32?
      for pair in row {
        if let former, destinations[Int(former)] == destinations[Int(pair)] {
          guard costs[Int(former)] == costs[Int(pair)] else { throw .twice(repetition(former, pair)) }
          continue
        }
        former = pair
        kept.append(pair)
      }
    }
    starts[starts.count - 1] = kept.count
    return kept
  }

  private func repetition(_ former: Int32, _ latter: Int32) -> CostMatrixError.Repetition {
    let number = destinations[Int(latter)]
    return CostMatrixError.Repetition(
      origin: snapshot.divisions[Int(origins[Int(latter)])].code,
      destination: numbers.first { $0.value == number }?.key ?? "", line: Int(lines[Int(latter)]),
      firstLine: Int(lines[Int(former)]), costs: [costs[Int(former)], costs[Int(latter)]])
  }

  private mutating func position(of code: DivisionCode) throws(CostMatrixError) -> Int32 {
    if let last, last.code == code { return last.position }
    guard let position = try? snapshot.division(code) else {
      let known = snapshot.divisions.lazy.map(\.code.description)
      throw .unknownOrigin(code, closest: maySuggest() ? code.description.closest(among: known) : nil)
    }
    last = (code, position)
    return position
  }

  private mutating func maySuggest() -> Bool {
    suggestions += 1
    return suggestions <= Self.mostSuggestions
  }
}

/// Why a row is no pair of a cost matrix.
public enum CostMatrixError: Error, Equatable {
  /// A pair that is there twice.
  public struct Repetition: Equatable, Sendable {
    /// The division.
    public let origin: DivisionCode
    /// The id of the facility or post.
    public let destination: String
    /// Where it stands again.
    public let line: Int
    /// Where it stands first.
    public let firstLine: Int
    /// What both say; infinite for no way.
    public let costs: [Double]
  }

  /// There is no division of that code.
  case unknownOrigin(DivisionCode, closest: String?)
  /// There is no facility and no post of that id.
  case unknownDestination(String, closest: String?)
  /// A cost is negative, or none.
  case cost(Double)
  /// A pair is there twice, at different costs.
  case twice(Repetition)

  /// The column at fault.
  public var column: String {
    switch self {
    case .unknownOrigin: "origin"
    case .unknownDestination: "destination"
    case .cost, .twice: "cost"
    }
  }

  /// What is wrong and what would be right.
  public var wording: Wording {
    switch self {
    case .unknownOrigin(let code, let closest):
      Wording(
        "there is no division \(code)"
          + (closest.map { "; did you mean \($0)?" } ?? "; give a village by its code"),
        zh: "没有区划\(code)" + (closest.map { "，是否为\($0)？" } ?? "；请填村级区划代码"))
    case .unknownDestination(let id, let closest):
      Wording(
        "there is no facility or post '\(id)'"
          + (closest.map { "; did you mean '\($0)'?" } ?? "; give one by its id"),
        zh: "没有编号为“\(id)”的机构或岗位" + (closest.map { "，是否为“\($0)”？" } ?? "；请填机构或岗位编号"))
    case .cost(let cost):
      Wording(
        "\(cost) is no cost; a number of metres or minutes from 0 on, or nothing where there is no way",
        zh: "\(cost)不是有效的费用；应为不小于0的米数或分钟数，不可达则留空")
    case .twice(let pair):
      Wording(
        "the pair \(pair.origin), \(pair.destination) is there twice, at \(pair.costs[0]) on line \(pair.firstLine) "
          + "and \(pair.costs[1]) here; keep one",
        zh:
          "\(pair.origin)到\(pair.destination)出现两次，第\(pair.firstLine)行为\(pair.costs[0])，此处为\(pair.costs[1])；只保留一个"
      )
    }
  }
}
