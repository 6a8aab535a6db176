extension Catalogue {
  /// The catalogue with the rules of a scenario, which it says it has.
  ///
  /// - Throws: ``ScenarioError/step(_:of:_:)`` for a service or a kind of facilities that is not there.
  public func applying(_ scenario: Scenario) throws(ScenarioError) -> Catalogue {
    var changed = self
    for (index, step) in scenario.steps.enumerated() {
      try ScenarioError.naming(index + 1, of: scenario.name) { () throws(ScenarioStepError) in
        try changed.apply(step)
      }
    }
    changed.scenario = scenario
    return changed
  }

  private mutating func apply(_ step: ScenarioStep) throws(ScenarioStepError) {
    switch step {
    case .rule(let name, let rule):
      guard let position = services.firstIndex(where: { $0.name == name }) else {
        throw .unknownService(name, known: services.map(\.name))
      }
      services[position].rule = rule
    case .open(let facility):
      let known = facilityKinds
      guard known.contains(facility.kind) else { throw .unknownKind(facility.kind, known: known) }
    case .close, .move, .enlarge, .demand: break
    }
  }
}
