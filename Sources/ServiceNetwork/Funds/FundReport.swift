/// What became of money: allocated, planned for works, accepted, by year and source.
///
/// Works draw on the source that they name, in the year that they are planned for; they are nursing homes'. All sums are in
/// fen, exact.
public struct FundReport: Sendable {
  /// The money of a year and source.
  public struct Line: Hashable, Sendable {
    /// The year.
    public let year: Int
    /// The source.
    public let source: FundingSource
    /// What was allocated, by purpose, purposes in order.
    public let byPurpose: [Purpose]
    /// What works that are not cancelled cost.
    public let planned: Money
    /// What works that are contracted, building or accepted cost.
    public let committed: Money
    /// What works that are accepted cost.
    public let accepted: Money
    /// The ids of the works, those that are not cancelled.
    public let works: [String]
    /// How many of these have no cost told.
    public let worksWithoutCost: Int

    /// All that was allocated.
    public var allocated: Money { byPurpose.reduce(.zero) { $0 + $1.amount } }
    /// What was allocated to nursing homes, which works may draw on.
    public var allocatedToHomes: Money {
      byPurpose.first { $0.purpose == HomeRefit.kind }?.amount ?? .zero
    }
    /// What is allocated to nursing homes and planned for no works.
    public var unplanned: Money { max(.zero, allocatedToHomes - planned) }
    /// What is planned and not accepted.
    public var unaccepted: Money { planned - accepted }
    /// By how much the works cost more than was allocated.
    public var overspent: Money { max(.zero, planned - allocatedToHomes) }
  }

  /// What was allocated to a purpose.
  public struct Purpose: Hashable, Sendable {
    /// A kind of facility, or ``FundAllocation/otherPurpose``.
    public let purpose: String
    /// How much.
    public let amount: Money
  }

  /// An allocation that is for certain works, which cost more or less, or are cancelled.
  public struct Mismatch: Hashable, Sendable {
    /// The id of the allocation.
    public let fund: String
    /// The id of the works.
    public let upgrade: String
    /// What was allocated.
    public let allocated: Money
    /// What the works cost; nothing where they were cancelled, `nil` where nobody told.
    public let cost: Money?
  }

  /// The day.
  public let asOf: CalendarDate
  /// The money by year and source.
  public let lines: [Line]
  /// The allocations that do not fit the works that they are for, by id.
  public let mismatches: [Mismatch]
  /// What it was made from.
  let plan: PlanSnapshot

  /// Follows the money that was allocated by a day, and the works as they stand on it.
  ///
  /// - Parameters:
  ///   - plan: the records.
  ///   - asOf: the day.
  ///   - year: only money and works of this year; `nil` for all.
  /// - Complexity: O(n log n).
  public init(_ plan: PlanSnapshot, asOf: CalendarDate, year: Int? = nil) {
    struct Key: Hashable, Comparable {
      var year: Int
      var source: FundingSource
      static func < (left: Key, right: Key) -> Bool { (left.year, left.source) < (right.year, right.source) }
    }
    let funds = plan.funds.filter { $0.isAllocated(on: asOf) && (year == nil || $0.year == year) }
    let works = plan.upgrades.filter { year == nil || $0.year == year }
    var purposes: [Key: [String: Money]] = [:]
    for fund in funds {
      purposes[Key(year: fund.year, source: fund.fundingSource), default: [:]][
        fund.purpose, default: .zero] +=
        fund.amount
    }
    var drawn: [Key: [Upgrade]] = [:]
    for work in works where work.status(on: asOf) != .cancelled {
      guard let source = work.source else { continue }
      drawn[Key(year: work.year, source: source), default: []].append(work)
    }
    lines = Set(purposes.keys).union(drawn.keys).sorted().map { key in
      let works = drawn[key] ?? []
      func sum(_ stages: Set<Upgrade.Status>) -> Money {
        works.filter { stages.contains($0.status(on: asOf)) }.reduce(.zero) { $0 + ($1.cost ?? .zero) }
      }
      return Line(
        year: key.year, source: key.source,
        byPurpose: (purposes[key] ?? [:]).sorted { $0.key < $1.key }.map {
          Purpose(purpose: $0.key, amount: $0.value)
        },
        planned: sum([.planned, .contracted, .building, .accepted]),
        committed: sum([.contracted, .building, .accepted]), accepted: sum([.accepted]),
        works: works.compactMap(\.id).sorted(), worksWithoutCost: works.count { $0.cost == nil })
    }
    let byId = Dictionary(plan.upgrades.map { ($0.id ?? "", $0) }) { first, _ in first }
    mismatches = funds.compactMap { fund in
      guard let id = fund.upgrade, let work = byId[id] else { return nil }
      let cost = work.status(on: asOf) == .cancelled ? .zero : work.cost
      return cost == fund.amount
        ? nil : Mismatch(fund: fund.id ?? "", upgrade: id, allocated: fund.amount, cost: cost)
    }
    self.asOf = asOf
    self.plan = plan
  }
}

extension FundReport: TraceableAnswer {
  /// Writes the day, the money and the works.
  public func writeInput(to input: inout AnswerInput) {
    input.append(asOf.description)
    input.append(Int64(plan.funds.count))
    for fund in plan.funds { input.append(.fund(fund)) }
    input.append(Int64(plan.upgrades.count))
    for upgrade in plan.upgrades { input.append(.upgrade(upgrade)) }
  }
}
