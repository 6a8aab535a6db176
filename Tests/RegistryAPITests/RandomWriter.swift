import Fixtures
import Foundation
import RegistryStore
import ServiceNetwork

/// Somebody who writes to a registry what comes to mind, the same each time.
struct RandomWriter {
  private let registry: Registry
  private var random: SeededGenerator
  private var facilities: [String] = []
  /// What facilities were called last, and of which kind.
  private var names: [String: (kind: String, name: String)] = [:]
  private var posts: [String] = []
  private var number = 0
  private var edition = CalendarDate(iso8601: "2019-12-31") ?? .distantPast
  /// How many writes of each sort changed something.
  private(set) var done: [String: Int] = [:]

  private static let kinds = ["nursing-home", "childrens-home", "happiness-home"]
  private static let upper: [Village] = [
    ("411700000000", "市"), ("411726000000", "泌阳县"), ("411727000000", "汝南县"),
    ("411726100000", "王店镇"), ("411726101000", "羊册镇"), ("411727100000", "王岗镇"),
  ]

  private typealias Village = (code: String, name: String)

  init(_ registry: Registry, seed: UInt64) throws {
    self.registry = registry
    random = SeededGenerator(seed: seed)
    let villages = ["411726100", "411726101", "411727100"].flatMap { township in
      (201...208).map { ("\(township)\($0)", "\(township.suffix(4))\($0)村") }
    }
    try registry.take(Self.divisions(villages), into: .divisions)
  }

