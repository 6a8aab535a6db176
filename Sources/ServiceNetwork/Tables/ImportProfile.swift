public import Foundation

/// How the files of one sender are read: what their headings mean, and what they leave unsaid.
///
/// A registry keeps profiles under names, so that the next month's file needs no second thought.
public struct ImportProfile: Codable, Equatable, Sendable {
  /// Which column of the table each heading means, by the heading as the file writes it.
  public var headings: [String: String]
  /// Values for columns that the file does not have, by the name of the column.
  public var constants: [String: String]
  /// What the file's own words mean, by the column and the word.
  public var words: [String: [String: String]]
  /// The coordinate system, as `gcj02` or `EPSG:4547`; `nil` for what the file says, else EPSG:4326.
  public var crs: String?
  /// The sheets or layers that are read; empty for those with the table's headings.
  public var sheets: [String]

  /// A profile from its parts.
  public init(
    headings: [String: String] = [:], constants: [String: String] = [:],
    words: [String: [String: String]] = [:], crs: String? = nil, sheets: [String] = []
  ) {
    self.headings = headings
    self.constants = constants
    self.words = words
    self.crs = crs
    self.sheets = sheets
  }

  /// This profile, with what another one says besides or otherwise.
  public func overridden(by other: ImportProfile) -> ImportProfile {
    ImportProfile(
      headings: headings.merging(other.headings) { $1 },
      constants: constants.merging(other.constants) { $1 },
      words: words.merging(other.words) { $0.merging($1) { $1 } },
      crs: other.crs ?? crs,
      sheets: other.sheets.isEmpty ? sheets : other.sheets)
  }

  /// The profile as JSON, its members in order of their names.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// A profile from its JSON.
  public init(json: Data) throws {
    self = try JSONDecoder().decode(ImportProfile.self, from: json)
  }
}
