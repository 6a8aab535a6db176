import Foundation
import ServiceNetwork

/// A point as SpatiaLite keeps it in a geometry column.
///
/// Sixty bytes: start, byte order, SRID, bounding box, end of the box, type, x, y, end. Reading and writing
/// them here spares two function calls a row; SpatiaLite's triggers check what is written all the same.
///
/// Source: "BLOB-Geometry: internal format", www.gaia-gis.it/gaia-sins/BLOB-Geometry.html
enum PointBlob {
  private static let length = 60
  private static let bigEndian: UInt8 = 0
  private static let srid: Int32 = 4326

  /// The bytes of a point in EPSG:4326, little-endian.
  static func encode(_ coordinate: Coordinate) -> Data {
    var data = Data(count: length)
    data.withUnsafeMutableBytes { (bytes: UnsafeMutableRawBufferPointer) in
      func store(_ value: some FixedWidthInteger, at offset: Int) {
        bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
      }
      func storePoint(at offset: Int) {
        store(coordinate.longitude.bitPattern, at: offset)
        store(coordinate.latitude.bitPattern, at: offset + 8)
      }
      bytes[1] = 0x01
      store(srid, at: 2)
      storePoint(at: 6)
      storePoint(at: 22)
      bytes[38] = 0x7C
      store(Int32(1), at: 39)
      storePoint(at: 43)
      bytes[59] = 0xFE
    }
    return data
  }

  /// The coordinate of a point's bytes; `nil` unless they are a point on the earth.
  static func decode(_ data: Data) -> Coordinate? { data.withUnsafeBytes(decode) }

  /// The same of bytes where they lie.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> Coordinate? {
    guard bytes.count == length, bytes[0] == 0x00, bytes[38] == 0x7C, bytes[59] == 0xFE else { return nil }
    let isBigEndian = bytes[1] == bigEndian
    func double(at offset: Int) -> Double {
      let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      return Double(bitPattern: isBigEndian ? UInt64(bigEndian: bits) : UInt64(littleEndian: bits))
    }
    return try? Coordinate(longitude: double(at: 43), latitude: double(at: 51))
  }
}
