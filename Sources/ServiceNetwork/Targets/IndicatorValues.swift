/// Finds the values of indicators, division by division, from the records of a plan.
///
/// What several values need, as the coverage of a day, is computed once.
final class IndicatorValues {
  let plan: PlanSnapshot
  private let indicators: [String: Indicator]
  private let conditions: [String: [Condition]]
  private let upgrades: [String: [Upgrade]]
  private let observations: [String: [Observation]]
  private let homeDivisions: [String: DivisionCode]
  private var coverage: [CoverageKey: CoverageAnalysis] = [:]
  private var refits: [CalendarDate: [HomeRefit]] = [:]
  private var subtrees: [DivisionCode: Int32?] = [:]

  private struct CoverageKey: Hashable {
    var service: String
    var day: CalendarDate
  }

  init(_ plan: PlanSnapshot) {
    self.plan = plan
    indicators = Dictionary(plan.indicators.map { ($0.name, $0) }) { first, _ in first }
    conditions = Dictionary(grouping: plan.conditions, by: \.facility)
    upgrades = Dictionary(grouping: plan.upgrades, by: \.facility)
    observations = Dictionary(grouping: plan.observations, by: \.indicator)
    homeDivisions = Dictionary(
      plan.facilities.compactMap { facility in facility.division.map { (facility.id ?? "", $0) } }
    ) { first, _ in first }
  }

  /// The indicator of a name.
  func indicator(_ name: String) -> Indicator? { indicators[name] }

  /// The value of an indicator in a division, from a year's first day until a day of it; `nil` where there are no figures.
  ///
  /// - Throws: ``CoverageError`` for a service that is not there, and where its rule needs what is not there.
  func value(
    of indicator: Indicator, in division: DivisionCode, year: Int, until day: CalendarDate
  ) throws(CoverageError) -> IndicatorValue? {
    switch indicator.measure {
    case .opened(let kind, let grade):
      return count(kind, grade, in: division) { Self.isIn($0.history.firstOperatingDay, year, until: day) }
    case .designated(let kind, let grade):
      return count(kind, grade, in: division) { Self.isIn($0.designatedOn, year, until: day) }
    case .operating(let kind, let grade):
      return count(kind, grade, in: division) { $0.history.status(on: day) == .operating }
    case .upgraded:
      return IndicatorValue(
        ExactNumber(homes(in: division, on: day).count { Self.isIn($0.finishedOn, year, until: day) }))
    case .upgradedShare:
      let homes = homes(in: division, on: day).filter { !$0.deficient.isEmpty }
      return IndicatorValue(
        ExactNumber(homes.count { $0.finishedOn != nil }), of: ExactNumber(homes.count))
    case .served(let what, let service):
      return IndicatorValue(ExactNumber(try figures(of: service, in: division, on: day).served(what)))
    case .servedShare(let what, let service):
      let figures = try figures(of: service, in: division, on: day)
      return IndicatorValue(
        ExactNumber(figures.served(what)), of: ExactNumber(figures.served(what) + figures.unserved(what)))
    case .fundShare(let source, let purposes):
      let money = money(of: source, for: purposes, in: division, year: year, until: day)
      return IndicatorValue(ExactNumber(Int(money.part.fen)), of: ExactNumber(Int(money.whole.fen)))
    case .observed: return lastObservation(of: indicator.name, in: division, year: year, until: day)
    case .observedTotal: return total(of: indicator.name, in: division, year: year, until: day)
    case .quarters(let name):
      let quarters = Set(
        observations(of: name, in: division, year: year, until: day).map(\.date.quarter))
      return IndicatorValue(ExactNumber(quarters.count))
    case .ratio(let first, let second):
      guard let one = try value(of: first, in: division, year: year, until: day),
        let other = try value(of: second, in: division, year: year, until: day)
      else { return nil }
      return one.divided(by: other)
    case .change(let change, let name):
      guard let now = try value(of: name, in: division, year: year, until: day),
        let before = try value(of: name, in: division, year: year - 1, until: .lastDay(ofYear: year - 1)),
        let increase = now.increase(over: before)
      else { return nil }
      return change == .increase ? increase : increase.divided(by: before)
    }
  }

  /// The value of the indicator of a name.
  func value(
    of name: String, in division: DivisionCode, year: Int, until day: CalendarDate
  ) throws(CoverageError) -> IndicatorValue? {
    guard let indicator = indicators[name] else { return nil }
    return try value(of: indicator, in: division, year: year, until: day)
  }

  // MARK: - What is counted

  /// The facilities of a kind and grade in a division.
  func facilities(_ kind: String, _ grade: String?, in division: DivisionCode) -> [Facility] {
    plan.facilities.filter { facility in
      facility.kind == kind && (grade == nil || facility.grade == grade)
        && isWithin(facility.division, division)
    }
  }

  /// The nursing homes of a division that operate on a day or were refitted by then, each with its refit.
  func homes(in division: DivisionCode, on day: CalendarDate) -> [HomeRefit] {
    if refits[day] == nil {
      refits[day] = plan.facilities.filter {
        $0.kind == HomeRefit.kind && $0.history.status(on: day) != .closed
      }
      .map {
        let id = $0.id ?? ""
        return HomeRefit(id, conditions: conditions[id] ?? [], upgrades: upgrades[id] ?? [], on: day)
      }
    }
    let within = Set(
      plan.facilities.filter { $0.kind == HomeRefit.kind && isWithin($0.division, division) }.compactMap(\.id)
    )
    return (refits[day] ?? []).filter { within.contains($0.facility) }
  }

