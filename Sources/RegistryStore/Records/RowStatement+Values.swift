internal import CSpatiaLite
internal import Foundation
internal import GRDB
internal import ServiceNetwork

extension RowStatement.Columns {
  /// A column's date.
  func date(_ index: Int) throws -> CalendarDate {
    let text: String = self[index]
    guard let date = CalendarDate(iso8601: text) else { throw StoredValueError.notADate(text) }
    return date
  }

  /// A column's status.
  func status(_ index: Int) throws -> FacilityStatus {
    let text: String = self[index]
    guard let status = FacilityStatus(rawValue: text) else { throw StoredValueError.notAStatus(text) }
    return status
  }

  /// A column's level.
  func level(_ index: Int) throws -> DivisionLevel {
    let text: String = self[index]
    guard let level = DivisionLevel(rawValue: text) else { throw StoredValueError.notALevel(text) }
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
}
