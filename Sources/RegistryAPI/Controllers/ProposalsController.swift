import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/proposals`: the writes that wait for approval, for editors.
struct ProposalsController {
  private static let parameters =
    [
      ParameterDescription(
        name: "state", summary: Wording("Only proposals of this state", zh: "只看此状态的待审修改"),
        schema: .words(Proposal.State.allCases.map(\.rawValue))),
      ParameterDescription(
        name: "limit", summary: Wording("The most proposals of a page", zh: "每页最多条数"),
        schema: .integer(minimum: 1, maximum: 1000, standard: 100)),
      ParameterDescription(
        name: "before", summary: Wording("Only proposals with lower numbers", zh: "只看编号更小的"),
        schema: .integer(minimum: 1, standard: Int(Int32.max))),
    ]

  let registry: Registry
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/proposals",
        summary: Wording("The writes that wait for approval, or waited; for editors", zh: "待审和已审的修改，供编辑使用"),
        parameters: { _ in Self.parameters }, failures: Route.forbidden, handler: list),
      Route(
        path: "/proposals/{proposalId}",
        summary: Wording("A write that waits, and what it would change", zh: "一项待审修改及其内容"),
        failures: Route.forbidden, handler: one),
      Route(
        method: .post, path: "/proposals/{proposalId}/approve",
        summary: Wording("Do what is proposed", zh: "通过待审修改"),
        isOpen: Self.isForEditors, handler: approve),
      Route(
        method: .post, path: "/proposals/{proposalId}/reject",
        summary: Wording("Do not do what is proposed", zh: "退回待审修改"),
        body: Route.Body(mediaTypes: ["application/json"]) { _, _, json in
          json.member("type", "object")
          json.array("required") { $0.text("reason") }
          json.object("properties") { json in
            json.object("reason") { json in
              json.member("type", "string")
              json.member("minLength", 1)
              json.member("maxLength", FeatureDraft.longestText)
            }
          }
        }, isOpen: Self.isForEditors, handler: reject),
    ]
  }

  // MARK: - Private

  private static let isForEditors: @Sendable (RegistryContext) async throws -> Bool = {
    $0.caller.role.isEditor
  }

  @Sendable private func list(_ request: Request, _ context: RegistryContext) async throws -> Response {
    let query = try QueryParameters(request, known: Self.parameters)
    try context.caller.requireEditor()
    let state: Proposal.State? = query.word("state")
    let limit = try query.number("limit", in: 1...1000, default: 100)
    let before = try query.number("before", in: 1...Int(Int32.max), default: Int(Int32.max))
    let proposals = try await registry.proposals(
      for: context.caller, state: state, limit: limit + 1, before: before)
    let page = proposals.prefix(limit)
    return .json(headers: Self.headers) { json in
      json.array("proposals") { json in
        for proposal in page { json.object { write(proposal, request, to: &$0) } }
      }
      json.array("links") { json in
        json.link("self", request.serverAddress + request.uri.string, "application/json")
        if proposals.count > limit, let last = page.last {
          json.link(
            "next", request.serverAddress + request.replacing(["before": "\(last.id)"]),
            "application/json")
        }
      }
    }
  }

  @Sendable private func one(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    try context.caller.requireEditor()
    let id = try id(context)
    guard let proposal = try await registry.proposal(id, for: context.caller) else {
      throw ProposalError.notFound(id)
    }
    return .json(headers: Self.headers) { write(proposal, request, to: &$0) }
  }

  @Sendable private func approve(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    try context.caller.requireEditor()
    let (id, caller) = (try id(context), context.caller)
    let record = try await registry.approve(id, by: caller, request: context.id, date: Date(), today: today())
    {
      try FeatureDraft.row($0, of: $1, catalogue: $2)
    }
    return .json(headers: Self.headers) { json in
      json.member("proposal", id)
      json.member("state", Proposal.State.approved.rawValue)
      json.member("featureId", record)
    }
  }

  @Sendable private func reject(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    try context.caller.requireEditor()
    let id = try id(context)
    struct Reason: Decodable {
      let reason: String
    }
    let sent = try await request.sent(as: ["application/json"], context)
    guard let reason = try? JSONDecoder().decode(Reason.self, from: sent).reason.trimmingWhitespace(),
      (1...FeatureDraft.longestText).contains(reason.count)
    else { throw Problem(.unprocessableContent, #"say why: {"reason": "…"}"#, zh: #"请说明理由：{"reason": "…"}"#) }
    try await registry.reject(id, by: context.caller, reason: reason, date: Date())
    return .json(headers: Self.headers) { json in
      json.member("proposal", id)
      json.member("state", Proposal.State.rejected.rawValue)
    }
  }

  private static let headers: HTTPFields = [.vary: "Authorization", .cacheControl: "no-store"]

  private func id(_ context: RegistryContext) throws -> Int {
    let text = try context.parameters.require("proposalId")
    guard text.isASCIIDigits, let id = Int(text) else {
      throw Problem.noProposal("'\(text)'")
    }
    return id
  }

  private func write(_ proposal: Proposal, _ request: Request, to json: inout JSONWriter) {
    json.member("id", proposal.id)
    json.member("at", proposal.at.formatted(.iso8601))
    json.member("author", proposal.author)
    json.member("collection", proposal.collection)
    json.member("change", proposal.change.rawValue)
    json.member("featureId", proposal.recordId)
    json.member("name", proposal.name)
    json.member("division", proposal.division?.description)
    json.array("fields") { json in
      for field in proposal.fields {
        json.object { json in
          json.member("field", field.column.lowerCamelCased)
          json.member("before", field.before)
          json.member("after", field.after)
        }
      }
    }
    json.member("state", proposal.state.rawValue)
    if let decision = proposal.decision {
      json.object("decision") { json in
        json.member("at", decision.at.formatted(.iso8601))
        json.member("author", decision.author)
        json.member("reason", decision.reason)
        json.member("act", decision.act)
      }
    }
    json.array("links") { json in
      json.link("self", "\(request.serverAddress)/proposals/\(proposal.id)", "application/json")
    }
  }
}
