import Fixtures
import Foundation
import ServiceNetwork

/// What it takes to find every village's nearest facility by road, beside scipy on the same graph.
struct RoadBenchmark {
  /// What stands above the table.
  static let caption = """
    Roads of a made-up country with \(villages) villages and \(facilities) facilities, every tenth road one-way; metres by
    `road`; one core; medians of several runs after one to warm up, the network and its price once. Our search includes
    every village's answer. scipy has the same arcs, and a node for each facility with arcs to where it joins; its
    graph is built before the clock starts, and the villages look up their nodes after it stopped.
    """

  static let villages = 30_000
  static let facilities = 1700
  /// How many junctions a side of the grids has that the roads are made of: the last gives 800,000 nodes.
  static let sides = [100, 300, 895]
  /// How long the search over the largest network may take, seconds.
  static let limit = 0.25

  /// What was measured of a network.
  private struct Outcome {
    var figures: RoadFigures
    var networkSeconds: Double
    var graphSeconds: Double
    var joinSeconds: Double
    var searchSeconds: Double
    var reached: Int
    var kilometers: Double
    var peer: [Measurement.Figure: Double]
  }

  private let arguments: Arguments

  init(_ arguments: Arguments) {
    self.arguments = arguments
  }

  /// Measures everything, leaves no file behind, and answers with a Markdown table.
  func run() throws -> String {
    Self.markdown(try Self.sides.map(measure))
  }

  // MARK: - Private

  private func measure(_ side: Int) throws -> Outcome {
    Programs.say("roads", "a grid of \(side) × \(side) junctions")
    let roads = ClusteredRoads(
      side: side, villages: Self.villages, facilities: Self.facilities, seed: 20_181_231)
    let clock = ContinuousClock()
    var start = clock.now
    let network = try RoadNetwork(nodes: roads.nodes, segments: roads.segments)
    let networkSeconds = (clock.now - start) / .seconds(1)
    start = clock.now
    let graph = RoadGraph(network, by: .road)
    let graphSeconds = (clock.now - start) / .seconds(1)
    let (joinSeconds, villages) = try medianSeconds { try graph.joins(roads.villages) }
    let facilities = try graph.joins(roads.facilities)
    let (searchSeconds, outcomes) = try medianSeconds {
      try graph.nearestDestinations(from: villages, among: RoadPlaces(facilities, on: graph))
    }
    let costs = outcomes.compactMap { $0.neighbour?.cost }
    let peer = peer(RoadPeerFiles(roads, villages: villages, facilities: facilities))
    return Outcome(
      figures: network.figures, networkSeconds: networkSeconds, graphSeconds: graphSeconds,
      joinSeconds: joinSeconds, searchSeconds: searchSeconds, reached: costs.count,
      kilometers: costs.reduce(0, +) / 1000, peer: peer)
  }

  /// What scipy measured; nothing, with a word about it, where it is not there.
  private func peer(_ files: RoadPeerFiles) -> [Measurement.Figure: Double] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "fuwang-benchmarks-\(ProcessInfo.processInfo.processIdentifier)-roads")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      guard let script = arguments.roadPeers else {
        throw ArgumentError("--road-peers says where its script is")
      }
      try files.write(to: folder)
      let measurements = try ChildProcess(arguments.python, [script, folder.path()]).measurements
      return Dictionary(measurements.map { ($0.figure, $0.value) }) { _, last in last }
    } catch {
      Programs.say("roads", "no comparison with scipy: \(error)")
      return [:]
    }
  }

  private static func markdown(_ outcomes: [Outcome]) -> String {
    func row(_ title: String, _ text: (Outcome) -> String?) -> String {
      "| \(title) | " + outcomes.map { text($0) ?? "–" }.joined(separator: " | ") + " |"
    }
    func seconds(_ value: Double?) -> String? { value.map { String(format: "%.3f s", $0) } }
    let headings = outcomes.map { "\($0.figures.nodes) nodes, \($0.figures.edges) edges" }
    let last = outcomes.last.map { outcome in
      "; the last < \(limit) s: " + (outcome.searchSeconds < limit ? "holds" : "**exceeded**")
    }
    return [
      "| | " + headings.joined(separator: " | ") + " |",
      "|---|" + String(repeating: "---:|", count: outcomes.count),
      row("The network, geodesic lengths and index") { seconds($0.networkSeconds) },
      row("Its price by `road`") { seconds($0.graphSeconds) },
      row("Joining the villages") { seconds($0.joinSeconds) },
      row("Everyone's nearest, one search\(last ?? "")") { seconds($0.searchSeconds) },
      row("scipy's `dijkstra(min_only=True)`") { seconds($0.peer[.scipyRoadSeconds]) },
      row("scipy : our search") { outcome in
        outcome.peer[.scipyRoadSeconds].map { String(format: "%.1f×", $0 / outcome.searchSeconds) }
      },
      row("Villages that reach a facility") { String($0.reached) },
      row("The same, says scipy") { $0.peer[.scipyRoadReached].map { String(format: "%.0f", $0) } },
      row("Their ways together, km") { String(format: "%.3f", $0.kilometers) },
      row("The same, says scipy") { $0.peer[.scipyRoadKilometers].map { String(format: "%.3f", $0) } },
    ].joined(separator: "\n")
  }
}
