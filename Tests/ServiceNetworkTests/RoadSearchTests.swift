import Fixtures
import Testing

@testable import ServiceNetwork

/// Every search on many small networks, against Floyd and Warshall's table, and against each other to the last bit.
struct RoadSearchTests {
  /// A network at random, priced by a measure, with origins and destinations on it.
  private struct Trial {
    let graph: RoadGraph
    let oracle: RoadOracle
    let origins: [RoadJoin?]
    let destinations: [RoadJoin?]
    /// What the way between each two costs, by the graph's own per-pair search.
    var costs: [[Double?]] = []

    init(seed: UInt64, measure: Measure) throws {
      let (nodes, segments) = try RoadOracle.network(seed: seed)
      graph = RoadGraph(try RoadNetwork(nodes: nodes, segments: segments), by: measure)
      oracle = RoadOracle(nodes: nodes, segments: segments, measure: measure)
      origins = try graph.joins(RoadOracle.places(9, around: nodes, seed: seed + 1))
      destinations = try graph.joins(RoadOracle.places(6, around: nodes, seed: seed + 2))
      for origin in origins {
        costs.append(try destinations.map { try graph.way(from: origin, to: $0).neighbour?.cost })
      }
    }

    /// Why an origin reaches none of the destinations, as the table has it.
    func reason(ofOrigin origin: Int) -> Unreachable {
      guard let origin = origins[origin] else { return .originOffRoad }
      let joined = destinations.compactMap(\.self)
      if joined.isEmpty { return .destinationsOffRoad }
      return joined.contains { oracle.hangTogether(origin, $0) } ? .noWay : .otherComponent
    }

    /// What an origin reaches, cheapest first.
    func ranking(ofOrigin origin: Int) -> [RoadNeighbour] {
      costs[origin].enumerated()
        .compactMap { position, cost in cost.map { RoadNeighbour(position: position, cost: $0) } }
        .sorted { ($0.cost, $0.position) < ($1.cost, $1.position) }
    }
  }

  private static let measures: [Measure] = [.road] + TravelMode.allCases.map(Measure.mode)

  private func forEachTrial(_ body: (Trial) throws -> Void) throws {
    for seed in stride(from: UInt64(100), to: 400, by: 7) {
      for measure in Self.measures { try body(try Trial(seed: seed, measure: measure)) }
    }
  }

  @Test func `a way costs what the table says, or is missing for the right reason`() throws {
    var reasons: [Unreachable: Int] = [:]
    try forEachTrial { trial in
      for origin in trial.origins {
        for destination in trial.destinations {
          let found = try trial.graph.way(from: origin, to: destination)
          if case .unreachable(let reason) = found { reasons[reason, default: 0] += 1 }
          guard let origin else {
            #expect(found == .unreachable(.originOffRoad))
            continue
          }
          guard let destination else {
            #expect(found == .unreachable(.destinationsOffRoad))
            continue
          }
          let cost = trial.oracle.cost(from: origin, to: destination)
          if cost < .infinity {
            let neighbour = try #require(found.neighbour)
            #expect(abs(neighbour.cost - cost) < 1e-4)
          } else {
            let reason = trial.oracle.hangTogether(origin, destination) ? Unreachable.noWay : .otherComponent
            #expect(found == .unreachable(reason))
          }
        }
      }
    }
    // The networks are such that every reason occurs.
    #expect(reasons.count == 4)
  }

  @Test func `one search gives every origin the cheapest destination, and the first of equals`() throws {
    try forEachTrial { trial in
      let places = RoadPlaces(trial.destinations, on: trial.graph)
      let outcomes = try trial.graph.nearestDestinations(from: trial.origins, among: places)
      for (origin, outcome) in outcomes.enumerated() {
        #expect(outcome.neighbour == trial.ranking(ofOrigin: origin).first)
        guard case .unreachable(let reason) = outcome else { continue }
        #expect(reason == trial.reason(ofOrigin: origin))
      }
    }
  }

  @Test func `on a larger network, too, one search for all gives what one for each does`() throws {
    let roads = ClusteredRoads(side: 60, villages: 150, facilities: 12, seed: 5)
    let network = try RoadNetwork(nodes: roads.nodes, segments: roads.segments)
    for measure in Self.measures {
      let graph = RoadGraph(network, by: measure)
      let villages = try graph.joins(roads.villages)
      let places = RoadPlaces(try graph.joins(roads.facilities), on: graph)
      let outcomes = try graph.nearestDestinations(from: villages, among: places)
      #expect(outcomes.contains { $0.neighbour != nil })
      for (village, outcome) in zip(villages, outcomes) {
        guard let village else { continue }
        let nearest = try graph.nearest(1, among: places, of: village, .fromPlace)
        #expect(nearest.first == outcome.neighbour)
      }
    }
  }

