internal import GRDB
internal import ServiceNetwork

/// What a line of the journal says.
struct ChangeLine {
  /// What records it is about.
  enum Subject {
    /// All that are there.
    case everything
    /// Those that an import added, by their keys.
    case added(RegistryTable, keys: ClosedRange<Int64>)
    /// One record.
    case record(RegistryTable, key: Int64)
    /// A facility's former id.
    case alias
  }

  let mark: ChangeMark
  let subject: Subject
  /// The id or code that the record had before.
  let former: String?
  /// Whether records that name the division have another code in it now.
  let isRecoded: Bool
  /// Whether what is at the division's point is elsewhere now.
  let isMoved: Bool
  /// Whether the division ends, or stands again.
  let isEnded: Bool

  static let beginning = ChangeLine(
    mark: ChangeMark(seq: 0, act: nil, at: nil, mayHaveLeft: false), subject: .everything, former: nil,
    isRecoded: false, isMoved: false, isEnded: false)
}

extension ChangeLine {
  /// The table of its records.
  var table: RegistryTable {
    switch subject {
    case .everything, .alias: .facilities
    case .added(let table, _), .record(let table, _): table
    }
  }

  /// Lines about features, with what is needed of them.
  static func lines(after first: Int, through last: Int) -> SQLRequest<Row> {
    """
    SELECT seq, act, at, rowTable, key, lastKey,
      CASE
        WHEN rowTable = 'facilityAlias' THEN iif(json_extract(rowKey, '$.scheme') = 'id', json_extract(rowKey, '$.alias'), '')
        WHEN change = 'removed' THEN json_extract(fields, iif(rowTable = 'division', '$.code', '$.id'))
        WHEN change = 'changed' THEN json_extract(fields, iif(rowTable = 'division', '$.code[0]', '$.id[0]'))
      END AS former,
      change = 'changed' AND rowTable = 'division' AND ifnull(json_extract(fields, '$.code[1]') NOT LIKE '~%', FALSE),
      change = 'changed' AND rowTable = 'division' AND json_type(fields, '$.location') IS NOT NULL,
      change = 'changed' AND json_type(fields, iif(rowTable = 'division', '$.level', '$.kind')) IS NOT NULL,
      change = 'changed' AND rowTable = 'division' AND json_type(fields, '$.endedOn') IS NOT NULL,
      iif(rowTable = 'demand', json_extract(rowKey, '$.asOf'), NULL)
    FROM journal
    WHERE seq > \(first) AND seq <= \(last)
      AND rowTable IN ('division', 'facility', 'facilityStatus', 'facilityAlias', 'post', 'demand')
    ORDER BY seq
    """
  }

  init(_ row: Row) throws {
    let (name, key, lastKey): (String, Int64, Int64?) = (row[3], row[4], row[5])
    // Between two codes a division has one that is none.
    let former = (row[6] as String?).flatMap { $0.isEmpty || $0.hasPrefix("~") ? nil : $0 }
    let subject: Subject =
      switch (name, lastKey) {
      case ("facilityAlias", _): .alias
      case ("division", let last?): .added(.divisions, keys: key...last)
      case ("post", let last?): .added(.posts, keys: key...last)
      case (_, let last?): .added(.facilities, keys: key...last)
      case ("division", nil): .record(.divisions, key: key)
      case ("post", nil): .record(.posts, key: key)
      case ("demand", nil):
        .record(.demand, key: CountKey(division: key, day: try row.date(11)).number)
      default: .record(.facilities, key: key)
      }
    self.init(
      mark: ChangeMark(seq: row[0], act: row[1], at: row[2], mayHaveLeft: row[9]), subject: subject,
      former: former, isRecoded: row[7], isMoved: row[8], isEnded: row[10])
  }
}
