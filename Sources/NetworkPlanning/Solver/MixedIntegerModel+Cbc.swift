internal import CCbc
internal import Foundation
internal import Synchronization

extension MixedIntegerModel {
  /// Finds the best values by branch and cut.
  ///
  /// COIN-OR CBC does it, through its C interface: its driver reads its settings by way of variables of the whole process,
  /// so that one search runs at a time; others wait, not beyond their deadline. CBC asks for cuts at each node of its
  /// tree, where a search that nobody waits for is ended by cuts that no values meet.
  ///
  /// Source: J. Forrest, R. Lougee-Heimer, "CBC user guide", INFORMS Tutorials in Operations Research (2005), 257–277.
  ///
  /// - Parameters:
  ///   - start: values that meet all rows, to begin with; those of whole-number variables matter.
  ///   - limits: when to stop.
  func solved(from start: [Double]? = nil, within limits: SolverLimits) -> MixedIntegerAnswer {
    let nothing = MixedIntegerAnswer(status: .stopped, values: nil, bound: .infinity)
    guard Turn.wait(within: limits) else { return nothing }
    defer { Turn.pass() }
    let search = CbcSearch(self, within: limits)
    if let start { search.begin(with: start) }
    return search.run()
  }
}

/// Whose turn it is to use CBC in this process.
private enum Turn {
  private static let isTaken = Atomic(false)

  /// Waits for the turn.
  ///
  /// - Returns: whether it came before the time was over.
  static func wait(within limits: SolverLimits) -> Bool {
    while !isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged {
      if limits.isOver { return false }
      Thread.sleep(forTimeInterval: 0.005)
    }
    return true
  }

  static func pass() { isTaken.store(false, ordering: .releasing) }
}
