internal import Foundation
internal import GRDB
internal import ServiceNetwork

extension Row {
  /// A column's date.
  func date(_ index: Int) throws -> CalendarDate {
    let text: String = self[index]
    guard let date = CalendarDate(iso8601: text) else { throw StoredValueError.notADate(text) }
    return date
  }

  /// A column's date, or none.
  func optionalDate(_ index: Int) throws -> CalendarDate? {
    hasNull(atIndex: index) ? nil : try date(index)
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
    guard let term = Term(appointedOn: begin, endedOn: try optionalDate(endedOn)) else {
      throw StoredValueError.notADate(begin.description)
    }
    return term
  }

  /// The pair of a column, the next one and its system behind them; `nil` where there is none.
  func givenPoint(_ index: Int) -> GivenPoint? {
    guard let x: Double = self[index], let y: Double = self[index + 1], let crs: String = self[index + 2]
    else {
      return nil
    }
    return GivenPoint(x: x, y: y, crs: crs)
  }

  /// The points of a column's line.
  func line(_ index: Int) throws -> [Coordinate] {
    let points = try withUnsafeData(atIndex: index) { data in
      data.flatMap { $0.withUnsafeBytes(LineBlob.decode) }
    }
    guard let points else { throw StoredValueError.notALine }
    return points
  }

  /// The coordinate of a column's point; `nil` where there is none.
  func coordinate(_ index: Int) throws -> Coordinate? {
    try withUnsafeData(atIndex: index) { $0.flatMap(PointBlob.decode) }
  }
}

/// A value that the file's own checks should have refused: somebody switched them off.
enum StoredValueError: Error, CustomStringConvertible {
  case notADate(String)
  case notAStatus(String)
  case notALevel(String)
  case notALine
  case notAPlace
  case unreadable(String, String)

  var description: String {
    switch self {
    case .notADate(let text): "the registry holds '\(text)' for a date"
    case .notAStatus(let text): "the registry holds '\(text)' for a status"
    case .notALevel(let text): "the registry holds '\(text)' for a level"
    case .notAPlace: "the registry holds what is no place for a junction of roads"
    case .unreadable(let text, let what): "the registry holds '\(text)', which is not \(what)"
    case .notALine: "the registry holds what is no line for a road"
    }
  }
}
