import Foundation
import Hummingbird
import NetworkPlanning
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/plans/upgrades`: schedules of upgrades, for those who bear a token; and their acceptance, by those who may write
/// everywhere.
struct UpgradePlanController {
  private static let json = ["application/json"]
  /// The greatest time limit: an answer is waited for no longer than the server's own limit, 30 seconds unless it is told
  /// another one.
  private static let mostSeconds = 600

  private static let parameters = [
    ParameterDescription(
      name: "from", summary: Wording("The first year", zh: "起始年份"),
      schema: .integer(minimum: 1, maximum: 9999, standard: nil)),
    ParameterDescription(
      name: "to", summary: Wording("The last year, at most nine later", zh: "截止年份，最多晚九年"),
      schema: .integer(minimum: 1, maximum: 9999, standard: nil)),
    ParameterDescription(
      name: "asOf",
      summary: Wording("The day on which the records are looked at (default: today)", zh: "以哪一天的记录为准（默认今天）"),
      schema: .date),
    ParameterDescription(
      name: "seconds", summary: Wording("The time limit of the search", zh: "求解时限，秒"),
      schema: .integer(minimum: 1, maximum: mostSeconds, standard: 10)),
    ParameterDescription(
      name: "gap", summary: Wording("How far from the best is good enough, as 0.5%", zh: "与最优解相差多少即可，如 0.5%"),
      schema: .text),
    ParameterDescription(
      name: "funds",
      summary: Wording("Whether the money allocated to nursing homes is a budget", zh: "是否以拨付给敬老院的资金为预算"),
      schema: .truth),
    ParameterDescription(
      name: "apart",
      summary: Wording(
        "Whether homes that share a village which no third serves are apart", zh: "共同服务某村且别无他院的敬老院是否错开年份"),
      schema: .truth),
    ParameterDescription(
      name: "accept",
      summary: Wording(
        "Whether the schedule becomes the planned works of the registry", zh: "是否将排期写入登记库作为计划工程"),
      schema: .truth),
  ]

  let registry: Registry
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        method: .post, path: "/plans/upgrades",
        summary: Wording(
          "Which nursing home to refit in which year; the body has the rules", zh: "各敬老院在哪一年改造，正文为规则"),
        parameters: { _ in Self.parameters },
        body: Route.Body(mediaTypes: Self.json) { _, language, json in
          json.members(UpgradeRules.schemaMembers { language($0) })
          json.member(
            "description",
            language(
              "Rules, all optional, as 'fuwang plan upgrades' takes them from a file",
              zh: "规则，均可省略，与“fuwang plan upgrades”所用文件相同"))
        },
        isAnalysis: { _ in true }, isForWhoAsks: true, handler: upgrades)
    ]
  }

  @Sendable private func upgrades(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try context.requireToken("plans are", zh: "改造计划")
    let query = try QueryParameters(request, known: Self.parameters)
    let isAccepted = try query.truth("accept") ?? false
    if isAccepted { try context.requireEverywhere(in: registry) }
    let rules = try rules(of: try await request.sent(as: Self.json, context))
    let question = try question(query, rules)
    let plan: UpgradePlan
    do {
      plan = try UpgradePlan(question, try await registry.plan(hasAllServices: true))
    } catch let error as UpgradeProblemError {
      throw Problem(.unprocessableContent, error.wording)
    }
    if isAccepted {
      var problems: [RowProblem] = []
      let author = Author(name: context.caller.name, way: .http, source: "request \(context.id)")
      let summary = try plan.accept(in: registry, author: author, date: Date()) {
        problems.append($0)
      }
      guard summary.isCommitted else {
        throw Problem(
          .conflict, problems.map(\.description).joined(separator: "; "),
          zh: problems.map(\.message.zh).joined(separator: "；"))
      }
    }
    return try .report(.json) { try $0.write(plan) }
  }

  private func rules(of sent: Data) throws -> UpgradeRules {
    do {
      return try UpgradeRules(json: sent)
    } catch let error as UpgradeRulesError {
      throw Problem(.unprocessableContent, error.wording)
    } catch {
      throw Problem(
        .badRequest, "the body is no JSON object; '{}' are rules that ask for nothing",
        zh: "正文不是JSON对象，没有要求时用“{}”")
    }
  }

  private func question(_ query: QueryParameters, _ rules: UpgradeRules) throws -> UpgradePlan.Question {
    func year(_ name: String) throws -> Int {
      guard let text = query[name], let year = Int(text), (1...9999).contains(year) else {
        throw ParameterError(name, "a year is needed, as 2018", zh: "须给出年份，如 2018")
      }
      return year
    }
    var question = UpgradePlan.Question(
      from: try year("from"), to: try year("to"),
      asOf: try TargetParameters(asOf: query["asOf"]).day(today: today()))
    question.rules = rules
    question.takesFunds = try query.truth("funds") ?? false
    question.keepsSharedApart = try query.truth("apart") ?? false
    question.seconds = 10
    if let text = query["seconds"] {
      guard let seconds = Int(text), (1...Self.mostSeconds).contains(seconds) else {
        throw ParameterError(
          "seconds", "'\(text)' is no number from 1 to \(Self.mostSeconds)",
          zh: "“\(text)”不是1至\(Self.mostSeconds)的数")
      }
      question.seconds = Double(seconds)
    }
    if let gap = query["gap"] { try question.setGap(gap) }
    return question
  }
}
