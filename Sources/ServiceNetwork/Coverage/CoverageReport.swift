/// How many villages and persons are served, in all and by area.
public struct CoverageReport: Sendable {
  /// The figures of an area.
  public struct Figures: Equatable, Sendable {
    /// All villages.
    public private(set) var villages = 0
    /// Villages that are served.
    public private(set) var served = 0
    /// Villages that are not.
    public private(set) var unserved = 0
    /// Villages of which it cannot be told, for want of coordinates.
    public private(set) var withoutLocation = 0
    /// Persons in all villages.
    public private(set) var demand = 0
    /// Persons in villages that are served.
    public private(set) var demandServed = 0
    /// Persons in villages that are not.
    public private(set) var demandUnserved = 0
    /// Villages for which nobody counted the group.
    public private(set) var withoutDemand = 0
    /// Villages whose count is later than the day asked.
    public private(set) var demandLater = 0

    /// The share of villages that are served among those of which it can be told; `nil` where there are none.
    public var share: Double? { Self.share(served, unserved) }

    /// The share of persons, likewise.
    public var demandShare: Double? { Self.share(demandServed, demandUnserved) }

    private static func share(_ served: Int, _ unserved: Int) -> Double? {
      served + unserved == 0 ? nil : Double(served) / Double(served + unserved)
    }

    /// Counts all that others counted, too.
    fileprivate mutating func add(_ others: Figures) {
      villages += others.villages
      served += others.served
      unserved += others.unserved
      withoutLocation += others.withoutLocation
      demand += others.demand
      demandServed += others.demandServed
      demandUnserved += others.demandUnserved
      withoutDemand += others.withoutDemand
      demandLater += others.demandLater
    }

    /// Counts a village, or takes it out again.
    mutating func add(_ village: CoverageAnalysis.Village, times: Int = 1) {
      let persons = (village.demand ?? 0) * times
      villages += times
      demand += persons
      if village.demand == nil { withoutDemand += times }
      if village.isDemandLater { demandLater += times }
      switch village.verdict {
      case .served:
        served += times
        demandServed += persons
      case .unserved:
        unserved += times
        demandUnserved += persons
      case .withoutLocation:
        withoutLocation += times
      }
    }
  }

  /// An area and its figures.
  public struct Area: Equatable, Sendable {
    /// Its code; `nil` for the villages that lie in no division of the level.
    public let code: DivisionCode?
    /// Its name; `nil` likewise.
    public let name: String?
    /// The point that stands for it, EPSG:4326.
    public let location: Coordinate?
    /// Its figures.
    public fileprivate(set) var figures = Figures()

    fileprivate init(_ division: NetworkSnapshot.DivisionEntry?) {
      code = division?.code
      name = division?.name
      location = division?.location
    }
  }

  /// What was asked.
  public let question: CoverageQuestion
  /// The level of the areas.
  public let level: DivisionLevel
  /// The figures of all villages looked at.
  public let total: Figures
  /// The figures by area, by code; an area without villages is there with zeros, where all of the map is looked at.
  public let areas: [Area]
  /// How many facilities and posts serve.
  public let serving: Int
  /// How many of these have no coordinates, and so count for their own division alone; none by a cost matrix, which
  /// needs no coordinates.
  public let servingWithoutLocation: Int
  /// What it sums up.
  public let analysis: CoverageAnalysis

  /// Sums an analysis up by the divisions of a level.
  public init(_ analysis: CoverageAnalysis, by level: DivisionLevel) {
    let snapshot = analysis.snapshot
    let subtree = analysis.question.area.flatMap { try? snapshot.division($0) }
    var areas: [(division: Int32, area: Area)] = []
    var slots: [Int32: Int] = [:]
    // What lies in no division of the level (−1) comes last.
    func slot(of division: Int32) -> Int {
      if let slot = slots[division] { return slot }
      slots[division] = areas.count
      areas.append((division, Area(division >= 0 ? snapshot.divisions[Int(division)] : nil)))
      return areas.count - 1
    }
    let isOfRegion = analysis.question.region != nil
    for position in snapshot.divisions.indices
    where !isOfRegion && snapshot.divisions[position].level == level {
      if let subtree, !snapshot.isDivision(Int32(position), in: subtree) { continue }
      _ = slot(of: Int32(position))
    }
    // Villages come by code: mostly one lies where the one before it did.
    var last: (parent: Int32, slot: Int)?
    for village in analysis.villages {
      let parent = snapshot.divisions[Int(village.division)].parent
      if level == .village {
        areas[slot(of: village.division)].area.figures.add(village)
      } else if let last, last.parent == parent {
        areas[last.slot].area.figures.add(village)
      } else {
        let slot = slot(of: parent < 0 ? -1 : snapshot.ancestor(of: parent, at: level))
        areas[slot].area.figures.add(village)
        last = (parent, slot)
      }
    }
    total = areas.reduce(into: Figures()) { $0.add($1.area.figures) }
    self.areas = areas.sorted { UInt32(bitPattern: $0.division) < UInt32(bitPattern: $1.division) }.map(
      \.area)
    self.level = level
    self.analysis = analysis
    question = analysis.question
    serving = analysis.serving.count
    if case .costs = question.measure {
      servingWithoutLocation = 0
    } else {
      servingWithoutLocation = analysis.serving.indices.count { analysis.serving.location(at: $0) == nil }
    }
  }
}
