/// A division by names instead of a code, as 泌阳县/王店镇/某某村: from the widest to the one that is meant.
public struct DivisionPath: Hashable, Sendable {
  /// A name of the path.
  public struct Step: Hashable, Sendable {
    /// The level of the column that it stood in; `nil` where it was not told.
    public var level: DivisionLevel?
    /// The name as it was written, without white space around it.
    public var name: String

    /// A step from its parts.
    public init(level: DivisionLevel? = nil, name: String) {
      self.level = level
      self.name = name
    }
  }

  /// The steps, from the widest to the narrowest; at least one.
  public var steps: [Step]

  /// A path of steps; `nil` where there is none.
  public init?(_ steps: [Step]) {
    guard !steps.isEmpty else { return nil }
    self.steps = steps
  }
}

extension DivisionPath: CustomStringConvertible {
  /// The names with slashes between them.
  public var description: String { steps.map(\.name).joined(separator: "/") }
}
