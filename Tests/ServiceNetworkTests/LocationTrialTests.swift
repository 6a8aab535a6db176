import Fixtures
import ServiceNetwork
import Testing

struct LocationTrialTests {
  /// Homes that lie up to 1.5 km from their villages, told in a system.
  private func trial(_ count: Int, told system: ChineseMapSystem?, seed: UInt64) throws -> LocationTrial {
    var generator = SeededGenerator(seed: seed)
    var trial = LocationTrial()
    for _ in 0..<count {
      let village = try Coordinate(
        longitude: .random(in: 113...115, using: &generator),
        latitude: .random(in: 32...33.6, using: &generator))
      let home = try Coordinate(
        longitude: village.longitude + .random(in: -0.015...0.015, using: &generator),
        latitude: village.latitude + .random(in: -0.013...0.013, using: &generator))
      let pair = system?.pair(of: home) ?? (home.longitude, home.latitude)
      trial.add(try Coordinate(longitude: pair.0, latitude: pair.1), near: village)
    }
    return trial
  }

  @Test(arguments: [(ChineseMapSystem.gcj02, LocationHypothesis.gcj02), (.bd09, .bd09)])
  func `places in a system of the web's maps speak for it`(
    system: ChineseMapSystem, expected: LocationHypothesis
  ) throws {
    for seed in 0..<20 as Range<UInt64> {
      let verdict = try #require(try trial(600, told: system, seed: seed).verdict)
      #expect(verdict.hypothesis == expected)
      #expect(verdict.for + verdict.against == 600)
    }
  }

  @Test func `places that are right speak for nothing`() throws {
    for seed in 0..<50 as Range<UInt64> {
      #expect(try trial(300, told: nil, seed: seed).verdict == nil)
    }
  }

  @Test func `nineteen places are too few, whatever they say`() throws {
    let village = try Coordinate(longitude: 114, latitude: 33)
    let pair = ChineseMapSystem.gcj02.pair(of: village)
    let told = try Coordinate(longitude: pair.x, latitude: pair.y)
    var trial = LocationTrial()
    for _ in 0..<19 { trial.add(told, near: village) }
    #expect(trial.verdict == nil)
    trial.add(told, near: village)
    #expect(trial.verdict?.hypothesis == .gcj02)
    #expect(trial.verdict?.for == 20)
  }
}
