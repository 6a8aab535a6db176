import Foundation
import ServiceNetwork

/// Areas as SpatiaLite keeps them in a column of multipolygons.
///
/// The number of polygons, of each a mark, type 3 and the rings.
enum OutlineBlob {
  private static let type: Int32 = 6
  private static let polygon: Int32 = 3
  private static let mark: UInt8 = 0x69

  /// The bytes of areas in EPSG:4326, little-endian.
  static func encode(_ area: MultiPolygon) -> Data {
    var writer = GeometryBlobWriter(type: type, around: area.polygons.lazy.flatMap(\.exterior))
    writer.append(Int32(area.polygons.count))
    for polygon in area.polygons {
      writer.append(mark)
      writer.append(Self.polygon)
      writer.append(Int32(1 + polygon.interiors.count))
      for ring in [polygon.exterior] + polygon.interiors { writer.append(ring) }
    }
    return writer.finish()
  }

  /// The areas of a column's bytes; `nil` unless they are areas on the earth.
  static func decode(_ data: Data) -> MultiPolygon? {
    data.withUnsafeBytes { bytes in
      guard var reader = GeometryBlobReader(bytes, type: type), let count = reader.int32(), count >= 0 else {
        return nil
      }
      var polygons: [MultiPolygon.Polygon] = []
      for _ in 0..<count {
        guard let polygon = readPolygon(&reader) else { return nil }
        polygons.append(polygon)
      }
      return MultiPolygon(polygons)
    }
  }

  private static func readPolygon(_ reader: inout GeometryBlobReader) -> MultiPolygon.Polygon? {
    reader.skipByte()
    guard reader.int32() == polygon, let count = reader.int32(), count > 0 else { return nil }
    var rings: [[Coordinate]] = []
    for _ in 0..<count {
      guard let ring = reader.points() else { return nil }
      rings.append(ring)
    }
    return MultiPolygon.Polygon(exterior: rings[0], interiors: Array(rings.dropFirst()))
  }
}
