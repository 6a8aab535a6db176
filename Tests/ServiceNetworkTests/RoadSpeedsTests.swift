import Fixtures
import Testing

@testable import ServiceNetwork

struct RoadSpeedsTests {
  @Test func `what is no speed is refused`() {
    for speed in [0, -1, .nan, .infinity] {
      #expect(throws: RoadSpeedsError.self) {
        try RoadSpeeds(classes: [:], fallback: .init(), walking: speed)
      }
      #expect(throws: RoadSpeedsError.self) {
        try RoadSpeeds(classes: ["track": .init(ebike: speed)], fallback: .init(), walking: 5)
      }
      #expect(throws: RoadSpeedsError.self) {
        try RoadSpeeds(classes: [:], fallback: .init(drive: speed), walking: 5)
      }
    }
    #expect(
      RoadSpeedsError.speed(0, .ebike, roadClass: "track").description.hasPrefix(
        "0.0 is no speed of ebike on 'track';"))
  }

  @Test func `the standard speeds close motorways to all but cars, and steps to cars`() {
    let speeds = RoadSpeeds.standard
    #expect(speeds["motorway"] == .init(drive: 90))
    #expect(speeds["steps"] == .init(walk: 5, ebike: 2))
    #expect(speeds["residential"] == .init(walk: 5, ebike: 25, drive: 25))
    #expect(speeds["track"][.drive] == nil)
    #expect(speeds["gone up in smoke"] == speeds.fallback)
  }

  /// 1000 m: minutes by each mode, there and back.
  @Test(arguments: [
    // A class's own speeds.
    ("residential", nil, TravelMode.walk, 12.0), ("residential", nil, .ebike, 2.4),
    ("residential", nil, .drive, 2.4), ("trunk", nil, .drive, 60.0 / 85),
    // An edge's speed replaces a car's, slower or faster, caps an e-bike's, and is nothing to who walks.
    ("residential", 50, .drive, 1.2), ("trunk", 50, .drive, 1.2), ("residential", 50, .ebike, 2.4),
    ("residential", 20, .ebike, 3), ("residential", 2, .walk, 12),
  ])
  func `minutes follow the class and the edge's own speed`(
    roadClass: String, speed: Double?, mode: TravelMode, minutes: Double
  ) throws {
    let segment = RoadSegment(
      from: 0, to: 1, length: Meters(1000), roadClass: roadClass, speed: speed, backward: [])
    let network = try RoadNetwork(
      nodes: [Coordinate(114, 33), Coordinate(114.01, 33)], segments: [segment])
    let cost = RoadGraph(network, by: .mode(mode)).edgeCosts[0]
    #expect(cost.forward == UInt64((minutes * 6e7).rounded()))
    #expect(cost.backward == CostScale.closed)
  }

  @Test func `a class closed to cars is no road, be its speed given`() throws {
    let network = try RoadNetwork(
      nodes: [Coordinate(114, 33), Coordinate(114.01, 33)],
      segments: [RoadSegment(from: 0, to: 1, roadClass: "footway", speed: 30)])
    #expect(!RoadGraph(network, by: .road).edgeCosts[0].isOpen)
    #expect(!RoadGraph(network, by: .mode(.drive)).edgeCosts[0].isOpen)
    #expect(RoadGraph(network, by: .mode(.walk)).edgeCosts[0].isOpen)
  }
}
