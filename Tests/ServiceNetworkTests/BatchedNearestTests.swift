import Fixtures
import Synchronization
import Testing

@testable import ServiceNetwork

/// Many origins at once against one after the other, and against comparing all.
struct BatchedNearestTests {
  private func places(
    _ count: Int, in extent: BoundingBox, digits: Double, _ random: inout SeededGenerator
  ) throws -> [Coordinate?] {
    try (0..<count).map { index in
      // Few digits make many places that coincide, and many that lie equally far.
      func rounded(_ value: Double) -> Double { (value * digits).rounded() / digits }
      let place = try Coordinate(
        rounded(.random(in: extent.west...extent.east, using: &random)),
        rounded(.random(in: extent.south...extent.north, using: &random)))
      return index % 7 == 3 ? nil : place
    }
  }

  @Test(arguments: [
    BoundingBox(west: 113, south: 32, east: 115, north: 34),
    BoundingBox(west: -180, south: -90, east: 180, north: 90),
    BoundingBox(west: 179.98, south: -0.02, east: 180, north: 0.02),
    BoundingBox(west: 114, south: 33, east: 114, north: 33),
  ])
  func `each origin gets what it would get alone, from one worker or many`(extent: BoundingBox?) throws {
    let extent = try #require(extent)
    var random = SeededGenerator(seed: 3)
    for (count, digits) in [(0, 1e6), (1, 1e6), (60, 1e2), (900, 1e6)] {
      let places = try places(count, in: extent, digits: digits, &random)
      let origins = try self.places(4500, in: extent, digits: digits, &random)
      let index = NearestIndex(places, workers: Workers(2))
      let alone = NearestIndex(places)
      let ready = try IndexedOrigins(origins, workers: Workers(2))
      #expect(ready.order.sorted() == origins.indices.map(Int32.init))
      let found = try index.nearest(toEach: ready, workers: .one)
      let shared = try index.nearest(toEach: ready, workers: Workers(3))
      for (position, origin) in origins.enumerated() {
        guard let origin else {
          #expect(found[position].position == -1 && found[position].squaredChord.isNaN)
          continue
        }
        let expected = alone.nearest(to: origin).map { Int32($0.position) } ?? -1
        let isEqual = found[position].position == expected && shared[position].position == expected
        if !isEqual { Issue.record("\(origin): \(found[position]), \(shared[position]), not \(expected)") }
      }
    }
  }

  @Test func `an analysis and its reports are the same from one worker or many`() throws {
    let country = ClusteredNetwork(villages: 5000, facilities: 500, seed: 5)
    let snapshot = NetworkSnapshot(
      divisions: country.divisions, facilities: country.facilities, demand: country.demand)
    let service = try snapshot.catalogue.service(named: "childrens-home")
    for rule in ["within 5km", "own-village or within 3km detour:1.3", "own-township", "own-village"] {
      let question = CoverageQuestion(service, rule: try ServiceRule(rule), asOf: ClusteredNetwork.date)
      let alone = try CoverageAnalysis(question, in: snapshot, workers: .one)
      let shared = try CoverageAnalysis(question, in: snapshot, workers: Workers(4))
      #expect(alone.villages.map(\.verdict) == shared.villages.map(\.verdict))
      #expect(try UnservedReport(alone).villages == UnservedReport(shared).villages)
      #expect(CoverageReport(alone, by: .county).areas == CoverageReport(shared, by: .county).areas)
    }
  }

  @Test func `neighbours along the curve are near each other`() throws {
    var random = SeededGenerator(seed: 9)
    let extent = try #require(BoundingBox(west: 113, south: 32, east: 115, north: 34))
    let places = try places(2000, in: extent, digits: 1e6, &random)
    let located = places.compactMap { $0 }
    let order = try IndexedOrigins(located, workers: .one).order
    func length(_ order: [Int]) -> Double {
      zip(order, order.dropFirst()).reduce(0) {
        $0 + Geodesic.distance(from: located[$1.0], to: located[$1.1]).value
      }
    }
    #expect(length(order.map(Int.init)) < length(Array(located.indices)) / 10)
  }

  @Test func `a loop runs each part once, and ends with its task`() async throws {
    for workers in [Workers.one, Workers(2), Workers(7)] {
      for count in [0, 1, 4095, 4096, 4097, 50_000] {
        let numbers: [Int32] = try workers.array(of: count) { range, numbers in
          for index in range { numbers[index] = Int32(index) }
        }
        #expect(numbers == (0..<Int32(count)).map { $0 })
        let turns = Atomic(0)
        try workers.forEachPart(of: count, length: 100) { turns.add($0.count, ordering: .relaxed) }
        #expect(turns.load(ordering: .relaxed) == count)
      }
    }
    let parts = Atomic(0)
    let error = await Task { () -> CoverageError? in
      do throws(CoverageError) {
        try Workers.one.forEachPart(of: 100_000, length: 100) { _ in
          parts.add(1, ordering: .relaxed)
          withUnsafeCurrentTask { $0?.cancel() }
        }
        return nil
      } catch {
        return error
      }
    }.value
    #expect(error == .cancelled)
    // The part that is taken when it is noticed is the last one.
    #expect(parts.load(ordering: .relaxed) <= 2)
  }
}
