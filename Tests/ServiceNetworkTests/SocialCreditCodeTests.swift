import ServiceNetwork
import Testing

struct SocialCreditCodeTests {
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

  private func weightedSum(_ code: String) -> Int {
    zip(code, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1])
      .reduce(0) { $0 + (Self.alphabet.firstIndex(of: $1.0) ?? 0) * $1.1 } % 31
  }

  private func isValid(_ code: String) -> Bool { (try? SocialCreditCode(code)) != nil }

  /// The weights are those that the standard prints.
  @Test func `one check character of thirty-one is right`() {
    for body in ["52411726MJ0000001", "91110000000000000", "11100000QWERTYUXP"] {
      let right = Self.alphabet.filter { isValid(body + String($0)) }
      #expect(right.count == 1)
      #expect(right.allSatisfy { weightedSum(body + String($0)) == 0 })
    }
  }

  @Test func `every wrong character is found, and every exchange but that of the first and the last`() throws
  {
    let check = try #require(Self.alphabet.first { isValid("52411726MJ0000001" + String($0)) })
    let code = Array("52411726MJ0000001" + String(check))
    for position in code.indices {
      for other in Self.alphabet where other != code[position] {
        var wrong = code
        wrong[position] = other
        #expect(!isValid(String(wrong)))
      }
      for other in code.indices where code[other] != code[position] && abs(other - position) < 17 {
        var wrong = code
        wrong.swapAt(position, other)
        #expect(!isValid(String(wrong)))
      }
    }
    #expect(isValid(String(code).lowercased()))
  }

  @Test func `a text that is none is told why`() {
    #expect(throws: SocialCreditCodeError.wrongLength(3)) { try SocialCreditCode("123") }
    #expect(throws: SocialCreditCodeError.wrongCharacter("O")) { try SocialCreditCode("52411726MJO0000001") }
    #expect(throws: SocialCreditCodeError.wrongCharacter("泌")) { try SocialCreditCode("泌2411726MJ00000011") }
  }
}
