internal import Foundation
public import ServiceNetwork

/// Writes the rows of a table to a file, in any ``TableFormat``.
///
/// What a form cannot hold is refused, and never cut.
public final class TableExport {
  private let writer: TableWriter
  private let target: any ExportTarget
  private let format: TableFormat

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - format: the form.
  ///   - path: where it is written; what stands there is overwritten. Of a shapefile the `.shp`.
  ///   - catalogue: the kinds and groups of the registry.
  ///   - forExcel: whether a CSV is for Excel: with a byte order mark and Chinese headings.
  ///   - withBoundaries: whether divisions are written with what they enclose: in a form of a GIS as their geometry, and
  ///     those without are left out.
  /// - Throws: ``ExportError``, ``WorkbookError``, or what the file system says.
  public init(
    _ table: RegistryTable, as format: TableFormat, path: String, catalogue: Catalogue,
    forExcel: Bool = false,
    withBoundaries: Bool = false
  ) throws {
    guard !format.isGeographic || table.hasPlaces else { throw ExportError.noPlaces(table, format) }
    guard !withBoundaries || format != .xlsx && table == .divisions else { throw ExportError.noBoundaries }
    self.format = format
    writer = TableWriter(table, demandGroups: catalogue.demandGroups, withBoundaries: withBoundaries)
    target =
      switch format {
      case .csv: try DelimitedTarget(path, writer: writer, separator: ",", forExcel: forExcel)
      case .tsv: try DelimitedTarget(path, writer: writer, separator: "\t", forExcel: forExcel)
      case .xlsx: try WorkbookTarget(path, writer: writer, kinds: catalogue.kinds)
      case .geojson: try FeatureTarget(path, writer: writer)
      case .gpkg, .shp, .kml: try LayerTarget(path, writer: writer, format: format)
      }
  }

  /// Writes a row.
  public func write(_ row: RegistryRow) throws {
    try target.write(row)
  }

  /// Ends the file.
  public func finish() async throws {
    try await target.finish()
  }
}

/// Where rows are written to.
protocol ExportTarget {
  func write(_ row: RegistryRow) throws
  func finish() async throws
}

/// Why rows cannot be written in a form.
public enum ExportError: Error, CustomStringConvertible {
  /// The table has no places, and the form holds nothing else.
  case noPlaces(RegistryTable, TableFormat)
  /// Only divisions have boundaries, and a cell of a workbook is too short for one.
  case noBoundaries
  /// A text is longer than the form takes.
  case textTooLong(id: String, column: String, limit: Int)
  /// The program that writes it is missing.
  case toolMissing(String)
  /// The program that writes it says what is wrong.
  case failed(String)

  init(_ error: OutsideToolError) {
    self = error.isToolMissing ? .toolMissing(error.wording.en) : .failed(error.wording.en)
  }

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .noPlaces(let table, let format):
      "the table \(table.rawValue) has no places, as \(format.rawValue) needs them; write csv, tsv or xlsx"
    case .noBoundaries:
      "only divisions have boundaries, and a workbook's cell is too short for one; write csv, geojson, gpkg, shp or kml"
    case .textTooLong(let id, let column, let limit):
      "the \(column) of \(id) is longer than the \(limit) bytes of a shapefile's field; write gpkg instead"
    case .toolMissing(let reason), .failed(let reason): reason
    }
  }
}

extension RegistryTable {
  /// Whether its rows may have places.
  var hasPlaces: Bool { self == .divisions || self == .facilities }
}
