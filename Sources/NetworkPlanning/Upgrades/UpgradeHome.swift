public import ServiceNetwork

/// A nursing home as a plan of upgrades sees it: what it lacks, who lives there, and what stands already.
///
/// A home that lacks nothing takes no part but with its free beds.
public struct UpgradeHome: Equatable, Sendable {
  /// What it is called in the registry; ties are broken in its order.
  public var id: String
  /// Its name.
  public var name: String
  /// The code of its county.
  public var county: String
  /// The categories in which it is not sound, each with the estimated cost; `nil` where nobody estimated it, which is
  /// refused unless a work that stands covers the category.
  public var deficiencies: [UpgradeCategory: Money?]
  /// Who lives there, persons: those who need a bed elsewhere while it is under work.
  public var residents: Int
  /// Those of them who need care.
  public var residentsInCare: Int
  /// Beds that are free for the residents of other homes.
  public var freeBeds: Int
  /// Demand that only this home serves, persons.
  public var soleDemand: Int
  /// The year of the last works; `nil` where there were none.
  public var lastWorks: Int?
  /// Its point, EPSG:4326; `nil` where it is not known.
  public var location: Coordinate?
  /// Works that are contracted or building.
  public var works: [UpgradeWork]

  /// A home.
  public init(
    id: String, name: String, county: String, deficiencies: [UpgradeCategory: Money?] = [:],
    residents: Int = 0, residentsInCare: Int = 0, freeBeds: Int = 0, soleDemand: Int = 0,
    lastWorks: Int? = nil, location: Coordinate? = nil, works: [UpgradeWork] = []
  ) {
    self.id = id
    self.name = name
    self.county = county
    self.deficiencies = deficiencies
    self.residents = residents
    self.residentsInCare = residentsInCare
    self.freeBeds = freeBeds
    self.soleDemand = soleDemand
    self.lastWorks = lastWorks
    self.location = location
    self.works = works
  }
}

/// Works on a home that are contracted or building in a year.
public struct UpgradeWork: Equatable, Sendable {
  /// The year.
  public var year: Int
  /// What is refitted; the estimates of these categories no longer count.
  public var categories: Set<UpgradeCategory>
  /// What it costs in all.
  public var cost: Money
  /// Who pays all of it, whatever that source pays for otherwise; `nil` where that is not settled, then any source that
  /// may pay for all the categories.
  public var source: FundingSource?

  /// Works.
  public init(year: Int, categories: Set<UpgradeCategory>, cost: Money, source: FundingSource? = nil) {
    self.year = year
    self.categories = categories
    self.cost = cost
    self.source = source
  }
}

/// When a plan that stands refits what: for ``UpgradeRules/stability``.
public struct StandingWork: Hashable, Sendable {
  /// The id of the home.
  public var home: String
  /// The category.
  public var category: UpgradeCategory
  /// The year.
  public var year: Int

  /// An entry of the plan that stands.
  public init(home: String, category: UpgradeCategory, year: Int) {
    self.home = home
    self.category = category
    self.year = year
  }
}
