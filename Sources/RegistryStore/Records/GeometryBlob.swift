import Foundation
import ServiceNetwork

/// Writes a geometry in EPSG:4326 as SpatiaLite keeps it in a column, little-endian.
///
/// Start, byte order, SRID, bounding box, end of the box, the type, what the type has; end. SpatiaLite's triggers check
/// what is written all the same.
///
/// Source: "BLOB-Geometry: internal format", www.gaia-gis.it/gaia-sins/BLOB-Geometry.html
struct GeometryBlobWriter {
  private static let srid: Int32 = 4326

  private var data = Data()

  /// Begins a geometry.
  ///
  /// - Parameters:
  ///   - type: the number of its type.
  ///   - points: those that its box is around.
  init(type: Int32, around points: some Sequence<Coordinate>) {
    var box: (west: Double, south: Double, east: Double, north: Double)?
    for point in points {
      let (x, y) = (point.longitude, point.latitude)
      let former = box ?? (x, y, x, y)
      box = (min(former.west, x), min(former.south, y), max(former.east, x), max(former.north, y))
    }
    let sides = box ?? (0, 0, 0, 0)
    data.append(contentsOf: [0x00, 0x01])
    append(Self.srid)
    for side in [sides.west, sides.south, sides.east, sides.north] { append(side.bitPattern) }
    data.append(0x7C)
    append(type)
  }

  /// Writes a number.
  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
  }

  /// Writes how many points there are, and the points.
  mutating func append(_ points: [Coordinate]) {
    append(Int32(points.count))
    for point in points {
      append(point.longitude.bitPattern)
      append(point.latitude.bitPattern)
    }
  }

  /// Ends the geometry.
  consuming func finish() -> Data {
    data.append(0xFE)
    return data
  }
}

/// Walks through the bytes of a geometry, of either byte order.
struct GeometryBlobReader {
  private let bytes: UnsafeRawBufferPointer
  private let isLittleEndian: Bool
  private var position = 39

  /// Begins behind the type; `nil` for what is no geometry of it.
  init?(_ bytes: UnsafeRawBufferPointer, type: Int32) {
    guard bytes.count > 43, bytes[0] == 0x00, bytes[38] == 0x7C, bytes[bytes.count - 1] == 0xFE else {
      return nil
    }
    self.bytes = bytes
    isLittleEndian = bytes[1] == 1
    guard int32() == type else { return nil }
  }

  /// Whether nothing but the end is left.
  var isAtEnd: Bool { position == bytes.count - 1 }

  /// Passes over a byte.
  mutating func skipByte() { position += 1 }

  mutating func int32() -> Int32? {
    load(UInt32.self).map {
      Int32(bitPattern: isLittleEndian ? UInt32(littleEndian: $0) : UInt32(bigEndian: $0))
    }
  }

  /// How many points there are, and the points; `nil` where one is not on the earth, or missing.
  mutating func points() -> [Coordinate]? {
    guard let count = int32(), count >= 0, position + Int(count) * 16 <= bytes.count else { return nil }
    var points: [Coordinate] = []
    points.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard let x = double(), let y = double(), let place = try? Coordinate(longitude: x, latitude: y) else {
        return nil
      }
      points.append(place)
    }
    return points
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
