internal import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes who did what.
  ///
  /// - Throws: what the sink throws.
  public func write(_ acts: [Act]) throws {
    try writeList(
      acts, named: "acts",
      [
        ListColumn("act") { .number($0.id) }, ListColumn("at") { .text($0.at.timeText) },
        ListColumn("author") { .text($0.author.name) }, ListColumn("via") { .text($0.author.way.rawValue) },
        ListColumn("what") { .text($0.what) }, ListColumn("source") { .text($0.author.source) },
        ListColumn("undoes") { .number($0.undoes) },
      ])
  }

  /// Writes what became of the records that bear an id.
  ///
  /// - Throws: what the sink throws.
  public func write(_ records: [(table: RegistryTable, changes: [RecordChange])], id: String) throws {
    switch format {
    case .table:
      for record in records {
        try write("\(record.table.rawValue) \(id)\n")
        for change in record.changes { try write("  \(change.line)\n") }
      }
    case .csv:
      let rows = records.flatMap { record in
        record.changes.flatMap { change in
          let fields: [RowChange.Field?] = change.fields.isEmpty ? [nil] : change.fields
          return fields.map { (record.table, change, $0) }
        }
      }
      try writeCSV(
        headings: [
          "table", "id", "as_of", "seq", "at", "author", "via", "act", "change", "column", "before", "after",
        ], rows: rows
      ) { table, change, field in
        [
          table.rawValue, id, change.asOf?.description, String(change.seq), change.at.timeText,
          change.act?.author.name,
          change.act?.author.way.rawValue, change.act.map { String($0.id) }, change.kind.rawValue,
          field?.column,
          field?.before, field?.after,
        ]
      }
    case .json, .geojson:
      try writeJSON { json in
        try json.object { json in
          json.member("id", id)
          try json.array("records") { json in
            for record in records {
              try json.object { json in
                json.member("table", record.table.rawValue)
                try json.array("changes") { json in
                  try writeElements(record.changes, to: &json) { change, json in
                    json.object { change.write(to: &$0) }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

extension Date {
  /// The time in UTC, to the second.
  fileprivate var timeText: String { formatted(.iso8601) }
}

extension Act {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("act", id)
    json.member("at", at.timeText)
    json.member("author", author.name)
    json.member("via", author.way.rawValue)
    json.member("what", what)
    json.member("source", author.source)
    json.member("undoes", undoes)
  }
}

extension RecordChange {
  /// How much of a value a table shows.
  private static let valueLimit = 60

  fileprivate var line: String {
    let who = act.map { "\($0.author.name), \($0.what) (act \($0.id))" } ?? "another program"
    let values = fields.map { "\($0.column) \(Self.shown($0.before)) → \(Self.shown($0.after))" }
    let list = values.isEmpty ? "" : ": \(values.joined(separator: "; "))"
    let day = asOf.map { ", as of \($0)" } ?? ""
    return "\(at.timeText) \(kind.rawValue) by \(who)\(day)\(list)"
  }

  private static func shown(_ value: String?) -> String {
    guard let value else { return "–" }
    return value.count > valueLimit ? value.prefix(valueLimit) + "…" : value
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.member("seq", seq)
    json.member("at", at.timeText)
    json.member("change", kind.rawValue)
    if let asOf { json.member("asOf", asOf.description) }
    if let act {
      json.object("act") { act.write(to: &$0) }
    } else {
      json.member("act", nil as String?)
    }
    json.array("fields") { json in
      for field in fields {
        json.object { json in
          json.member("column", field.column)
          json.member("before", field.before)
          json.member("after", field.after)
        }
      }
    }
  }
}
