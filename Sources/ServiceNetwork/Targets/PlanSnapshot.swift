/// What a plan's questions are answered from, as of one commit: the network, and the records of the plan.
public struct PlanSnapshot: Sendable {
  /// Divisions, facilities, posts and demand.
  public var network: NetworkSnapshot
  /// The facilities with their grades and dates, by id.
  public var facilities: [Facility]
  /// Assessments of nursing homes.
  public var conditions: [Condition]
  /// Works on them.
  public var upgrades: [Upgrade]
  /// Money that was allocated.
  public var funds: [FundAllocation]
  /// What is followed.
  public var indicators: [Indicator]
  /// What it is to be.
  public var targets: [Target]
  /// What somebody observed.
  public var observations: [Observation]

  /// A snapshot of records that refer to each other by id, name and code; in whatever order they come, the answers are
  /// the same.
  public init(
    network: NetworkSnapshot, facilities: [Facility] = [], conditions: [Condition] = [],
    upgrades: [Upgrade] = [], funds: [FundAllocation] = [], indicators: [Indicator] = [],
    targets: [Target] = [], observations: [Observation] = []
  ) {
    self.network = network
    self.facilities = facilities.sorted { ($0.id ?? "") < ($1.id ?? "") }
    self.conditions = conditions.sorted {
      ($0.facility, $0.category, $0.assessedOn ?? .distantPast)
        < ($1.facility, $1.category, $1.assessedOn ?? .distantPast)
    }
    self.upgrades = upgrades.sorted {
      ($0.year, $0.facility, $0.category, $0.id ?? "") < ($1.year, $1.facility, $1.category, $1.id ?? "")
    }
    self.funds = funds.sorted { ($0.year, $0.id ?? "") < ($1.year, $1.id ?? "") }
    self.indicators = indicators.sorted { $0.name < $1.name }
    self.targets = targets.sorted {
      ($0.year, $0.indicator, $0.division, $0.id ?? "") < ($1.year, $1.indicator, $1.division, $1.id ?? "")
    }
    self.observations = observations.sorted {
      ($0.indicator, $0.division, $0.date) < ($1.indicator, $1.division, $1.date)
    }
  }
}
