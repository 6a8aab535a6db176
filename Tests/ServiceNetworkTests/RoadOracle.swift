import Fixtures
import Foundation

@testable import ServiceNetwork

/// Costs of a small network by other means: Floyd and Warshall's table of all nodes, and whole ways beside it.
///
/// Source: R. W. Floyd, "Algorithm 97: Shortest path", Communications of the ACM 5 (1962), 345.
struct RoadOracle {
  let segments: [RoadSegment]
  let measure: Measure
  private let lengths: [Double]
  private let costs: [[Double]]
  private let hangsTogether: [[Bool]]

  init(nodes: [Coordinate], segments: [RoadSegment], measure: Measure) {
    self.segments = segments
    self.measure = measure
    lengths = segments.map { segment in
      if let length = segment.length { return length.value }
      let path = [nodes[Int(segment.from)]] + segment.path + [nodes[Int(segment.to)]]
      return zip(path, path.dropFirst()).reduce(0) { $0 + Geodesic.distance(from: $1.0, to: $1.1).value }
    }
    var costs = nodes.indices.map { row in nodes.indices.map { $0 == row ? 0 : Double.infinity } }
    var joined = nodes.indices.map { row in nodes.indices.map { $0 == row } }
    for edge in segments.indices {
      let (from, to) = (Int(segments[edge].from), Int(segments[edge].to))
      let (forward, backward) = Self.cost(segments[edge], lengths[edge], measure)
      costs[from][to] = min(costs[from][to], forward)
      costs[to][from] = min(costs[to][from], backward)
      if forward < .infinity || backward < .infinity {
        joined[from][to] = true
        joined[to][from] = true
      }
    }
    for via in nodes.indices {
      for row in nodes.indices {
        for column in nodes.indices {
          costs[row][column] = min(costs[row][column], costs[row][via] + costs[via][column])
          joined[row][column] = joined[row][column] || (joined[row][via] && joined[via][column])
        }
      }
    }
    self.costs = costs
    hangsTogether = joined
  }

  /// Metres, or minutes at the standard speeds.
  private static func cost(
    _ segment: RoadSegment, _ length: Double, _ measure: Measure
  ) -> (forward: Double, backward: Double) {
    let mode: TravelMode = if case .mode(let mode) = measure { mode } else { .drive }
    let speeds = RoadSpeeds.standard.classes[segment.roadClass] ?? RoadSpeeds.standard.fallback
    guard var speed = speeds[mode] else { return (.infinity, .infinity) }
    if let own = segment.speed, mode == .drive { speed = own }
    if let own = segment.speed, mode == .ebike { speed = min(own, speed) }
    let cost = measure.isTime ? length / (speed * 1000 / 60) : length
    return (
      segment.forward.contains(TravelModes(mode)) ? cost : .infinity,
      segment.backward.contains(TravelModes(mode)) ? cost : .infinity
    )
  }

  private func edgeCost(_ edge: Int) -> (forward: Double, backward: Double) {
    Self.cost(segments[edge], lengths[edge], measure)
  }

  /// The cost of an edge's share, where an edge that is closed costs as much as it costs whole; no way costs nothing.
  private static func part(_ share: Double, _ cost: Double) -> Double {
    share == 0 ? 0 : share * cost
  }

  /// What the way from one place to another costs; infinite where there is none.
  func cost(from origin: RoadJoin, to destination: RoadJoin) -> Double {
    let walk = (origin.distance.value + destination.distance.value) * (measure.isTime ? 60.0 / 5000 : 1)
    let (first, second) = (edgeCost(origin.edge), edgeCost(destination.edge))
    var least = Double.infinity
    if origin.edge == destination.edge {
      let way = destination.share - origin.share
      if way >= -1e-9 { least = Self.part(max(way, 0), first.forward) }
      if way <= 1e-9 { least = min(least, Self.part(max(-way, 0), first.backward)) }
    }
    let exits = [
      (segments[origin.edge].to, Self.part(1 - origin.share, first.forward)),
      (segments[origin.edge].from, Self.part(origin.share, first.backward)),
    ]
    let entries = [
      (segments[destination.edge].from, Self.part(destination.share, second.forward)),
      (segments[destination.edge].to, Self.part(1 - destination.share, second.backward)),
    ]
    for exit in exits {
      for entry in entries {
        least = min(least, exit.1 + costs[Int(exit.0)][Int(entry.0)] + entry.1)
      }
    }
    return least + walk
  }

  /// Whether two places hang together, whichever way the edges lead.
  func hangTogether(_ first: RoadJoin, _ second: RoadJoin) -> Bool {
    hangsTogether[Int(segments[first.edge].from)][Int(segments[second.edge].from)]
  }

  // MARK: - Networks

  /// A small network at random: one-way edges, loops, parallels, edges of no length, closed ones, two halves apart.
  static func network(seed: UInt64) throws -> (nodes: [Coordinate], segments: [RoadSegment]) {
    var random = SeededGenerator(seed: seed)
    let count = 12
    let nodes = try (0..<count).map { index in
      try Coordinate(
        114 + .random(in: 0...0.03, using: &random) + (index % 2 == 0 ? 0 : 0.1),
        33 + .random(in: 0...0.03, using: &random))
    }
    let classes = ["residential", "primary", "track", "footway", "motorway", "?"]
    let modes: [TravelModes] = [.all, .all, .all, [], .walk, [.walk, .ebike], .drive]
    let segments = try (0..<20).map { index in
      let from = Int.random(in: 0..<count, using: &random)
      // Mostly both ends in one half; in every other network nothing leads from half to half.
      let isWithin = seed % 2 == 0 || index > 0
      let to = isWithin ? (from + 2 * .random(in: 0..<count / 2, using: &random)) % count : (from + 1) % count
      let length: Meters? =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: nil
        case 1: Meters(0)
        default: Meters(Double(Int.random(in: 1...4000, using: &random)))
        }
      let middle = try Coordinate(
        (nodes[from].longitude + nodes[to].longitude) / 2 + 0.002,
        (nodes[from].latitude + nodes[to].latitude) / 2 + 0.001)
      return RoadSegment(
        from: Int32(from), to: Int32(to), path: Bool.random(using: &random) ? [middle] : [], length: length,
        roadClass: classes.randomElement(using: &random) ?? "",
        speed: Bool.random(using: &random) ? .random(in: 5...100, using: &random) : nil,
        forward: modes.randomElement(using: &random) ?? .all,
        backward: modes.randomElement(using: &random) ?? .all)
    }
    return (nodes, segments)
  }

  /// Places around a network: some at its nodes, some beside its edges, one far away, one nowhere.
  static func places(_ count: Int, around nodes: [Coordinate], seed: UInt64) throws -> [Coordinate?] {
    var random = SeededGenerator(seed: seed)
    var places: [Coordinate?] = [nil, try Coordinate(118, 35)]
    for index in 2..<count {
      let node = nodes[Int.random(in: nodes.indices, using: &random)]
      let spread = index % 3 == 0 ? 0 : 0.02
      places.append(
        try Coordinate(
          node.longitude + .random(in: -spread...spread, using: &random),
          node.latitude + .random(in: -spread...spread, using: &random)))
    }
    return places.shuffled(using: &random)
  }
}
