/// An organisation's unified social credit code, 统一社会信用代码: eighteen characters, the last of which checks
/// the others.
///
/// The check character finds every single wrong character, and every two that were exchanged but the first and
/// the last, which weigh the same.
///
/// Source: GB 32100-2015, 法人和其他组织统一社会信用代码编码规则.
public struct SocialCreditCode: Hashable, Sendable {
  /// The code, in upper case.
  public let text: String

  /// The characters in the order of their values; I, O, S, V and Z are not used.
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  private static let length = 18

  /// Checks a code.
  ///
  /// - Parameter text: in upper or lower case.
  /// - Throws: ``SocialCreditCodeError``
  public init(_ text: String) throws(SocialCreditCodeError) {
    let characters = Array(text.uppercased())
    guard characters.count == Self.length else { throw .wrongLength(characters.count) }
    var values: [Int] = []
    for character in characters {
      guard let value = Self.alphabet.firstIndex(of: character) else { throw .wrongCharacter(character) }
      values.append(value)
    }
    let check = Self.check(of: values.dropLast())
    guard values.last == check else { throw .wrongCheck(characters[Self.length - 1]) }
    self.text = String(characters)
  }

  /// The value of the check character: with it, the sum weighted by powers of 3 is a multiple of 31.
  private static func check(of values: some Sequence<Int>) -> Int {
    var (sum, weight) = (0, 1)
    for value in values {
      sum += value * weight
      weight = weight * 3 % 31
    }
    return (31 - sum % 31) % 31
  }
}

/// Why a text is no unified social credit code.
public enum SocialCreditCodeError: Error, Equatable {
  /// It has another number of characters than 18.
  case wrongLength(Int)
  /// It has a character that no code has.
  case wrongCharacter(Character)
  /// Its last character does not fit the others: one of them is wrong.
  case wrongCheck(Character)

  /// What is wrong and what to do.
  public var wording: Wording {
    switch self {
    case .wrongLength(let count):
      Wording(
        "a unified social credit code has 18 characters, this one \(count)", zh: "统一社会信用代码应为18位，此处为\(count)位")
    case .wrongCharacter(let character):
      Wording(
        "'\(character)' does not occur in a unified social credit code; it has digits and letters but I, O, S, V, Z",
        zh: "统一社会信用代码中不会出现“\(character)”；只有数字和除I、O、S、V、Z以外的字母")
    case .wrongCheck(let character):
      Wording(
        "the check character '\(character)' of the unified social credit code does not fit; look for a wrong or exchanged character",
        zh: "统一社会信用代码的校验码“\(character)”不符；请检查是否有字符写错或颠倒")
    }
  }
}
