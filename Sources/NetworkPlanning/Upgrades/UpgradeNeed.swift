public import ServiceNetwork

/// How urgently a home needs its refit, in points, and why.
public struct UpgradeNeed: Equatable, Sendable {
  /// A part of the need: what was counted, and the points for it.
  public struct Part: Equatable, Sendable {
    /// Persons, categories or years; `nil` for the years of a home that never had works.
    public let count: Int?
    /// 0...1000.
    public let points: Int
  }

  /// The id of the home.
  public let home: String
  /// The name of the home.
  public let name: String
  /// The residents who need care.
  public let residentsInCare: Part
  /// The deficient categories.
  public let deficientCategories: Part
  /// The demand that only this home serves.
  public let soleDemand: Part
  /// The years since the last works.
  public let yearsSinceWorks: Part
  /// The place among all homes that lack something, from 1; homes of one need share the better place.
  public internal(set) var rank = 0
  /// How many homes lack something.
  public internal(set) var homes = 0

  /// The sum of the parts, 0...1000 but for rounding.
  public var points: Int {
    residentsInCare.points + deficientCategories.points + soleDemand.points + yearsSinceWorks.points
  }

  /// The need in words.
  public var wording: Wording {
    let years = (
      en: yearsSinceWorks.count.map { "\($0)" } ?? "no works ever",
      zh: yearsSinceWorks.count.map { "\($0)" } ?? "从未改造"
    )
    return Wording(
      """
      rank \(rank) of \(homes): need \(points) = residents in care \(residentsInCare.count ?? 0) \
      (\(residentsInCare.points)) + deficient categories \(deficientCategories.count ?? 0) \
      (\(deficientCategories.points)) + sole demand \(soleDemand.count ?? 0) (\(soleDemand.points)) \
      + years since works \(years.en) (\(yearsSinceWorks.points))
      """,
      zh: """
        在\(homes)个敬老院中排第\(rank)：需求\(points)分＝失能半失能老人\(residentsInCare.count ?? 0)人（\(residentsInCare.points)分）\
        ＋不达标类别\(deficientCategories.count ?? 0)项（\(deficientCategories.points)分）\
        ＋仅由其服务\(soleDemand.count ?? 0)人（\(soleDemand.points)分）＋距上次改造年数\(years.zh)（\(yearsSinceWorks.points)分）
        """)
  }
}

extension UpgradeProblem {
  /// The homes that lack something, the most urgent first, then by id.
  ///
  /// - Complexity: O(n log n)
  public var priorities: [UpgradeNeed] {
    needs.compactMap { $0 }.sorted { ($1.points, $0.home) < ($0.points, $1.home) }
  }

  /// The need of each home; `nil` for those that lack nothing.
  var needs: [UpgradeNeed?] {
    let deficient = homes.filter { !$0.lacks.isEmpty }
    func most(_ count: (UpgradeHome) -> Int?) -> Int { deficient.compactMap(count).max() ?? 0 }
    func since(_ home: UpgradeHome) -> Int? { home.lastWorks.map { max(0, years.lowerBound - $0) } }
    let greatest = [
      most(\.residentsInCare), most { $0.lacks.count }, most(\.soleDemand), most(since),
    ]
    let weights = rules.weights.all
    // The sum of great weights may be beyond all numbers; their shares are not.
    let heaviest = weights.max() ?? 0
    let shares = heaviest > 0 ? weights.map { $0 / heaviest } : weights
    let total = shares.reduce(0, +)
    func part(_ index: Int, _ count: Int?) -> UpgradeNeed.Part {
      let measured = count.map { greatest[index] > 0 ? Double($0) / Double(greatest[index]) : 0 } ?? 1
      let points = total > 0 ? (1000 * measured * shares[index] / total).rounded() : 0
      return UpgradeNeed.Part(count: count, points: Int(points))
    }
    var needs: [UpgradeNeed?] = homes.map { home in
      guard !home.lacks.isEmpty else { return nil }
      return UpgradeNeed(
        home: home.id, name: home.name, residentsInCare: part(0, home.residentsInCare),
        deficientCategories: part(1, home.lacks.count), soleDemand: part(2, home.soleDemand),
        yearsSinceWorks: part(3, since(home)))
    }
    let ordered = needs.compactMap { $0?.points }.sorted(by: >)
    var ranks: [Int: Int] = [:]
    for (place, points) in ordered.enumerated() where ranks[points] == nil { ranks[points] = place + 1 }
    for index in needs.indices {
      guard let need = needs[index] else { continue }
      needs[index]?.rank = ranks[need.points] ?? 0
      needs[index]?.homes = deficient.count
    }
    return needs
  }
}

extension UpgradeHome {
  /// The categories that are refitted, contracted or not.
  var lacks: Set<UpgradeCategory> {
    works.reduce(into: Set(deficiencies.keys)) { $0.formUnion($1.categories) }
  }
}
