internal import Foundation
internal import ServiceNetwork

/// The form of a file that a table comes in.
enum FileFormat: String {
  case text = "CSV"
  case xlsx = "XLSX"
  case xls = "XLS"
  case ods = "ODS"
  case geoJSON = "GeoJSON"
  case geoPackage = "GeoPackage"
  case shapefile = "Shapefile"
  case kml = "KML"
  case kmz = "KMZ"
  case fileGDB = "FileGDB"
  case mapInfo = "MapInfo"
  case dxf = "DXF"
  case openStreetMap = "OpenStreetMap"

  /// Whether its tables are sheets, whose headings are a row like others.
  var isSpreadsheet: Bool { [.xlsx, .xls, .ods].contains(self) }

  /// The ending by which GDAL or osmium knows it.
  func ending(of name: String) -> String {
    switch self {
    case .text: "csv"
    case .geoJSON: "geojson"
    case .geoPackage: "gpkg"
    case .shapefile: Self.ending(of: name) == "dbf" ? "dbf" : "shp"
    case .mapInfo: Self.ending(of: name) == "mif" ? "mif" : "tab"
    case .fileGDB: "gdb"
    case .openStreetMap: Self.openStreetMapEnding(of: name)
    case .xlsx, .xls, .ods, .kml, .kmz, .dxf: rawValue.lowercased()
    }
  }

  /// The endings of the files that belong to one of this form; none where it is one file.
  var companions: [String] {
    switch self {
    case .shapefile: ["shp", "shx", "dbf", "prj", "cpg"]
    case .mapInfo: ["tab", "dat", "map", "id", "ind", "mif", "mid"]
    default: []
    }
  }

  /// The form of a file, told by its first bytes and, where these fit several, by its name.
  ///
  /// A sheet that somebody renamed is known all the same: what a county's office calls `.xls` is often an XLSX
  /// or a page of the web.
  static func recognise(_ name: String, head: [UInt8]) throws(TableFileError) -> FileFormat {
    let ending = ending(of: name)
    if isOpenStreetMap(name, head) { return .openStreetMap }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try packed(ending) }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .xls }
    if head.starts(with: Array("SQLite format 3\0".utf8)) {
      guard ending == "gpkg" else {
        throw TableFileError(
          Wording(
            "this is a SQLite database; of these only GeoPackages (.gpkg) are read",
            zh: "这是SQLite数据库，只能读取其中的GeoPackage（.gpkg）"))
      }
      return .geoPackage
    }
    switch ending {
    case "shp", "dbf": return .shapefile
    case "tab", "mif": if isMapInfo(head) { return .mapInfo }
    case "dxf": return .dxf
    default: break
    }
    let text = String(decoding: head.filter { $0 != 0 }, as: UTF8.self).drop {
      $0.isWhitespace || $0 == "\u{FEFF}"
    }
    if text.hasPrefix("{") { return .geoJSON }
    if text.hasPrefix("<") { return try marked(text.lowercased()) }
    return .text
  }

  private static func packed(_ ending: String) throws(TableFileError) -> FileFormat {
    switch ending {
    case "ods": return .ods
    case "kmz": return .kmz
    case "xlsx", "xlsm", "xls", "csv", "et": return .xlsx
    default:
      throw TableFileError(
        Wording("this is a ZIP file; unpack it, and import what is in it", zh: "这是ZIP压缩文件；请先解压，再导入其中的文件"))
    }
  }

  /// The form of a text that begins with a tag.
  private static func marked(_ text: String) throws(TableFileError) -> FileFormat {
    if text.contains("<kml") { return .kml }
    if text.contains("<html") || text.contains("<table") {
      throw TableFileError(
        Wording(
          "this is a web page, whatever its name says; open it in Excel and save it as XLSX",
          zh: "这其实是网页文件；请用Excel打开后另存为XLSX"))
    }
    throw TableFileError(
      Wording("this is XML, but no KML; save it in another form", zh: "这是XML文件，但不是KML；请另存为其他格式"))
  }

  /// The endings that osmium tells the forms of OpenStreetMap's data by.
  private static let openStreetMapEndings = ["osm.pbf", "osm.bz2", "osm.gz", "osm", "pbf", "o5m"]

  private static func openStreetMapEnding(of name: String) -> String {
    openStreetMapEndings.first { name.lowercased().hasSuffix("." + $0) } ?? "osm"
  }

  /// Whether the name ends as OpenStreetMap's data do; their XML is known by its first tag, too.
  private static func isOpenStreetMap(_ name: String, _ head: [UInt8]) -> Bool {
    if openStreetMapEndings.contains(where: { name.lowercased().hasSuffix("." + $0) }) { return true }
    return head.first == UInt8(ascii: "<")
      && String(decoding: head.prefix(400), as: UTF8.self).contains("<osm")
  }

  private static func isMapInfo(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head.prefix(200), as: UTF8.self).lowercased()
    return text.contains("!table") || text.contains("version")
  }

  private static func ending(of name: String) -> String {
    (name as NSString).pathExtension.lowercased()
  }
}
