internal import Foundation
internal import ServiceNetwork

/// Writes rows as the features of a GeoJSON collection, one a line.
///
/// Properties have the names of the columns, but for those that are the geometry: longitude and latitude, or the
/// boundary. Counts are numbers, everything else is text, so that no digit is lost; what is empty is null.
///
/// Source: RFC 7946.
final class FeatureTarget: ExportTarget {
  private static let pieceSize = 1 << 16

  private let writer: TableWriter
  private let file: FileHandle
  private let columns: [Int]
  /// Whether the geometry is what a division encloses, and not its point.
  private let hasBoundaries: Bool
  private var piece = Array("{\"type\":\"FeatureCollection\",\"features\":[\n".utf8)
  private var isFirst = true

  init(_ path: String, writer: TableWriter) throws {
    self.writer = writer
    file = try FileHandle(forWritingTo: URL(filePath: path))
    hasBoundaries = writer.columns.contains("boundary")
    let geometry = hasBoundaries ? ["boundary"] : ["longitude", "latitude"]
    columns = writer.columns.indices.filter { !geometry.contains(writer.columns[$0]) }
  }

  func write(_ row: RegistryRow) throws {
    if hasBoundaries, row.boundary == nil { return }
    let cells = writer.cells(row, FormulaGuard.escaped)
    var json = JSONWriter()
    json.object { json in
      json.member("type", "Feature")
      if let boundary = row.boundary { json.geometry(boundary) } else { json.geometry(row.place) }
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
  /// What the row encloses, where it was read with that.
  var boundary: MultiPolygon? {
    guard case .division(let division) = self else { return nil }
    return division.boundary
  }

  /// The row's point.
  var place: Coordinate? {
    switch self {
    case .division(let division): division.location
    case .facility(let facility): facility.location
    default: nil
    }
  }
}
