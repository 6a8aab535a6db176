import RegistryFiles
import RegistryStore

/// Features that are handed over one after another.
protocol FeatureSource {
  func forEach(_ body: (Feature) throws -> Void) throws
}

extension Array: FeatureSource where Element == Feature {}
extension LazyMapSequence: FeatureSource where Element == Feature {}

/// All features of a query, as a commit has them.
struct QueriedFeatures: FeatureSource {
  let reader: RegistryReader
  let query: FeatureQuery

  func forEach(_ body: (Feature) throws -> Void) throws { try reader.forEachFeature(query, body) }
}

/// Writes many features in a form, piece by piece, to wherever bytes go.
struct FeatureListWriter {
  /// The size of a piece, about: memory does not grow with their number.
  private static let pieceSize = 1 << 16

  let form: Form
  let encoder: FeatureEncoder
  let sink: ([UInt8]) throws -> Void

  /// Writes features.
  ///
  /// - Parameters:
  ///   - head: the members of a GeoJSON collection that stand before its features.
  ///   - tail: those that stand after them, given how many they were.
  /// - Throws: what `features` throws, or where the bytes go.
  func write(
    _ features: some FeatureSource, head: (inout JSONWriter) -> Void, tail: (inout JSONWriter, Int) -> Void
  ) throws {
    switch form {
    case .csv: try writeTable(features)
    case .jsonseq: try writeSequence(features)
    default: try writeCollection(features, head, tail)
    }
  }

  private func writeTable(_ features: some FeatureSource) throws {
    var piece = CSVWriter.record(encoder.headings)
    try features.forEach { feature in
      piece += CSVWriter.record(encoder.cells(feature))
      if piece.utf8.count > Self.pieceSize {
        try sink(Array(piece.utf8))
        piece = ""
      }
    }
    try sink(Array(piece.utf8))
  }

  /// Source: RFC 8142: a record separator before each text, a line feed after it.
  private func writeSequence(_ features: some FeatureSource) throws {
    var piece: [UInt8] = []
    try features.forEach { feature in
      var json = JSONWriter()
      json.object { encoder.write(feature, to: &$0) }
      piece.append(0x1E)
      piece += json.take()
      piece.append(0x0A)
      if piece.count > Self.pieceSize {
        try sink(piece)
        piece = []
      }
    }
    try sink(piece)
  }

  private func writeCollection(
    _ features: some FeatureSource, _ head: (inout JSONWriter) -> Void,
    _ tail: (inout JSONWriter, Int) -> Void
  ) throws {
    var json = JSONWriter()
    try json.object { json in
      json.member("type", "FeatureCollection")
      head(&json)
      var count = 0
      try json.array("features") { json in
        try features.forEach { feature in
          json.object { encoder.write(feature, to: &$0) }
          count += 1
          if json.bytes.count > Self.pieceSize { try sink(json.take()) }
        }
      }
      tail(&json, count)
    }
    try sink(json.take())
  }
}
