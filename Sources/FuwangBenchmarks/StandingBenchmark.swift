import Fixtures
import Foundation
import ServiceNetwork

/// How long one change to a standing answer takes.
struct StandingBenchmark {
  private static let changes = 301

  private let analysis: CoverageAnalysis
  private let places: [Coordinate]

  init(_ analysis: CoverageAnalysis, in snapshot: NetworkSnapshot) {
    self.analysis = analysis
    places = snapshot.divisions.filter { $0.level == .village }.compactMap(\.location)
  }

  /// The medians over many changes, each in another place.
  func run() throws -> [Measurement] {
    var standing = try StandingCoverage(analysis)
    var random = SeededGenerator(seed: 6)
    let clock = ContinuousClock()
    var times: [Measurement.Figure: [Duration]] = [:]
    func measure(_ figure: Measurement.Figure, _ change: NetworkChange) throws {
      let time = try clock.measure { try standing.apply(change) }
      times[figure, default: []].append(time)
    }
    for number in 0..<Self.changes {
      guard let place = places.randomElement(using: &random),
        let other = places.randomElement(using: &random),
        let somebody = analysis.serving.indices.randomElement(using: &random)
      else { break }
      try measure(.openedSeconds, .opened(.init(id: "new \(number)", location: place)))
      let id = analysis.serving[somebody].id
      // One that was closed before cannot move.
      guard (try? standing.apply(.moved(.init(id: id, location: other)))) != nil else { continue }
      try measure(.movedSeconds, .moved(.init(id: id, location: place)))
      try measure(.closedSeconds, .closed(id))
    }
    return times.map { figure, times in
      Measurement(figure, times.sorted()[times.count / 2] / .seconds(1))
    }
  }
}
