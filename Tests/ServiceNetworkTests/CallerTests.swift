import ServiceNetwork
import Testing

struct CallerTests {
  private func views(_ role: Role, isWithin: Bool) -> [Caller.View] {
    let caller = Caller(name: "x", role: role)
    return [Sensitivity.open, .contact, .personal].map { caller.view(of: $0, isWithin: isWithin) }
  }

  @Test func `each role sees what it may, and editors persons within their own division alone`() {
    for isWithin in [true, false] {
      #expect(views(.public, isWithin: isWithin) == [.whole, .hidden, .hidden])
      #expect(views(.volunteer, isWithin: isWithin) == [.whole, .whole, .masked])
      #expect(views(.cityEditor, isWithin: isWithin) == [.whole, .whole, .whole])
      #expect(views(.administrator, isWithin: isWithin) == [.whole, .whole, .whole])
    }
    for role in [Role.countyEditor, .townshipEditor] {
      #expect(views(role, isWithin: true) == [.whole, .whole, .whole])
      #expect(views(role, isWithin: false) == [.whole, .whole, .masked])
    }
  }

  @Test(arguments: [
    (Role.public, false, false), (.volunteer, false, false), (.townshipEditor, true, false),
    (.countyEditor, true, false), (.cityEditor, true, true), (.administrator, true, true),
  ])
  func `who writes, and where`(role: Role, within: Bool, elsewhere: Bool) {
    let caller = Caller(name: "x", role: role)
    #expect(caller.mayWrite(isWithin: true) == within)
    #expect(caller.mayWrite(isWithin: false) == elsewhere)
  }

  @Test(arguments: [
    ("王某某", "王**"), ("13800005678", "138****5678"), ("0396-7000000", "039*****0000"), ("8000000", "800*0000"),
    ("12345", "1**"), ("", ""),
  ])
  func `what is masked still tells that there is one`(text: String, masked: String) {
    #expect(text.masked == masked)
  }
}