  @Test func `the nearest few, all within a cost, and all pairs are those of the ways one by one`() throws {
    try forEachTrial { trial in
      let (graph, origins, destinations) = (trial.graph, trial.origins, trial.destinations)
      let (from, to) = (RoadPlaces(origins, on: graph), RoadPlaces(destinations, on: graph))
      var limits = [-1, 0, .infinity]
      for (position, origin) in origins.enumerated() {
        guard let origin else { continue }
        let ranking = trial.ranking(ofOrigin: position)
        for count in [0, 1, 2, 10] {
          let found = try graph.nearest(count, among: to, of: origin, .fromPlace)
          #expect(found == Array(ranking.prefix(count)))
        }
        // At the cost of the second is within, a micrometre or microsecond less is not.
        if ranking.count > 1 { limits += [ranking[1].cost, ranking[1].cost - 1.01e-6] }
        for limit in limits {
          let found = try graph.places(among: to, within: limit, of: origin, .fromPlace)
          #expect(found == ranking.filter { $0.cost <= limit })
        }
      }
      for (position, destination) in destinations.enumerated() {
        guard let destination else { continue }
        let costs = origins.indices.compactMap { origin in
          trial.costs[origin][position].map { RoadNeighbour(position: origin, cost: $0) }
        }.sorted { ($0.cost, $0.position) < ($1.cost, $1.position) }
        let within = try graph.places(among: from, within: 3000, of: destination, .toPlace)
        #expect(within == costs.filter { $0.cost <= 3000 })
        let nearest = try graph.nearest(3, among: from, of: destination, .toPlace)
        #expect(nearest == Array(costs.prefix(3)))
      }
      for limit in limits {
        let pairs = origins.indices.flatMap { origin in
          destinations.indices.compactMap { destination -> RoadPair? in
            guard let cost = trial.costs[origin][destination], cost <= limit else { return nil }
            return RoadPair(origin: Int32(origin), destination: Int32(destination), cost: cost)
          }
        }
        let found = try graph.pairs(from: from, to: to, within: limit)
        #expect(found == pairs)
        // From the other side, which is the larger one here.
        let few = RoadPlaces(Array(origins.prefix(2)), on: graph)
        let fromFew = try graph.pairs(from: few, to: to, within: limit)
        #expect(fromFew == pairs.filter { $0.origin < 2 })
      }
    }
  }

  @Test func `a service area holds the points within the limit, and says what each costs`() throws {
    try forEachTrial { trial in
      for (direction, joins) in [(TravelDirection.toPlace, trial.destinations), (.fromPlace, trial.origins)] {
        guard let join = joins.compactMap(\.self).first else { continue }
        let limit = trial.graph.measure.isTime ? 9.0 : 3500
        let parts = Dictionary(
          grouping: try trial.graph.serviceArea(of: join, within: limit, direction), by: \.edge)
        for edge in trial.oracle.segments.indices where trial.graph.edgeCosts[edge].isOpen {
          for share in stride(from: 0.0123, to: 1, by: 0.0871) {
            let point = RoadJoin(edge: edge, share: share, point: join.point, distance: Meters(0))
            let cost =
              direction == .toPlace
              ? trial.oracle.cost(from: point, to: join) : trial.oracle.cost(from: join, to: point)
            let part = parts[edge]?.first { $0.shares.contains(share) }
            #expect((part != nil) == (cost <= limit) || abs(cost - limit) < 1e-3)
            guard let part, part.shares.lowerBound < part.shares.upperBound else { continue }
            let along =
              (share - part.shares.lowerBound) / (part.shares.upperBound - part.shares.lowerBound)
            let told = part.costAtStart + along * (part.costAtEnd - part.costAtStart)
            #expect(abs(told - cost) < 1e-3)
          }
        }
      }
    }
  }

  @Test func `searches end with their task`() async throws {
    let trial = try Trial(seed: 100, measure: .road)
    let places = RoadPlaces(trial.destinations, on: trial.graph)
    let error = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      do {
        _ = try trial.graph.nearestDestinations(from: trial.origins, among: places)
        return nil as CoverageError?
      } catch { return error as? CoverageError }
    }.value
    #expect(error == .cancelled)
  }
}
