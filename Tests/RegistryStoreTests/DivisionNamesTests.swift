import Fixtures
import Foundation
import ServiceNetwork
import Testing

@testable import RegistryStore

struct DivisionNamesTests {
  /// Two counties, each with a 王店镇 that has a 中山街社区 and a 刘庄村; one of them a second 刘庄村 elsewhere.
  private func registry() throws -> Registry {
    let registry = try Registry.inMemory()
    let rows: [(String, String, DivisionLevel)] = [
      ("411700000000", "驻马店市", .city), ("411726000000", "泌阳县", .county), ("411727000000", "汝南县", .county),
      ("411726100000", "王店镇", .township), ("411726101000", "羊册镇", .township),
      ("411727100000", "王店镇", .township),
      ("411726100001", "中山街社区居民委员会", .village), ("411726100201", "刘庄村", .village),
      ("411726101201", "刘庄村", .village), ("411727100201", "刘庄村民委员会", .village),
    ]
    try registry.take(
      rows.map { .division(Division(code: DivisionCode(registered: $0), name: $1, level: $2)) },
      into: .divisions)
    return registry
  }

  private func take(
    _ path: [DivisionPath.Step], code: String? = nil
  ) throws -> (division: String?, problems: [RowProblem]) {
    let registry = try registry()
    var problems: [RowProblem] = []
    let facility = Facility(
      kind: "nursing-home", name: "院", division: code.map(DivisionCode.init(registered:)))
    _ = try registry.importRows(
      ImportDescription(table: .facilities, author: .tester, date: Date(timeIntervalSince1970: 0)),
      report: { problems.append($0) }
    ) { importer in
      try importer.begin(file: "f.csv", columns: ["kind", "name", "division"])
      try importer.add(TableRow(row: .facility(facility), line: 2, path: DivisionPath(path)))
    }
    let taken = try registry.rows(of: .facilities).first
    guard case .facility(let facility) = taken else { return (nil, problems) }
    return (facility.division?.description, problems)
  }

  private func steps(_ names: String...) -> [DivisionPath.Step] {
    names.map { DivisionPath.Step(name: $0) }
  }

  @Test func `names from the widest to the narrowest find one division`() throws {
    #expect(try take(steps("泌阳县", "王店镇", "刘庄村")).division == "411726100201")
    #expect(try take(steps("驻马店市", "汝南县", "王店镇")).division == "411727100000")
    // Levels between may be left out.
    #expect(try take(steps("汝南县", "刘庄村")).division == "411727100201")
  }

  @Test func `words that tell a level may be missing or others`() throws {
    #expect(try take(steps("泌阳", "王店", "中山街社区")).division == "411726100001")
    #expect(try take(steps("汝南县", "王店镇", "刘庄")).division == "411727100201")
    #expect(try take(steps("羊册")).division == "411726101000")
  }

  @Test func `a name of several is refused with all of them`() throws {
    let (division, problems) = try take(steps("泌阳县", "刘庄村"))
    #expect(division == nil)
    #expect(
      problems.map(\.description) == [
        "f.csv:2: division: '泌阳县/刘庄村' is the name of several: 411726100201 刘庄村, 411726101201 刘庄村; "
          + "give the code, or the wider names with it"
      ])
    #expect(problems[0].message.zh.contains("同名区划"))
  }

  @Test func `a level that is told keeps namesakes of other levels out`() throws {
    let (division, _) = try take([
      DivisionPath.Step(level: .county, name: "汝南县"), DivisionPath.Step(level: .township, name: "王店"),
    ])
    #expect(division == "411727100000")
  }

  @Test func `a name that is not there is refused as far as it leads`() throws {
    #expect(
      try take(steps("泌阳县", "王店镇", "李庄村")).problems.map(\.description) == [
        "f.csv:2: division: there is no '李庄村' in 泌阳县/王店镇; mend the name, or give the code"
      ])
    #expect(
      try take(steps("确山县")).problems.map(\.description) == [
        "f.csv:2: division: there is no division '确山县'; import divisions first, or mend the name"
      ])
  }

  @Test func `a slip is told what it was most likely meant to be, and not guessed`() throws {
    let slip = try take(steps("泌阳县", "羊删镇"))
    #expect(slip.division == nil)
    #expect(slip.problems.map(\.message.en) == ["there is no '羊删镇' in 泌阳县; did you mean '羊册镇'?"])
    #expect(try take(steps("汝男")).problems.map(\.message.zh) == ["没有区划“汝男”，是否指“汝南县”？"])
    #expect(try take(steps("泌阳縣", "羊册鎮")).division == "411726101000")
  }

  @Test func `a code and names that disagree are refused, and never chosen between`() throws {
    let path = [
      DivisionPath.Step(level: .county, name: "泌阳县"), DivisionPath.Step(level: .township, name: "王店镇"),
      DivisionPath.Step(level: .village, name: "刘庄村"),
    ]
    #expect(try take(path, code: "411726100201").problems.isEmpty)
    let (division, problems) = try take(path, code: "411726101201")
    #expect(division == nil)
    #expect(problems.first?.description.contains("is 驻马店市/泌阳县/羊册镇/刘庄村, and the row says") == true)
    // Zeros where a village is meant are a damaged code.
    #expect(try take(path, code: "411726000000").division == nil)
    // A wider name that agrees is enough.
    #expect(try take(Array(path.prefix(1)), code: "411726101201").division == "411726101201")
  }
}
