import Foundation
import ServiceNetwork

/// Areas as SpatiaLite keeps them in a column of multipolygons.
///
/// Start, byte order, SRID, bounding box, end of the box, type 6, the number of polygons, of each a mark, type 3 and the
/// rings, of each the number of points and the points; end. SpatiaLite's triggers check what is written all the same.
///
/// Source: "BLOB-Geometry: internal format", www.gaia-gis.it/gaia-sins/BLOB-Geometry.html
enum OutlineBlob {
  private static let srid: Int32 = 4326
  private static let headerLength = 43

  /// The bytes of areas in EPSG:4326, little-endian.
  static func encode(_ area: MultiPolygon) -> Data {
    var data = Data()
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    let points = area.polygons.flatMap(\.exterior)
    let longitudes = points.map(\.longitude)
    let latitudes = points.map(\.latitude)
    let box = [longitudes.min(), latitudes.min(), longitudes.max(), latitudes.max()]
    data.append(contentsOf: [0x00, 0x01])
    append(srid)
    for side in box { append((side ?? 0).bitPattern) }
    data.append(0x7C)
    append(Int32(6))
    append(Int32(area.polygons.count))
    for polygon in area.polygons {
      data.append(0x69)
      append(Int32(3))
      append(Int32(1 + polygon.interiors.count))
      for ring in [polygon.exterior] + polygon.interiors {
        append(Int32(ring.count))
        for point in ring {
          append(point.longitude.bitPattern)
          append(point.latitude.bitPattern)
        }
      }
    }
    data.append(0xFE)
    return data
  }

  /// The areas of a column's bytes; `nil` unless they are areas on the earth.
  static func decode(_ data: Data) -> MultiPolygon? {
    data.withUnsafeBytes { bytes in
      guard bytes.count > headerLength, bytes[0] == 0x00, bytes[38] == 0x7C, bytes[bytes.count - 1] == 0xFE
      else { return nil }
      var reader = Reader(bytes: bytes, isLittleEndian: bytes[1] == 1, position: 39)
      guard reader.int32() == 6, let count = reader.int32(), count >= 0 else { return nil }
      var polygons: [MultiPolygon.Polygon] = []
      for _ in 0..<count {
        guard let polygon = reader.polygon() else { return nil }
        polygons.append(polygon)
      }
      return MultiPolygon(polygons)
    }
  }

  /// Walks through the bytes of a geometry.
  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    let isLittleEndian: Bool
    var position: Int

    mutating func polygon() -> MultiPolygon.Polygon? {
      position += 1
      guard int32() == 3, let count = int32(), count > 0 else { return nil }
      var rings: [[Coordinate]] = []
      for _ in 0..<count {
        guard let ring = ring() else { return nil }
        rings.append(ring)
      }
      return MultiPolygon.Polygon(exterior: rings[0], interiors: Array(rings.dropFirst()))
    }

    mutating func ring() -> [Coordinate]? {
      guard let count = int32(), count >= 0, position + Int(count) * 16 <= bytes.count else { return nil }
      var ring: [Coordinate] = []
      ring.reserveCapacity(Int(count))
      for _ in 0..<count {
        guard let x = double(), let y = double(), let place = try? Coordinate(longitude: x, latitude: y)
        else {
          return nil
        }
        ring.append(place)
      }
      return ring
    }

    mutating func int32() -> Int32? {
      load(UInt32.self).map {
        Int32(bitPattern: isLittleEndian ? UInt32(littleEndian: $0) : UInt32(bigEndian: $0))
      }
    }

    private mutating func double() -> Double? {
      load(UInt64.self).map {
        Double(bitPattern: isLittleEndian ? UInt64(littleEndian: $0) : UInt64(bigEndian: $0))
      }
    }

    private mutating func load<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
      let length = MemoryLayout<Value>.size
      guard position + length <= bytes.count else { return nil }
      defer { position += length }
      return bytes.loadUnaligned(fromByteOffset: position, as: type)
    }
  }
}
