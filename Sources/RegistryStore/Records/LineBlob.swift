import Foundation
import ServiceNetwork

/// A line as SpatiaLite keeps it in a column of lines: its points.
enum LineBlob {
  private static let type: Int32 = 2

  /// The bytes of a line in EPSG:4326, little-endian.
  static func encode(_ line: [Coordinate]) -> Data {
    var writer = GeometryBlobWriter(type: type, around: line)
    writer.append(line)
    return writer.finish()
  }

  /// The points of a column's bytes; `nil` unless they are a line on the earth.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [Coordinate]? {
    guard var reader = GeometryBlobReader(bytes, type: type), let line = reader.points(), line.count >= 2,
      reader.isAtEnd
    else { return nil }
    return line
  }
}
