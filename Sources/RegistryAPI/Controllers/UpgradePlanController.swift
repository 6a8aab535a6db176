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
      name: "from", summary: "The first year", schema: .integer(minimum: 1, maximum: 9999, standard: nil)),
    ParameterDescription(
      name: "to", summary: "The last year, at most nine later",
      schema: .integer(minimum: 1, maximum: 9999, standard: nil)),
    ParameterDescription(
      name: "asOf", summary: "The day on which the records are looked at (default: today)", schema: .date),
    ParameterDescription(
      name: "seconds", summary: "The time limit of the search",
      schema: .integer(minimum: 1, maximum: mostSeconds, standard: 10)),
    ParameterDescription(
      name: "gap", summary: "How far from the best is good enough, as 0.5%", schema: .text),
    ParameterDescription(
      name: "funds", summary: "Whether the money allocated to nursing homes is a budget", schema: .truth),
    ParameterDescription(
      name: "apart", summary: "Whether homes that share a village which no third serves are apart",
      schema: .truth),
    ParameterDescription(
      name: "accept", summary: "Whether the schedule becomes the planned works of the registry",
      schema: .truth),
  ]

  let registry: Registry
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        method: .post, path: "/plans/upgrades",
        summary: "Which nursing home to refit in which year; the body has the rules",
        parameters: { _ in Self.parameters },
        body: Route.Body(mediaTypes: Self.json) { _, json in
          json.members(UpgradeRules.schemaMembers)
          json.member("description", "Rules, all optional, as 'fuwang plan upgrades' takes them from a file")
        },
        isAnalysis: { _ in true }, isForWhoAsks: true, handler: upgrades)
    ]
  }

  @Sendable private func upgrades(_ request: Request, _ context: RegistryContext) async throws -> Response {
    try context.requireToken("plans are")
    let query = try QueryParameters(request, known: Self.parameters)
    let isAccepted = try query.truth("accept") ?? false
    if isAccepted { try context.requireEverywhere(in: registry) }
    let rules = try rules(of: try await request.sent(as: Self.json, context))
    let question = try question(query, rules)
    let plan: UpgradePlan
    do {
      plan = try UpgradePlan(question, try await registry.plan(hasAllServices: true))
    } catch let error as UpgradeProblemError {
      throw Problem(.unprocessableContent, error.description)
    }
    if isAccepted {
      var problems: [String] = []
      let author = Author(name: context.caller.name, way: .http, source: "request \(context.id)")
      let summary = try plan.accept(in: registry, author: author, date: Date()) {
        problems.append($0.description)
      }
      guard summary.isCommitted else { throw Problem(.conflict, problems.joined(separator: "; ")) }
    }
    return try .report(.json) { try $0.write(plan) }
  }

  private func rules(of sent: Data) throws -> UpgradeRules {
    do {
      return try UpgradeRules(json: sent)
    } catch let error as UpgradeRulesError {
      throw Problem(.unprocessableContent, error.description)
    } catch {
      throw Problem(.badRequest, "the body is no JSON object; '{}' are rules that ask for nothing")
    }
  }

  private func question(_ query: QueryParameters, _ rules: UpgradeRules) throws -> UpgradePlan.Question {
    func year(_ name: String) throws -> Int {
      guard let text = query[name], let year = Int(text), (1...9999).contains(year) else {
        throw ParameterError(name, "a year is needed, as 2018")
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
        throw ParameterError("seconds", "'\(text)' is no number from 1 to \(Self.mostSeconds)")
      }
      question.seconds = Double(seconds)
    }
    if let gap = query["gap"] { try question.setGap(gap) }
    return question
  }
}
