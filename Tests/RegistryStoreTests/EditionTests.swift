import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// Editions that a registry takes: what becomes of divisions and of all that belongs to them.
struct EditionTests {
  private static let before = CalendarDate(iso8601: "2023-06-29") ?? .distantPast
  private static let day = CalendarDate(iso8601: "2023-06-30") ?? .distantPast

  private static let old = """
    411700000000 驻马店市
    411726000000 泌阳县
    411726100000 王店镇
    411726100201 刘庄村
    411726100202 李庄村
    411726101000 羊册镇
    411726101201 张庄村
    """

  private static func divisions(_ text: String) -> [RegistryRow] {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      let code = DivisionCode(registered: words[0])
      var division = Division(code: code, name: words[1], level: code.impliedLevel ?? .village)
      division.location = try? Coordinate(
        longitude: 114 + Double(words[0].suffix(3).first?.wholeNumberValue ?? 0) / 10, latitude: 33)
      return .division(division)
    }
  }

  private static func facility(_ id: String, in code: String) -> RegistryRow {
    .facility(
      Facility(
        id: id, kind: "happiness-home", name: "院\(id)", division: DivisionCode(registered: code),
        history: StatusHistory(always: .operating)))
  }

  private static func post(_ id: String, in code: String, person: String? = nil) throws -> RegistryRow {
    let since = try #require(CalendarDate(iso8601: "2018-01-01"))
    return .post(
      Post(
        id: id, role: "child-welfare-director", division: DivisionCode(registered: code),
        term: try #require(Term(appointedOn: since)), person: person))
  }

  private static func count(_ persons: Int, in code: String, on day: String = "2020-11-01") throws
    -> RegistryRow
  {
    .demand(
      DemandCount(
        division: DivisionCode(registered: code), asOf: try #require(CalendarDate(iso8601: day)),
        persons: ["left-behind-elderly": persons]))
  }

  /// A registry with the old list, a home, a post and a count in each village.
  private func registry() throws -> Registry {
    let registry = try Registry.inMemory()
    try registry.take(Self.divisions(Self.old), into: .divisions)
    let villages = ["411726100201", "411726100202", "411726101201"]
    try registry.take(villages.map { Self.facility("F" + $0.suffix(6), in: $0) }, into: .facilities)
    try registry.take(villages.map { try Self.post("P" + $0.suffix(6), in: $0) }, into: .posts)
    try registry.take(villages.map { try Self.count(10, in: $0) }, into: .demand)
    return registry
  }

  @discardableResult
  private func accept(
    _ text: String, _ decisions: [EditionDecision] = [], in registry: Registry,
    edition: Edition = Edition(system: .nbs, asOf: day), isAccepted: Bool = true, problems: inout [String]
  ) throws -> ImportSummary {
    var found: [String] = []
    let summary = try registry.importRows(
      ImportDescription(
        table: .divisions, author: .tester, date: Date(timeIntervalSince1970: 1_700_000_000),
        edition: EditionImport(edition: edition, decisions: decisions, isAccepted: isAccepted)),
      report: { found.append($0.description) }
    ) { importer in
      try importer.begin(file: "d.csv", columns: ["code", "name", "level"])
      for (index, row) in Self.divisions(text).enumerated() {
        try importer.add(TableRow(row: row, line: index + 2))
      }
    }
    problems = found
    return summary
  }

  @discardableResult
  private func accept(
    _ text: String, _ decisions: [EditionDecision] = [], in registry: Registry
  ) throws -> ImportSummary {
    var problems: [String] = []
    let summary = try accept(text, decisions, in: registry, problems: &problems)
    #expect(summary.isCommitted, "\(problems)")
    return summary
  }

  private func decision(_ former: String, _ successor: String?) -> EditionDecision {
    EditionDecision(
      former: DivisionCode(registered: former), successor: successor.map(DivisionCode.init(registered:)),
      evidence: "批复")
  }

  /// The villages that homes serve, and those that they do not, on a day.
  private func villages(on date: CalendarDate, in registry: Registry) throws -> (
    served: Int, unserved: [String]
  ) {
    var parameters = QuestionParameters()
    parameters.services = ["happiness-home"]
    parameters.asOf = date.description
    let snapshot = try registry.snapshot(parameters.scope)
    let question = try #require(try parameters.questions(in: snapshot.catalogue, today: date).first)
    let analysis = try CoverageAnalysis(question, in: snapshot)
    let unserved = try UnservedReport(analysis).villages.map { "\($0.code) \($0.name)" }
    return (CoverageReport(analysis, by: .city).total.served, unserved)
  }

  private func divisionOf(_ id: String, in registry: Registry) throws -> String? {
    let row = try registry.rows(of: .facilities).first { $0.values["id"] == id }
    return row?.values["division"]
  }

  @Test func `an edition that is not accepted is only told`() throws {
    let registry = try registry()
    let rows = try registry.rows(of: .divisions)
    var problems: [String] = []
    let new = Self.old.replacing("411726100201 刘庄村", with: "411726100001 刘庄社区")
    let summary = try accept(new, in: registry, isAccepted: false, problems: &problems)
    #expect(!summary.isCommitted)
    #expect(summary.comparison?.counts.kinds == [.community: 1, .recoded: 1])
    #expect(try registry.rows(of: .divisions) == rows)
    #expect(try registry.successions().isEmpty)
  }

  @Test func `a place keeps what it has under its new code, and days before have the old one`() throws {
    let registry = try registry()
    let new = Self.old.replacing("411726100201 刘庄村", with: "411726100001 刘庄社区")
    try accept(new, in: registry)
    #expect(try divisionOf("F100201", in: registry) == "411726100001")
    #expect(try registry.rows(of: .posts).map { $0.values["division"] }.contains("411726100001"))
    #expect(try registry.rows(of: .demand).map { $0.values["code"] }.contains("411726100001"))
    #expect(
      try registry.successions().map { "\($0.since) \($0.formerCode) \($0.code) \($0.evidence)" } == [
        "2023-06-30 411726100201 411726100001 stem"
      ])
    // Nobody is unserved on any day; a home closes, and the village is, under the name of its time.
    #expect(try villages(on: Self.day, in: registry).served == 3)
    #expect(try villages(on: Self.before, in: registry).served == 3)
    try registry.take([Self.facility("F100201", in: "411726100202")], into: .facilities)
    #expect(try villages(on: Self.day, in: registry).unserved == ["411726100001 刘庄社区"])
  }

  @Test func `the same edition again changes nothing`() throws {
    let registry = try registry()
    let new = Self.old.replacing("411726100201 刘庄村", with: "411726100001 刘庄社区")
      .replacing("411726101201 张庄村", with: "411726101203 双张村")
    let decisions = [decision("411726101201", "411726101203")]
    try accept(new, decisions, in: registry)
    let (rows, successions) = (try registry.rows(of: .divisions), try registry.successions())
    let again = try accept(new, decisions, in: registry)
    #expect((again.added, again.changed) == (0, 0))
    #expect(try registry.rows(of: .divisions) == rows)
    #expect(try registry.successions() == successions)
  }

  @Test func `villages that are joined bring their homes, posts and counts, and were two before`() throws {
    let registry = try registry()
    let new = Self.old.replacing("411726100201 刘庄村\n411726100202 李庄村", with: "411726100203 双庄村")
    try accept(
      new, [decision("411726100201", "411726100203"), decision("411726100202", "411726100203")], in: registry)
    #expect(try divisionOf("F100201", in: registry) == "411726100203")
    #expect(try divisionOf("F100202", in: registry) == "411726100203")
    // Twenty persons since the day; ten and ten before.
    let counts = try registry.rows(of: .demand).map { $0.values }
    #expect(
      counts.contains {
        $0["code"] == "411726100203" && $0["as_of"] == "2023-06-30" && $0["left_behind_elderly"] == "20"
      })
    #expect(try villages(on: Self.day, in: registry).served == 2)
    #expect(try villages(on: Self.before, in: registry).served == 3)
  }

  @Test func `what was a township's villages follows it into another one`() throws {
    let registry = try registry()
    let new = """
      411700000000 驻马店市
      411726000000 泌阳县
      411726100000 王店镇
      411726100201 刘庄村
      411726100202 李庄村
      411726100203 张庄村
      """
    try accept(new, [decision("411726101000", "411726100000")], in: registry)
    #expect(try divisionOf("F101201", in: registry) == "411726100203")
    let townships = try registry.successions().map { "\($0.formerName) → \($0.name)" }
    #expect(townships == ["羊册镇 → 王店镇", "张庄村 → 张庄村"])
  }

  @Test func `a village that ends must have nothing, or somewhere for it to go`() throws {
    let registry = try registry()
    let new = Self.old.replacing("411726100202 李庄村\n", with: "")
    var problems: [String] = []
    // It is an open question first,
    let open = try accept(new, in: registry, problems: &problems)
    #expect(open.isCommitted)
    #expect(open.comparison?.undecided.map(\.former.name) == ["李庄村"])
    #expect(try villages(on: Self.day, in: registry).served == 3)
    // and no word makes its home homeless.
    let ended = try accept(new, [decision("411726100202", nil)], in: registry, problems: &problems)
    #expect(!ended.isCommitted)
    #expect(
      problems == [
        "d.csv: 411726100202 李庄村 has facilities, posts or counts; the successions must tell where they go"
      ])
  }

  @Test func `codes that change hands go to whom they belong`() throws {
    let registry = try registry()
    let new = Self.old.replacing("411726100", with: "x").replacing("411726101", with: "411726100")
      .replacing("x", with: "411726101")
    try accept(new, in: registry)
    #expect(try divisionOf("F100201", in: registry) == "411726101201")
    #expect(try divisionOf("F101201", in: registry) == "411726100201")
  }

  @Test func `a former code is understood, and remarked on`() throws {
    let registry = try registry()
    try accept(Self.old.replacing("411726100201 刘庄村", with: "411726100001 刘庄社区"), in: registry)
    var problems: [String] = []
    try registry.take([Self.facility("N", in: "411726100201")], into: .facilities, problems: &problems)
    #expect(try divisionOf("N", in: registry) == "411726100001")
    #expect(
      problems == [
        "f.csv:2: warning: division: 411726100201 was 刘庄村 until 2023-06-30; taken as what it became, 411726100001 刘庄社区"
      ])
    // The list of before the edition is no correction of today's.
    try registry.take(Self.divisions("411726100201 刘庄村"), into: .divisions, problems: &problems)
    #expect(
      problems == [
        "f.csv:2: code: 411726100201 was 刘庄村 until 2023-06-30, and is 411726100001 刘庄社区 now; the list is of before that"
      ])
  }

  @Test func `a code that two places still have refuses the edition, and nothing is changed`() throws {
    let registry = try registry()
    let rows = try registry.rows(of: .divisions)
    var problems: [String] = []
    let new = Self.old.replacing("411726100201 刘庄村", with: "411726100201 李庄村")
      .replacing("411726100202 李庄村\n", with: "")
    let summary = try accept(new, in: registry, problems: &problems)
    #expect(!summary.isCommitted)
    #expect(
      problems == [
        "d.csv:5: code: 411726100201 is still that of 刘庄村, and cannot be that of 李庄村 until the successions tell what became of 刘庄村"
      ])
    #expect(try registry.rows(of: .divisions) == rows)
  }

  @Test func `an edition of before the last one, or of a day to come, is refused`() throws {
    let registry = try registry()
    try accept(Self.old, in: registry)
    var problems: [String] = []
    for (day, word) in [("2022-01-01", "too late"), ("2030-01-01", "yet to come")] {
      let edition = Edition(system: .nbs, asOf: try #require(CalendarDate(iso8601: day)))
      let summary = try accept(Self.old, in: registry, edition: edition, problems: &problems)
      #expect(!summary.isCommitted)
      #expect(problems.count == 1 && problems[0].contains(word), "\(problems)")
    }
  }

  @Test func `one who was appointed to both of two joined villages has one post`() throws {
    let registry = try registry()
    let person = ["411726100201", "411726100202"]
    try registry.take(
      try person.map { try Self.post("Q" + $0.suffix(6), in: $0, person: "示例") }, into: .posts)
    let new = Self.old.replacing("411726100201 刘庄村\n411726100202 李庄村", with: "411726100203 双庄村")
    try accept(
      new, [decision("411726100201", "411726100203"), decision("411726100202", "411726100203")], in: registry)
    let posts = try registry.rows(of: .posts).filter { $0.values["person"] == "示例" }.map(\.values)
    #expect(posts.map { $0["division"] } == ["411726100203", "411726100202"])
    #expect(posts.map { $0["ended_on"] } == [nil, "2023-06-30"])
  }
}
