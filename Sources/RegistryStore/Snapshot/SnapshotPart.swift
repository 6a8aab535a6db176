internal import GRDB
internal import ServiceNetwork

/// The divisions that a question about one of them needs: its subtree, what lies above, and where posts serve.
struct SnapshotPart {
  private let area: DivisionCode
  private let roles: [Int64]

  /// - Parameters:
  ///   - area: the division that is asked about.
  ///   - roles: the keys of the kinds whose posts are read.
  init(area: DivisionCode, roles: [Int64]) {
    self.area = area
    self.roles = roles
  }

  /// What the statements are asked with.
  var arguments: [(any StatementBinding)?] { [area.description] }

  /// The keys of the subtree; of a village that of its township, whose facilities may be its own.
  ///
  /// - Parameter code: the place of the area's code among a statement's values.
  func subtree(_ code: String) -> String {
    """
    WITH RECURSIVE inside (pk) AS (
      SELECT iif(level = 'village', ifnull(parent, pk), pk) FROM division WHERE code = \(code) AND endedOn IS NULL
      UNION ALL
      SELECT division.pk FROM inside JOIN division ON division.parent = inside.pk
    )
    SELECT pk FROM inside
    """
  }

  /// Key, code, name, level, parent and point, by key.
  var divisions: String {
    """
    SELECT pk, code, name, level, parent, location
    FROM division
    WHERE endedOn IS NULL AND pk IN (
      SELECT pk FROM (\(subtree("?1")))
      UNION
      SELECT pk FROM (
        WITH RECURSIVE above (pk) AS (
          SELECT pk FROM division WHERE code = ?1
          UNION ALL
          SELECT division.parent FROM above JOIN division USING (pk) WHERE division.parent IS NOT NULL
        )
        SELECT pk FROM above
      )
      UNION
      SELECT division FROM post WHERE role IN (\(roles.map(String.init).joined(separator: ", ")))
    )
    ORDER BY pk
    """
  }
}
