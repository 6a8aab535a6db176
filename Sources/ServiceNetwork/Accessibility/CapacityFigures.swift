/// How many persons of an area find a place, and how many villages have a second one to turn to.
public struct CapacityFigures: Equatable, Sendable {
  /// All villages.
  public private(set) var villages = 0
  /// Villages of which it cannot be told who serves them, for want of coordinates.
  public private(set) var withoutLocation = 0
  /// Villages for which nobody counted the group.
  public private(set) var withoutDemand = 0
  /// Persons in all villages.
  public private(set) var demand = 0
  /// Persons who have a place.
  public private(set) var demandServed = 0
  /// Persons who have none, since all who serve them by the rule are full.
  public private(set) var demandTurnedAway = 0
  /// Persons whom nobody whose places are known serves by the rule, wherever it can be told.
  public private(set) var demandOutOfReach = 0
  /// Persons in villages without coordinates, who have no place, since it cannot be told whose.
  public private(set) var demandWithoutLocation = 0
  /// Villages that at least two serve by the rule, whatever room they have.
  public private(set) var villagesTwice = 0
  /// Persons in these.
  public private(set) var demandTwice = 0

  /// The share of persons who have a place; `nil` where there are no persons.
  public var share: Double? { demand > 0 ? Double(demandServed) / Double(demand) : nil }

  /// The share of villages that are served twice, among those of which it can be told.
  public var backupShare: Double? { Self.share(villagesTwice, villages - withoutLocation) }

  /// The share of persons in such villages, likewise.
  public var demandBackupShare: Double? { Self.share(demandTwice, demand - demandUntold) }

  private var demandUntold = 0

  private static func share(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }

  mutating func add(_ village: PlacedVillage) {
    let persons = village.demand ?? 0
    villages += 1
    demand += persons
    demandServed += persons - village.unserved
    if village.demand == nil { withoutDemand += 1 }
    switch village.reason {
    case .full?: demandTurnedAway += village.unserved
    case .outOfReach?: demandOutOfReach += village.unserved
    case .noLocation?: demandWithoutLocation += village.unserved
    case nil: break
    }
    if village.isUntold {
      withoutLocation += 1
      demandUntold += persons
    }
    if village.providers >= 2 {
      villagesTwice += 1
      demandTwice += persons
    }
  }
}

/// A village and who of it finds a place.
struct PlacedVillage: Comparable {
  /// Its position among the divisions.
  var division: Int32
  /// Persons; `nil` where nobody counted.
  var demand: Int?
  /// Persons without a place.
  var unserved: Int
  /// Why; `nil` where all have one.
  var reason: CapacityReport.Reason?
  /// How many serve it by the rule, whatever room they have.
  var providers: Int
  /// Whether it cannot be told who serves it.
  var isUntold: Bool

  /// Those with the most persons without a place first, then by code.
  static func < (first: PlacedVillage, second: PlacedVillage) -> Bool {
    (second.unserved, first.division) < (first.unserved, second.division)
  }
}
