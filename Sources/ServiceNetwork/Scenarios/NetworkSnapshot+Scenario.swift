extension NetworkSnapshot {
  /// The snapshot of a registry to which a scenario really happened.
  ///
  /// - Parameters:
  ///   - scenario: what happened.
  ///   - isPartial: whether facilities that are not here may be of kinds that were left out, and divisions of parts that
  ///     were; then steps about those facilities change nothing, and a facility in such a division is in none. Else they
  ///     are errors.
  /// - Throws: ``ScenarioError/step(_:of:_:)``
  /// - Complexity: O(steps × log facilities), and a copy of each array that changes: O(facilities + statuses), and with
  ///   other counts O(counts).
  public func applying(
    _ scenario: Scenario, isPartial: Bool = false
  ) throws(ScenarioError) -> NetworkSnapshot {
    var changed = self
    changed.catalogue = try catalogue.applying(scenario)
    var edits = FacilityEdits(self, isPartial: isPartial)
    for (index, step) in scenario.steps.enumerated() {
      try ScenarioError.naming(index + 1, of: scenario.name) { () throws(ScenarioStepError) in
        try edits.take(step)
      }
    }
    changed.statuses = edits.statuses
    changed.facilities = edits.facilities()
    if let day = scenario.demandAsOf { changed.demand = demand.mapValues { Self.counts($0, heldOn: day) } }
    return changed
  }

  /// The counts of a day as if they always held: those before or on it as ever, those after it as later than any day.
  private static func counts(_ entries: [DemandEntry], heldOn day: CalendarDate) -> [DemandEntry] {
    var held: [DemandEntry] = []
    for entry in entries {
      if held.last?.division != entry.division {
        held.append(entry)
      } else if entry.asOf <= day {
        held[held.count - 1] = entry
      }
    }
    for index in held.indices { held[index].asOf = held[index].asOf <= day ? .distantPast : .distantFuture }
    return held
  }
}

/// The facilities of a snapshot as steps change them, one after another.
private struct FacilityEdits {
  private let snapshot: NetworkSnapshot
  private let isPartial: Bool
  private(set) var statuses: [StatusHistory.Entry]
  /// Those that are others now, by their positions.
  private var changed: [Int: NetworkSnapshot.FacilityEntry] = [:]
  private var opened: [String: NetworkSnapshot.FacilityEntry] = [:]

  init(_ snapshot: NetworkSnapshot, isPartial: Bool) {
    self.snapshot = snapshot
    self.isPartial = isPartial
    statuses = snapshot.statuses
  }

  mutating func take(_ step: ScenarioStep) throws(ScenarioStepError) {
    switch step {
    case .open(let facility): try open(facility)
    case .close(let id, let day):
      try change(id) { entry, statuses throws(ScenarioStepError) in
        let start = Int32(statuses.count)
        if let day {
          for status in entry.statuses.map({ statuses[Int($0)] }) where status.since < day {
            statuses.append(status)
          }
        }
        statuses.append(StatusHistory.Entry(.closed, since: day ?? .distantPast))
        entry.statuses = start..<Int32(statuses.count)
      }
    case .move(let id, let place, let code):
      let division = try code.map { code throws(ScenarioStepError) in try self.division(code) }
      try change(id) { entry, _ throws(ScenarioStepError) in
        entry.location = place
        if let division { entry.division = division }
      }
    case .enlarge(let id, let capacity):
      try change(id) { entry, _ throws(ScenarioStepError) in entry.capacity = Int32(capacity) }
    case .demand, .rule: break
    }
  }

  /// All facilities, by id.
  func facilities() -> [NetworkSnapshot.FacilityEntry] {
    var facilities = snapshot.facilities
    for (position, entry) in changed { facilities[position] = entry }
    guard !opened.isEmpty else { return facilities }
    var merged: [NetworkSnapshot.FacilityEntry] = []
    merged.reserveCapacity(facilities.count + opened.count)
    var rest = facilities[...]
    for entry in opened.values.sorted(by: { $0.id < $1.id }) {
      let end = Self.position(of: entry.id, in: rest)
      merged += rest[..<end]
      merged.append(entry)
      rest = rest[end...]
    }
    return merged + rest
  }

  // MARK: - Private

  private mutating func open(_ facility: ScenarioFacility) throws(ScenarioStepError) {
    guard let id = facility.id else { preconditionFailure("a scenario gives each facility an id") }
    guard position(of: id) == nil, opened[id] == nil else { throw .isThere(id) }
    let kinds = snapshot.catalogue.kinds
    guard let kind = kinds.firstIndex(where: { $0.name == facility.kind }) else {
      throw .unknownKind(facility.kind, known: snapshot.catalogue.facilityKinds)
    }
    let start = Int32(statuses.count)
    // Before the first status nothing stands.
    statuses.append(StatusHistory.Entry(.operating, since: facility.since ?? .distantPast))
    opened[id] = NetworkSnapshot.FacilityEntry(
      id: id, kind: Int32(kind), name: facility.name ?? "\(kinds[kind].nameZh) \(id)",
      division: try facility.division.map { code throws(ScenarioStepError) in try division(code) } ?? -1,
      location: facility.location, statuses: start..<start + 1, capacity: facility.capacity.map(Int32.init))
  }

  private mutating func change(
    _ id: String,
    _ edit: (inout NetworkSnapshot.FacilityEntry, inout [StatusHistory.Entry]) throws(ScenarioStepError) ->
      Void
  ) throws(ScenarioStepError) {
    if var entry = opened[id] {
      try edit(&entry, &statuses)
      opened[id] = entry
    } else if let position = position(of: id) {
      var entry = changed[position] ?? snapshot.facilities[position]
      try edit(&entry, &statuses)
      changed[position] = entry
    } else if !isPartial {
      throw .unknownFacility(id, closest: id.closest(among: snapshot.facilities.lazy.map(\.id)))
    }
  }

  private func division(_ code: DivisionCode) throws(ScenarioStepError) -> Int32 {
    if let division = try? snapshot.division(code) { return division }
    guard isPartial else { throw .unknownDivision(code) }
    return -1
  }

  private func position(of id: String) -> Int? {
    let position = Self.position(of: id, in: snapshot.facilities[...])
    return position < snapshot.facilities.count && snapshot.facilities[position].id == id ? position : nil
  }

  /// Where an id stands, or would stand.
  private static func position(
    of id: String, in facilities: ArraySlice<NetworkSnapshot.FacilityEntry>
  ) -> Int {
    var (lower, upper) = (facilities.startIndex, facilities.endIndex)
    while lower < upper {
      let middle = (lower + upper) / 2
      if facilities[middle].id < id { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
