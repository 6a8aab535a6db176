import Foundation
import ServiceNetwork

/// A line as SpatiaLite keeps it in a column of lines.
///
/// Start, byte order, SRID, bounding box, end of the box, type 2, the number of points, the points; end.
///
/// Source: "BLOB-Geometry: internal format", www.gaia-gis.it/gaia-sins/BLOB-Geometry.html
enum LineBlob {
  private static let srid: Int32 = 4326
  private static let headerLength = 47

  /// The bytes of a line in EPSG:4326, little-endian.
  static func encode(_ line: [Coordinate]) -> Data {
    var data = Data(capacity: headerLength + 16 * line.count + 1)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    var (west, south, east, north) = (180.0, 90.0, -180.0, -90.0)
    for point in line {
      (west, east) = (min(west, point.longitude), max(east, point.longitude))
      (south, north) = (min(south, point.latitude), max(north, point.latitude))
    }
    data.append(contentsOf: [0x00, 0x01])
    append(srid)
    for side in [west, south, east, north] { append(side.bitPattern) }
    data.append(0x7C)
    append(Int32(2))
    append(Int32(line.count))
    for point in line {
      append(point.longitude.bitPattern)
      append(point.latitude.bitPattern)
    }
    data.append(0xFE)
    return data
  }

  /// The points of a column's bytes; `nil` unless they are a line on the earth.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [Coordinate]? {
    guard bytes.count > headerLength, bytes[0] == 0x00, bytes[38] == 0x7C, bytes[bytes.count - 1] == 0xFE
    else { return nil }
    let isLittleEndian = bytes[1] == 1
    func int32(at offset: Int) -> Int32 {
      let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      return Int32(bitPattern: isLittleEndian ? UInt32(littleEndian: bits) : UInt32(bigEndian: bits))
    }
    func double(at offset: Int) -> Double {
      let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      return Double(bitPattern: isLittleEndian ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }
    let count = Int(int32(at: 43))
    guard int32(at: 39) == 2, count >= 2, bytes.count == headerLength + 16 * count + 1 else { return nil }
    var line: [Coordinate] = []
    line.reserveCapacity(count)
    for index in 0..<count {
      let offset = headerLength + 16 * index
      guard let point = try? Coordinate(longitude: double(at: offset), latitude: double(at: offset + 8))
      else { return nil }
      line.append(point)
    }
    return line
  }
}
