internal import GRDB
internal import ServiceNetwork

/// Finds divisions by the names of a path: what clerks write instead of codes.
///
/// A name is compared as it stands first, and then without the words behind it that tell a level, so that
/// 王店 finds 王店镇 and 中山街社区居民委员会 finds 中山街社区. What fits several is refused with all of them.
struct DivisionNames {
  private static let cacheLimit = 4096

  private let context: ImportContext
  private var found: [DivisionPath: [Place]] = [:]
  private var refusals: [DivisionPath: Wording] = [:]

  /// A division that a path may mean.
  private struct Place {
    var pk: Int64
    var code: DivisionCode
    var name: String
  }

  init(_ context: ImportContext) {
    self.context = context
  }

  /// Gives a row the code that its path means; `nil` where the row was refused.
  ///
  /// Where a row has both a code and a path they must agree: codes of another year or office, and damaged ones,
  /// are found by that.
  mutating func settle(_ row: RegistryRow, path: DivisionPath) throws -> RegistryRow? {
    if case .division(let division) = row, division.parent != nil || division.code.impliedParent != nil {
      return row
    }
    if let code = row.reference {
      return try agrees(code, with: path, column: row.table.pathTarget) ? row : nil
    }
    let places = try places(of: path)
    guard let place = places.first else {
      try refuseUnknown(path, column: row.table.pathTarget)
      return nil
    }
    guard places.count == 1 else {
      let candidates = places.prefix(10).map { "\($0.code) \($0.name)" }.joined(separator: ", ")
      let rest = places.count > 10 ? ", …" : ""
      context.refuse(
        row.table.pathTarget,
        Wording(
          "'\(path)' is the name of several: \(candidates)\(rest); give the code, or the wider names with it",
          zh: "“\(path)”有多个同名区划：\(candidates)\(rest)；请写代码，或写全上级名称"))
      return nil
    }
    return row.referring(to: place.code)
  }

  // MARK: - Private

  /// Whether a code lies in all that the path names; where the path is narrower than the code, it does not.
  private func agrees(_ code: DivisionCode, with path: DivisionPath, column: String?) throws -> Bool {
    let chain = try Row.fetchAll(
      context.database.cachedStatement(
        sql: """
          WITH RECURSIVE ancestor (parent, level, name) AS (
            SELECT parent, level, name FROM division WHERE code = ? AND endedOn IS NULL
            UNION ALL
            SELECT division.parent, division.level, division.name
            FROM division
            JOIN ancestor ON division.pk = ancestor.parent
          )
          SELECT level, name FROM ancestor
          """), arguments: [code.description]
    ).map { (level: try $0.level(0), name: $0[1] as String) }
    // A code that is not there is refused by the writer, in its own words.
    guard let own = chain.first else { return true }
    let isWrong = path.steps.contains { step in
      guard let level = step.level else {
        return !chain.contains { DivisionName.isAlike($0.name, step.name) }
      }
      guard let member = chain.first(where: { $0.level == level }) else { return level > own.level }
      return !DivisionName.isAlike(member.name, step.name)
    }
    guard isWrong else { return true }
    let names = chain.reversed().map(\.name).joined(separator: "/")
    context.refuse(
      column,
      Wording(
        "the code \(code) is \(names), and the row says '\(path)'; is the code damaged, or of another year or office?",
        zh: "代码\(code)是\(names)，而该行写的是“\(path)”；代码是否损坏，或属于别的年份、别的部门？"))
    return false
  }

  /// Says of a path that leads nowhere how far it leads.
  private mutating func refuseUnknown(_ path: DivisionPath, column: String?) throws {
    if let message = refusals[path] { return context.refuse(column, message) }
    let message = try refusal(of: path)
    if refusals.count >= Self.cacheLimit { refusals.removeAll(keepingCapacity: true) }
    refusals[path] = message
    context.refuse(column, message)
  }

  private mutating func refusal(of path: DivisionPath) throws -> Wording {
    var known = path
    while known.steps.count > 1 {
      known.steps.removeLast()
      let places = try places(of: known)
      guard !places.isEmpty else { continue }
      let missing = path.steps[known.steps.count]
      let hint = try hint(at: missing, below: places.map(\.pk))
      return Wording(
        "there is no '\(missing.name)' in \(known); \(hint?.en ?? "mend the name, or give the code")",
        zh: "\(known)下没有“\(missing.name)”，\(hint?.zh ?? "请更正名称，或写代码")")
    }
    let hint = try hint(at: path.steps[0], below: nil)
    return Wording(
      "there is no division '\(path)'; \(hint?.en ?? "import divisions first, or mend the name")",
      zh: "没有区划“\(path)”，\(hint?.zh ?? "请先导入区划，或更正名称")")
  }

