/// When a search for the best ends before its end.
struct SolverLimits: Sendable {
  /// When the search ends with what it has by then.
  var deadline: ContinuousClock.Instant
  /// The distance from the bound, in the objective's units, at which an answer is good enough.
  ///
  /// Where an objective takes whole numbers alone, anything below 1 means the best.
  var absoluteGap = 0.0
  /// The distance from the bound as a share of the answer at which an answer is good enough.
  var relativeGap = 0.0
  /// Whether nobody waits for the answer any more; asked by who waits for it, in the same thread and task.
  var isCancelled: @Sendable () -> Bool = { false }

  /// The seconds that are left, not less than none.
  var secondsLeft: Double { max(0, (deadline - .now) / .seconds(1)) }

  /// Whether there is neither time nor anybody who waits.
  var isOver: Bool { secondsLeft <= 0 || isCancelled() }
}
