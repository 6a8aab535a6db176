public import Foundation

extension Scenario {
  /// The form of a scenario in JSON.
  private struct Document: Decodable {
    var name: String?
    var note: String?
    var steps: [ScenarioStepRecord]
  }

  /// Reads a scenario of JSON: `{"name": …, "note": …, "steps": […]}`; steps are as ``ScenarioStepRecord`` has them.
  ///
  /// - Parameters:
  ///   - json: the text, UTF-8.
  ///   - name: what it is called, where that is known by other means; then the JSON need not say it.
  /// - Throws: ``ScenarioError``, with the number of the step and the member at fault.
  public init(json: Data, name: String? = nil) throws(ScenarioError) {
    let document: Document = try Self.decoded(json, name: name)
    guard let called = document.name ?? name else { throw .badName("") }
    if let name, name != called { throw .otherName(name, called) }
    try self.init(
      name: called, note: document.note, steps: try Self.steps(document.steps, name: called))
  }

  /// A scenario whose steps are a text that ``stepsJSON`` gave.
  ///
  /// - Throws: ``ScenarioError``
  public init(name: String, note: String?, stepsJSON: String) throws(ScenarioError) {
    let records: [ScenarioStepRecord] = try Self.decoded(Data(stepsJSON.utf8), name: name)
    try self.init(name: name, note: note, steps: try Self.steps(records, name: name))
  }

  /// The steps as a JSON array of ``ScenarioStepRecord``; the same steps give the same text.
  public var stepsJSON: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(steps.map(ScenarioStepRecord.init)) else {
      preconditionFailure("texts and finite numbers always are JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  // MARK: - Private

  private static func steps(
    _ records: [ScenarioStepRecord], name: String
  ) throws(ScenarioError) -> [ScenarioStep] {
    guard records.count <= mostSteps else { throw .tooManySteps(records.count) }
    var steps: [ScenarioStep] = []
    for (index, record) in records.enumerated() {
      steps.append(
        try ScenarioError.naming(index + 1, of: name) { () throws(ScenarioStepError) in
          try ScenarioStep(record)
        })
    }
    return steps
  }

  private static func decoded<Value: Decodable>(
    _ json: Data, name: String?
  ) throws(ScenarioError) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: json)
    } catch let error as DecodingError {
      throw ScenarioError(error, name: name ?? "")
    } catch {
      throw .malformed(Wording(String(describing: error), zh: "无法识别"))
    }
  }
}

extension ScenarioError {
  /// What the decoder's error means: where it is about a member of a step, which step that is.
  fileprivate init(_ error: DecodingError, name: String) {
    let context: DecodingError.Context
    var expected = ScenarioStepError.Expectation.text
    switch error {
    case .typeMismatch(let type, let about):
      if type == Double.self { expected = .number }
      context = about
    case .valueNotFound(_, let about), .dataCorrupted(let about): context = about
    case .keyNotFound(let key, _):
      self = .malformed(Wording("'\(key.stringValue)' is missing", zh: "缺少“\(key.stringValue)”"))
      return
    @unknown default:
      self = .malformed(Wording(String(describing: error), zh: "无法识别"))
      return
    }
    if let number = context.codingPath.compactMap(\.intValue).first,
      let member = context.codingPath.last, member.intValue == nil
    {
      self = .step(number + 1, of: name, .badValue(member.stringValue, "what was sent", expected))
      return
    }
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    let place = path.joined(separator: "/")
    self = .malformed(
      path.isEmpty
        ? Wording("it is no JSON object", zh: "正文不是JSON对象")
        : Wording("'\(place)' is of another type", zh: "“\(place)”类型不符"))
  }
}
