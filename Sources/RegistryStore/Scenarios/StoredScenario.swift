public import ServiceNetwork

/// A scenario as the registry keeps it.
public struct StoredScenario: Equatable, Sendable {
  /// The scenario.
  public var scenario: Scenario
  /// What it is known by until somebody changes it.
  public var version: String
  /// The act that made it what it is; `nil` where another program did.
  public var act: Act?
}

/// What becomes of a scenario.
public enum ScenarioWrite: Sendable {
  /// There is one more.
  case add(Scenario)
  /// The one of a name has a note and steps of its own instead of those that it had.
  case replace(Scenario, FeatureWrite.Condition)
  /// The one of a name has further steps.
  case extend(String, [ScenarioStep])
  /// The one of a name is no more.
  case remove(String, FeatureWrite.Condition)

  /// What the act is called.
  var what: String {
    switch self {
    case .add(let scenario): "add the scenario \(scenario.name)"
    case .replace(let scenario, _): "change the scenario \(scenario.name)"
    case .extend(let name, _): "change the scenario \(name)"
    case .remove(let name, _): "remove the scenario \(name)"
    }
  }
}
