import Fixtures
import ServiceNetwork
import Testing

/// The curve and its coefficient against closed forms.
struct LorenzCurveTests {
  @Test func `who all have the same have a straight line`() throws {
    let curve = try #require(LorenzCurve([(amount: 3, persons: 10), (amount: 3, persons: 1)]))
    #expect(curve.gini < 1e-15)
    #expect((curve.share(ofPoorest: 0.3) - 0.3).magnitude < 1e-15)
  }

  @Test func `where one of n has all, the coefficient is 1 − 1/n`() throws {
    let groups = (0..<8).map { (amount: $0 == 5 ? 7.0 : 0, persons: 1.0) }
    let curve = try #require(LorenzCurve(groups))
    #expect((curve.gini - 7.0 / 8).magnitude < 1e-15)
    #expect(curve.share(ofPoorest: 0.875) == 0 && curve.share(ofPoorest: 1) == 1)
    #expect((curve.share(ofPoorest: 0.9375) - 0.5).magnitude < 1e-15)
  }

  @Test func `persons weigh, and not villages`() throws {
    // 1, 1, 1 and 5 of eight: shares 3/8 of three quarters.
    let curve = try #require(
      LorenzCurve([(amount: 5, persons: 1), (amount: 1, persons: 3), (amount: 9, persons: 0)]))
    #expect(curve.points.map(\.persons) == [0, 0.75, 1] && curve.points.map(\.share) == [0, 0.375, 1])
    #expect((curve.gini - 0.375).magnitude < 1e-15)
  }

  @Test func `it is half the mean difference over the mean`() throws {
    var random = SeededGenerator(seed: 12)
    let groups = (0..<60).map { _ in
      (amount: Double.random(in: 0...5, using: &random), persons: Double.random(in: 0...90, using: &random))
    }
    let persons = groups.reduce(0) { $0 + $1.persons }
    let mean = groups.reduce(0) { $0 + $1.persons * $1.amount } / persons
    let differences = groups.reduce(0) { sum, first in
      groups.reduce(sum) { $0 + first.persons * $1.persons * (first.amount - $1.amount).magnitude }
    }
    let gini = try #require(LorenzCurve(groups)).gini
    #expect((gini - differences / (2 * persons * persons * mean)).magnitude < 1e-12)
  }

  @Test func `nobody, or nothing, has no curve`() {
    #expect(LorenzCurve([(amount: 1, persons: 0)]) == nil)
    #expect(LorenzCurve([(amount: 0, persons: 5)]) == nil)
  }
}