  /// The observations of an indicator in a division itself, in a year until a day, by date.
  func observations(
    of name: String, in division: DivisionCode, year: Int, until day: CalendarDate
  ) -> [Observation] {
    (observations[name] ?? []).filter { $0.division == division && Self.isIn($0.date, year, until: day) }
  }

  /// What a source has allocated in a division, in a year until a day: for some purposes, and in all.
  ///
  /// Money that is for a facility counts where that stands; other money, of which nobody tells where it is spent, in the
  /// widest divisions alone.
  func money(
    of source: FundingSource, for purposes: [String], in division: DivisionCode, year: Int,
    until day: CalendarDate
  ) -> (part: Money, whole: Money) {
    let isWidest = position(division).map { plan.network.divisions[Int($0)].parent < 0 } ?? false
    var (part, whole) = (Money.zero, Money.zero)
    for fund in plan.funds
    where fund.year == year && fund.fundingSource == source && fund.isAllocated(on: day) {
      guard fund.facility.map({ isWithin(homeDivisions[$0], division) }) ?? isWidest else { continue }
      whole += fund.amount
      if purposes.contains(fund.purpose) { part += fund.amount }
    }
    return (part, whole)
  }

  /// Who is served under a service on a day, in all divisions.
  func analysis(of service: String, on day: CalendarDate) throws(CoverageError) -> CoverageAnalysis {
    let key = CoverageKey(service: service, day: day)
    if let known = coverage[key] { return known }
    let analysis = try CoverageAnalysis(try question(service, in: nil, on: day), in: plan.network)
    coverage[key] = analysis
    return analysis
  }

  /// The question whose answer tells who of a division is served under a service on a day.
  func question(_ service: String, in division: DivisionCode?, on day: CalendarDate) throws(CoverageError)
    -> CoverageQuestion
  {
    CoverageQuestion(try plan.network.catalogue.service(named: service), asOf: day, area: division)
  }

  /// The name of a facility.
  func name(of facility: String) -> String { plan.facilities.first { $0.id == facility }?.name ?? facility }

  /// Whether a division lies in another one's subtree, or is that.
  func isWithin(_ division: DivisionCode?, _ area: DivisionCode) -> Bool {
    guard let division, let root = position(area), let position = position(division) else { return false }
    return plan.network.isDivision(position, in: root)
  }

  // MARK: - Private

  private func position(_ code: DivisionCode) -> Int32? {
    if let known = subtrees[code] { return known }
    let position = try? plan.network.division(code)
    subtrees[code] = position
    return position
  }

  private func count(
    _ kind: String, _ grade: String?, in division: DivisionCode, where isCounted: (Facility) -> Bool
  ) -> IndicatorValue {
    IndicatorValue(ExactNumber(facilities(kind, grade, in: division).count(where: isCounted)))
  }

  private func figures(
    of service: String, in division: DivisionCode, on day: CalendarDate
  ) throws(CoverageError) -> CoverageReport.Figures {
    let analysis = try analysis(of: service, on: day)
    var figures = CoverageReport.Figures()
    guard let root = position(division) else { return figures }
    for village in analysis.villages where plan.network.isDivision(village.division, in: root) {
      figures.add(village)
    }
    return figures
  }

  private func lastObservation(
    of name: String, in division: DivisionCode, year: Int, until day: CalendarDate
  ) -> IndicatorValue? {
    observations(of: name, in: division, year: year, until: day).last.map { IndicatorValue($0.value) }
  }

  private func total(
    of name: String, in division: DivisionCode, year: Int, until day: CalendarDate
  ) -> IndicatorValue? {
    var last: [DivisionCode: ExactNumber] = [:]
    for observation in observations[name] ?? [] where Self.isIn(observation.date, year, until: day) {
      guard isWithin(observation.division, division) else { continue }
      last[observation.division] = observation.value
    }
    // What a division tells is what those in it would tell once more.
    let counted = last.filter { code, _ in
      !last.keys.contains { $0 != code && isWithin(code, $0) }
    }
    guard !counted.isEmpty else { return nil }
    return IndicatorValue(counted.values.reduce(ExactNumber(0)) { ExactNumber($0.value + $1.value) })
  }

  private static func isIn(_ date: CalendarDate?, _ year: Int, until day: CalendarDate) -> Bool {
    guard let date else { return false }
    return date >= .firstDay(ofYear: year) && date <= day
  }
}

extension CoverageReport.Figures {
  fileprivate func served(_ what: IndicatorMeasure.Served) -> Int {
    what == .villages ? served : demandServed
  }

  fileprivate func unserved(_ what: IndicatorMeasure.Served) -> Int {
    what == .villages ? unserved : demandUnserved
  }
}

extension StatusHistory {
  /// The day on which it first operated, where that is known; `nil` for one that never did, or always has.
  var firstOperatingDay: CalendarDate? {
    entries.first { $0.status == .operating }.flatMap { $0.since > .distantPast ? $0.since : nil }
  }
}
