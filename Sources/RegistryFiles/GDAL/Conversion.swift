internal import Foundation
internal import ServiceNetwork

/// Writes the layers of one file out as CSV.
struct Conversion {
  /// Who knows the encoding of a shapefile's texts.
  enum ShapefileEncoding {
    /// The file says it.
    case ofFile
    /// The user says it.
    case known(TextEncoding)
    /// Nobody: the bytes come as they are, and are looked at.
    case unknown
  }

  /// The longest record of a layer, bytes: an outline of a province may have a million points.
  private static let recordLimit = 64 << 20

  let format: FileFormat
  let source: String
  let folder: TemporaryFolder
  let limits: OutsideTool.Limits
  /// For a shapefile.
  let encoding: ShapefileEncoding?

  /// Whether nobody says how the texts are written.
  var isEncodingUnknown: Bool {
    if case .unknown = encoding { true } else { false }
  }

  /// The names of the file's sheets or layers.
  func layerNames() async throws(TableFileError) -> [String] {
    let list = try await run(.ogrinfo, ["-ro"] + openOptions + [source])
    return list.split(whereSeparator: \.isNewline).compactMap { line in
      guard let match = line.wholeMatch(of: /(?:\d+|Layer): (.*?)( \(title: .*\))?( \([A-Za-z0-9 ,]+\))?/)
      else {
        return nil
      }
      return String(match.1)
    }
  }

  /// Writes a layer out.
  ///
  /// - Parameter isOnly: whether it is the file's only one, whose name says nothing.
  func part(of layer: String, number: Int, isOnly: Bool) async throws(TableFileError) -> TableFile.Part {
    let system = format.isSpreadsheet ? .none : try await referenceSystem(of: layer)
    let target = folder.path("\(number).csv")
    var arguments = ["-f", "CSV", target, source, layer, "-dim", "XY", "-nlt", "CONVERT_TO_LINEAR"]
    arguments += ["-lco", "GEOMETRY=AS_WKT", "-lco", "STRING_QUOTING=IF_NEEDED"] + openOptions
    // A system that has no number is left to GDAL.
    if system == .unnumbered { arguments += ["-t_srs", "EPSG:4326"] }
    _ = try await run(.ogr2ogr, arguments)
    return try TableFile.reading {
      let source = try RegularFile(target)
      let hasGeometry = try source.open().read(upToCount: 4)?.elementsEqual("WKT,".utf8) ?? false
      return TableFile.Part(
        name: isOnly && !format.isSpreadsheet ? nil : layer, crs: hasGeometry ? system.crs : nil,
        hasGeometry: hasGeometry, isSpreadsheet: format.isSpreadsheet, source: source,
        format: try csvFormat(of: source), folder: folder)
    }
  }

  // MARK: - Private

  private enum ReferenceSystem: Equatable {
    case none
    case unnumbered
    case numbered(Int)

    var crs: String? {
      switch self {
      case .none: nil
      case .unnumbered: "EPSG:4326"
      case .numbered(let number): "EPSG:\(number)"
      }
    }
  }

  private func run(_ program: OutsideTool.Program, _ arguments: [String]) async throws(TableFileError)
    -> String
  {
    do throws(OutsideToolError) {
      // All cells are text, as they stand; the headings of a sheet are found by ourselves.
      var options = Dictionary(
        uniqueKeysWithValues: ["XLSX", "XLS", "ODS"].flatMap {
          [("OGR_\($0)_FIELD_TYPES", "STRING"), ("OGR_\($0)_HEADERS", "DISABLE")]
        })
      // Enough digits for every number to come back as itself.
      options["OGR_WKT_PRECISION"] = "17"
      return try await OutsideTool(limits: limits, folder: folder.url).run(
        program, arguments, options: options)
    } catch {
      throw TableFileError(error)
    }
  }

  private var openOptions: [String] {
    switch (format, encoding) {
    case (.geoJSON, _): ["-oo", "DATE_AS_STRING=YES"]
    case (.shapefile, .known(let encoding)): ["-oo", "ENCODING=\(encoding.name)"]
    case (.shapefile, .unknown): ["-oo", "ENCODING="]
    default: []
    }
  }

  /// The reference system that a layer names.
  private func referenceSystem(of layer: String) async throws(TableFileError) -> ReferenceSystem {
    let text = try await run(
      .ogrinfo, ["-ro", "-so", "-nocount", "-noextent"] + openOptions + [source, layer])
    let lines = text.split(separator: "\n")
    guard let start = lines.firstIndex(of: "Layer SRS WKT:") else { return .none }
    let block = lines[(start + 1)...].prefix { $0.contains("[") || $0.hasPrefix(" ") }
    guard let last = block.last, block.count > 1 || last.contains("[") else { return .none }
    // The number of the system as a whole is the last; those of its parts stand deeper.
    if let match = last.firstMatch(of: /^ {0,4}ID\["EPSG",(\d+)\]\]/), let number = Int(match.1) {
      // Heights are left out, and with them WGS 84's third dimension.
      return .numbered(number == 4979 ? 4326 : number)
    }
    return .unnumbered
  }

  private func csvFormat(of source: RegularFile) throws -> CSVFormat {
    var csv = CSVFormat()
    csv.recordLimit = Self.recordLimit
    csv.skipsFirst = format.isSpreadsheet
    // A sheet's rows as its program numbers them; features from 1, after the headings.
    csv.numbering = .records(from: format.isSpreadsheet ? 1 : 0)
    if isEncodingUnknown { csv.encoding = try TextEncoding.recognise(source.open()).encoding }
    return csv
  }
}
