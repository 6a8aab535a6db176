import ServiceNetwork
import Testing

struct EditionComparisonTests {
  private static let day = CalendarDate(iso8601: "2023-06-30") ?? .distantPast

  /// An entry by a code that may be short; its level is that of the code.
  private func entry(
    _ code: String, _ name: String, _ system: CodeSystem? = .nbs, holdings: Int = 0
  ) -> EditionEntry {
    let code = DivisionCode(registered: code + String(repeating: "0", count: 12 - code.count))
    return EditionEntry(
      code: code, name: name, level: code.impliedLevel ?? .village, parent: code.impliedParent,
      system: system, holdings: holdings)
  }

  private func entries(_ lines: String, _ system: CodeSystem? = .nbs) -> [EditionEntry] {
    lines.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return entry(
        String(words[0]), String(words[1]), system, holdings: words.count > 2 ? Int(words[2]) ?? 0 : 0)
    }
  }

  private func comparison(
    _ current: String, with former: String, of formerSystem: CodeSystem? = .nbs,
    decisions: [EditionDecision] = []
  ) throws -> EditionComparison {
    try EditionComparison(
      of: Edition(system: .nbs, asOf: Self.day), entries(current), with: entries(former, formerSystem),
      decisions: decisions)
  }

  /// Every change as a line: what it is, from what, to what, and how that is known.
  private func lines(_ comparison: EditionComparison) -> [String] {
    comparison.changes.filter { !$0.kinds.isEmpty }.map { change in
      let kinds = change.kinds.map(\.rawValue).joined(separator: " ")
      let former = change.former.map { "\($0.code.description) \($0.name)" } ?? "–"
      let current = change.current.map { "\($0.code.description) \($0.name)" } ?? "–"
      return "\(kinds): \(former) → \(current)\(change.evidence.map { " by \($0.text)" } ?? "")"
    }
  }

  private func decision(_ former: String, _ successor: String?) -> EditionDecision {
    EditionDecision(
      former: DivisionCode(registered: former), successor: successor.map(DivisionCode.init(registered:)),
      evidence: "豫民〔2023〕1号")
  }

  private static let county = "4117 驻马店市\n411726 泌阳县\n"
  private static let tree =
    county + "411726100 王店镇\n411726100201 刘庄村\n411726100202 李庄村\n411726101 羊册镇\n411726101201 张庄村\n"

  @Test func `a list that says the same changes nothing`() throws {
    let comparison = try comparison(Self.tree, with: Self.tree)
    #expect(lines(comparison).isEmpty)
    #expect(comparison.counts.unchanged == 7)
    #expect(comparison.undecided.isEmpty && comparison.clashes.isEmpty && comparison.conflicts.isEmpty)
  }

  @Test func `a village that became a community is the same place under another code`() throws {
    let new = Self.tree.replacing("411726100201 刘庄村", with: "411726100001 刘庄社区居民委员会")
    #expect(
      try lines(comparison(new, with: Self.tree)) == [
        "community recoded: 411726100201 刘庄村 → 411726100001 刘庄社区居民委员会 by stem"
      ])
  }

  @Test func `a name that changed a little keeps its place where the code is of one system`() throws {
    let old = Self.tree.replacing("刘庄村", with: "刘家老庄村")
    let new = Self.tree.replacing("刘庄村", with: "刘家新庄村")
    #expect(
      try lines(comparison(new, with: old)) == ["renamed: 411726100201 刘家老庄村 → 411726100201 刘家新庄村 by code"])
    // Of another system, the code says nothing: it is a question.
    let other = try comparison(new, with: old, of: .mca)
    #expect(lines(other).isEmpty)
    #expect(other.undecided.map(\.former.name) == ["刘家老庄村"])
    #expect(other.undecided[0].candidates.map(\.name) == ["刘家新庄村"])
    #expect(other.undecided[0].reason == .candidates)
    #expect(other.waiting.map(\.name) == ["刘家新庄村"])
    // Whether the code means two places is open, too.
    #expect(other.clashes.isEmpty)
  }

  @Test func `a number or a direction in a name is no slip`() throws {
    let old = Self.tree.replacing("刘庄村", with: "刘庄一村")
    let new = Self.tree.replacing("刘庄村", with: "刘庄二村")
    let comparison = try comparison(new, with: old)
    #expect(comparison.changes.allSatisfy { $0.evidence != .code })
    #expect(comparison.undecided.map(\.former.name) == ["刘庄一村"])
  }

  @Test func `a village moves where nobody else in the county has its name`() throws {
    let new = Self.tree.replacing("411726100201 刘庄村", with: "411726101202 刘庄村")
    #expect(
      try lines(comparison(new, with: Self.tree)) == [
        "moved recoded: 411726100201 刘庄村 → 411726101202 刘庄村 by name in district"
      ])
    // Where somebody has, it is not guessed.
    let twice = Self.tree + "411726102 花园街道\n411726102201 刘庄村\n"
    let unclear = try comparison(
      twice.replacing("411726100201 刘庄村", with: "411726101202 刘庄村"), with: twice)
    #expect(lines(unclear).isEmpty)
    #expect(unclear.undecided.map(\.former.code.description) == ["411726100201"])
    #expect(unclear.undecided[0].candidates.map(\.code.description) == ["411726101202"])
  }

  @Test func `codes that two lists give to different places are told, and the places found by their names`()
    throws
  {
    let old = Self.county + "411726106 官庄镇\n411726107 赊湾镇\n"
    let new = Self.county + "411726106 赊湾镇\n411726107 官庄镇\n"
    let comparison = try comparison(new, with: old, of: .mca)
    #expect(
      lines(comparison) == [
        "recoded: 411726107000 赊湾镇 → 411726106000 赊湾镇 by name",
        "recoded: 411726106000 官庄镇 → 411726107000 官庄镇 by name",
      ])
    #expect(comparison.clashes.map { "\($0.former.name) \($0.current.name)" } == ["官庄镇 赊湾镇", "赊湾镇 官庄镇"])
    #expect(comparison.conflicts.isEmpty)
  }

  @Test func `a township's villages are looked for where the township is now`() throws {
    let new = Self.tree.replacing("411726100", with: "411726105")
    #expect(
      try lines(comparison(new, with: Self.tree)) == [
        "recoded: 411726100000 王店镇 → 411726105000 王店镇 by name",
        "recoded: 411726100201 刘庄村 → 411726105201 刘庄村 by name",
        "recoded: 411726100202 李庄村 → 411726105202 李庄村 by name",
      ])
  }

  @Test func `what is gone is removed, unless something would be left behind`() throws {
    let new = Self.tree.replacing("411726100202 李庄村\n", with: "")
    #expect(try lines(comparison(new, with: Self.tree)) == ["removed: 411726100202 李庄村 → –"])
    let held = try comparison(new, with: Self.tree.replacing("李庄村", with: "李庄村 3"))
    #expect(lines(held).isEmpty)
    #expect(held.undecided.map(\.reason) == [.holdings])
  }

  @Test func `what is new is added`() throws {
    #expect(
      try lines(comparison(Self.tree + "411726101202 赵庄村\n", with: Self.tree)) == [
        "added: – → 411726101202 赵庄村"
      ])
  }

  @Test func `a list says nothing of what it does not cover`() throws {
    // A list of townships says nothing of villages,
    let townships = Self.county + "411726100 王店镇\n411726101 羊册镇\n"
    #expect(try lines(comparison(townships, with: Self.tree)).isEmpty)
    // a list of one county nothing of another,
    let two = Self.tree + "411727 汝南县\n411727100 王岗镇\n411727100201 金庄村\n"
    #expect(try lines(comparison(Self.tree, with: two)).isEmpty)
    // and where a township alone is listed, its neighbours are not gone.
    let one = "411726100 王店镇\n411726100201 刘庄村\n411726100202 李庄村\n"
    #expect(try lines(comparison(one, with: Self.tree)).isEmpty)
  }

  @Test func `a code that an open question still has keeps the edition from being accepted`() throws {
    let old = Self.county + "411728001 瞿阳街道 1\n411728002 车站街道\n"
    let new = Self.county + "411728001 车站街道\n411728002 灈阳街道\n"
    let open = try comparison(new, with: old)
    #expect(open.undecided.map(\.former.name) == ["瞿阳街道"])
    #expect(open.conflicts.map { "\($0.former.name) \($0.current.name)" } == ["瞿阳街道 车站街道"])
    let decided = try comparison(
      new, with: old, decisions: [decision("411728001000", "411728002000")])
    #expect(decided.conflicts.isEmpty && decided.undecided.isEmpty)
    #expect(
      lines(decided) == [
        "recoded: 411728002000 车站街道 → 411728001000 车站街道 by name",
        "renamed recoded: 411728001000 瞿阳街道 → 411728002000 灈阳街道 by decided: 豫民〔2023〕1号",
      ])
  }

  @Test func `a person's word ends, joins and divides`() throws {
    let new =
      Self.county + "411726100 王店镇\n411726100203 双庄村\n411726101 羊册镇\n411726101202 东张庄村\n411726101203 西张庄村\n"
    let decisions = [
      decision("411726100201", "411726100203"), decision("411726100202", "411726100203"),
      decision("411726101201", "411726101202"), decision("411726101201", "411726101203"),
    ]
    #expect(
      try lines(comparison(new, with: Self.tree, decisions: decisions)) == [
        "merged: 411726100201 刘庄村 → 411726100203 双庄村 by decided: 豫民〔2023〕1号",
        "merged: 411726100202 李庄村 → 411726100203 双庄村 by decided: 豫民〔2023〕1号",
        "renamed recoded: 411726101201 张庄村 → 411726101202 东张庄村 by decided: 豫民〔2023〕1号",
        "split: 411726101201 张庄村 → 411726101203 西张庄村 by decided: 豫民〔2023〕1号",
      ])
    let ended = try comparison(
      Self.tree.replacing("411726100202 李庄村\n", with: ""), with: Self.tree,
      decisions: [decision("411726100202", nil)])
    #expect(lines(ended) == ["removed: 411726100202 李庄村 → – by decided: 豫民〔2023〕1号"])
  }

  @Test func `a word about what there is not is refused`() throws {
    let wrong: [(EditionDecision, EditionError)] = [
      (decision("411726100299", nil), .unknownFormer(DivisionCode(registered: "411726100299"))),
      (
        decision("411726100201", "411726100299"),
        .unknownSuccessor(
          DivisionCode(registered: "411726100299"), of: DivisionCode(registered: "411726100201"))
      ),
      (
        decision("411726100201", "411726100000"),
        .otherLevel(DivisionCode(registered: "411726100000"), of: DivisionCode(registered: "411726100201"))
      ),
    ]
    for (decision, error) in wrong {
      #expect(throws: error) { try comparison(Self.tree, with: Self.tree, decisions: [decision]) }
    }
  }

  @Test func `the order of the lists changes nothing`() throws {
    let old = Self.tree + "411726102 花园街道\n411726102201 赵庄村 2\n"
    let new = Self.tree.replacing("411726100201 刘庄村", with: "411726101202 刘庄村")
    let first = try comparison(new, with: old)
    let second = try EditionComparison(
      of: first.edition, entries(new).reversed(), with: entries(old).reversed())
    #expect(first == second)
  }
}
