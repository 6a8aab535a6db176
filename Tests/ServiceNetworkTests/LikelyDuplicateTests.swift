import Fixtures
import ServiceNetwork
import Testing

struct LikelyDuplicateTests {
  private let likeness = FacilityLikeness(within: Meters(500))

  private func home(
    _ id: String, _ name: String, at place: (Double, Double)? = nil, division: String? = nil,
    kind: String = "nursing-home",
    phone: String? = nil, uscc: String? = nil
  ) throws -> FacilityLikeness.Subject {
    FacilityLikeness.Subject(
      id: id, kind: kind, name: name, division: division,
      location: try place.map { try Coordinate(longitude: $0.0, latitude: $0.1) }, phone: phone, uscc: uscc)
  }

  @Test(arguments: [
    ("泌阳县王店镇中心敬老院", "王店镇中心养老院", 1.0), ("王店镇敬老院", "王店镇 敬老院（新）", 0.0), ("第一敬老院", "第二敬老院", 0.0),
    ("东关敬老院", "西关敬老院", 0.0), ("某某村儿童之家", "某某村儿童之家", 1.0), ("幸福路敬老院", "幸福街敬老院", 2.0 / 3),
    ("ＡＢ敬老院", "ab敬老院", 1.0),
  ])
  func `names are alike by what they say beside place and kind`(one: String, other: String, likeness: Double)
    throws
  {
    let (score, _) = self.likeness.score(
      try home("1", one, at: (114, 33)), try home("2", other, at: (114, 33)))
    #expect(abs(score - (0.6 * likeness + 0.4)) < 1e-12)
  }

  @Test func `nearness falls to nothing at the distance`() throws {
    let here = try home("1", "甲", at: (114, 33))
    let (near, distance) = likeness.score(here, try home("2", "甲", at: (114.002, 33)))
    let metres = try #require(distance)
    #expect(abs(near - (0.6 + 0.4 * (1 - metres.value / 500))) < 1e-12)
    #expect(likeness.score(here, try home("2", "甲", at: (114.01, 33))).score == 0.6)
    #expect(likeness.score(here, try home("2", "甲", at: (114, 33), kind: "childrens-home")).score == 0)
    let listed = try home("3", "甲", division: "1")
    #expect(likeness.score(listed, try home("4", "甲", division: "1")).score == 0.6 + 0.4 * 0.75)
    #expect(likeness.score(listed, try home("4", "甲", division: "1", phone: "x")).score == 0.6 + 0.4 * 0.75)
  }

  @Test func `a shared code outweighs names and places`() throws {
    let one = try home("1", "甲", at: (114, 33), uscc: "52")
    #expect(likeness.score(one, try home("2", "乙乙", at: (115, 33), uscc: "52")).score == 0.95)
  }

  /// Against every pair, near the equator, the pole and the antimeridian.
  @Test(arguments: [(114.0, 33.0), (0, 0), (20, 89.99), (180, 10)])
  func `no pair within the distance is missed`(longitude: Double, latitude: Double) throws {
    var generator = SeededGenerator(seed: 7)
    let homes = try (0..<200).map { index in
      var east = longitude + .random(in: -0.01...0.01, using: &generator)
      if east > 180 { east -= 360 }
      return try home(
        "\(1000 + index)", "甲", at: (east, min(latitude + .random(in: -0.01...0.01, using: &generator), 90)))
    }
    let found = LikelyDuplicate.pairs(among: homes, by: likeness, minimum: 0.6001)
    var expected = 0
    for (index, one) in homes.enumerated() {
      for other in homes[(index + 1)...] where likeness.score(one, other).score >= 0.6001 { expected += 1 }
    }
    #expect(found.count == expected)
    #expect(expected > 20)
    #expect(Set(found.map { $0.first.id + " " + $0.second.id }).count == expected)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
  }
}
