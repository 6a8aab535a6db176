/// How long to look for a schedule, and how good it has to be.
public struct UpgradeSearchOptions: Sendable {
  /// The time limit, seconds by the clock on the wall; conflicts of a problem without a schedule are looked for within it,
  /// too.
  public var seconds: Double
  /// How far from the proven bound a schedule is good enough, as a share of it: 0.005 for half a percent, 0 for the best.
  public var relativeGap: Double
  /// Whether nobody waits for the answer any more; asked often, by the thread that searches.
  public var isCancelled: @Sendable () -> Bool

  /// Options.
  ///
  /// - Parameter isCancelled: by default whether the task is that searches.
  public init(
    seconds: Double = 60, relativeGap: Double = 0,
    isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
  ) {
    self.seconds = seconds
    self.relativeGap = relativeGap
    self.isCancelled = isCancelled
  }
}
