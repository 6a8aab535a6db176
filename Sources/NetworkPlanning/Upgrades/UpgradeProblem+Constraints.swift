internal import ServiceNetwork

extension UpgradeProblem {
  /// The constraints that have a name, those first that a user would give up last.
  public var constraints: [UpgradeConstraint] { UpgradeInstance(self).groups }

  /// The constraints that have a name, those first that a user would give up last.
  func constraints(
    sources: [FundingSource], budgets: [[Int64]], items: [UpgradeInstance.Item]
  ) -> [UpgradeConstraint] {
    var constraints: [UpgradeConstraint] = []
    let bounds = rules.homes.sorted { $0.year < $1.year }
    constraints += bounds.compactMap { bound in bound.atLeast.map { .homesAtLeast($0, year: bound.year) } }
    if let year = rules.allBy { constraints.append(.allBy(year)) }
    constraints += countyShares
    for (year, amounts) in zip(years, budgets) {
      constraints += zip(sources, amounts).map { .budget($0, year: year, Money(fen: $1)) }
    }
    constraints += bounds.compactMap { bound in bound.atMost.map { .homesAtMost($0, year: bound.year) } }
    constraints += rules.purposes.sorted { $0.source < $1.source }.map { .purposes($0.source, $0.categories) }
    if let distance = rules.bedsWithinKilometers { constraints.append(.beds(distance)) }
    if let distance = rules.spacingKilometers { constraints.append(.spacing(distance)) }
    if !rules.apart.isEmpty { constraints.append(.apart) }
    constraints += Set(rules.precedence).sorted { ($0.first, $0.second) < ($1.first, $1.second) }
      .map { .precedence(first: $0.first, second: $0.second) }
    if let moves = rules.stability?.atMostMoves { constraints.append(.moves(moves)) }
    if rules.keepsContracted {
      constraints += items.compactMap { item in
        item.contracted.map { year in
          .contracted(
            home: homes[item.home].id, name: homes[item.home].name, year: years.lowerBound + year,
            categories: Set(item.categories))
        }
      }
    }
    return constraints
  }

  /// The shares of counties as numbers of homes; of several for one county and year the greatest.
  private var countyShares: [UpgradeConstraint] {
    var deficient: [String: Int] = [:]
    for home in homes where !home.lacks.isEmpty { deficient[home.county, default: 0] += 1 }
    var counts: [Int: [String: Int]] = [:]
    for share in rules.shares {
      for (county, total) in deficient where share.county == nil || share.county == county {
        // A product such as 0.07 × 100 lies a hair above the whole number that is meant.
        let count = Int((share.share * Double(total) - 1e-9).rounded(.up))
        counts[share.by, default: [:]][county] = max(counts[share.by]?[county] ?? 0, count)
      }
    }
    return counts.sorted { $0.key < $1.key }.flatMap { year, counts in
      counts.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { county, count in
        .countyShare(
          county: county, name: counties[county] ?? county, count: count, of: deficient[county] ?? 0, by: year
        )
      }
    }
  }
}
