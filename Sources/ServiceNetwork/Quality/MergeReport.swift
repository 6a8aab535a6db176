/// What became of two facilities that were joined.
public struct MergeReport: Equatable, Sendable {
  /// A column in which both had a value, and not the same.
  public struct Contradiction: Equatable, Sendable {
    /// The column's name.
    public var column: String
    /// What the one that stays has, and keeps.
    public var kept: String
    /// What the other one had.
    public var dropped: String

    /// A contradiction from its parts.
    public init(column: String, kept: String, dropped: String) {
      self.column = column
      self.kept = kept
      self.dropped = dropped
    }
  }

  /// The id that stays.
  public var kept: String
  /// The id that is an alias from now on.
  public var dropped: String
  /// The columns that the one that stays had empty, and has from the other one.
  public var filled: [String]
  /// The columns in which they differ.
  public var contradictions: [Contradiction]

  /// A report from its parts.
  public init(kept: String, dropped: String, filled: [String], contradictions: [Contradiction]) {
    self.kept = kept
    self.dropped = dropped
    self.filled = filled
    self.contradictions = contradictions
  }
}
