import Fixtures
import Foundation
import ServiceNetwork

/// What accessibility of a whole country takes, and capacitated coverage of a province, beside their peers.
struct AccessibilityBenchmark {
  /// What stands above the table.
  static let caption = """
    Villages × facilities that serve, so crowded that about 43 facilities lie within 5 km of a village; E2SFCA in zones of
    thirds with weights 1, 0.68 and 0.22, pairs included, on all processors; medians of several runs after one to warm
    up. scipy's pairs are those of `cKDTree.sparse_distance_matrix` on earth-centred points, its scores numpy's; PySAL
    `access` is given the pairs. Capacitated coverage is the whole report, with links by the rule and backup; scipy's
    `maximum_flow` is given the graph, and told by the same persons and places.
    """

  /// How long E2SFCA of the large size may take, and capacitated coverage, seconds.
  static let limits = (scores: 1.5, assignment: 10.0)

  private static let cutoff = 5000.0
  /// Facilities that serve, a square degree: with them a village of the large size has 43 within reach.
  private static let facilitiesPerDegree = 5500.0

  private struct Outcome {
    var size: CountrySize
    var villages: Int
    var facilities: Int
    var pairs: Int
    var pairSeconds: Double
    var scoreSeconds: Double
    var distributed: Double
    var capacityInReach: Double
    var peer: [Measurement.Figure: Double]

    var seconds: Double { pairSeconds + scoreSeconds }
  }

  private let arguments: Arguments

  init(_ arguments: Arguments) {
    self.arguments = arguments
  }

  /// Measures everything, leaves no file behind, and answers with Markdown tables.
  func run() throws -> String {
    Self.markdown(try arguments.sizes.map(scores)) + "\n\n" + (try assignment())
  }

  // MARK: - Accessibility

  private func scores(_ size: CountrySize) throws -> Outcome {
    Programs.say(size.rawValue, "accessibility")
    let country = Self.country(villages: size.villages, facilities: size.facilities / 3)
    let villages = country.villages.map(\.location)
    let facilities = country.facilities.map(\.location)
    let capacities = country.facilities.map { Double($0.capacity ?? 0) }
    let demand = country.demand.map(Double.init)
    let decay = AccessibilityModel.enhancedTwoStep.standardDecay(cutoff: Self.cutoff, measure: .straight)
    let (pairSeconds, table) = try medianSeconds {
      try CostTable(
        from: villages, to: facilities, within: DistanceStandard(limit: Meters(Self.cutoff)),
        marks: decay.marks)
    }
    let (scoreSeconds, scores) = try medianSeconds {
      try AccessibilityScores(
        .enhancedTwoStep, decay, table, cutoff: Self.cutoff, demand: demand, capacities: capacities)
    }
    return Outcome(
      size: size, villages: villages.count, facilities: facilities.count, pairs: table.pairCount,
      pairSeconds: pairSeconds, scoreSeconds: scoreSeconds, distributed: scores.distributed,
      capacityInReach: scores.capacityInReach, peer: peer("scores", country, cutoff: Self.cutoff))
  }

