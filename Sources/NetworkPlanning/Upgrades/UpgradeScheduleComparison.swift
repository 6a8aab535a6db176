public import ServiceNetwork

/// What differs between two schedules.
public struct UpgradeScheduleComparison: Equatable, Sendable {
  /// A home whose years differ.
  public struct Change: Equatable, Sendable {
    /// How it differs.
    public enum Kind: String, CaseIterable, Sendable {
      /// It is in both, in different years or with other categories in a year.
      case moved
      /// It is in the second alone.
      case added
      /// It is in the first alone.
      case dropped
    }

    /// The id of the home.
    public let home: String
    /// The name of the home.
    public let name: String
    /// How it differs.
    public let kind: Kind
    /// The categories by year in the first.
    public let before: [Int: Set<UpgradeCategory>]
    /// The categories by year in the second.
    public let after: [Int: Set<UpgradeCategory>]
  }

  /// Money of a year.
  public struct Amounts: Equatable, Sendable {
    /// The year.
    public let year: Int
    /// Who pays; `nil` for all of it, paid by whomever.
    public let source: FundingSource?
    /// How much in the first.
    public let before: Money
    /// How much in the second.
    public let after: Money
  }

  /// The homes that differ, by id.
  public let changes: [Change]
  /// The money of each year in all and by source, by year.
  public let amounts: [Amounts]

  /// Compares two schedules; of homes that both have, those without differences are left out.
  public init(from first: [UpgradeSchedule.Year], to second: [UpgradeSchedule.Year]) {
    let (before, after) = (Self.years(first), Self.years(second))
    let names = Dictionary((first + second).flatMap(\.works).map { ($0.home, $0.name) }) { _, last in last }
    changes = Set(before.keys).union(after.keys).sorted().compactMap { home in
      let (old, new) = (before[home] ?? [:], after[home] ?? [:])
      guard old != new else { return nil }
      return Change(
        home: home, name: names[home] ?? home, kind: old.isEmpty ? .added : new.isEmpty ? .dropped : .moved,
        before: old, after: new)
    }
    let (old, new) = (Self.money(first), Self.money(second))
    amounts = Set(old.keys).union(new.keys).sorted().flatMap { year in
      let (old, new) = (old[year] ?? [:], new[year] ?? [:])
      return Set(old.keys).union(new.keys).sorted(by: Self.precedes).map { source in
        Amounts(year: year, source: source, before: old[source] ?? .zero, after: new[source] ?? .zero)
      }
    }
  }

  private static func precedes(_ first: FundingSource?, _ second: FundingSource?) -> Bool {
    guard let second else { return false }
    return first.map { $0 < second } ?? true
  }

  private static func years(_ years: [UpgradeSchedule.Year]) -> [String: [Int: Set<UpgradeCategory>]] {
    var found: [String: [Int: Set<UpgradeCategory>]] = [:]
    for year in years {
      for works in year.works {
        found[works.home, default: [:]][year.year, default: []].formUnion(works.categories)
      }
    }
    return found
  }

  private static func money(_ years: [UpgradeSchedule.Year]) -> [Int: [FundingSource?: Money]] {
    var found: [Int: [FundingSource?: Money]] = [:]
    for year in years {
      found[year.year, default: [:]][nil] = year.cost
      for payment in year.works.flatMap(\.payments) {
        found[year.year, default: [:]][payment.source, default: .zero] += payment.amount
      }
    }
    return found
  }
}
