public import ServiceNetwork

extension UpgradeProblem {
  /// The question that a plan's records put: which of the homes that operate on a day are to be refitted when.
  ///
  /// A home lacks what ``HomeRefit`` says remains on the day, at the cost that its last assessment estimates or, without one,
  /// that works which are planned for it tell. Works that are contracted or building stay in their year; where that is over,
  /// or before the first year, they are in the first. Planned works are the plan that stands.
  ///
  /// - Parameters:
  ///   - plan: the records.
  ///   - years: the years that are planned.
  ///   - rules: what a schedule must keep to.
  ///   - day: the day on which the records are looked at.
  ///   - dependence: who depends on the homes; `nil` where that does not count.
  /// - Throws: ``UpgradeProblemError``
  public init(
    _ plan: PlanSnapshot, years: ClosedRange<Int>, rules: UpgradeRules, asOf day: CalendarDate,
    dependence: HomeDependence? = nil
  ) throws(UpgradeProblemError) {
    let records = UpgradeRecords(plan, on: day)
    try self.init(
      years: years, homes: records.homes(in: years, dependence), counties: records.counties, rules: rules,
      standing: records.standing(in: years))
  }
}

extension UpgradeRules {
  /// Adds the money that was allocated to nursing homes by a day, less what works cost that were accepted since.
  ///
  /// - Parameters:
  ///   - plan: the records.
  ///   - years: the years that are planned.
  ///   - day: the day.
  public mutating func addBudgets(of plan: PlanSnapshot, years: ClosedRange<Int>, asOf day: CalendarDate) {
    for line in FundReport(plan, asOf: day).lines where years.contains(line.year) {
      guard line.allocatedToHomes > .zero,
        !budgets.contains(where: { $0.year == line.year && $0.source == line.source })
      else { continue }
      budgets.append(
        Budget(
          year: line.year, source: line.source, amount: max(.zero, line.allocatedToHomes - line.accepted)))
    }
  }
}

/// What a plan's records say of the homes on a day.
private struct UpgradeRecords {
  private let plan: PlanSnapshot
  private let day: CalendarDate
  private let conditions: [String: [Condition]]
  private let upgrades: [String: [Upgrade]]
  private let homes: [Facility]

  init(_ plan: PlanSnapshot, on day: CalendarDate) {
    self.plan = plan
    self.day = day
    conditions = Dictionary(grouping: plan.conditions, by: \.facility)
    upgrades = Dictionary(grouping: plan.upgrades, by: \.facility)
    homes = plan.facilities.filter {
      $0.kind == HomeRefit.kind && $0.history.status(on: day) == .operating
    }
  }

  /// The names of the counties, by code.
  var counties: [String: String] {
    let counties = plan.network.divisions.filter { $0.level == .county }
    return Dictionary(counties.map { ($0.code.description, $0.name) }) { first, _ in first }
  }

  /// What is planned and not contracted.
  func standing(in years: ClosedRange<Int>) -> [StandingWork] {
    var seen: Set<StandingWork> = []
    var standing: [StandingWork] = []
    for work in plan.upgrades where work.status(on: day) == .planned && years.contains(work.year) {
      let key = StandingWork(home: work.facility, category: work.category, year: 0)
      if seen.insert(key).inserted {
        standing.append(StandingWork(home: work.facility, category: work.category, year: work.year))
      }
    }
    return standing
  }

  func homes(in years: ClosedRange<Int>, _ dependence: HomeDependence?) -> [UpgradeHome] {
    homes.map { facility in
      let id = facility.id ?? ""
      let own = upgrades[id] ?? []
      let refit = HomeRefit(id, conditions: conditions[id] ?? [], upgrades: own, on: day)
      let works = works(own, in: years)
      let residents = facility.occupied ?? 0
      return UpgradeHome(
        id: id, name: facility.name, county: county(of: facility),
        deficiencies: Dictionary(
          uniqueKeysWithValues: refit.remaining.map { ($0, estimate(of: $0, for: id, own)) }),
        residents: residents, residentsInCare: min(residents, facility.inCare ?? 0),
        freeBeds: max(0, (facility.capacity ?? residents) - residents),
        soleDemand: dependence?.soleDemand[id] ?? 0,
        lastWorks: own.compactMap { $0.status(on: day) == .accepted ? $0.day(of: .accepted)?.year : nil }
          .max(),
        location: facility.location, works: works)
    }
  }

  /// Works that are contracted or building, those of one year and payer together.
  private func works(_ own: [Upgrade], in years: ClosedRange<Int>) -> [UpgradeWork] {
    struct Key: Hashable {
      var year: Int
      var source: FundingSource?
    }
    let bound = own.filter {
      [.contracted, .building].contains($0.status(on: day)) && $0.year <= years.upperBound
    }
    var payers: [UpgradeCategory: Set<FundingSource?>] = [:]
    for work in bound { payers[work.category, default: []].insert(work.source) }
    var taken: Set<UpgradeCategory> = []
    var works: [Key: UpgradeWork] = [:]
    for work in bound.sorted(by: { ($0.year, $0.category) < ($1.year, $1.category) }) {
      // A category that several pay for is paid by whoever may; of one that is told for two years, the first counts.
      let source = payers[work.category]?.count == 1 ? work.source : nil
      let key = Key(year: max(work.year, years.lowerBound), source: source)
      let isKnown = works[key]?.categories.contains(work.category) == true
      guard isKnown || taken.insert(work.category).inserted else { continue }
      let cost = work.cost ?? estimate(of: work.category, for: work.facility, own) ?? .zero
      var group = works[key] ?? UpgradeWork(year: key.year, categories: [], cost: .zero, source: source)
      group.categories.insert(work.category)
      group.cost += cost
      works[key] = group
    }
    return works.values.sorted { ($0.year, $0.cost) < ($1.year, $1.cost) }
  }

  private func estimate(of category: UpgradeCategory, for home: String, _ own: [Upgrade]) -> Money? {
    let assessed = (conditions[home] ?? []).filter {
      $0.category == category && $0.state == .deficient && $0.assessedOn.map { $0 <= day } ?? true
    }
    if let cost = assessed.last(where: { $0.estimatedCost != nil })?.estimatedCost { return cost }
    let planned = own.filter { $0.category == category && $0.status(on: day) == .planned }.compactMap(\.cost)
    return planned.isEmpty ? nil : planned.reduce(.zero, +)
  }

  private func county(of facility: Facility) -> String {
    guard let code = facility.division, let position = try? plan.network.division(code) else { return "" }
    let county = plan.network.ancestor(of: position, at: .county)
    return county >= 0 ? plan.network.divisions[Int(county)].code.description : code.description
  }
}
