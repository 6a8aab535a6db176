/// A question about accessibility as people write it.
public struct AccessibilityParameters: Equatable, Sendable {
  /// The service, the rule, the day, the area and the group.
  public var question = QuestionParameters()
  /// `2sfca`, `e2sfca`, `3sfca` or `gravity`.
  public var model: String?
  /// A decay, as `gaussian` or `steps:1km=1,3km=0.68,5km=0.22`.
  public var decay: String?
  /// `total` or `free`.
  public var capacity: String?
  /// Places for a thousand persons below which a village has too little.
  public var threshold: String?

  /// Parameters that are all left out.
  public init() {
    question.takesFirstService = true
  }

  /// What a snapshot must hold to answer.
  ///
  /// - Throws: ``ParameterError``
  public func scope(in catalogue: Catalogue) throws(ParameterError) -> SnapshotScope {
    try question.scopeOfAll(in: catalogue)
  }

  /// Answers in a snapshot.
  ///
  /// - Parameters:
  ///   - level: the level of the areas.
  ///   - snapshot: who lives and who serves where.
  ///   - today: the day that is meant where no date is given.
  /// - Throws: ``ParameterError``, ``AccessibilityError``
  public func report(
    by level: DivisionLevel, in snapshot: NetworkSnapshot, today: CalendarDate
  ) throws -> AccessibilityReport {
    let coverage = try question.only(in: snapshot.catalogue, today: today)
    let model =
      try ParameterError.choice(model, of: AccessibilityModel.self, named: "model") ?? .enhancedTwoStep
    let decay = try decay.map { text throws(ParameterError) in
      try ParameterError.naming("decay") { () throws(DecayError) in
        try DecayFunction(text, by: coverage.measure)
      }
    }
    if model == .twoStep, let decay, decay != .step {
      throw ParameterError(
        "decay", "2sfca weighs all alike who are within; take e2sfca for a decay",
        zh: "2sfca 对范围内一律同等计权，需要衰减时请用 e2sfca")
    }
    return try AccessibilityReport(
      AccessibilityQuestion(
        coverage, model: model, decay: decay, capacity: try CapacityCount.named(capacity),
        threshold: try threshold(threshold)),
      by: level, in: snapshot)
  }

  private func threshold(_ text: String?) throws(ParameterError) -> Double? {
    guard let text else { return nil }
    guard let number = Double(text), number >= 0, number.isFinite else {
      throw ParameterError(
        "threshold", "'\(text)' is no threshold; places for a thousand persons, a number of at least 0",
        zh: "“\(text)”不是阈值，应为每千人床位数，不小于0")
    }
    return number
  }
}

/// A question about capacities as people write it.
public struct CapacityParameters: Equatable, Sendable {
  /// The service, the rule, the day, the area and the group.
  public var question = QuestionParameters()
  /// `total` or `free`.
  public var capacity: String?

  /// Parameters that are all left out.
  public init() {
    question.takesFirstService = true
  }

  /// What a snapshot must hold to answer.
  ///
  /// - Throws: ``ParameterError``
  public func scope(in catalogue: Catalogue) throws(ParameterError) -> SnapshotScope {
    try question.scopeOfAll(in: catalogue)
  }

  /// Answers in a snapshot.
  ///
  /// - Throws: ``ParameterError``, ``AccessibilityError``
  public func report(
    by level: DivisionLevel, in snapshot: NetworkSnapshot, today: CalendarDate
  ) throws -> CapacityReport {
    try CapacityReport(
      try question.only(in: snapshot.catalogue, today: today), try CapacityCount.named(capacity), by: level,
      in: snapshot)
  }
}

extension QuestionParameters {
  /// A scope of all divisions: those who live outside the area want the same places.
  fileprivate func scopeOfAll(in catalogue: Catalogue) throws(ParameterError) -> SnapshotScope {
    var scope = try scope(in: catalogue)
    scope.area = nil
    return scope
  }

  /// The one question there is.
  fileprivate func only(in catalogue: Catalogue, today: CalendarDate) throws(ParameterError)
    -> CoverageQuestion
  {
    let questions = try questions(in: catalogue, today: today)
    guard let question = questions.first else {
      throw ParameterError(
        "service", "the registry has no service; import services first", zh: "登记库中没有服务，请先导入服务")
    }
    guard questions.count == 1 else {
      throw ParameterError("service", "one service at a time", zh: "一次只能分析一项服务")
    }
    return question
  }
}

extension CapacityCount {
  fileprivate static func named(_ text: String?) throws(ParameterError) -> CapacityCount {
    try ParameterError.choice(text, of: CapacityCount.self, named: "capacity") ?? .total
  }
}

extension ParameterError {
  /// The case of an enumeration that a word names; `nil` where there is no word.
  fileprivate static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String?, of choices: Choice.Type, named parameter: String
  ) throws(ParameterError) -> Choice? {
    guard let text else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw ParameterError(parameter, .noneOf(text, choices.allCases.map(\.rawValue)))
    }
    return choice
  }
}
