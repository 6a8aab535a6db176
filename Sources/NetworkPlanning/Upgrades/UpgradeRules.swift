public import ServiceNetwork

/// What a schedule of upgrades must keep to, and what it is to strive for.
///
/// Everything is optional: rules without anything let each home be refitted in the first year.
public struct UpgradeRules: Equatable, Sendable {
  /// How many homes a year is to finish, and how many may be under work.
  public struct HomesInYear: Equatable, Sendable {
    /// The year.
    public var year: Int
    /// The least number of homes that are finished in the year, with all that they lacked.
    public var atLeast: Int?
    /// The greatest number of homes that are under work in the year.
    public var atMost: Int?

    /// A bound on homes, or two.
    public init(year: Int, atLeast: Int? = nil, atMost: Int? = nil) {
      self.year = year
      self.atLeast = atLeast
      self.atMost = atMost
    }
  }

  /// Money of a source in a year.
  public struct Budget: Equatable, Sendable {
    /// The year.
    public var year: Int
    /// The source.
    public var source: FundingSource
    /// How much there is.
    public var amount: Money

    /// A budget.
    public init(year: Int, source: FundingSource, amount: Money) {
      self.year = year
      self.source = source
      self.amount = amount
    }
  }

  /// What a source may pay for.
  public struct Purposes: Equatable, Sendable {
    /// The source.
    public var source: FundingSource
    /// The categories that it pays for, and no others.
    public var categories: Set<UpgradeCategory>

    /// A source's purposes.
    public init(source: FundingSource, categories: Set<UpgradeCategory>) {
      self.source = source
      self.categories = categories
    }
  }

  /// A share of a county's deficient homes, rounded up, that is finished by the end of a year.
  public struct CountyShare: Equatable, Sendable {
    /// The share, 0...1.
    public var share: Double
    /// By the end of which year.
    public var by: Int
    /// The code of the county; `nil` for each.
    public var county: String?

    /// A share.
    public init(share: Double, by: Int, county: String? = nil) {
      self.share = share
      self.by = by
      self.county = county
    }
  }

  /// Two homes, by their ids.
  public struct Pair: Hashable, Sendable {
    /// The one.
    public var first: String
    /// The other.
    public var second: String

    /// Two homes.
    public init(_ first: String, _ second: String) {
      self.first = first
      self.second = second
    }
  }

  /// How far a schedule may be from the plan that stands.
  ///
  /// A move is a home whose year, in any category, is not that of the plan; one that the plan leaves out and the schedule
  /// has is a move, too, and the other way round.
  public struct Stability: Equatable, Sendable {
    /// The greatest number of moves.
    public var atMostMoves: Int?
    /// What a move takes from the objective, points.
    public var pointsPerMove: Int

    /// A bound on moves, or a price of them.
    public init(atMostMoves: Int? = nil, pointsPerMove: Int = 0) {
      self.atMostMoves = atMostMoves
      self.pointsPerMove = pointsPerMove
    }
  }

  /// Whether the categories of a home may be refitted in different years; otherwise a home has one year, but for what
  /// is contracted.
  public var perCategory = false
  /// What counts how much.
  public var weights = UpgradeWeights()
  /// The bounds on homes.
  public var homes: [HomesInYear] = []
  /// By the end of which year every deficient home is finished.
  public var allBy: Int?
  /// The money there is; none at all for costs that do not matter.
  ///
  /// A source that has a budget in some year has nothing in a year without one. A source without any budget is not
  /// counted: only contracted works that name it draw on it.
  public var budgets: [Budget] = []
  /// Whether money that is not spent is there in the next year.
  public var carriesOver = false
  /// What sources may pay for; a source that is not here pays for everything.
  public var purposes: [Purposes] = []
  /// The shares of counties.
  public var shares: [CountyShare] = []
  /// The distance within which no two homes are under work in one year, kilometres along the ellipsoid, the bound
  /// included.
  public var spacingKilometers: Double?
  /// Homes that are not under work in one year, such as serve each other's villages.
  public var apart: [Pair] = []
  /// The distance within which the residents of homes under work find beds in homes that are not, kilometres along the
  /// ellipsoid, the bound included.
  public var bedsWithinKilometers: Double?
  /// Whether contracted works stay in their years.
  public var keepsContracted = true
  /// No work at the second home in a year unless the first is finished by its end.
  public var precedence: [Pair] = []
  /// How far the schedule may be from the plan that stands.
  public var stability: Stability?

  /// Rules that ask for nothing.
  public init() {}
}

/// How much each part of a home's need counts: relative to each other, finite and not negative.
///
/// Each part is measured as a share of the greatest among the homes that lack something, and the weights as shares of
/// their sum, so that the need of a home is 0...1000 points. If all weights are 0, so are the needs.
public struct UpgradeWeights: Equatable, Sendable {
  /// The weight of the residents who need care.
  public var residentsInCare: Double
  /// The weight of the number of deficient categories.
  public var deficientCategories: Double
  /// The weight of the demand that only this home serves.
  public var soleDemand: Double
  /// The weight of the years since the last works, at the beginning of the plan; a home without any has waited longest.
  public var yearsSinceWorks: Double

  /// Weights; without any, all parts weigh the same.
  public init(
    residentsInCare: Double = 1, deficientCategories: Double = 1, soleDemand: Double = 1,
    yearsSinceWorks: Double = 1
  ) {
    self.residentsInCare = residentsInCare
    self.deficientCategories = deficientCategories
    self.soleDemand = soleDemand
    self.yearsSinceWorks = yearsSinceWorks
  }

  var all: [Double] { [residentsInCare, deficientCategories, soleDemand, yearsSinceWorks] }
}
