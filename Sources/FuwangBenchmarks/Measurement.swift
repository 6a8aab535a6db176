/// A number that was measured, on its way from one process to another as a line of text.
struct Measurement {
  /// What is measured, the scripts' measurements among it.
  enum Figure: String {
    case initSeconds, divisionsSeconds, facilitiesSeconds, demandSeconds, importSeconds, importBytes
    case importProcessorSeconds
    case coverageSeconds, coverageBytes
    case geodesicsPerSecond, loadSeconds, loadedBytesPerVillage, partSeconds
    case analysisSeconds, analysisOfTwoSeconds, analysisNanosecondsPerStep
    case unservedSeconds, openedSeconds, closedSeconds, movedSeconds
    case served, unserved, servedOnSphere, changedOnSphere
    case scipySeconds, scipyServed
    case ogrSeconds, ogrBytes
    case spatialiteSeconds, spatialiteServed
    case scipyRoadSeconds, scipyRoadReached, scipyRoadKilometers
    case scipyAccessSeconds, scipyAccessPairs, scipyAccessSum, pysalAccessSeconds
    case scipyFlowSeconds, scipyFlowServed
  }

  let figure: Figure
  let value: Double

  init(_ figure: Figure, _ value: Double) {
    self.figure = figure
    self.value = value
  }

  /// A measurement from its line; `nil` for any other line.
  init?(line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 2, let figure = Figure(rawValue: String(words[0])), let value = Double(words[1])
    else { return nil }
    self.init(figure, value)
  }

  /// The measurement as a line.
  var line: String { "\(figure.rawValue) \(value)" }
}

/// Runs something once to warm up, then several times.
///
/// - Returns: the median of the seconds, by a clock that never goes back, and what came of the last run.
func medianSeconds<Outcome>(of runs: Int = 5, _ body: () throws -> Outcome) rethrows -> (
  seconds: Double, outcome: Outcome
) {
  var outcome = try body()
  let clock = ContinuousClock()
  var times: [Duration] = []
  for _ in 0..<runs { times.append(try clock.measure { outcome = try body() }) }
  return (times.sorted()[runs / 2] / .seconds(1), outcome)
}
