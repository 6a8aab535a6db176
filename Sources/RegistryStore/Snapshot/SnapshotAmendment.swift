internal import GRDB
internal import ServiceNetwork

/// What changed in a registry since a snapshot was read, where that is little: rows whose place in the arrays is known.
struct SnapshotAmendment {
  /// A row that a snapshot holds, by what the file knows it by.
  private enum Record: Hashable {
    /// A facility, or a status of it.
    case facility(Int64)
    case post(Int64)
    /// The name and point of a division.
    case division(Int64)
    /// The counts of a division.
    case counts(division: Int64)
  }

  /// More lines of the journal are not followed one by one.
  private static let limit = 500
  /// Statuses that are of no facility any more, before the array is made anew.
  private static let spareStatuses = 10_000
  /// Changes of these no snapshot knows of.
  private static let others: Set<String> = [
    "succession", "edition", "facilityAlias", "distinctFacilities", "setting", "roadSpeed", "scenario",
  ]
  /// What of a division may change without another one's moving.
  private static let divisionFields: Set<String> = [
    "name", "location", "urbanRural", "source", "locationOrigin", "givenX", "givenY", "givenCRS",
  ]

  private let database: Database
  private var records: Set<Record> = []

  /// Reads what changed; `nil` where it is too much, or of a kind that only a whole reading can follow.
  ///
  /// - Parameter last: the number of the last change that the snapshot has.
  init?(_ database: Database, after last: Int) throws {
    self.database = database
    let lines = try Row.fetchAll(
      database,
      sql: """
        SELECT rowTable, key, ifnull(lastKey, key), change,
          (SELECT group_concat(key) FROM json_each(ifnull(fields, '{}')))
        FROM journal
        WHERE seq > ?
        ORDER BY seq
        LIMIT ?
        """, arguments: [last, Self.limit + 1])
    guard lines.count <= Self.limit else { return nil }
    for line in lines {
      let table: String = line[0]
      let (first, end): (Int64, Int64) = (line[1], line[2])
      guard end - first < Self.limit, records.count <= Self.limit else { return nil }
      for key in first...end {
        switch table {
        case "facility", "facilityStatus": records.insert(.facility(key))
        case "post": records.insert(.post(key))
        case "demand": records.insert(.counts(division: key))
        case "division":
          let fields = Set((line[4] as String? ?? "").split(separator: ",").map(String.init))
          guard line[3] == "changed", fields.isSubset(of: Self.divisionFields) else { return nil }
          records.insert(.division(key))
        case let other: guard Self.others.contains(other) else { return nil }
        }
      }
    }
    // A facility that names no division lies in the narrowest one whose boundary holds it: that is asked anew for each.
  }

  /// Puts what changed into a snapshot.
  ///
  /// - Returns: whether that was possible; the snapshot is of no use where it was not.
  func apply(to stored: inout StoredSnapshot, groups: Set<String>) throws -> Bool {
    let reader = try SnapshotReader(database, stored.snapshot.catalogue, asOf: nil)
    for record in records {
      switch record {
      case .facility(let pk): try amend(facility: pk, &stored, reader)
      case .post(let pk): try amend(post: pk, &stored, reader)
      case .division(let pk):
        let position = Int(stored.division(ofPk: pk))
        guard position >= 0, let found = try reader.nameAndPoint(ofPk: pk) else { return false }
        stored.snapshot.divisions[position].name = found.name
        stored.snapshot.divisions[position].location = found.location
      case .counts(let pk):
        let position = stored.division(ofPk: pk)
        // A division that ended has counts, and no snapshot has them.
        guard position >= 0 else { continue }
        for group in groups {
          let counts = try reader.counts(of: group, inDivision: pk, at: position)
          stored.snapshot.demand[group, default: []].replace(position, with: counts)
        }
      }
    }
    let statuses = stored.snapshot.facilities.reduce(0) { $0 + $1.statuses.count }
    return stored.snapshot.statuses.count - statuses <= Self.spareStatuses
  }

  private func amend(facility pk: Int64, _ stored: inout StoredSnapshot, _ reader: SnapshotReader) throws {
    if let former = stored.facilities.firstIndex(of: pk) {
      stored.facilities.remove(at: former)
      stored.snapshot.facilities.remove(at: former)
    }
    guard let (entry, statuses) = try reader.facility(ofPk: pk, in: stored) else { return }
    let place = stored.snapshot.facilities.partitioningIndex { $0.id >= entry.id }
    stored.snapshot.statuses += statuses
    stored.snapshot.facilities.insert(entry, at: place)
    stored.facilities.insert(pk, at: place)
  }

  private func amend(post pk: Int64, _ stored: inout StoredSnapshot, _ reader: SnapshotReader) throws {
    if let former = stored.posts.firstIndex(of: pk) {
      stored.posts.remove(at: former)
      stored.snapshot.posts.remove(at: former)
    }
    guard let entry = try reader.post(ofPk: pk, in: stored) else { return }
    let place = stored.snapshot.posts.partitioningIndex { $0.id >= entry.id }
    stored.snapshot.posts.insert(entry, at: place)
    stored.posts.insert(pk, at: place)
  }
}

extension [NetworkSnapshot.DemandEntry] {
  /// Puts the counts of a division in the place of those it had.
  fileprivate mutating func replace(_ division: Int32, with counts: [NetworkSnapshot.DemandEntry]) {
    let start = partitioningIndex { $0.division >= division }
    let end = partitioningIndex { $0.division > division }
    replaceSubrange(start..<end, with: counts)
  }
}

extension Array {
  /// The first place whose element fulfils a condition that holds from some place on.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if holds(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
