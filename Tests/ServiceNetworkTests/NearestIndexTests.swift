import Fixtures
import Foundation
import ServiceNetwork
import Testing

struct NearestIndexTests {
  /// The answer that comparing every place would give.
  private func nearest(to origin: Coordinate, among places: [Coordinate?]) -> (
    position: Int, distance: Meters
  )? {
    places.enumerated()
      .compactMap { position, place in place.map { (position, Geodesic.distance(from: origin, to: $0)) } }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  private func places(_ count: Int, in extent: BoundingBox, _ random: inout SeededGenerator) throws
    -> [Coordinate]
  {
    try (0..<count).map { _ in
      try Coordinate(
        Double.random(in: extent.west...extent.east, using: &random),
        Double.random(in: extent.south...extent.north, using: &random))
    }
  }

  @Test(arguments: [
    BoundingBox(west: 113, south: 32, east: 115, north: 34),
    BoundingBox(west: -180, south: -90, east: 180, north: 90),
    BoundingBox(west: -180, south: 89.9, east: 180, north: 90),
    BoundingBox(west: 179.99, south: -0.01, east: 180, north: 0.01),
    BoundingBox(west: 114, south: 33, east: 114, north: 33),
  ])
  func `the nearest is the one that comparing all would give`(extent: BoundingBox?) throws {
    let extent = try #require(extent)
    var random = SeededGenerator(seed: 7)
    for count in [1, 2, 9, 100, 1000] {
      var places: [Coordinate?] = try places(count, in: extent, &random)
      if count > 2 {
        places[1] = nil
        places[count - 1] = places[0]
      }
      let index = NearestIndex(places)
      for origin in try self.places(300, in: extent, &random) {
        let expected = try #require(nearest(to: origin, among: places))
        let found = try #require(index.nearest(to: origin))
        #expect(found.position == expected.position)
        #expect(found.distance == expected.distance)
        let few = index.nearest(5, to: origin)
        #expect(few.first == found)
        #expect(few.count == min(5, places.count { $0 != nil }))
        for meters in [expected.distance.value, expected.distance.value.nextDown, 0, 1000, 3e7] {
          let standard = DistanceStandard(limit: Meters(meters))
          #expect(index.contains(within: standard, of: origin) == (expected.distance.value <= meters))
        }
      }
    }
  }

  @Test func `several nearest come in order, and every one of them`() throws {
    var random = SeededGenerator(seed: 8)
    let extent = try #require(BoundingBox(west: 113, south: 32, east: 115, north: 34))
    let places = try places(500, in: extent, &random)
    let index = NearestIndex(places)
    for origin in try self.places(50, in: extent, &random) {
      let all = places.indices.sorted {
        (Geodesic.distance(from: origin, to: places[$0]), $0) < (
          Geodesic.distance(from: origin, to: places[$1]), $1
        )
      }
      for count in [1, 3, 499, 500, 1000] {
        #expect(index.nearest(count, to: origin).map(\.position) == Array(all.prefix(count)))
      }
    }
  }

  @Test func `across the antimeridian it is not far`() throws {
    let index = NearestIndex([try Coordinate(-179.99, 0), try Coordinate(179, 0)])
    #expect(index.nearest(to: try Coordinate(179.99, 0))?.position == 0)
  }

  @Test func `over the pole it is not far`() throws {
    let index = NearestIndex([try Coordinate(180, 89.99), try Coordinate(0, 89.9)])
    #expect(index.nearest(to: try Coordinate(0, 89.99))?.position == 0)
  }

  @Test func `of coincident places the first is found`() throws {
    let place = try Coordinate(114, 33)
    let found = NearestIndex([nil, place, place, place]).nearest(to: place)
    #expect(found?.position == 1)
    #expect(found?.distance == Meters(0))
  }

  @Test func `nothing is found where there is nothing`() throws {
    for index in [NearestIndex([]), NearestIndex([nil, nil])] {
      #expect(index.isEmpty)
      #expect(index.nearest(to: try Coordinate(0, 0)) == nil)
      #expect(index.nearest(3, to: try Coordinate(0, 0)) == [])
      #expect(!index.contains(within: DistanceStandard(limit: Meters(1e9)), of: try Coordinate(0, 0)))
    }
  }
}
