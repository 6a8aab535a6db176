internal import GRDB
internal import ServiceNetwork

/// Says of a scenario's steps which of the registry's facilities and divisions they mean.
struct ScenarioResolution {
  private let database: Database
  private let boundaries: BoundaryIndex
  /// The day whose divisions are meant; `nil` for those that stand.
  private let asOf: CalendarDate?

  init(_ database: Database, asOf: CalendarDate? = nil) throws {
    self.database = database
    self.asOf = try DivisionHistory.isKept(database) ? asOf : nil
    boundaries = try BoundaryIndex(database)
  }

  /// The scenario with the ids that facilities have now, and the codes that divisions have on the day; where nobody said a
  /// division, with the one whose boundary holds the place.
  ///
  /// - Throws: ``ScenarioError`` where a step means what is not there.
  func resolved(_ scenario: Scenario) throws -> Scenario {
    var opened: [String: Bool] = [:]
    var steps: [ScenarioStep] = []
    for (index, step) in scenario.steps.enumerated() {
      do {
        steps.append(try resolved(step, &opened))
      } catch let error as ScenarioStepError {
        throw ScenarioError.step(index + 1, of: scenario.name, error)
      }
    }
    return try Scenario(name: scenario.name, note: scenario.note, steps: steps)
  }

  // MARK: - Private

  /// - Parameter opened: the facilities that earlier steps opened, and whether a boundary told their division.
  private func resolved(_ step: ScenarioStep, _ opened: inout [String: Bool]) throws -> ScenarioStep {
    switch step {
    case .open(var facility):
      let id = facility.id ?? ""
      guard try find(id) == nil else { throw ScenarioStepError.isThere(id) }
      opened[id] = facility.division == nil
      if let code = facility.division {
        facility.division = try codeOfDay(code)
      } else if let place = facility.location {
        facility.division = try division(at: place)
      }
      return .open(facility)
    case .close(let id, let day): return .close(facility: try known(id, opened), on: day)
    case .enlarge(let id, let capacity):
      return .enlarge(facility: try known(id, opened), capacity: capacity)
    case .move(let id, let place, let code):
      let id = try known(id, opened)
      let division =
        try code.map(codeOfDay) ?? (try opened[id] ?? hasNoDivision(id) ? try division(at: place) : nil)
      return .move(facility: id, to: place, division: division)
    case .demand, .rule: return step
    }
  }

  /// The id that a facility has, which may have been joined with another.
  private func known(_ id: String, _ opened: [String: Bool]) throws -> String {
    if opened[id] != nil { return id }
    guard let found = try find(id) else {
      throw ScenarioStepError.unknownFacility(id, closest: try closest(to: id))
    }
    return found
  }

  private func find(_ id: String) throws -> String? {
    do {
      return try FacilityIdentity.find(id, database).id
    } catch is MergeError {
      return nil
    }
  }

  /// The id that was most likely meant, of the first ten thousand that are about as long.
  private func closest(to id: String) throws -> String? {
    id.closest(
      among: try String.fetchAll(
        database,
        """
        SELECT id
        FROM facility
        WHERE length(id) BETWEEN \(id.count - 2) AND \(id.count + 2)
        ORDER BY pk
        LIMIT 10000
        """ as SQLRequest<String>))
  }

  private func hasNoDivision(_ id: String) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT division IS NULL FROM facility WHERE id = ?", arguments: [id]) ?? false
  }

  /// What a division that stands was called on the day.
  private func codeOfDay(_ code: DivisionCode) throws -> DivisionCode {
    let pk = try Int64.fetchOne(
      database, sql: "SELECT pk FROM division WHERE code = ? AND endedOn IS NULL",
      arguments: [code.description])
    guard let pk, let ofDay = try DivisionHistory.code(of: pk, asOf, database) else {
      throw ScenarioStepError.unknownDivision(code)
    }
    return ofDay
  }

  /// The narrowest division of the day whose boundary holds a place.
  private func division(at place: Coordinate) throws -> DivisionCode? {
    for pk in try boundaries.divisions(at: place) {
      if let code = try DivisionHistory.code(of: pk, asOf, database) { return code }
    }
    return nil
  }
}
