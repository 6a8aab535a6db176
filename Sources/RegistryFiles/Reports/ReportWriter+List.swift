import ServiceNetwork

/// A column of a list: what it is called, and what its cells are.
struct ListColumn<Row> {
  /// A cell.
  enum Cell {
    case text(String?)
    case number(Int?)

    var text: String? {
      switch self {
      case .text(let text): text
      case .number(let number): number.map(String.init)
      }
    }
  }

  /// Its heading in snake case; tables have it in words, JSON in lower camel case.
  let name: String
  let cell: (Row) -> Cell

  init(_ name: String, _ cell: @escaping (Row) -> Cell) {
    self.name = name
    self.cell = cell
  }
}

extension ReportWriter {
  /// Writes a list of what has no place, and so no GeoJSON.
  ///
  /// - Parameter name: the member of the JSON object that has the rows.
  /// - Throws: what the sink throws.
  func writeList<Row>(_ rows: [Row], named name: String, _ columns: [ListColumn<Row>]) throws {
    switch format {
    case .table:
      var table = TextTable(
        columns.map { column in
          let isNumber = rows.first.map { if case .number = column.cell($0) { true } else { false } } ?? false
          return (column.name.replacing("_", with: " "), isNumber ? .trailing : .leading)
        })
      for row in rows { table.append(columns.map { $0.cell(row).text ?? "–" }) }
      try write(table.text)
    case .csv:
      try writeCSV(headings: columns.map(\.name), rows: rows) { row in columns.map { $0.cell(row).text } }
    case .json, .geojson:
      try writeJSON { json in
        try json.object { json in
          try json.array(name) { json in
            try writeElements(rows, to: &json) { row, json in
              json.object { json in
                for column in columns {
                  switch column.cell(row) {
                  case .text(let text): json.member(column.name.lowerCamelCased, text)
                  case .number(let number): json.member(column.name.lowerCamelCased, number)
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
