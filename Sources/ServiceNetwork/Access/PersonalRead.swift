public import Foundation

/// That somebody was shown personal data.
public struct PersonalRead: Equatable, Sendable {
  /// When.
  public var at: Date
  /// Whose token it was.
  public var reader: String
  /// The number of the request.
  public var request: String
  /// The table.
  public var table: RegistryTable
  /// Of how many records.
  public var count: Int
  /// The id of the record, where it was one.
  public var onlyId: String?

  /// A read from its parts.
  public init(
    at: Date, reader: String, request: String, table: RegistryTable, count: Int, onlyId: String? = nil
  ) {
    self.at = at
    self.reader = reader
    self.request = request
    self.table = table
    self.count = count
    self.onlyId = onlyId
  }
}
