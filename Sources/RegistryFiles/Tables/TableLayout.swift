internal import ServiceNetwork

/// Where a file has what a table asks for.
struct TableLayout {
  /// The line of the headings.
  let line: Int
  /// The headings as the file writes them.
  let headings: [String]
  /// The place of each column of the table among a row's cells; constants stand behind the file's own.
  private(set) var positions: [String: Int] = [:]
  /// The values of the columns that the file does not have.
  private(set) var constants: [String] = []
  /// The places of the names of a division's path, the widest first.
  private(set) var path: [(column: PathColumn, position: Int)] = []
  /// The places of what tells a point in another way than by longitude and latitude.
  private(set) var axes: [HeadingMeanings.Axis: Int] = [:]
  private(set) var point: Int?
  private(set) var geometry: Int?
  private(set) var warnings: [RowProblem] = []

  private let file: String

  /// Matches a row of headings with a table's columns.
  ///
  /// - Throws: ``TableError`` for one that cannot be the headings of such a table.
  init(
    _ record: CSVReader.Record, meanings: HeadingMeanings, table: RegistryTable, known: [String],
    profile: ImportProfile, file: String
  ) throws(TableError) {
    line = record.line
    self.file = file
    headings = record.fields.map { $0.trimmingWhitespace() }
    try checkProfile(profile, table: table, known: known)
    var unknown: [String] = []
    var taken: [HeadingMeanings.Meaning: (position: Int, rank: Int)] = [:]
    for (position, heading) in headings.enumerated() where !heading.isEmpty {
      let given = profile.headings[heading] ?? profile.headings[record.fields[position]]
      guard given != "" else { continue }
      guard
        let (meaning, rank) = given.map({ (Self.meaning(ofGiven: $0), -1) }) ?? meanings.meaning(of: heading)
      else {
        unknown.append(heading)
        continue
      }
      guard let other = taken[meaning] else {
        taken[meaning] = (position, rank)
        continue
      }
      try resolve(meaning, (position, rank), other, in: &taken)
    }
    warn(ofUnknown: unknown, table: table, known: known)
    for (meaning, found) in taken { place(meaning, at: found.position) }
    path.sort { $0.column.level < $1.column.level }
    for (column, value) in profile.constants.sorted(by: { $0.key < $1.key }) {
      guard positions[column] == nil else { continue }
      positions[column] = headings.count + constants.count
      constants.append(value)
    }
    warnOfNameless()
  }

  /// The layout of a row whose cells are those of some columns, in their order.
  init(columns: [String]) {
    (line, headings, file) = (0, columns, "")
    for (position, column) in columns.enumerated() { positions[column] = position }
  }

  /// The columns that a row must have and the file has not.
  func missing(in table: RegistryTable) -> [RegistryTable.Column] {
    // The lines of a layer tell where a road begins and ends.
    if table == .roads, geometry != nil { return [] }
    return table.columns.filter { column in
      column.isRequired && positions[column.name] == nil
        && !(column.name == table.pathTarget && !path.isEmpty)
    }
  }

  /// The columns of the table that the file tells in one way or another.
  func columns(of table: RegistryTable) -> Set<String> {
    var columns = Set(positions.keys)
    if !path.isEmpty, let target = table.pathTarget { columns.insert(target) }
    if !axes.isEmpty || point != nil || geometry != nil { columns.formUnion(["longitude", "latitude"]) }
    if geometry != nil, table == .divisions { columns.insert("boundary") }
    return columns
  }

  /// The heading under which the file has a column; the column's own name where it has none.
  func heading(of column: String) -> String {
    if let position = positions[column], position < headings.count { return headings[position] }
    if column == "longitude" || column == "latitude" {
      let axis: HeadingMeanings.Axis = column == "longitude" ? .x : .y
      if let position = axes[axis] ?? point { return headings[position] }
    }
    return column
  }

  // MARK: - Private

  /// The line for a remark; `nil` for a layer, whose headings stand on none.
  private var place: Int? { line > 0 ? line : nil }

  private static func meaning(ofGiven name: String) -> HeadingMeanings.Meaning {
    if let path = PathColumn(rawValue: name) { return .path(path) }
    if let axis = HeadingMeanings.Axis(rawValue: name) { return .axis(axis) }
    switch name {
    case "point": return .point
    case "geometry": return .geometry
    default: return .column(name)
    }
  }