  private static func markdown(_ outcomes: [Outcome]) -> String {
    func row(_ title: String, _ text: (Outcome) -> String?) -> String {
      "| \(title) | " + outcomes.map { text($0) ?? "–" }.joined(separator: " | ") + " |"
    }
    func ratio(_ figure: Measurement.Figure) -> (Outcome) -> String? {
      { outcome in outcome.peer[figure].map { String(format: "%.1f×", $0 / outcome.seconds) } }
    }
    let headings = outcomes.map { "\($0.villages) × \($0.facilities)" }
    let verdict = outcomes.last { $0.size == .large }.map { outcome in
      "; the last < \(limits.scores) s: " + (outcome.seconds < limits.scores ? "holds" : "**exceeded**")
    }
    return [
      "| | " + headings.joined(separator: " | ") + " |",
      "|---|" + String(repeating: "---:|", count: outcomes.count),
      row("Pairs within 5 km") { String($0.pairs) },
      row("The pairs, costs exact at the zones' bounds") { Self.seconds($0.pairSeconds) },
      row("E2SFCA of them") { Self.seconds($0.scoreSeconds) },
      row("Both together\(verdict ?? "")") { Self.seconds($0.seconds) },
      row("Nanoseconds a pair") { String(format: "%.0f", $0.seconds / Double($0.pairs) * 1e9) },
      row("scipy's pairs, numpy's E2SFCA") { Self.seconds($0.peer[.scipyAccessSeconds]) },
      row("scipy and numpy : ours", ratio(.scipyAccessSeconds)),
      row("PySAL `access`, pairs given") { Self.seconds($0.peer[.pysalAccessSeconds]) },
      row("PySAL `access` : ours", ratio(.pysalAccessSeconds)),
      row("Pairs, says scipy") { $0.peer[.scipyAccessPairs].map { String(format: "%.0f", $0) } },
      row("Σ demand × score") { String(format: "%.3f", $0.distributed) },
      row("Σ capacity with demand in reach") { String(format: "%.3f", $0.capacityInReach) },
      row("Σ demand × score, says scipy") { $0.peer[.scipyAccessSum].map { String(format: "%.3f", $0) } },
    ].joined(separator: "\n")
  }

  // MARK: - Capacities

  private func assignment() throws -> String {
    Programs.say("capacities", "30000 villages and 5000 facilities")
    let country = Self.country(villages: 30_000, facilities: 5000)
    let snapshot = country.snapshot
    var question = Question.parameters
    question.takesFirstService = true
    let asked = try question.questions(in: snapshot.catalogue, today: ClusteredNetwork.date)[0]
    let (seconds, report) = try medianSeconds { try CapacityReport(asked, by: .county, in: snapshot) }
    let peer = peer("flow", country, cutoff: Self.cutoff)
    let verdict = seconds < Self.limits.assignment ? "holds" : "**exceeded**"
    func row(_ title: String, _ text: String?) -> String { "| \(title) | \(text ?? "–") |" }
    return [
      "| | 30000 × 5000 |", "|---|---:|",
      row("Capacitated coverage and backup < \(Self.limits.assignment) s: \(verdict)", Self.seconds(seconds)),
      row("scipy's `maximum_flow`, graph given", Self.seconds(peer[.scipyFlowSeconds])),
      row("scipy : ours", peer[.scipyFlowSeconds].map { String(format: "%.1f×", $0 / seconds) }),
      row("Persons", String(report.total.demand)),
      row("Places", String(report.facilities.reduce(0) { $0 + $1.capacity })),
      row("Persons with a place", String(report.total.demandServed)),
      row("The same, says scipy", peer[.scipyFlowServed].map { String(format: "%.0f", $0) }),
      row(
        "Shortages, and persons missing in them",
        "\(report.shortages.count), \(report.shortages.reduce(0) { $0 + $1.missing })"),
    ].joined(separator: "\n")
  }

  // MARK: - Private

  private static func country(villages: Int, facilities: Int) -> CrowdedCountry {
    CrowdedCountry(villages: villages, facilities: facilities, facilitiesPerDegree: facilitiesPerDegree)
  }

  private static func seconds(_ value: Double?) -> String? { value.map { String(format: "%.3f s", $0) } }

  /// What a peer measured; nothing, with a word about it, where it is not there.
  private func peer(_ what: String, _ country: CrowdedCountry, cutoff: Double) -> [Measurement.Figure: Double]
  {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "fuwang-benchmarks-\(ProcessInfo.processInfo.processIdentifier)-\(what)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      guard let script = arguments.accessPeers else {
        throw ArgumentError("--access-peers says where its script is")
      }
      try country.write(to: folder)
      let measurements = try ChildProcess(arguments.python, [script, what, folder.path(), String(cutoff)])
        .measurements
      return Dictionary(measurements.map { ($0.figure, $0.value) }) { _, last in last }
    } catch {
      Programs.say(what, "no comparison with scipy: \(error)")
      return [:]
    }
  }
}
