package import ServiceNetwork

/// The forms in which a report is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// A table for a terminal.
  case table
  /// Comma-separated values with snake_case headings.
  case csv
  /// JSON with lowerCamelCase members.
  case json
  /// GeoJSON (RFC 7946), a feature a row.
  case geojson
}

/// Writes reports in a form, piece by piece, to wherever bytes go.
public struct ReportWriter {
  /// The size of a piece, about: memory does not grow with a report.
  static let pieceSize = 1 << 16

  /// The form.
  public let format: ReportFormat
  let sink: ([UInt8]) throws -> Void
  private let remark: (String) -> Void

  /// A writer that hands its pieces over as they are ready.
  ///
  /// - Parameter remark: is told in a line what there is no room for in rows of CSV.
  public init(
    _ format: ReportFormat, remark: @escaping (String) -> Void = { _ in },
    to sink: @escaping ([UInt8]) throws -> Void
  ) {
    self.format = format
    self.remark = remark
    self.sink = sink
  }

  /// Writes a table, and in a last line what it was computed from.
  package func writeTable(_ table: String, _ provenance: Provenance) throws {
    try write("\(table)\n\(provenance.line)\n")
  }

  /// Says what an answer was computed from, where the form has no other place for it.
  package func remark(on provenance: Provenance) { remark(provenance.line) }

  package func write(_ text: String) throws {
    try sink(Array(text.utf8))
  }

  /// Writes rows as CSV, no text of which a spreadsheet would take for a formula.
  package func writeCSV<Row>(headings: [String], rows: some Sequence<Row>, _ cells: (Row) -> [String?]) throws
  {
    try write(CSVWriter.record(headings))
    try writeCSV(rows: rows, cells)
  }

  /// Writes rows as CSV below headings that stand there already.
  func writeCSV<Row>(rows: some Sequence<Row>, _ cells: (Row) -> [String?]) throws {
    var piece = ""
    for row in rows {
      piece += CSVWriter.record(cells(row).map { $0.map(Self.guarded) })
      if piece.utf8.count > Self.pieceSize {
        try write(piece)
        piece = ""
      }
    }
    try write(piece)
  }

  /// A text that no spreadsheet takes for a formula; a number is none.
  private static func guarded(_ text: String) -> String {
    Double(text) == nil ? FormulaGuard.guarded(text) : text
  }

  /// Writes one JSON value, and a line feed after it.
  package func writeJSON(_ body: (inout JSONWriter) throws -> Void) throws {
    var json = JSONWriter()
    try body(&json)
    try sink(json.take() + [UInt8(ascii: "\n")])
  }

  /// Writes an array's elements, and hands a piece over now and then.
  package func writeElements<Row>(
    _ rows: some Sequence<Row>, to json: inout JSONWriter, _ element: (Row, inout JSONWriter) -> Void
  ) throws {
    for row in rows {
      element(row, &json)
      if json.bytes.count > Self.pieceSize { try sink(json.take()) }
    }
  }
}

extension JSONWriter {
  /// A member that is a GeoJSON multipolygon.
  mutating func geometry(_ area: MultiPolygon) {
    object("geometry") { json in
      json.member("type", "MultiPolygon")
      json.array("coordinates") { json in
        for polygon in area.polygons {
          json.array { json in
            for ring in [polygon.exterior] + polygon.interiors {
              json.array { json in
                for point in ring {
                  json.array { json in
                    json.number(point.longitude)
                    json.number(point.latitude)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// A member that is a GeoJSON point, or null.
  package mutating func geometry(_ location: Coordinate?) {
    guard let location else { return member("geometry", nil as String?) }
    object("geometry") { json in
      json.member("type", "Point")
      json.array("coordinates") { json in
        json.number(location.longitude)
        json.number(location.latitude)
      }
    }
  }
}
