import Fixtures
import Foundation
import ServiceNetwork
import Testing

@testable import RegistryStore

struct MergeTests {
  private let date = Date(timeIntervalSince1970: 0)

  private func home(_ id: String, _ name: String, _ change: (inout Facility) -> Void = { _ in })
    -> RegistryRow
  {
    var facility = Facility(
      id: id, kind: "nursing-home", name: name, history: StatusHistory(always: .operating))
    change(&facility)
    return .facility(facility)
  }

  private func registry(_ rows: [RegistryRow]) throws -> Registry {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    try registry.take(rows, into: .facilities)
    return registry
  }

  private func facilities(_ registry: Registry) throws -> [[String: String]] {
    try registry.rows(of: .facilities).map(\.values)
  }

  @Test func `the one that stays takes what it lacks, and differences are told`() throws {
    let history = try StatusHistory(text: "building 2016-03-01; operating 2017-06-01")
    let registry = try registry([
      home("A", "甲院") {
        $0.capacity = 50
        $0.address = "东街"
      },
      home("B", "甲敬老院") {
        $0.capacity = 60
        $0.phone = "1"
        $0.location = try? Coordinate(longitude: 114, latitude: 33)
        $0.given = GivenPoint(x: 114.1, y: 33.1, crs: "gcj02")
        $0.history = history
        $0.externalId = "E1"
        $0.division = DivisionCode(registered: "411726100201")
      },
    ])
    let report = try registry.merge(keep: "A", drop: "B", author: .tester, date: date)
    #expect(Set(report.filled) == ["phone", "longitude", "latitude", "status", "division"])
    #expect(report.contradictions.map(\.column) == ["name", "capacity"])
    let rows = try facilities(registry)
    #expect(rows.count == 1)
    let values = try #require(rows.first)
    #expect(
      values["id"] == "A" && values["name"] == "甲院" && values["capacity"] == "50" && values["phone"] == "1")
    #expect(values["longitude"] == "114.0" && values["given_crs"] == "gcj02" && values["external_id"] == "E1")
    #expect(values["status_history"] == "building 2016-03-01; operating 2017-06-01")
  }

  @Test func `assessments, works and money go to the one that stays`() throws {
    let registry = try registry([home("A", "甲院"), home("B", "甲敬老院")])
    try registry.take(
      [
        .condition(Condition(facility: "A", category: .safety, state: .sound)),
        .condition(Condition(facility: "B", category: .safety, state: .deficient)),
        .condition(Condition(facility: "B", category: .heating, state: .deficient)),
      ], into: .conditions)
    try registry.take(
      [.upgrade(Upgrade(id: "W", facility: "B", category: .heating, year: 2018, status: .planned))],
      into: .upgrades)
    try registry.take(
      [
        .fund(
          FundAllocation(
            id: "F", year: 2018, level: .city, source: "fiscal", purpose: "nursing-home", facility: "B",
            amount: Money(fen: 1)))
      ], into: .funds)
    _ = try registry.merge(keep: "A", drop: "B", author: .tester, date: date)
    let conditions = try registry.rows(of: .conditions).map(\.values)
    #expect(
      conditions.map { "\($0["facility"] ?? "") \($0["category"] ?? "") \($0["state"] ?? "")" } == [
        "A safety sound", "A heating deficient",
      ])
    #expect(try registry.rows(of: .upgrades).map { $0.values["facility"] } == ["A"])
    #expect(try registry.rows(of: .funds).map { $0.values["facility"] } == ["A"])
  }

  @Test func `a dry run changes nothing`() throws {
    let registry = try registry([home("A", "甲"), home("B", "乙")])
    #expect(
      try registry.merge(keep: "A", drop: "B", author: .tester, date: date, isDryRun: true).contradictions
        .count == 1)
    #expect(try facilities(registry).count == 2)
  }

  @Test func `an old id means the one that stays, also after another merger`() throws {
    let registry = try registry([home("A", "甲"), home("B", "乙"), home("C", "丙")])
    _ = try registry.merge(keep: "B", drop: "C", author: .tester, date: date)
    _ = try registry.merge(keep: "A", drop: "C", author: .tester, date: date)
    var problems: [String] = []
    let summary = try registry.take(
      [home("C", "甲") { $0.capacity = 9 }], into: .facilities, columns: ["id", "kind", "name", "capacity"],
      problems: &problems)
    #expect(summary.changed == 1 && summary.added == 0)
    #expect(problems.count == 1)
    #expect(problems.first?.contains("'C' is facility A since they were merged") == true)
    #expect(try facilities(registry).map { $0["capacity"] } == ["9"])
  }

  @Test(arguments: [["A", "B"], ["B", "A"]])
  func `a file that still has both updates the one that stays once`(order: [String]) throws {
    let registry = try registry([home("A", "甲"), home("B", "乙")])
    _ = try registry.merge(keep: "A", drop: "B", author: .tester, date: date)
    var problems: [String] = []
    let summary = try registry.take(order.map { home($0, "甲") }, into: .facilities, problems: &problems)
    #expect(summary.errors == 0 && summary.added == 0)
    #expect(problems.contains { $0.contains("left out") })
    #expect(try facilities(registry).count == 1)
  }

  @Test func `an external id of before stays one of the facility`() throws {
    let registry = try registry([
      home("A", "甲") { $0.externalId = "E1" }, home("B", "乙") { $0.externalId = "E2" },
    ])
    _ = try registry.merge(keep: "A", drop: "B", author: .tester, date: date)
    var row = Facility(id: nil, kind: "nursing-home", name: "甲", history: StatusHistory(always: .operating))
    row.externalId = "E2"
    let summary = try registry.take([.facility(row)], into: .facilities)
    #expect(summary.added == 0)
    #expect(try facilities(registry).map { $0["external_id"] } == ["E1"])
  }

  @Test func `no new facility is called as one that was merged`() throws {
    let registry = try registry([])
    func take(_ name: String) throws {
      let facility = Facility(
        id: nil, kind: "nursing-home", name: name, history: StatusHistory(always: .operating))
      try registry.take([.facility(facility)], into: .facilities)
    }
    try take("甲")
    let first = try #require(try facilities(registry).first?["id"])
    // Somebody calls theirs as the registry would call its next.
    let next = try #require(Int(first.dropLast())).advanced(by: 1)
    let taken = "\(next)\(IdentifierSequence.checkDigit(of: String(next)))"
    try registry.take([home(taken, "乙")], into: .facilities)
    _ = try registry.merge(keep: first, drop: taken, author: .tester, date: date)
    try take("丙")
    let ids = try facilities(registry).compactMap { $0["id"] }
    #expect(ids.count == 2)
    #expect(!ids.contains(taken))
  }

  @Test func `what cannot be joined is told`() throws {
    var other = Facility(
      id: "K", kind: "childrens-home", name: "丁", history: StatusHistory(always: .operating))
    other.capacity = 1
    let registry = try registry([home("A", "甲"), home("B", "乙"), .facility(other)])
    #expect(throws: MergeError.notFound("X")) {
      try registry.merge(keep: "A", drop: "X", author: .tester, date: date)
    }
    #expect(throws: MergeError.otherKind("A", "K")) {
      try registry.merge(keep: "A", drop: "K", author: .tester, date: date)
    }
    _ = try registry.merge(keep: "A", drop: "B", author: .tester, date: date)
    #expect(throws: MergeError.same("A", "B")) {
      try registry.merge(keep: "A", drop: "B", author: .tester, date: date)
    }
  }

  @Test func `two that are not the same are not listed again, whoever they become`() throws {
    let place = try Coordinate(longitude: 114, latitude: 33)
    let registry = try registry(["A", "B", "C"].map { id in home(id, "甲院\(id)") { $0.location = place } })
    #expect(try registry.likelyDuplicates(minimum: 0.4).count == 3)
    try registry.markDistinct("A", "B", author: .tester, date: date)
    #expect(try registry.likelyDuplicates(minimum: 0.4).map { $0.first.id + $0.second.id } == ["AC", "BC"])
    _ = try registry.merge(keep: "C", drop: "B", author: .tester, date: date)
    #expect(try registry.likelyDuplicates(minimum: 0.4).isEmpty)
  }
}
