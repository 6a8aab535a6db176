/// A citizen's number, 公民身份号码: seventeen digits and a check character.
///
/// Digits 7 to 14 are the date of birth. The check character finds every single wrong digit and every two neighbours that
/// were exchanged.
///
/// Source: GB 11643-1999, 公民身份号码; ISO 7064, MOD 11-2.
public struct CitizenNumber: Hashable, Sendable {
  /// What a text that is no such number is instead.
  public enum Fault: Error, Hashable, Sendable {
    /// There is none.
    case missing
    /// It has another number of characters, or others than digits and a last X.
    case wrongForm
    /// A spreadsheet made a number of it and dropped its last digits.
    case damagedBySpreadsheet
    /// It names no day of birth that there is.
    case wrongBirthDate
    /// The check character is not that of the digits.
    case wrongCheck
  }

  /// The number, its last character in upper case.
  public let text: String
  /// The date of birth.
  public let birthDate: CalendarDate

  /// Checks a number, as ``plain(_:)`` gives it.
  public init(_ text: String) throws(Fault) {
    guard !text.isEmpty else { throw .missing }
    guard !Self.isDamaged(text) else { throw .damagedBySpreadsheet }
    let characters = Array(text.utf8)
    guard characters.count == 18, characters.dropLast().allSatisfy({ (0x30...0x39).contains($0) }),
      let last = characters.last, last == UInt8(ascii: "X") || (0x30...0x39).contains(last)
    else { throw .wrongForm }
    guard let birthDate = Self.birthDate(of: text) else { throw .wrongBirthDate }
    var (sum, weight) = (0, 1)
    // From the right, the weights are powers of 2 modulo 11.
    for character in characters.reversed() {
      sum += (character == UInt8(ascii: "X") ? 10 : Int(character) - 0x30) * weight
      weight = weight * 2 % 11
    }
    guard sum % 11 == 1 else { throw .wrongCheck }
    self.text = text
    self.birthDate = birthDate
  }

  /// A number without what a spreadsheet or a person put around its digits.
  public static func plain(_ text: String) -> String {
    var plain = text.filter { !$0.isWhitespace }.uppercased()
    if plain.hasPrefix("'") { plain.removeFirst() }
    return plain
  }

  /// The date of birth that eighteen characters tell, whether or not the rest is right; `nil` where they tell none.
  public static func birthDate(of text: String) -> CalendarDate? {
    let characters = Array(text.utf8)
    guard characters.count == 18 else { return nil }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: characters[range], as: UTF8.self)) }
    guard let year = number(6..<10), let month = number(10..<12), let day = number(12..<14), year >= 1800
    else {
      return nil
    }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// Whether it is what a spreadsheet leaves of a long number that it takes for a quantity.
  private static func isDamaged(_ text: String) -> Bool {
    text.contains("E+") && Double(text) != nil
  }
}

extension CitizenNumber.Fault {
  /// What is wrong.
  public var wording: Wording {
    switch self {
    case .missing: Wording("there is no number", zh: "没有号码")
    case .wrongForm: Wording("it is not seventeen digits and a digit or X", zh: "不是十七位数字加一位数字或X")
    case .damagedBySpreadsheet: Wording("a spreadsheet dropped its last digits", zh: "末位数字被电子表格丢失")
    case .wrongBirthDate: Wording("it names no day of birth that there is", zh: "出生日期不存在")
    case .wrongCheck: Wording("its check character is wrong", zh: "校验码不符")
    }
  }
}
