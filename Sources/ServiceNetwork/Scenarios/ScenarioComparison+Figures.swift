extension ScenarioComparison {
  /// The figures of an area.
  public struct Figures: Equatable, Sendable {
    /// How many villages there are, and persons in them.
    public struct Count: Equatable, Sendable {
      /// Villages.
      public fileprivate(set) var villages = 0
      /// Persons in them.
      public fileprivate(set) var persons = 0

      fileprivate mutating func add(_ count: Int?) {
        villages += 1
        persons += count ?? 0
      }
    }

    /// All villages, with the persons of after.
    public fileprivate(set) var all = Count()
    /// Those that were served, with the persons of before.
    public fileprivate(set) var servedBefore = Count()
    /// Those that are served, with the persons of after.
    public fileprivate(set) var servedAfter = Count()
    /// Of each change how many villages it is about, and persons: of who loses those of before, else those of after.
    public fileprivate(set) var changes: [Change: Count] = [:]

    /// The villages and persons of a change.
    public subscript(change: Change) -> Count { changes[change] ?? Count() }

    fileprivate mutating func add(
      _ before: CoverageAnalysis.Village, _ after: CoverageAnalysis.Village, _ change: Change?
    ) {
      all.add(after.demand)
      if before.verdict == .served { servedBefore.add(before.demand) }
      if after.verdict == .served { servedAfter.add(after.demand) }
      guard let change else { return }
      changes[change, default: Count()].add(change == .lost ? before.demand : after.demand)
    }
  }

  /// An area and its figures.
  public struct Area: Equatable, Sendable {
    /// Its code; `nil` for the villages that lie in no division of the level.
    public let code: DivisionCode?
    /// Its name; `nil` likewise.
    public let name: String?
    /// Its figures.
    public fileprivate(set) var figures = Figures()
  }

  /// Sums up by area.
  struct Tally {
    private(set) var total = Figures()
    private let level: DivisionLevel
    private let snapshot: NetworkSnapshot
    private var areas: [Int32: Area] = [:]

    init(_ level: DivisionLevel, in snapshot: NetworkSnapshot) {
      self.level = level
      self.snapshot = snapshot
    }

    mutating func add(
      _ before: CoverageAnalysis.Village, _ after: CoverageAnalysis.Village, _ change: Change?
    ) {
      let position = snapshot.ancestor(of: after.division, at: level)
      let entry = position >= 0 ? snapshot.divisions[Int(position)] : nil
      areas[position, default: Area(code: entry?.code, name: entry?.name)].figures.add(before, after, change)
      total.add(before, after, change)
    }

    /// The areas by code; positions are in that order, and −1 comes last.
    var inOrder: [Area] {
      areas.sorted { UInt32(bitPattern: $0.key) < UInt32(bitPattern: $1.key) }.map(\.value)
    }
  }
}
