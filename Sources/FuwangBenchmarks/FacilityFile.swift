import Fixtures
import Foundation
import RegistryFiles
import ServiceNetwork

/// A file of facilities as long as one likes: the same rows each time, written one after another.
struct FacilityFile {
  /// Whether each row has an id.
  ///
  /// A county's own file has none, and its rows are told apart by kind, division and name.
  let hasIds: Bool
  /// How many rows it has.
  let rows: Int

  private static let kinds = [
    ("nursing-home", "敬老院"), ("day-care-centre", "日间照料中心"), ("childrens-home", "儿童之家"),
    ("happiness-home", "幸福院"),
  ]
  private static let headings = [
    "kind", "name", "division", "longitude", "latitude", "status", "opened_on", "capacity", "occupied",
    "address",
    "phone", "operator", "source",
  ]
  /// How many bytes are written at once.
  private static let pieceSize = 1 << 20

  /// Writes the file: facilities in the villages of a country, each village's spread over the whole file.
  func write(to path: String, in country: ClusteredNetwork) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
    }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    defer { try? file.close() }
    var random = SeededGenerator(seed: 2018)
    let villages = country.divisions.filter { $0.level == .village }
    var text = CSVWriter.record((hasIds ? ["id"] : []) + Self.headings)
    for number in 0..<rows {
      guard let village = villages.randomElement(using: &random) else { break }
      text += CSVWriter.record(
        (hasIds ? ["F\(10_000_000 + number)"] : []) + Self.cells(number, in: village, &random))
      guard text.utf8.count > Self.pieceSize else { continue }
      try file.write(contentsOf: Data(text.utf8))
      text.removeAll(keepingCapacity: true)
    }
    try file.write(contentsOf: Data(text.utf8))
  }

  private static func cells(
    _ number: Int, in village: Division, _ random: inout SeededGenerator
  ) -> [String?] {
    let (kind, kindZh) = kinds[number % kinds.count]
    func coordinate(_ centre: Double?) -> String? {
      centre.map { String(format: "%.6f", $0 + .random(in: -0.02...0.02, using: &random)) }
    }
    let (longitude, latitude) = (
      coordinate(village.location?.longitude), coordinate(village.location?.latitude)
    )
    let status: FacilityStatus = [.operating, .operating, .planned, .closed][
      Int.random(in: 0..<4, using: &random)]
    let openedOn = CalendarDate(
      year: .random(in: 1990...2018, using: &random), month: .random(in: 1...12, using: &random),
      day: .random(in: 1...28, using: &random))
    let capacity = Int.random(in: 10...200, using: &random)
    return [
      kind, "示例第\(number)\(kindZh)", village.code.description, longitude, latitude, status.rawValue,
      openedOn?.description, String(capacity), String(Int.random(in: 0...capacity, using: &random)),
      "示例路\(Int.random(in: 1...999, using: &random))号",
      "0396-\(Int.random(in: 2_000_000...8_999_999, using: &random))",
      "示例镇人民政府", "generated",
    ]
  }
}
