import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/scenarios`: what would be changed, and for whom; kept by those who may write everywhere.
struct ScenariosController {
  private static let collection = "/scenarios"
  private static let one = "/scenarios/{scenarioName}"
  private static let json = ["application/json"]

  /// The question of a comparison: the scenario is in the path, and what it is compared with in `with`.
  private static let comparisonParameters =
    QuestionParameters.descriptions.filter { $0.name != "scenario" } + [
      ParameterDescription(
        name: "with",
        summary: Wording(
          "The scenario of before (default: the registry as it is)", zh: "与哪一方案比较（默认与登记库现状比较）"),
        schema: .text),
      AnalysisController.by,
      ParameterDescription(
        name: "all",
        summary: Wording(
          "Whether villages are listed, too, that are served or not as before, and have the nearest elsewhere",
          zh: "是否一并列出覆盖与否未变、但最近服务点改变的村"),
        schema: .truth),
      .recordedAt,
    ]

  let registry: Registry
  let recorded: RecordedStates
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: Self.collection,
        summary: Wording("The scenarios: what would be changed", zh: "全部方案：拟作的改动"), isOfRegistry: true,
        handler: list),
      Route(
        method: .post, path: Self.collection, summary: Wording("Add a scenario", zh: "新增方案"),
        body: Route.Body(mediaTypes: Self.json) { _, _, json in ScenarioSchema.write(to: &json) },
        successes: [201: Route.isThere], isOpen: isOpen, handler: add),
      Route(
        path: Self.one, summary: Wording("A scenario with its steps", zh: "一个方案及其步骤"), handler: show),
      Route(
        method: .put, path: Self.one, summary: Wording("Replace a scenario", zh: "替换方案"),
        body: Route.Body(mediaTypes: Self.json) { _, _, json in ScenarioSchema.write(to: &json) },
        successes: [200: Route.wasReplaced], isOpen: isOpen, handler: replace),
      Route(
        method: .delete, path: Self.one,
        summary: Wording("Remove a scenario; the history keeps it", zh: "删除方案，历史中仍保留"),
        successes: [204: Wording("It is no more", zh: "已删除")], isOpen: isOpen, handler: remove),
      Route(
        path: "\(Self.one)/comparison",
        summary: Wording(
          "Which villages gain and lose by a scenario, and by how much", zh: "方案使哪些村受益、受损及其程度"),
        parameters: { _ in Self.comparisonParameters }, isOfRegistry: true, isAnalysis: { _ in true },
        handler: recorded.handler(compare)),
    ]
  }

  // MARK: - Reading

  @Sendable private func list(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try context.requireScenarios()
    _ = try QueryParameters(request, known: [])
    let scenarios = try await registry.scenarios()
    return .json { json in
      json.array("scenarios") { json in
        for stored in scenarios {
          json.object { json in
            json.member("name", stored.scenario.name)
            json.member("note", stored.scenario.note)
            json.member("steps", stored.scenario.steps.count)
            json.array("links") { $0.link("item", Self.address(stored, request), Form.json.mediaType) }
          }
        }
      }
      json.array("links") { $0.ownLinks(Self.collection, Form.object, of: request) }
    }
  }

  @Sendable private func show(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try context.requireScenarios()
    _ = try QueryParameters(request, known: [])
    let name = try context.scenarioName()
    return Self.answer(try await Self.naming { try await registry.scenario(named: name) }, request)
  }

  @Sendable private func compare(
    _ state: ServedState, _ request: Request, _ context: RegistryContext
  ) async throws -> Response {
    try context.requireScenarios()
    let query = try QueryParameters(request, known: Self.comparisonParameters)
    let by: AreaLevel = query.word("by") ?? .county
    var (before, after) = (QuestionParameters(query), QuestionParameters(query))
    before.scenario = query["with"]
    after.scenario = try context.scenarioName()
    let isWhole = try query.truth("all") ?? false
    let known = try await state.registry.scenarios().map(\.scenario.name)
    if let name = after.scenario, !known.contains(name) { throw Problem.noScenario(name, known: known) }
    if let name = before.scenario, !known.contains(name) {
      throw ParameterError("with", ScenarioError.unknown(name, known: known).wording)
    }
    let (former, latter) = try await state.registry.snapshots(
      { [before] in try before.scope(in: $0) }, { [after] in try after.scope(in: $0) })
    let questions = zip(
      try before.questions(in: former.catalogue, today: today()),
      try after.questions(in: latter.catalogue, today: today()))
    let comparisons = try questions.map { first, second in
      try ScenarioComparison(
        from: CoverageAnalysis(first, in: former), to: CoverageAnalysis(second, in: latter), by: by.level)
    }
    return try .report(.json) { try $0.write(comparisons, isWhole: isWhole) }
  }

  // MARK: - Writing

  @Sendable private func add(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try mayWrite(request, context)
    let sent = try await request.sent(as: Self.json, context)
    let scenario = try await Self.naming { try Scenario(json: sent) }
    let stored = try await write(.add(scenario), context)
    guard let stored else { preconditionFailure("what was added is there") }
    var response = Self.answer(stored, request, status: .created)
    response.headers[.location] = Self.address(stored, request)
    return response
  }

  @Sendable private func replace(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try mayWrite(request, context)
    let condition = try VersionTag.condition(of: request)
    let sent = try await request.sent(as: Self.json, context)
    let name = try context.scenarioName()
    let scenario = try await Self.naming { try Scenario(json: sent, name: name) }
    guard let stored = try await write(.replace(scenario, condition), context) else {
      preconditionFailure("what was replaced is there")
    }
    return Self.answer(stored, request)
  }

  @Sendable private func remove(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try mayWrite(request, context)
    let condition = try VersionTag.condition(of: request)
    _ = try await write(.remove(try context.scenarioName(), condition), context)
    return Response(status: .noContent)
  }

  /// A scenario is of no division: it is for those who may write everywhere.
  private func mayWrite(_ request: Request, _ context: RegistryContext) throws {
    try context.caller.requireEditor()
    _ = try QueryParameters(request, known: [])
    try context.requireEverywhere(in: registry)
  }

  private var isOpen: @Sendable (RegistryContext) async throws -> Bool {
    { [registry] context in
      context.caller.role.isEditor && !context.caller.role.isOfDivision && !registry.isReadOnly
    }
  }

  private func write(_ write: ScenarioWrite, _ context: RegistryContext) async throws -> StoredScenario? {
    let author = Author(name: context.caller.name, way: .http, source: "request \(context.id)")
    return try await Self.naming { try await registry.write(write, author: author, date: Date()) }
  }

  // MARK: - Private

  /// Runs something that is about the scenario itself, and not about an analysis under it.
  private static func naming<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as ScenarioError {
      throw Problem(ofScenario: error)
    }
  }

  private static func address(_ stored: StoredScenario, _ request: Request) -> String {
    "\(request.serverAddress)\(collection)/\(stored.scenario.name.encodedForPath)"
  }

  private static func answer(
    _ stored: StoredScenario, _ request: Request, status: HTTPResponse.Status = .ok
  ) -> Response {
    var response = Response.json(status: status) { json in
      json.write(stored.scenario)
      json.array("links") { json in
        json.link("self", address(stored, request), Form.json.mediaType)
        json.link("related", "\(address(stored, request))/comparison", Form.json.mediaType)
        json.link("collection", request.serverAddress + collection, Form.json.mediaType)
      }
    }
    response.headers[.eTag] = VersionTag.tag(
      version: stored.version, of: Data(stored.scenario.stepsJSON.utf8))
    return response
  }
}

extension RegistryContext {
  /// Refuses to tell of scenarios to whom they are not shown.
  ///
  /// - Throws: ``Problem``
  func requireScenarios() throws { try requireToken("scenarios are", zh: "方案") }

  /// Refuses what is shown to those who bear a token alone.
  ///
  /// - Parameters:
  ///   - what: what that is, with its verb, as `scenarios are`.
  ///   - zh: the same in Chinese, without a verb.
  /// - Throws: ``Problem``
  func requireToken(_ what: String, zh: String) throws {
    guard caller.role.maySeeScenarios else {
      throw Problem(
        .unauthorized, "\(what) shown to those who bear a token", zh: "\(zh)须持令牌查看", challenge: "Bearer")
    }
  }

  /// Refuses to write what is of no division: to whom may not write everywhere, and where nobody may.
  ///
  /// - Throws: ``Problem``
  func requireEverywhere(in registry: Registry) throws {
    try caller.requireEditor()
    guard !caller.role.isOfDivision else {
      throw Problem(
        .forbidden, "a \(caller.role.rawValue) may not do that; a city-editor may",
        zh: "\(caller.role.rawValue) 无此权限，须由 city-editor 操作")
    }
    guard !registry.isReadOnly else { throw Problem.readOnly }
  }

  /// The name of the scenario in the address.
  fileprivate func scenarioName() throws -> String {
    try parameters.require("scenarioName").removingURLPercentEncoding() ?? ""
  }
}

extension Problem {
  /// No scenario bears the name in the address.
  fileprivate static func noScenario(_ name: String, known: [String]) -> Problem {
    Problem(.notFound, ScenarioError.unknown(name, known: known).wording)
  }

  /// What an error means of a scenario that is read or written.
  fileprivate init(ofScenario error: ScenarioError) {
    switch error {
    case .unknown(let name, let known): self = .noScenario(name, known: known)
    case .exists: self.init(.conflict, error.wording)
    case .changedSince: self.init(.preconditionFailed, error.wording)
    case .malformed: self.init(.badRequest, error.wording)
    case .badName, .otherName: self.init([FeatureFault("/name", error.wording)])
    case .noteTooLong: self.init([FeatureFault("/note", error.wording)])
    case .tooManySteps: self.init([FeatureFault("/steps", error.wording)])
    case .step(let number, _, let fault):
      let member = fault.member.map { "/\($0)" } ?? ""
      self.init([FeatureFault("/steps/\(number - 1)\(member)", fault.wording)])
    }
  }
}
