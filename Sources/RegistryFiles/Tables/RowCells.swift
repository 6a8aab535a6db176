import ServiceNetwork

/// The cells of a row by the names of their columns, read as what they should be.
///
/// What cannot be read is noted, and reading goes on: a clerk wants to hear of all that is wrong at once.
struct RowCells {
  private let fields: [String]
  private let positions: [String: Int]
  private(set) var faults: [(column: String, message: Wording)] = []

  init(_ fields: [String], positions: [String: Int]) {
    self.fields = fields
    self.positions = positions
  }

  mutating func refuse(_ column: String, _ message: Wording) {
    faults.append((column, message))
  }

  /// A cell's text without white space around it; `nil` where it is empty or its column is not there.
  mutating func text(_ column: String) -> String? {
    guard let position = positions[column] else { return nil }
    let text = fields[position].trimmingWhitespace()
    guard !text.isEmpty else { return nil }
    if text.unicodeScalars.contains(where: {
      $0.value < 0x20 && $0 != "\n" && $0 != "\t" && $0 != "\r" || $0.value == 0x7F
    }) {
      refuse(column, "there is a control character in it")
    }
    return text
  }

  /// A text that must be there; empty where it is not.
  mutating func required(_ column: String) -> String {
    guard let text = text(column) else {
      refuse(column, "a value is required")
      return ""
    }
    return text
  }

  /// A name in kebab case, as kinds and services have; it becomes part of addresses.
  mutating func requiredName(_ column: String) -> String {
    let name = required(column)
    let isKebab = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
    if !isKebab { refuse(column, "'\(name)' must be of small letters, digits and hyphens, as nursing-home") }
    return name
  }

  mutating func date(_ column: String) -> CalendarDate? {
    guard let text = text(column) else { return nil }
    guard let date = CalendarDate(iso8601: text) else {
      refuse(column, "'\(text)' is no date; write it as 2018-12-31")
      return nil
    }
    return date
  }

  mutating func requiredDate(_ column: String) -> CalendarDate {
    if text(column) == nil { refuse(column, "a date is required, as 2018-12-31") }
    return date(column) ?? .distantPast
  }

  /// A whole number from 0 to 2 000 000 000.
  mutating func count(_ column: String) -> Int? {
    guard let text = text(column) else { return nil }
    guard text.isASCIIDigits, let number = Int(text), number <= 2_000_000_000 else {
      refuse(column, "'\(text)' is no whole number from 0 to 2000000000")
      return nil
    }
    return number
  }

  mutating func flag(_ column: String) -> Bool {
    guard let text = text(column) else { return false }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default:
      refuse(column, "'\(text)' is neither true nor false")
      return false
    }
  }

  mutating func code(_ column: String) -> DivisionCode? {
    guard let text = text(column) else { return nil }
    do throws(DivisionCodeError) {
      return try DivisionCode(text)
    } catch {
      refuse(column, "\(error.description)")
      return nil
    }
  }

  mutating func requiredCode(_ column: String) -> DivisionCode {
    if text(column) == nil { refuse(column, "a division's code is required") }
    return code(column) ?? DivisionCode(registered: "")
  }

  /// One of the words of an enumeration.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ column: String, _ type: Word.Type)
    -> Word?
  {
    guard let text = text(column) else { return nil }
    guard let word = Word(rawValue: text.lowercased()) else {
      refuse(column, "'\(text)' is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return word
  }

  /// The columns `longitude` and `latitude`: both, or neither.
  mutating func location() -> Coordinate? {
    let longitudeText = text("longitude")
    let latitudeText = text("latitude")
    if (longitudeText == nil) != (latitudeText == nil) {
      let missing = longitudeText == nil ? "longitude" : "latitude"
      refuse(missing, "it is missing; longitude and latitude stand together or not at all")
    }
    let longitude = degrees("longitude", longitudeText)
    let latitude = degrees("latitude", latitudeText)
    guard let longitude, let latitude else { return nil }
    do throws(CoordinateError) {
      return try Coordinate(longitude: longitude, latitude: latitude)
    } catch {
      let isSwapped = (try? Coordinate(longitude: latitude, latitude: longitude)) != nil
      let cause = isSwapped ? "; longitude and latitude look exchanged" : ""
      switch error {
      case .longitudeOutOfRange:
        refuse("longitude", "\(longitudeText ?? "") is not within -180…180 degrees\(cause)")
      case .latitudeOutOfRange:
        refuse("latitude", "\(latitudeText ?? "") is not within -90…90 degrees\(cause)")
      }
      return nil
    }
  }

  private mutating func degrees(_ column: String, _ text: String?) -> Double? {
    guard let text else { return nil }
    let isPlain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isPlain, let number = Double(text), number.isFinite else {
      refuse(column, "'\(text)' is no number of degrees, as 114.02")
      return nil
    }
    return number
  }
}
