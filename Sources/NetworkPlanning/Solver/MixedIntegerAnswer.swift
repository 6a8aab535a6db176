/// What a search for the best values of a ``MixedIntegerModel`` found.
struct MixedIntegerAnswer: Sendable {
  /// How it ended.
  enum Status: Sendable {
    /// The values are the best, within the gap that was asked for.
    case optimal
    /// No values meet all rows.
    case infeasible
    /// The time was over, or nobody waited any more.
    case stopped
  }

  /// How it ended.
  var status: Status
  /// The best values found, whole numbers where they have to be; `nil` where none were.
  var values: [Double]?
  /// What the objective certainly does not exceed; infinite where nothing is known.
  var bound: Double
}
