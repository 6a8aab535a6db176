internal import Foundation

/// The code of a division.
///
/// Twelve digits are China's 统计用区划代码: 4 digits for the city, 6 for the county, 9 for the township,
/// 12 for the village, with zeros behind. Any other text is another country's code, and opaque.
public struct DivisionCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The code, twelve digits or opaque.
  public let description: String

  /// Takes a code as people write it: 4, 6 or 9 digits are padded with zeros to 12, white space around it
  /// is dropped.
  ///
  /// - Throws: ``DivisionCodeError`` for a text that can be no code.
  public init(_ text: String) throws(DivisionCodeError) {
    let trimmed = text.trimmingWhitespace()
    guard !trimmed.isEmpty else { throw .empty }
    guard trimmed.utf8.count <= 64 else { throw .tooLong(trimmed.utf8.count) }
    guard !trimmed.unicodeScalars.contains(where: { $0.value < 0x21 || $0.value == 0x7F }) else {
      throw .whitespaceInside(trimmed)
    }
    guard !Self.isDamagedBySpreadsheet(trimmed) else { throw .damagedBySpreadsheet(trimmed) }
    let digits = trimmed.utf8.count
    let isPadded = trimmed.isASCIIDigits && [4, 6, 9].contains(digits)
    description = isPadded ? trimmed + String(repeating: "0", count: 12 - digits) : trimmed
  }

  /// A code that a registry holds already.
  public init(registered text: String) {
    description = text
  }

  /// Whether the first code sorts before the second, by the bytes of its UTF-8 form.
  public static func < (first: DivisionCode, second: DivisionCode) -> Bool {
    let order = first.description.utf8.withContiguousStorageIfAvailable { first in
      second.description.utf8.withContiguousStorageIfAvailable { second in
        UnsafeRawBufferPointer(first).precedes(UnsafeRawBufferPointer(second))
      }
    }
    // A text that is not one of Swift's own has no bytes of its own.
    return order.flatMap { $0 } ?? first.description.utf8.lexicographicallyPrecedes(second.description.utf8)
  }

  /// The level that twelve digits tell; `nil` for an opaque code.
  public var impliedLevel: DivisionLevel? {
    guard isChinese else { return nil }
    if hasZeros(from: 4) { return .city }
    if hasZeros(from: 6) { return .county }
    return hasZeros(from: 9) ? .township : .village
  }

  /// The code of the division that twelve digits place this one in; `nil` for a city and an opaque code.
  public var impliedParent: DivisionCode? {
    switch impliedLevel {
    case .village: padded(prefix: 9)
    case .township: padded(prefix: 6)
    case .county: padded(prefix: 4)
    case .city, nil: nil
    }
  }

  // MARK: - Private

  private var isChinese: Bool {
    description.utf8.count == 12 && description.isASCIIDigits
  }

  private func hasZeros(from index: Int) -> Bool {
    description.utf8.dropFirst(index).allSatisfy { $0 == UInt8(ascii: "0") }
  }

  private func padded(prefix: Int) -> DivisionCode {
    DivisionCode(registered: description.prefix(prefix) + String(repeating: "0", count: 12 - prefix))
  }

  /// A number in scientific notation, `4.117E+11`: what a spreadsheet leaves of a long code.
  private static func isDamagedBySpreadsheet(_ text: String) -> Bool {
    guard let exponent = text.firstIndex(where: { $0 == "E" || $0 == "e" }), exponent > text.startIndex
    else { return false }
    let sign = text.index(after: exponent)
    guard sign < text.endIndex, text[sign] == "+" else { return false }
    return Double(text) != nil
  }
}

extension UnsafeRawBufferPointer {
  /// Whether these bytes come before others, by what the processor compares at once.
  fileprivate func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
    guard let first = baseAddress, let second = other.baseAddress else { return count < other.count }
    let order = memcmp(first, second, Swift.min(count, other.count))
    return order < 0 || (order == 0 && count < other.count)
  }
}

/// Why a text is no ``DivisionCode``.
public enum DivisionCodeError: WordedError, Equatable {
  /// There is no text.
  case empty
  /// The text has more than 64 bytes.
  case tooLong(Int)
  /// There is white space or a control character within the code.
  case whitespaceInside(String)
  /// A spreadsheet made a number of the code and dropped its digits.
  case damagedBySpreadsheet(String)

  /// What is wrong and what would be right.
  public var wording: Wording {
    switch self {
    case .empty: Wording("the code is missing", zh: "缺少代码")
    case .tooLong(let bytes):
      Wording("a code of \(bytes) bytes is too long; 64 are the most", zh: "代码有\(bytes)字节，太长，最多64字节")
    case .whitespaceInside(let text): Wording("'\(text)' has white space inside", zh: "“\(text)”中间有空格")
    case .damagedBySpreadsheet(let text):
      Wording(
        "'\(text)' is what a spreadsheet left of a code; format the column as text and enter the code again",
        zh: "“\(text)”是电子表格损坏后的代码，请把该列设为文本格式后重新填写")
    }
  }
}
