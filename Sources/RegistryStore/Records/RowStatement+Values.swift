internal import CSpatiaLite
internal import Foundation
internal import GRDB
internal import ServiceNetwork

extension RowStatement.Columns {
  /// A column's date.
  func date(_ index: Int) throws -> CalendarDate {
    guard let date = withText(index, CalendarDate.init(iso8601:)) else {
      throw StoredValueError.notADate(self[index])
    }
    return date
  }

  /// A column's status.
  func status(_ index: Int) throws -> FacilityStatus {
    guard let status = word(index, of: Self.statuses) else {
      throw StoredValueError.notAStatus(self[index])
    }
    return status
  }

  /// A column's level.
  func level(_ index: Int) throws -> DivisionLevel {
    guard let level = word(index, of: Self.levels) else { throw StoredValueError.notALevel(self[index]) }
    return level
  }

  /// The term of two columns.
  func term(_ appointedOn: Int, _ endedOn: Int) throws -> Term {
    let begin = try date(appointedOn)
    let end = isNull(endedOn) ? nil : try date(endedOn)
    guard let term = Term(appointedOn: begin, endedOn: end) else {
      throw StoredValueError.notADate(begin.description)
    }
    return term
  }

  /// The coordinate of a column's point; `nil` where there is none.
  func coordinate(_ index: Int) -> Coordinate? {
    withBytes(index) { PointBlob.decode($0) }
  }

  // MARK: - Words

  private static let statuses = words(FacilityStatus.allCases)
  private static let levels = words(DivisionLevel.allCases.reversed())

  /// Words as bytes: to compare those is quicker than to make a text of a column.
  private static func words<Word: RawRepresentable<String>>(_ cases: [Word]) -> [(word: Word, bytes: [UInt8])]
  {
    cases.map { ($0, Array($0.rawValue.utf8)) }
  }

  private func word<Word>(_ index: Int, of words: [(word: Word, bytes: [UInt8])]) -> Word? {
    withText(index) { text in words.first { $0.bytes.elementsEqual(text) }?.word }
  }
}
