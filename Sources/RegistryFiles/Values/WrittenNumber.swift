internal import ServiceNetwork

/// Numbers as people write them: with a unit, with commas, in full-width digits.
enum WrittenNumber {
  /// The greatest count that is read.
  static let greatest = 2_000_000_000

  /// Units that may stand behind a count.
  private static let units = ["张", "床", "个", "人", "名", "位", "户", "间", "处", "beds", "persons"]

  /// A whole number from 0 to ``greatest``: `50`, `50张`, `1,200`, `５０`, `50.0`; `nil` for anything else.
  static func count(_ text: String) -> Int? {
    if let number = plain(text) { return number }
    var digits = text.halfWidth.trimmingWhitespace()
    for unit in units where digits.hasSuffix(unit) {
      digits = String(digits.dropLast(unit.count)).trimmingWhitespace()
      break
    }
    if digits.contains(",") {
      let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
      let isGrouped =
        groups.dropFirst().allSatisfy { $0.count == 3 }
        && groups.first.map { (1...3).contains($0.count) } == true
      guard isGrouped else { return nil }
      digits = groups.joined()
    }
    // A spreadsheet's whole numbers may come with a decimal point.
    if let point = digits.firstIndex(of: "."), digits[point...].dropFirst().allSatisfy({ $0 == "0" }) {
      digits = String(digits[..<point])
    }
    return plain(digits)
  }

  /// Degrees or metres: `114.02`, `114.02°E`, `东经114°1′12″`, `-71.05`; `nil` for anything else.
  static func coordinate(_ text: String) -> Double? {
    if let number = decimal(text) { return number }
    var rest = text.halfWidth.trimmingWhitespace().uppercased()
    for word in ["东经", "北纬", "E", "N"] where rest.hasPrefix(word) || rest.hasSuffix(word) {
      rest = rest.hasPrefix(word) ? String(rest.dropFirst(word.count)) : String(rest.dropLast(word.count))
      break
    }
    var isNegative = false
    for word in ["西经", "南纬", "W", "S"] where rest.hasPrefix(word) || rest.hasSuffix(word) {
      rest = rest.hasPrefix(word) ? String(rest.dropFirst(word.count)) : String(rest.dropLast(word.count))
      isNegative = true
      break
    }
    guard let number = decimal(rest.trimmingWhitespace()) ?? sexagesimal(rest) else { return nil }
    guard isNegative else { return number }
    return number >= 0 ? -number : nil
  }

  /// A plain decimal number; `nil` for anything else, infinities and NaN among it.
  static func decimal(_ text: String) -> Double? {
    let isPlain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isPlain, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  // MARK: - Private

  private static func plain(_ text: String) -> Int? {
    guard text.isASCIIDigits, let number = Int(text), number <= greatest else { return nil }
    return number
  }

  /// Degrees, minutes and seconds, each with its sign behind it.
  private static func sexagesimal(_ text: String) -> Double? {
    let signs: [(marks: Set<Character>, divisor: Double)] = [
      (["°", "度"], 1), (["′", "'", "’", "分"], 60), (["″", "\"", "”", "秒"], 3600),
    ]
    var rest = text.filter { $0 != " " }[...]
    var sum = 0.0
    var count = 0
    for (marks, divisor) in signs {
      guard let end = rest.firstIndex(where: { marks.contains($0) }) else { continue }
      guard let number = decimal(String(rest[..<end])), number >= 0, divisor == 1 || number < 60 else {
        return nil
      }
      sum += number / divisor
      count += 1
      rest = rest[rest.index(after: end)...]
    }
    return count > 0 && rest.isEmpty ? sum : nil
  }
}
