internal import Dispatch

/// Work cut into pieces that the processors take one after another.
///
/// How it is cut depends on how much there is and never on the machine, so that sums come out the same everywhere.
enum Lanes {
  /// How many pieces are handed out between two looks whether anybody still waits.
  private static let wave = 64

  /// Runs the pieces of a range of positions, several at once.
  ///
  /// - Parameters:
  ///   - count: how many positions there are.
  ///   - pieceSize: how many of them make a piece, the last one being shorter.
  ///   - body: is told the number of a piece and its positions; it must touch nothing that another piece does.
  /// - Throws: ``CoverageError/cancelled`` where the task is; some pieces have then been run.
  static func run(
    _ count: Int, pieceSize: Int, _ body: @Sendable (_ piece: Int, _ positions: Range<Int>) -> Void
  ) throws(CoverageError) {
    let pieces = (count + pieceSize - 1) / pieceSize
    var first = 0
    while first < pieces {
      try CoverageError.checkCancellation(at: 0)
      let start = first
      DispatchQueue.concurrentPerform(iterations: min(wave, pieces - start)) { index in
        let piece = start + index
        body(piece, piece * pieceSize..<min((piece + 1) * pieceSize, count))
      }
      first += wave
    }
  }
}
