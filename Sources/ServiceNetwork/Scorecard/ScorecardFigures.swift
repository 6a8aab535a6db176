/// Finds what a ``Scorecard`` counts.
struct ScorecardFigures {
  private let plan: PlanSnapshot
  private let asOf: CalendarDate
  private let quality: [DivisionCode: (sound: Int, all: Int)]
  private let values: IndicatorValues
  private let targets: [DivisionCode: [TargetReport.State]]
  private let coverage: [String: [DivisionCode: CoverageReport.Figures]]

  init(
    _ plan: PlanSnapshot, asOf: CalendarDate, by level: DivisionLevel,
    quality: [DivisionCode: (sound: Int, all: Int)]
  ) throws(CoverageError) {
    self.plan = plan
    self.asOf = asOf
    self.quality = quality
    values = IndicatorValues(plan)
    var targets: [DivisionCode: [TargetReport.State]] = [:]
    for line in try TargetReport(values, asOf: asOf, by: level).lines {
      targets[line.target.division, default: []].append(line.state)
    }
    self.targets = targets
    var coverage: [String: [DivisionCode: CoverageReport.Figures]] = [:]
    for service in plan.network.catalogue.services {
      let report = CoverageReport(try values.analysis(of: service.name, on: asOf), by: level)
      for area in report.areas {
        if let code = area.code { coverage[service.name, default: [:]][code] = area.figures }
      }
    }
    self.coverage = coverage
  }

  /// What counts in a division, and of how many.
  func figures(of metric: ScorecardMetric, in division: DivisionCode) throws(CoverageError) -> (Int, Int) {
    switch metric {
    case .coverage(let service):
      guard let figures = coverage[service]?[division] else {
        _ = try plan.network.catalogue.service(named: service)
        return (0, 0)
      }
      let persons = figures.demandServed + figures.demandUnserved
      return persons > 0
        ? (figures.demandServed, persons) : (figures.served, figures.served + figures.unserved)
    case .targets:
      let states = (targets[division] ?? []).filter { $0 != .unknown }
      return (states.count { $0 == .met || $0 == .onCourse }, states.count)
    case .worksInTime:
      let due = works(in: division).filter { CalendarDate.lastDay(ofYear: $0.year) <= asOf }
      return (due.count { $0.status(on: .lastDay(ofYear: $0.year)) == .accepted }, due.count)
    case .moneyUsed:
      let works = works(in: division)
      func sum(_ works: [Upgrade]) -> Int { Int(works.reduce(Money.zero) { $0 + ($1.cost ?? .zero) }.fen) }
      return (sum(works.filter { $0.status(on: asOf) == .accepted }), sum(works))
    case .dataQuality:
      let counts = quality[division]
      return (counts?.sound ?? 0, counts?.all ?? 0)
    }
  }

  /// The works on a division's homes that are not cancelled, of years that have begun.
  private func works(in division: DivisionCode) -> [Upgrade] {
    let homes = Set(
      values.facilities(HomeRefit.kind, nil, in: division).compactMap(\.id))
    return plan.upgrades.filter {
      homes.contains($0.facility) && $0.year <= asOf.year && $0.status(on: asOf) != .cancelled
    }
  }
}
