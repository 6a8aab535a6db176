/// A village and what a person there has.
struct ScoredVillage: Comparable {
  /// Its position among the divisions.
  var division: Int32
  /// Persons; `nil` where nobody counted.
  var demand: Int?
  /// Places for a thousand persons; `nil` where it has no coordinates.
  var score: Double?

  /// The least served first, then those with the most persons, then by code; those without a score last.
  static func < (first: ScoredVillage, second: ScoredVillage) -> Bool {
    (first.score ?? .infinity, -(first.demand ?? -1), first.division)
      < (second.score ?? .infinity, -(second.demand ?? -1), second.division)
  }
}

/// How much of a service the persons of an area have, and how evenly.
public struct EquityFigures: Equatable, Sendable {
  /// All villages.
  public let villages: Int
  /// Villages without coordinates: they are in nothing below.
  public let withoutLocation: Int
  /// Villages for which nobody counted the group: they have a score, and no persons.
  public let withoutDemand: Int
  /// Persons in villages that have a score.
  public let demand: Int
  /// Persons who have nothing in reach.
  public let demandWithout: Int
  /// Persons who have less than the threshold, at which is not below; `nil` where there is none.
  public let demandBelow: Int?
  /// Places for a thousand persons, the mean over persons; `nil` where there are none.
  public let mean: Double?
  /// The Gini coefficient over persons, 0…1; `nil` where there are none, or nothing is in reach of any.
  public let gini: Double?
  /// What falls to the tenth, two tenths … of persons who have least, from 0 to 1 in eleven numbers; empty likewise.
  public let lorenz: [Double]

  /// The share of persons who have less than the threshold.
  public var shareBelow: Double? {
    demandBelow.flatMap { demand > 0 ? Double($0) / Double(demand) : nil }
  }

  init(_ villages: some Collection<ScoredVillage>, threshold: Double?) {
    let groups = villages.compactMap { village in
      village.score.map { (amount: $0, persons: Double(village.demand ?? 0)) }
    }
    func persons(_ isMeant: (Double) -> Bool) -> Int {
      villages.reduce(0) { sum, village in
        village.score.map { isMeant($0) } ?? false ? sum + (village.demand ?? 0) : sum
      }
    }
    self.villages = villages.count
    withoutLocation = villages.count { $0.score == nil }
    withoutDemand = villages.count { $0.demand == nil }
    demand = persons { _ in true }
    demandWithout = persons { $0 == 0 }
    // A score that is the threshold on paper is not below it for the last digits of its sum.
    demandBelow = threshold.map { threshold in persons { $0 < threshold * (1 - 1e-9) } }
    mean = demand > 0 ? groups.reduce(0) { $0 + $1.amount * $1.persons } / Double(demand) : nil
    let curve = LorenzCurve(groups)
    gini = curve?.gini
    lorenz = curve.map { curve in (0...10).map { curve.share(ofPoorest: Double($0) / 10) } } ?? []
  }
}

/// An area and its figures.
public struct EquityArea: Equatable, Sendable {
  /// Its code; `nil` for the villages that lie in no division of the level.
  public let code: DivisionCode?
  /// Its name; `nil` likewise.
  public let name: String?
  /// The point that stands for it, EPSG:4326.
  public let location: Coordinate?
  /// Its figures.
  public let figures: EquityFigures

  static func areas(
    of villages: [ScoredVillage], _ question: AccessibilityQuestion, by level: DivisionLevel,
    in snapshot: NetworkSnapshot
  ) -> [EquityArea] {
    let groups = Dictionary(grouping: villages) { snapshot.ancestor(of: $0.division, at: level) }
    return snapshot.areas(of: level, in: question.coverage.area, beside: groups.keys).map { position in
      let entry = position >= 0 ? snapshot.divisions[Int(position)] : nil
      return EquityArea(
        code: entry?.code, name: entry?.name, location: entry?.location,
        figures: EquityFigures(groups[position] ?? [], threshold: question.threshold))
    }
  }
}

extension NetworkSnapshot {
  /// The divisions of a level in an area, and some more, by code; −1, for none, comes last.
  func areas(of level: DivisionLevel, in area: DivisionCode?, beside others: some Sequence<Int32>) -> [Int32]
  {
    let subtree = area.flatMap { try? division($0) }
    var areas = Set(others)
    for (position, entry) in divisions.enumerated() where entry.level == level {
      if let subtree, !isDivision(Int32(position), in: subtree) { continue }
      areas.insert(Int32(position))
    }
    return areas.sorted { UInt32(bitPattern: $0) < UInt32(bitPattern: $1) }
  }
}
