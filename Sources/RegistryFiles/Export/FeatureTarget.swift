internal import Foundation
internal import ServiceNetwork

/// Writes rows as the features of a GeoJSON collection, one a line.
///
/// Properties have the names of the columns, but for longitude and latitude, which are the geometry. Counts are numbers,
/// everything else is text; what is empty is null.
///
/// Source: RFC 7946.
final class FeatureTarget: ExportTarget {
  private static let pieceSize = 1 << 16

  private let writer: TableWriter
  private let file: FileHandle
  private let columns: [Int]
  private var piece = Array("{\"type\":\"FeatureCollection\",\"features\":[\n".utf8)
  private var isFirst = true

  init(_ path: String, writer: TableWriter) throws {
    self.writer = writer
    file = try FileHandle(forWritingTo: URL(filePath: path))
    columns = writer.columns.indices.filter { !["longitude", "latitude"].contains(writer.columns[$0]) }
  }

  func write(_ row: RegistryRow) throws {
    let cells = writer.cells(row, FormulaGuard.escaped)
    var json = JSONWriter()
    json.object { json in
      json.member("type", "Feature")
      json.geometry(row.place)
      json.object("properties") { json in
        for index in columns {
          let name = writer.columns[index]
          if writer.numbers.contains(index), let count = cells[index].flatMap({ Int($0) }) {
            json.member(name, count)
          } else {
            json.member(name, cells[index])
          }
        }
      }
    }
    if !isFirst { piece += Array(",\n".utf8) }
    isFirst = false
    piece += json.take()
    if piece.count > Self.pieceSize { try flush() }
  }

  func finish() throws {
    piece += Array("\n]}\n".utf8)
    try flush()
    try file.close()
  }

  private func flush() throws {
    try file.write(contentsOf: Data(piece))
    piece.removeAll(keepingCapacity: true)
  }
}

extension RegistryRow {
  /// The row's point.
  var place: Coordinate? {
    switch self {
    case .division(let division): division.location
    case .facility(let facility): facility.location
    case .kind, .service, .demand, .post: nil
    }
  }
}
