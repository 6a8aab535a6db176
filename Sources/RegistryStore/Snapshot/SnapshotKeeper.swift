internal import Foundation
internal import GRDB
internal import ServiceNetwork

/// The snapshot that the questions of a server share.
///
/// It holds all kinds, and the demand groups that were asked for so far, so that one reading answers for any service. When
/// the file has changed, by whichever process, the journal tells how: what became of a few facilities, posts, counts or
/// points is read and put in its place; anything else is read anew. Whoever asks while that takes long is answered from
/// what was there before, whole and of one commit; whoever asks first of all waits.
actor SnapshotKeeper {
  /// A snapshot as of one commit.
  private struct Kept {
    var state: RegistryState
    /// The day whose divisions it has; `nil` for those that stand.
    var day: CalendarDate?
    /// Whether there are days with other divisions than those that stand.
    var hasPast: Bool
    var groups: Set<String>
    var stored: StoredSnapshot
    /// How long it took to read it whole.
    var readingTime: Duration

    func holds(_ scope: SnapshotScope, day: CalendarDate?) -> Bool {
      self.day == day && groups.isSuperset(of: scope.demandGroups)
    }
  }

  /// What a look at the file found.
  private enum Finding {
    /// What is kept is as the file has it.
    case same
    /// It is, now that it was amended.
    case amended(Kept)
    /// It has to be read anew, and may answer meanwhile where it is of the same life.
    case otherwise(incarnation: String)
  }

  /// How many snapshots are kept, of as many days.
  private static let limit = 2

  /// For a reading that takes no longer than this, everybody waits.
  private let patience: Duration
  private let roads: RoadMemory
  /// The one that was asked for last comes first.
  private var kept: [Kept] = []
  private var readings: [CalendarDate?: (groups: Set<String>, task: Task<Kept, any Error>)] = [:]

  init(roads: RoadMemory, patience: Duration = .milliseconds(250)) {
    self.roads = roads
    self.patience = patience
  }

  /// The snapshot that holds a scope, after the scenario that it names.
  func snapshot(
    of registry: Registry, _ scope: @escaping @Sendable (Catalogue) throws -> SnapshotScope
  ) async throws -> NetworkSnapshot {
    while true {
      let kept = kept
      let look = try await registry.readInTask { [roads] database in
        try Self.look(database, at: kept, roads: roads, scope)
      }
      let former = self.kept.first { $0.holds(look.asked.scope, day: look.day) }
      switch look.finding {
      case .same: if let former { keep(former) }
      case .amended(let amended): keep(amended)
      case .otherwise(let incarnation):
        let reading = read(registry, day: look.day, groups: look.asked.scope.demandGroups)
        // What takes long is not waited for where there is an answer, be it of a moment ago.
        guard let former, former.readingTime > patience, former.state.incarnation == incarnation else {
          keep(try await reading.value)
          continue
        }
      }
      guard let found = self.kept.first(where: { $0.holds(look.asked.scope, day: look.day) }) else {
        continue
      }
      return try look.asked.applied(to: found.stored.snapshot.replacing(roads: look.roads))
    }
  }

  // MARK: - Private

  private func keep(_ snapshot: Kept) {
    // Of two that ended together the later one stays.
    if let other = kept.first(where: { $0.day == snapshot.day }), snapshot.state.isBefore(other.state) {
      return
    }
    kept.removeAll { $0.day == snapshot.day }
    kept.insert(snapshot, at: 0)
    if kept.count > Self.limit { kept.removeLast() }
  }

  /// The reading under way that will hold some groups, or a new one.
  private func read(
    _ registry: Registry, day: CalendarDate?, groups: Set<String>
  ) -> Task<Kept, any Error> {
    if let reading = readings[day], reading.groups.isSuperset(of: groups) { return reading.task }
    let all = groups.union(kept.first { $0.day == day }?.groups ?? [])
    let task = Task {
      // Where two read, the later one is the one that others join.
      defer { if readings[day]?.groups == all { readings[day] = nil } }
      let read = try await registry.readInTask { try Self.read($0, day: day, groups: all) }
      keep(read)
      return read
    }
    readings[day] = (all, task)
    return task
  }

  private static func read(_ database: Database, day: CalendarDate?, groups: Set<String>) throws -> Kept {
    let clock = ContinuousClock()
    let start = clock.now
    let state = try RegistryReader(database: database).state()
    let stored = try SnapshotReader(database, try Catalogue(database), asOf: day)
      .read(kinds: nil, demandGroups: groups)
    return Kept(
      state: state, day: day, hasPast: try DivisionHistory.isKept(database), groups: groups, stored: stored,
      readingTime: clock.now - start)
  }

  /// Compares what is kept with the file, and amends it where that is little work.
  private static func look(
    _ database: Database, at kept: [Kept], roads: RoadMemory,
    _ scope: (Catalogue) throws -> SnapshotScope
  ) throws -> (asked: ScenarioScope, day: CalendarDate?, roads: RoadTravel?, finding: Finding) {
    let state = try RegistryReader(database: database).state()
    // To look whether there ever were other divisions is to look at all: it is asked once of each state.
    let known = kept.first { $0.state == state }
    let asked = try ScenarioScope(database, known: known?.stored.snapshot.catalogue, scope)
    let scope = asked.scope
    let day = try known?.hasPast ?? DivisionHistory.isKept(database) ? scope.asOf : nil
    let travel = scope.needsRoads ? try roads.roads(database) : nil
    guard var found = kept.first(where: { $0.holds(scope, day: day) }) else {
      return (asked, day, travel, .otherwise(incarnation: state.incarnation))
    }
    guard state != found.state else { return (asked, day, travel, .same) }
    guard state.incarnation == found.state.incarnation, state.change > found.state.change, day == nil,
      let amendment = try SnapshotAmendment(database, after: found.state.change),
      try amendment.apply(to: &found.stored, groups: found.groups)
    else { return (asked, day, travel, .otherwise(incarnation: state.incarnation)) }
    found.state = state
    return (asked, day, travel, .amended(found))
  }
}
