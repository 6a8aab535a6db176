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

    fileprivate mutating func add(_ village: CoverageAnalysis.Village) {
      let persons = village.demand ?? 0
      villages += 1
      demand += persons
      if village.demand == nil { withoutDemand += 1 }
      if village.isDemandLater { demandLater += 1 }
      switch village.verdict {
      case .served:
        served += 1
        demandServed += persons
      case .unserved:
        unserved += 1
        demandUnserved += persons
      case .withoutLocation:
        withoutLocation += 1
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
  /// The figures by area, by code; an area without villages is there with zeros.
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
    var areas: [Int32: Area] = [:]
    for (position, entry) in snapshot.divisions.enumerated() where entry.level == level {
      if let subtree, !snapshot.isDivision(Int32(position), in: subtree) { continue }
      areas[Int32(position)] = Area(entry)
    }
    var total = Figures()
    for village in analysis.villages {
      let position = snapshot.ancestor(of: village.division, at: level)
      let entry = position >= 0 ? snapshot.divisions[Int(position)] : nil
      areas[position, default: Area(entry)].figures.add(village)
      total.add(village)
    }
    // Positions are in the order of codes; what lies in no division of the level (−1) comes last.
    self.areas = areas.sorted { (UInt32(bitPattern: $0.key)) < UInt32(bitPattern: $1.key) }.map(\.value)
    self.total = total
    self.level = level
    self.analysis = analysis
    question = analysis.question
    serving = analysis.serving.count
    servingWithoutLocation =
      if case .costs = question.measure { 0 } else { analysis.serving.count { $0.location == nil } }
  }
}
