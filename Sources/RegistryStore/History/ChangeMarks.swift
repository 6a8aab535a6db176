internal import ServiceNetwork

/// A record as a feed of changes knows it: by a name that outlives its row.
struct ChangedName: Hashable {
  var table: RegistryTable
  var id: String
}

/// The line of the journal that a record is told for.
struct ChangeMark {
  var seq: Int
  var act: Int?
  /// When; of a line that another program wrote.
  var at: String?
  /// Whether the record may have been in another collection before.
  var mayHaveLeft: Bool
}

/// The records of a page, each once, with their last lines.
struct ChangeMarks {
  private var positions: [ChangedName: Int] = [:]
  private var marked: [(name: ChangedName, mark: ChangeMark)] = []

  /// How many there are.
  var count: Int { marked.count }

  mutating func add(_ name: ChangedName, _ mark: ChangeMark) {
    guard let position = positions[name] else {
      positions[name] = marked.count
      marked.append((name, mark))
      return
    }
    let mayHaveLeft = marked[position].mark.mayHaveLeft || mark.mayHaveLeft
    marked[position].mark = mark
    marked[position].mark.mayHaveLeft = mayHaveLeft
  }

  /// All of them, in the order of their lines.
  var inOrder: [(name: ChangedName, mark: ChangeMark)] {
    marked.enumerated()
      .sorted { ($0.element.mark.seq, $0.offset) < ($1.element.mark.seq, $1.offset) }
      .map(\.element)
  }
}
