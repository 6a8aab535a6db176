/// The forms of files that tables are written in.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Comma-separated values in UTF-8.
  case csv
  /// The same, with tabs.
  case tsv
  /// An Excel workbook, a sheet a kind.
  case xlsx
  /// GeoJSON (RFC 7946).
  case geojson
  /// A GeoPackage with one layer.
  case gpkg
  /// A shapefile: `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg`.
  case shp
  /// KML 2.2.
  case kml

  /// Whether it holds places, and so only tables that have them.
  public var isGeographic: Bool {
    switch self {
    case .csv, .tsv, .xlsx: false
    case .geojson, .gpkg, .shp, .kml: true
    }
  }

  /// The form that a file's ending names; `nil` for any other.
  public init?(ofFile name: String) {
    guard let ending = name.split(separator: ".", omittingEmptySubsequences: false).last,
      let format = Self(rawValue: ending.lowercased()), name.contains(".")
    else { return nil }
    self = format
  }

  /// The driver of GDAL that writes it; `nil` for what is written here.
  var driver: String? {
    switch self {
    case .csv, .tsv, .xlsx, .geojson: nil
    case .gpkg: "GPKG"
    case .shp: "ESRI Shapefile"
    case .kml: "LIBKML"
    }
  }
}
