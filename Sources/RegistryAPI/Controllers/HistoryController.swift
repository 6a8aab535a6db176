import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/collections/{collectionId}/items/{featureId}/history`: what became of a feature.
struct HistoryController {
  private static let parameters =
    [
      ParameterDescription(
        name: "limit", summary: Wording("The most changes of a page", zh: "每页最多变更数"),
        schema: .integer(minimum: 1, maximum: 1000, standard: 100)),
      ParameterDescription(
        name: "before",
        summary: Wording(
          "Only changes with lower numbers, as a 'next' link asks", zh: "只看编号更小的变更，由 next 链接给出"),
        schema: .integer(minimum: 0, standard: Int(Int32.max))),
    ]

  let registry: Registry
  let types: TypeMemory
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/collections/{collectionId}/items/{featureId}/history",
        summary: Wording(
          "What became of a feature, the last change first, and of a division's counts",
          zh: "要素及区划人数的历次变更，最近的在前"),
        parameters: { _ in Self.parameters }, isFor: { $0.source != .unserved }, handler: history)
    ]
  }

  @Sendable private func history(_ request: Request, _ context: RegistryContext) async throws -> Response {
    let parameters = try QueryParameters(request, known: Self.parameters)
    let limit = try parameters.number("limit", in: 1...1000, default: 100)
    let before = try parameters["before"].map { _ in
      try parameters.number("before", in: 0...Int(Int32.max), default: 0)
    }
    let (collection, caller, today) = (
      try context.parameters.require("collectionId"), context.caller, today()
    )
    let id = try context.featureId()
    let found = try await registry.reading { reader -> (RecordPast, FeatureType)? in
      let type = try types.entry(collection, reader).type
      guard type.source != .unserved else { return nil }
      let query = FeatureQuery(type, today: today, caller: caller)
      return try reader.past(of: id, query, before: before, limit: limit).map { ($0, type) }
    }
    guard let (past, type) = found else {
      throw Problem.noFeature(id, in: collection)
    }
    if past.isPersonal(of: type, to: caller) {
      try await PersonalReading(registry: registry, context: context).note(past.id, of: type)
    }
    return Self.answer(past, collection, request, caller)
  }

  private static func answer(
    _ past: RecordPast, _ collection: String, _ request: Request, _ caller: Caller
  ) -> Response {
    .json { json in
      json.member("id", past.id)
      json.member("collection", collection)
      json.member("timeStamp", Date().formatted(.iso8601))
      json.member("numberReturned", past.entries.count)
      json.array("changes") { json in
        for entry in past.entries {
          json.object { write(entry, withAuthor: caller.mayWrite(isWithin: past.isWithin), to: &$0) }
        }
      }
      json.array("links") { json in
        let address = request.serverAddress
        json.link("self", address + request.uri.string, "application/json")
        if let next = past.next {
          json.link("next", address + request.replacing(["before": String(next)]), "application/json")
        }
        json.link("collection", "\(address)/collections/\(collection)", "application/json")
      }
    }
  }

  private static func write(_ entry: RecordPast.Entry, withAuthor: Bool, to json: inout JSONWriter) {
    let change = entry.change
    json.member("seq", change.seq)
    json.member("at", change.at.formatted(.iso8601))
    json.act(change.act, withAuthor: withAuthor)
    json.member("table", entry.table.rawValue)
    json.member("change", change.kind.rawValue)
    if let asOf = change.asOf { json.member("asOf", asOf.description) }
    json.array("fields") { json in
      for field in change.fields {
        json.object { json in
          json.member("property", field.column.lowerCamelCased)
          json.member("before", field.before)
          json.member("after", field.after)
        }
      }
    }
  }
}

extension RecordPast {
  /// Whether it shows somebody a person's name or telephone whole.
  fileprivate func isPersonal(of type: FeatureType, to caller: Caller) -> Bool {
    guard caller.view(of: .personal, isWithin: isWithin) == .whole else { return false }
    return entries.flatMap(\.change.fields).contains { field in
      type.property(named: field.column.lowerCamelCased)?.sensitivity == .personal
        && (field.before ?? field.after) != nil
    }
  }
}
