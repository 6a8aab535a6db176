import ServiceNetwork
import Testing

struct DivisionCodeTests {
  @Test(arguments: [
    ("4117", "411700000000", DivisionLevel.city), ("411726", "411726000000", .county),
    ("411726001", "411726001000", .township), ("411726001201", "411726001201", .village),
    (" 411726 ", "411726000000", .county), ("　411726　", "411726000000", .county),
  ])
  func `a Chinese code is padded and tells its level`(text: String, code: String, level: DivisionLevel) throws
  {
    let read = try DivisionCode(text)
    #expect(read.description == code)
    #expect(read.impliedLevel == level)
  }

  @Test func `each level lies in the one above`() throws {
    let township = try DivisionCode("411726001201").impliedParent
    #expect(township?.description == "411726001000")
    #expect(township?.impliedParent?.description == "411726000000")
    #expect(township?.impliedParent?.impliedParent?.description == "411700000000")
    #expect(try DivisionCode("4117").impliedParent == nil)
  }

  @Test(arguments: ["63000090-001", "TPE-1", "07", "12345", "ABC"])
  func `another country's code is opaque`(text: String) throws {
    let code = try DivisionCode(text)
    #expect(code.description == text)
    #expect(code.impliedLevel == nil)
    #expect(code.impliedParent == nil)
  }

  @Test(arguments: [
    ("", DivisionCodeError.empty), ("4117 26", .whitespaceInside("4117 26")),
    ("4.11726E+11", .damagedBySpreadsheet("4.11726E+11")),
  ])
  func `what is no code is refused`(text: String, error: DivisionCodeError) {
    #expect(throws: error) { try DivisionCode(text) }
  }
}

struct TextTests {
  @Test(arguments: [
    ("childrens-hme", "childrens-home"), ("nursinghome", "nursing-home"), ("NURSING-HOME", "nursing-home"),
    ("elderyl", nil), ("xyz", nil),
  ])
  func `a slip is recognised, a guess is not made`(text: String, word: String?) {
    #expect(text.closest(among: ["childrens-home", "nursing-home"]) == word)
  }
}