  /// The one name that a slip was most likely meant to be: of the divisions right below some, or of a level.
  private func hint(at step: DivisionPath.Step, below parents: [Int64]?) throws -> Wording? {
    let stem = DivisionName(step.name).stem
    // Of 张庄 and 李庄, 庄 tells nothing; there are fewer townships, and a slip in one of two characters happens.
    let levels = DivisionLevel.allCases.filter { stem.count > 2 || $0 != .village && stem.count > 1 }
    let names = try String.fetchAll(
      context.database,
      """
      SELECT DISTINCT name
      FROM division
      WHERE endedOn IS NULL AND (\(step.level?.rawValue) IS NULL OR level = \(step.level?.rawValue))
        AND level IN \(levels.map(\.rawValue)) AND (\(parents == nil) OR parent IN \(parents ?? []))
      """ as SQLRequest<String>)
    let byStem = Dictionary(grouping: names) { DivisionName($0).stem }
    guard let closest = stem.closest(among: byStem.keys), let found = byStem[closest],
      found.count == 1
    else { return nil }
    return Wording("did you mean '\(found[0])'?", zh: "是否指“\(found[0])”？")
  }

  private mutating func places(of path: DivisionPath) throws -> [Place] {
    if let places = found[path] { return places }
    let places = try search(path)
    if found.count >= Self.cacheLimit { found.removeAll(keepingCapacity: true) }
    found[path] = places
    return places
  }

  private func search(_ path: DivisionPath) throws -> [Place] {
    guard let last = path.steps.last else { return [] }
    var places = try named([last.name], level: last.level)
    places = try places.filter { try lies($0, in: path.steps.dropLast()) }
    guard places.isEmpty else { return places }
    let spellings = DivisionName.spellings(of: DivisionName(last.name).stem)
    places = try named(spellings, level: last.level)
    return try places.filter { try lies($0, in: path.steps.dropLast()) }
  }

  private func named(_ names: [String], level: DivisionLevel?) throws -> [Place] {
    try Row.fetchAll(
      context.database,
      """
      SELECT pk, code, name
      FROM division
      WHERE name IN \(names) AND endedOn IS NULL AND (\(level?.rawValue) IS NULL OR level = \(level?.rawValue))
      ORDER BY code
      """ as SQLRequest<Row>
    ).map { Place(pk: $0[0], code: DivisionCode(registered: $0[1]), name: $0[2]) }
  }

  /// Whether a division lies in divisions of these names, the widest first.
  private func lies(_ place: Place, in steps: ArraySlice<DivisionPath.Step>) throws -> Bool {
    guard !steps.isEmpty else { return true }
    let names = try String.fetchAll(
      context.database.cachedStatement(
        sql: """
          WITH RECURSIVE ancestor (parent, name) AS (
            SELECT parent, NULL FROM division WHERE pk = ?
            UNION ALL
            SELECT division.parent, division.name
            FROM division
            JOIN ancestor ON division.pk = ancestor.parent
          )
          SELECT name FROM ancestor WHERE name IS NOT NULL
          """), arguments: [place.pk])
    var rest = names[...]
    for step in steps.reversed() {
      guard let index = rest.firstIndex(where: { DivisionName.isAlike($0, step.name) }) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }
}

extension RegistryRow {
  /// The code of the division that the row refers to; `nil` where it tells none.
  fileprivate var reference: DivisionCode? {
    let code: DivisionCode? =
      switch self {
      case .facility(let facility): facility.division
      case .post(let post): post.division
      case .demand(let count): count.division
      case .division(let division): division.parent
      case .target(let target): target.division
      case .observation(let observation): observation.division
      case .kind, .service, .road, .speed, .criterion, .condition, .upgrade, .fund, .indicator: nil
      }
    return code.flatMap { $0.description.isEmpty ? nil : $0 }
  }

  /// The row with another reference.
  fileprivate func referring(to code: DivisionCode) -> RegistryRow {
    switch self {
    case .facility(var facility):
      facility.division = code
      return .facility(facility)
    case .post(var post):
      post.division = code
      return .post(post)
    case .demand(var count):
      count.division = code
      return .demand(count)
    case .division(var division):
      division.parent = code
      return .division(division)
    case .target(var target):
      target.division = code
      return .target(target)
    case .observation(var observation):
      observation.division = code
      return .observation(observation)
    case .kind, .service, .road, .speed, .criterion, .condition, .upgrade, .fund, .indicator: return self
    }
  }
}
