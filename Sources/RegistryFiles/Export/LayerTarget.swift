internal import Foundation
internal import ServiceNetwork

/// Writes rows as a layer of a GIS, through GeoJSON and GDAL.
///
/// A shapefile cuts the names of columns after ten characters, which are recognised when it comes back, and holds texts
/// of 254 bytes; a longer one is refused.
final class LayerTarget: ExportTarget {
  private static let shapefileLimit = 254

  private let writer: TableWriter
  private let format: TableFormat
  private let path: String
  private let folder: TemporaryFolder
  private let features: FeatureTarget

  init(_ path: String, writer: TableWriter, format: TableFormat) throws {
    self.path = path
    self.writer = writer
    self.format = format
    folder = try TemporaryFolder()
    _ = FileManager.default.createFile(atPath: folder.path("features.geojson"), contents: nil)
    features = try FeatureTarget(folder.path("features.geojson"), writer: writer)
  }

  func write(_ row: RegistryRow) throws {
    if format == .shp { try checkLengths(row) }
    try features.write(row)
  }

  func finish() async throws {
    try features.finish()
    let hasBoundaries = writer.columns.contains("boundary")
    try await LayerConversion(
      folder: folder, format: format, layer: writer.table.rawValue,
      shape: hasBoundaries ? "MULTIPOLYGON" : "POINT"
    ).write(to: path)
  }

  private func checkLengths(_ row: RegistryRow) throws {
    var values = row.values
    values["boundary"] = nil
    guard let (column, _) = values.first(where: { $1.utf8.count > Self.shapefileLimit }) else { return }
    let id = values["id"] ?? values["code"] ?? values["name"] ?? ""
    throw ExportError.textTooLong(id: id, column: column, limit: Self.shapefileLimit)
  }
}

/// Turns `features.geojson` of a folder into another form, and puts the file into its place.
struct LayerConversion {
  let folder: TemporaryFolder
  let format: TableFormat
  /// The name of the layer.
  let layer: String
  /// What its geometries are, as GDAL calls it.
  var shape = "POINT"

  /// - Parameter path: of a GeoPackage or KML the file; of a shapefile the `.shp`, beside which its others are put.
  func write(to path: String) async throws {
    let source = folder.path("features.geojson")
    let draft = folder.path("\(layer).\(format.rawValue)")
    let size = try RegularFile(source).stamp.size
    var arguments = ["-f", format.driver ?? "", draft, source, "-nln", layer, "-oo", "DATE_AS_STRING=YES"]
    if format == .shp { arguments += ["-lco", "ENCODING=UTF-8", "-nlt", shape] }
    do throws(OutsideToolError) {
      let limits = OutsideTool.Limits(fileSize: size)
      _ = try await OutsideTool(limits: limits, folder: folder.url).run(.ogr2ogr, arguments)
    } catch {
      throw ExportError(error)
    }
    let manager = FileManager.default
    let target = URL(filePath: path)
    let parts = format == .shp ? ["shp", "shx", "dbf", "prj", "cpg"] : [format.rawValue]
    for part in parts {
      let from = folder.path("\(layer).\(part)")
      let to =
        format == .shp && part != "shp" ? target.deletingPathExtension().appendingPathExtension(part) : target
      guard manager.fileExists(atPath: from) else { continue }
      try? manager.removeItem(at: to)
      try manager.copyItem(at: URL(filePath: from), to: to)
    }
  }
}
