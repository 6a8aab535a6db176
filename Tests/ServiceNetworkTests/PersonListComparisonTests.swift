import Fixtures
import Testing

@testable import ServiceNetwork

/// Two lists of persons side by side.
///
/// No number here is a real person's: all are made up from digits and their check.
struct PersonListComparisonTests {
  /// A number with a right check character.
  private static func number(_ serial: Int, born: String = "19491231") -> String {
    let digits = "110105\(born)" + String(String(1000 + serial).suffix(3))
    for check in "0123456789X" where (try? CitizenNumber(digits + String(check))) != nil {
      return digits + String(check)
    }
    preconditionFailure("one of eleven characters is right")
  }

  @Test func `the check character finds every wrong digit and every exchange of neighbours`() throws {
    let right = Self.number(2)
    let characters = Array(right)
    for index in 0..<18 {
      for digit in "0123456789" where characters[index] != digit {
        var wrong = characters
        wrong[index] = digit
        #expect((try? CitizenNumber(String(wrong))) == nil, "\(String(wrong))")
      }
      guard index < 17, characters[index] != characters[index + 1] else { continue }
      var wrong = characters
      wrong.swapAt(index, index + 1)
      #expect((try? CitizenNumber(String(wrong))) == nil, "\(String(wrong))")
    }
    #expect(try CitizenNumber(right).birthDate.description == "1949-12-31")
  }

  @Test(arguments: [
    ("", CitizenNumber.Fault.missing), ("1101051949123100", .wrongForm), ("11010519491231002Y", .wrongForm),
    ("1.10105E+17", .damagedBySpreadsheet), ("110105194902300021", .wrongBirthDate),
    ("110105194912310029", .wrongCheck),
  ])
  func `what is no number is told what it is`(text: String, fault: CitizenNumber.Fault) {
    #expect(throws: fault) { try CitizenNumber(text) }
  }

  @Test func `spaces, apostrophes and a small x are no part of a number`() {
    #expect(CitizenNumber.plain(" '110105 19491231002x") == "11010519491231002X")
  }

  @Test func `random lists give what sets give, in whatever order they come`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<40 {
      func list() -> [ListedPerson] {
        let serials = Set((0..<30).map { _ in Int.random(in: 0..<50, using: &random) })
        return serials.sorted().enumerated().map { line, serial in
          ListedPerson(
            key: Self.number(serial), name: "人\(serial)",
            village: "村\(Int.random(in: 0..<3, using: &random))",
            line: line + 2)
        }
      }
      let (first, second) = (list(), list())
      let comparison = PersonListComparison(first, second)
      let (one, other) = (Set(first.map(\.key)), Set(second.map(\.key)))
      #expect(comparison.both.map(\.first.key) == one.intersection(other).sorted())
      #expect(comparison.onlyFirst.map(\.key) == one.subtracting(other).sorted())
      #expect(comparison.onlySecond.map(\.key) == other.subtracting(one).sorted())
      let places = Dictionary(uniqueKeysWithValues: second.map { ($0.key, $0.village) })
      let moved = first.filter { person in places[person.key].map { $0 != person.village } ?? false }
      #expect(comparison.moved.map(\.first.key) == moved.map(\.key).sorted())
      let counts = comparison.byVillage.map(\.counts)
      #expect(counts.reduce(0) { $0 + $1.first } == first.count)
      #expect(counts.reduce(0) { $0 + $1.both } == comparison.both.count)
      let again = PersonListComparison(first.shuffled(using: &random), second.shuffled(using: &random))
      #expect(again.both == comparison.both && again.moved == comparison.moved)
      #expect(again.doubtful == comparison.doubtful)
    }
  }

  @Test func `doubtful are wrong numbers, repeated ones, and namesakes of one birth date`() {
    let twin = Self.number(7)
    let first = [
      ListedPerson(key: Self.number(1), name: "甲", line: 2), ListedPerson(key: twin, name: "乙", line: 3),
      ListedPerson(key: twin, name: "乙", line: 9), ListedPerson(key: "", name: "丙", line: 4),
      ListedPerson(key: Self.number(3, born: "19500101"), name: "丁", line: 5),
    ]
    let second = [
      ListedPerson(key: Self.number(2), name: "甲", line: 2), ListedPerson(key: twin, name: "乙", line: 3),
      // The same name on another day is another person.
      ListedPerson(key: Self.number(4), name: "丁", line: 4),
    ]
    let comparison = PersonListComparison(first, second)
    #expect(comparison.both.count == 1)
    let doubts = comparison.doubtful.map { "\($0.isOfSecond) \($0.person.line) \($0.doubt.wording.en)" }
    #expect(
      doubts == [
        "false 4 there is no number",
        "false 2 the other list has this name and date of birth under another number, on line 2",
        "false 3 the number is on several lines: 3, 9",
        "true 2 the other list has this name and date of birth under another number, on line 2",
      ])
  }
}