  /// Writes once.
  mutating func write() throws {
    let sort: String
    let isDone: Bool
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<25: (sort, isDone) = ("add", try add(Int.random(in: 1...3, using: &random)))
    case 25..<50: (sort, isDone) = ("change", try change())
    case 50..<58: (sort, isDone) = ("close", try close())
    case 58..<66: (sort, isDone) = ("merge", try merge())
    case 66..<74: (sort, isDone) = ("undo", try undo())
    case 74..<76: (sort, isDone) = ("bulk", try add(Int.random(in: 20...60, using: &random)))
    case 76..<83: (sort, isDone) = ("post", try post())
    case 83..<88: (sort, isDone) = ("count", try count())
    case 88..<95: (sort, isDone) = ("correct", try correct())
    default: (sort, isDone) = ("edition", try renew())
    }
    if isDone { done[sort, default: 0] += 1 }
  }

  // MARK: - Facilities and posts

  private mutating func facility(id: String?) throws -> Facility {
    number += 1
    var facility = Facility(
      id: id, kind: pick(Self.kinds), name: "院\(number)",
      division: Bool.random(using: &random) ? DivisionCode(registered: try pick(villages()).code) : nil,
      location: Bool.random(using: &random) ? try place() : nil,
      history: StatusHistory(always: pick([.operating, .planned])))
    facility.capacity = Int.random(in: 1...99, using: &random)
    facility.phone = "0396-7\(Int.random(in: 100_000...999_999, using: &random))"
    return facility
  }

  private mutating func add(_ count: Int) throws -> Bool {
    let rows = try (0..<count).map { _ -> RegistryRow in
      let id = "F\(number)"
      facilities.append(id)
      let facility = try facility(id: id)
      names[id] = (facility.kind, facility.name)
      return .facility(facility)
    }
    return try registry.take(rows, into: .facilities)
  }

  private mutating func change() throws -> Bool {
    guard let id = facilities.randomElement(using: &random) else { return false }
    var facility = try facility(id: id)
    // Of some only what the public never sees.
    guard Bool.random(using: &random) else {
      (facility.kind, facility.name) = names[id] ?? (facility.kind, facility.name)
      return try registry.take(
        [.facility(facility)], into: .facilities, columns: ["id", "kind", "name", "phone"])
    }
    names[id] = (facility.kind, facility.name)
    return try registry.take([.facility(facility)], into: .facilities)
  }

  private mutating func close() throws -> Bool {
    guard let id = facilities.randomElement(using: &random), let (kind, name) = names[id] else {
      return false
    }
    let facility = Facility(
      id: id, kind: kind, name: name,
      history: try StatusHistory(text: "operating; closed 2020-0\(Int.random(in: 1...9, using: &random))-01"))
    return try registry.take(
      [.facility(facility)], into: .facilities, columns: ["id", "kind", "name", "status_history"])
  }

  private mutating func merge() throws -> Bool {
    guard let keep = facilities.randomElement(using: &random),
      let drop = facilities.randomElement(using: &random)
    else { return false }
    return (try? registry.merge(keep: keep, drop: drop, author: .tester, date: Date())) != nil
  }

  private mutating func undo() throws -> Bool {
    let act = try registry.acts(limit: 12).randomElement(using: &random)
    return try act.map { act in
      do {
        return try registry.undo(act.id, author: .tester, date: Date()) > 0
      } catch is UndoError {
        return false
      }
    } ?? false
  }

  private mutating func post() throws -> Bool {
    let isNew = posts.isEmpty || Bool.random(using: &random)
    if isNew { posts.append("P\(posts.count)") }
    let begin = CalendarDate(iso8601: "201\(Int.random(in: 0...9, using: &random))-05-01") ?? .distantPast
    let end = Bool.random(using: &random) ? CalendarDate(iso8601: "2020-05-01") : nil
    guard let term = Term(appointedOn: begin, endedOn: end) else { return false }
    return try registry.take(
      [
        .post(
          Post(
            id: isNew ? posts[posts.count - 1] : pick(posts), role: "child-welfare-director",
            division: DivisionCode(registered: try pick(villages()).code), term: term,
            person: "示\(Int.random(in: 1...99, using: &random))", phone: "1380000\(number)"))
      ], into: .posts)
  }

  /// Counts a village on one of a few days, or takes a count back.
  private mutating func count() throws -> Bool {
    let day = CalendarDate(iso8601: "201\(Int.random(in: 7...9, using: &random))-12-31") ?? .distantPast
    let groups = ["elderly", "population"].filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
    let count = DemandCount(
      division: DivisionCode(registered: try pick(villages()).code), asOf: day,
      persons: Dictionary(
        uniqueKeysWithValues: groups.map { ($0, Int.random(in: 0...99, using: &random)) }))
    return try registry.take(
      [.demand(count)], into: .demand, columns: ["code", "as_of", "elderly", "population"])
  }

  // MARK: - Divisions

  /// Those of today.
  private func villages() throws -> [Village] {
    var villages: [Village] = []
    try registry.forEachRow(of: .divisions) { row in
      if row.values["level"] == "village" {
        villages.append((row.values["code"] ?? "", row.values["name"] ?? ""))
      }
    }
    return villages
  }

  /// All divisions with some villages; the others never change.
  private static func divisions(_ villages: [Village]) throws -> [RegistryRow] {
    try (upper + villages).map { code, name in
      let code = try DivisionCode(code)
      return .division(Division(code: code, name: name, level: code.impliedLevel ?? .village))
    }
  }

  private mutating func correct() throws -> Bool {
    let village = try pick(villages())
    let code = DivisionCode(registered: village.code)
    return try registry.take(
      [.division(Division(code: code, name: village.name, level: .village, location: try place()))],
      into: .divisions)
  }

  /// Takes an edition in which a village has another code or name, became a part of another one, or is new.
  private mutating func renew() throws -> Bool {
    var villages = try villages()
    number += 1
    var decisions: [EditionDecision] = []
    let index = Int.random(in: 0..<villages.count, using: &random)
    let former = villages[index].code
    switch Int.random(in: 0..<4, using: &random) {
    case 0: villages[index].name = "新\(number)村"
    case 1: villages.append((freeCode(like: former, villages), "增\(number)村"))
    case 2:
      villages.remove(at: index)
      decisions.append(decision(former, pick(villages).code))
    default:
      villages[index].code = freeCode(like: former, villages)
      decisions.append(decision(former, villages[index].code))
    }
    edition = edition.advanced(byDays: 1) ?? edition
    return try registry.take(
      Self.divisions(villages), into: .divisions, columns: ["code", "name", "level"],
      edition: EditionImport(
        edition: Edition(system: .nbs, asOf: edition), decisions: decisions, isAccepted: true))
  }

  private func decision(_ former: String, _ successor: String) -> EditionDecision {
    EditionDecision(
      former: DivisionCode(registered: former), successor: DivisionCode(registered: successor), evidence: "批复"
    )
  }

  private mutating func freeCode(like code: String, _ villages: [Village]) -> String {
    let used = Set(villages.map(\.code))
    while true {
      let code = code.prefix(9) + String(Int.random(in: 201...399, using: &random))
      if !used.contains(String(code)) { return String(code) }
    }
  }

  // MARK: - Picking

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  private mutating func place() throws -> Coordinate {
    try Coordinate(
      longitude: Double(Int.random(in: 113_000...115_000, using: &random)) / 1000,
      latitude: Double(Int.random(in: 32_000...33_000, using: &random)) / 1000)
  }
}
