internal import ServiceNetwork

/// A heading as it is compared: without white space, brackets' content, marks of what is required, or case.
struct Heading: Hashable {
  /// The whole of it, folded.
  let whole: String
  /// The same without what stands in brackets, as the unit in 床位数（张）.
  let bare: String

  init(_ text: String) {
    var folded = text.halfWidth.lowercased().filter { !$0.isWhitespace }
    folded.replace("【", with: "(")
    folded.replace("】", with: ")")
    folded.replace("[", with: "(")
    folded.replace("]", with: ")")
    while folded.hasSuffix("*") || folded.hasSuffix(":") { folded.removeLast() }
    while folded.hasPrefix("*") { folded.removeFirst() }
    for mark in ["(必填)", "(选填)"] where folded.hasSuffix(mark) { folded.removeLast(mark.count) }
    whole = folded.replacing("_", with: "").replacing("-", with: "")
    var depth = 0
    bare = String(
      whole.filter { character in
        if character == "(" { depth += 1 }
        defer { if character == ")" { depth = max(0, depth - 1) } }
        return depth == 0
      })
  }
}

/// What a file's headings may mean in a table, and how surely.
struct HeadingMeanings {
  /// A column, or one of the words beside the columns.
  enum Meaning: Hashable {
    /// A column of the table, a demand group's among them.
    case column(String)
    /// A name in the path of a division.
    case path(PathColumn)
    /// A coordinate of which it is not told which one: the system says it.
    case axis(Axis)
    /// Both coordinates in one cell, longitude first.
    case point
    /// A geometry as well-known text, as layers of a GIS bring it.
    case geometry
    /// Our own column of what was wrong; it is passed over.
    case problem
  }

  /// A coordinate's column that bears nothing but a letter.
  enum Axis: String {
    case x, y
  }

  /// The heading of the column that says what is wrong with refused rows.
  static let problemHeading = "问题 problem"

  private var ranked: [String: (meaning: Meaning, rank: Int)] = [:]
  private let columns: [RegistryTable.Column]

  init(_ table: RegistryTable, demandGroups: [DemandGroup]) {
    columns = table.columns
    for column in columns {
      for (rank, word) in ([column.name, column.nameZh] + column.synonyms).enumerated() {
        add(word, .column(column.name), rank: rank)
      }
    }
    if table == .demand {
      for group in demandGroups {
        add(group.column, .column(group.column), rank: 0)
        add(group.nameZh, .column(group.column), rank: 1)
      }
    }
    if table.pathTarget != nil {
      for column in PathColumn.allCases {
        for (rank, word) in ([column.rawValue] + column.synonyms).enumerated() {
          add(word, .path(column), rank: 50 + rank)
        }
      }
    }
    if columns.contains(where: { $0.name == "longitude" }) {
      for word in ["x", "x坐标", "坐标x"] { add(word, .axis(.x), rank: 60) }
      for word in ["y", "y坐标", "坐标y"] { add(word, .axis(.y), rank: 60) }
      for word in ["坐标", "经纬度", "经纬度坐标", "位置坐标", "lonlat", "lnglat"] { add(word, .point, rank: 70) }
      for word in ["boundary", "wkt", "geometry", "geom", "边界", "边界线", "范围"] {
        add(word, .geometry, rank: 70)
      }
    }
    if table == .roads {
      for word in ["geometry", "wkt", "geom"] { add(word, .geometry, rank: 70) }
    }
    add(Self.problemHeading, .problem, rank: 0)
  }

  /// The meaning of a heading and its rank, 0 the surest; `nil` where it has none.
  func meaning(of text: String) -> (meaning: Meaning, rank: Int)? {
    let heading = Heading(text)
    if let found = ranked[heading.whole] { return found }
    if let found = ranked[heading.bare], !heading.bare.isEmpty { return (found.meaning, found.rank + 100) }
    // A shapefile cuts names after ten bytes.
    let cut = text.lowercased()
    guard cut.utf8.count == 10 else { return nil }
    let whole = columns.filter { $0.name.hasPrefix(cut) }
    return whole.count == 1 ? (.column(whole[0].name), 90) : nil
  }

  private mutating func add(_ word: String, _ meaning: Meaning, rank: Int) {
    let key = Heading(word).whole
    if let known = ranked[key], known.rank <= rank { return }
    ranked[key] = (meaning, rank)
  }
}