  private mutating func place(_ meaning: HeadingMeanings.Meaning, at position: Int) {
    switch meaning {
    case .column(let name): positions[name] = position
    case .path(let column): path.append((column, position))
    case .axis(let axis): axes[axis] = position
    case .point: point = position
    case .geometry: geometry = position
    case .problem: break
    }
  }

  /// Of two headings that mean the same, takes the one that says it more surely.
  private mutating func resolve(
    _ meaning: HeadingMeanings.Meaning, _ new: (position: Int, rank: Int), _ old: (position: Int, rank: Int),
    in taken: inout [HeadingMeanings.Meaning: (position: Int, rank: Int)]
  ) throws(TableError) {
    let (newName, oldName) = (headings[new.position], headings[old.position])
    guard new.rank != old.rank else {
      if newName == oldName {
        throw TableError(
          file: file, line: line,
          Wording("the heading '\(newName)' is there twice", zh: "表头“\(newName)”出现了两次"))
      }
      throw TableError(
        file: file, line: line,
        Wording(
          "the headings '\(oldName)' and '\(newName)' mean the same; say by --map which one is meant",
          zh: "表头“\(oldName)”和“\(newName)”含义相同，请用 --map 说明取哪一个"))
    }
    let (winner, loser) = new.rank < old.rank ? (newName, oldName) : (oldName, newName)
    taken[meaning] = new.rank < old.rank ? new : old
    warnings.append(
      RowProblem(
        .warning, file: file, line: place, column: loser,
        message: Wording(
          "it is left out, since '\(winner)' says the same", zh: "未采用，因为“\(winner)”含义相同")))
  }

  /// Names the headings that mean nothing: each that is nearly a column by itself, the others together.
  private mutating func warn(ofUnknown headings: [String], table: RegistryTable, known: [String]) {
    var others: [String] = []
    for heading in headings {
      guard let closest = heading.lowercased().closest(among: known) else {
        others.append(heading)
        continue
      }
      warnings.append(
        RowProblem(
          .warning, file: file, line: place, column: heading,
          message: Wording(
            "the table \(table.rawValue) has no such column, and it is left out; did you mean '\(closest)'?",
            zh: "表\(table.nameZh)没有这一列，未采用；是否指“\(closest)”？")))
    }
    guard !others.isEmpty else { return }
    warnings.append(
      RowProblem(
        .warning, file: file, line: place,
        message: Wording(
          "the table \(table.rawValue) has no column for \(others.joined(separator: ", ")); left out",
          zh: "表\(table.nameZh)没有与\(others.joined(separator: "、"))对应的列，未采用")))
  }

  private mutating func warnOfNameless() {
    let nameless = headings.count(where: \.isEmpty)
    guard nameless > 0 else { return }
    warnings.append(
      RowProblem(
        .warning, file: file, line: place,
        message: Wording(
          "\(nameless) of the columns have no heading, and are left out", zh: "有\(nameless)列没有表头，未采用")))
  }

  /// Refuses a profile that speaks of columns that there are not.
  private func checkProfile(
    _ profile: ImportProfile, table: RegistryTable, known: [String]
  ) throws(TableError) {
    let beside = table.pathTarget == nil ? [] : PathColumn.allCases.map(\.rawValue)
    let all = known + beside + ["x", "y", "point", "geometry", ""]
    for name in Set(profile.headings.values).union(profile.constants.keys).union(profile.words.keys).sorted()
    where !all.contains(name) {
      let closest = name.closest(among: known)
      throw TableError(
        file: file, line: nil,
        Wording(
          "the table \(table.rawValue) has no column '\(name)'"
            + (closest.map { "; did you mean '\($0)'?" } ?? ""),
          zh: "表\(table.nameZh)没有列“\(name)”" + (closest.map { "；是否指“\($0)”？" } ?? "")))
    }
    for heading in profile.headings.keys.sorted()
    where profile.headings[heading] != "" && !headings.contains(heading) {
      throw TableError(
        file: file, line: line,
        Wording(
          "there is no heading '\(heading)', which is mapped; there are \(headings.joined(separator: ", "))",
          zh: "没有要对应的表头“\(heading)”，现有：\(headings.joined(separator: "、"))"))
    }
  }
}
