/// What if: changes to a registry that are thought out and not done, under a name.
///
/// A registry with a scenario is what it would be if the steps had really been taken; see
/// ``NetworkSnapshot/applying(_:isPartial:)``. Steps contradict each other nowhere: each thing is changed once.
public struct Scenario: Hashable, Sendable {
  /// The greatest number of characters of a name.
  public static let longestName = 100
  /// The greatest number of characters of a note.
  public static let longestNote = 2000
  /// The greatest number of steps.
  public static let mostSteps = 10_000

  /// What it is called; unique in a registry.
  public let name: String
  /// What it is about; `nil` where nobody said.
  public let note: String?
  /// The changes, in which each facility that is opened has an id.
  public let steps: [ScenarioStep]

  /// A scenario from its parts.
  ///
  /// White space around name and note is dropped. Facilities that are opened without an id get one: `new-1`, `new-2`, …
  ///
  /// - Throws: ``ScenarioError`` for a name that is none, and for steps that contradict each other.
  public init(name: String, note: String? = nil, steps: [ScenarioStep] = []) throws(ScenarioError) {
    let trimmed = name.trimmingWhitespace()
    guard Self.isName(trimmed) else { throw .badName(trimmed) }
    let note = note?.trimmingWhitespace()
    guard note?.count ?? 0 <= Self.longestNote else { throw .noteTooLong(note?.count ?? 0) }
    guard steps.count <= Self.mostSteps else { throw .tooManySteps(steps.count) }
    self.name = trimmed
    self.note = note?.isEmpty == true ? nil : note
    self.steps = Self.identified(steps)
    var changes = StepsSoFar()
    for (index, step) in self.steps.enumerated() {
      try ScenarioError.naming(index + 1, of: trimmed) { () throws(ScenarioStepError) in
        try changes.add(step, number: index + 1)
      }
    }
  }

  /// The scenario with further steps behind its own.
  ///
  /// - Throws: ``ScenarioError`` where they contradict those.
  public func adding(_ further: [ScenarioStep]) throws(ScenarioError) -> Scenario {
    try Scenario(name: name, note: note, steps: steps + further)
  }

  /// The day of whose counts of persons are taken; `nil` for the day that is asked about.
  public var demandAsOf: CalendarDate? {
    for case .demand(let asOf) in steps { return asOf }
    return nil
  }

  // MARK: - Private

  /// A name can stand in an address and on a command line.
  private static func isName(_ text: String) -> Bool {
    (1...longestName).contains(text.count) && !text.hasPrefix("-") && !text.hasPrefix(".")
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" }
  }

  /// The steps with an id for each facility that is opened.
  private static func identified(_ steps: [ScenarioStep]) -> [ScenarioStep] {
    var taken: Set<String> = []
    for case .open(let facility) in steps { if let id = facility.id { taken.insert(id) } }
    var number = 0
    return steps.map { step in
      guard case .open(var facility) = step, facility.id == nil else { return step }
      repeat { number += 1 } while taken.contains("new-\(number)")
      facility.id = "new-\(number)"
      return .open(facility)
    }
  }
}

/// What the steps before one have changed.
private struct StepsSoFar {
  private enum Subject: Hashable {
    case opened(String), closed(String), moved(String), enlarged(String), demand, rule(String)
  }

  private var steps: [Subject: Int] = [:]
  /// The last step about a facility, and the one that closes it on every day.
  private var touched: [String: Int] = [:]
  private var closedForGood: [String: Int] = [:]

  mutating func add(_ step: ScenarioStep, number: Int) throws(ScenarioStepError) {
    let subject: Subject =
      switch step {
      case .open(let facility): .opened(facility.id ?? "")
      case .close(let id, _): .closed(id)
      case .move(let id, _, _): .moved(id)
      case .enlarge(let id, _): .enlarged(id)
      case .demand: .demand
      case .rule(let service, _): .rule(service)
      }
    if let capacity = step.capacity, !(0...Int(Int32.max)).contains(capacity) {
      throw .badValue("capacity", String(capacity), .wholeNumber)
    }
    if let earlier = steps.updateValue(number, forKey: subject) { throw .repeated(earlier: earlier) }
    guard let id = step.facility else { return }
    if let earlier = closedForGood[id] { throw .closed(id, by: earlier) }
    if case .close(_, nil) = step {
      if touched[id] != nil { throw .closed(id, by: number) }
      closedForGood[id] = number
    }
    touched[id] = number
  }
}
