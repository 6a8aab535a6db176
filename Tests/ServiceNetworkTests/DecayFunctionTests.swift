import Foundation
import ServiceNetwork
import Testing

/// Weights against their formulas, and the ways of writing them.
struct DecayFunctionTests {
  private static let zones = "steps:1km=1,3km=0.68,5km=0.22"

  @Test(arguments: [
    ("step", 0.0, 1.0), ("step", 5000, 1), ("step", 5000.1, 0),
    (zones, 1000, 1), (zones, 1000.1, 0.68), (zones, 3000, 0.68), (zones, 5000, 0.22),
    ("steps:1km=1", 2000, 0),
    ("linear", 0, 1), ("linear", 2500, 0.5), ("linear", 5000, 0),
    ("gaussian", 0, 1), ("gaussian", 2500, (exp(-0.125) - exp(-0.5)) / (1 - exp(-0.5))),
    ("gaussian", 5000, 0),
    ("gaussian:2km", 0, 1), ("gaussian:2km", 2000, exp(-0.5)), ("gaussian:2km", 6000, 0),
    ("logistic:3km,500m", 3000, 0.5), ("logistic:3km,500m", 3500, 1 / (1 + M_E)),
    ("power:2,100m", 50, 1), ("power:2,100m", 100, 1), ("power:2,100m", 1000, 0.01), ("power:1", 1000, 0.1),
  ])
  func `a weight is that of the formula`(text: String, cost: Double, weight: Double) throws {
    let decay = try DecayFunction(text, by: .straight)
    #expect((decay.weight(of: cost, cutoff: 5000) - weight).magnitude < 1e-6)
  }

  @Test(arguments: [
    "step", "linear", "gaussian", "gaussian:2000m", "logistic:3000m,500m", "power:1.5,100m",
    "steps:1000m=1,3000m=0.68,5000m=0.22",
  ])
  func `what is written reads as the same function`(text: String) throws {
    #expect(try DecayFunction(text, by: .road).text(by: .road) == text)
    #expect(try DecayFunction(" " + text.uppercased() + " ", by: .road).text(by: .road) == text)
  }

  @Test func `by a mode quantities are minutes`() throws {
    let decay = try DecayFunction("steps:10min=1,30min=0.22", by: .mode(.drive))
    #expect(decay.weight(of: 10, cutoff: 30) == 1 && decay.weight(of: 10.5, cutoff: 30) == 0.22)
    #expect(try DecayFunction("power:1", by: .mode(.walk)) == .power(exponent: 1, floor: 1))
  }

  @Test(arguments: [
    ("gausian", DecayError.unknown("gausian", "gaussian")), ("", .unknown("", nil)),
    ("step:1", .malformed("step:1", form: Wording("step", zh: "step"))), ("power:0", .badExponent("0")),
    ("power:nan", .badExponent("nan")), ("steps:", .badZone("")), ("steps:1km", .badZone("1km")),
    ("steps:1km=2", .badWeight("2")), ("steps:1km=nan", .badWeight("nan")),
    ("steps:2km=1,1km=0.5", .zoneOrder("1km=0.5")), ("steps:1km=0.5,2km=1", .zoneOrder("2km=1")),
    ("gaussian:0km", .zero("gaussian:0km")), ("gaussian:-2km", .quantity(.badQuantity("-2km"))),
    ("gaussian:20min", .quantity(.unitMismatch("20min", "straight"))),
  ])
  func `what cannot be read is refused, and said how it is written`(text: String, error: DecayError) {
    #expect(throws: error) { _ = try DecayFunction(text, by: .straight) }
    #expect(!error.description.isEmpty)
  }
}
