import ServiceNetwork
import Testing

struct ServiceRuleTests {
  @Test(arguments: [
    ("within 3km", "within 3000 m straight"), ("within 3 km", "within 3000 m straight"),
    ("within 2500.5m", "within 2500.5 m straight"), ("within 0m", "within 0 m straight"),
    ("own-township or within 10 km", "own-township or within 10000 m straight"),
    ("within 3km detour:1.3", "within 3000 m detour:1.3"), ("within 3km by road", "within 3000 m road"),
    ("within 15min by walk", "within 15 min walk"), ("within 3公里", "within 3000 m straight"),
    ("own-village or own-village", "own-village"),
  ])
  func `a rule has one canonical form, which reads as itself`(text: String, canonical: String) throws {
    let rule = try ServiceRule(text)
    #expect(rule.description == canonical)
    #expect(try ServiceRule(canonical) == rule)
  }

  @Test(arguments: [
    ("within 3000 m", "within 3 km"), ("within 2500m", "within 2.5 km"), ("within 500m", "within 500 m"),
    ("own-township or within 10km detour:1.3", "own-township or within 10 km by detour:1.3"),
    ("within 15min by walk", "within 15 min by walk"),
  ])
  func `a rule is said as people say it, and still means the same`(text: String, phrase: String) throws {
    let rule = try ServiceRule(text)
    #expect(rule.phrase == phrase)
    #expect(try ServiceRule(phrase) == rule)
  }

  @Test(arguments: [
    ("", ServiceRuleError.empty), ("own-village or", .empty), ("within 3", .badQuantity("3")),
    ("within -3km", .badQuantity("-3km")),
    ("within 3 miles", .badQuantity("3miles")), ("own-county", .unknownAlternative("own-county")),
    ("within 3km or within 4km", .severalDistances), ("within nan km", .badQuantity("nankm")),
    ("within 3km crow", .unknownMeasure("crow")), ("within 3km detour:0.9", .detourFactor("0.9")),
    ("within 15min", .unitMismatch("15min", "straight")),
    ("within 3km by walk", .unitMismatch("3km", "walk")),
  ])
  func `what is no rule is refused with its words`(text: String, error: ServiceRuleError) {
    #expect(throws: error) { try ServiceRule(text) }
  }

  @Test func `a measure is taken where the rule names none`() throws {
    #expect(try ServiceRule("within 3km", measure: .detour(1.3)).description == "within 3000 m detour:1.3")
    #expect(
      try ServiceRule("within 3km straight", measure: .detour(1.3)).description == "within 3000 m straight")
    #expect(
      try ServiceRule("own-village or within 3km").measured(by: .detour(2)).description
        == "own-village or within 3000 m detour:2")
    #expect(throws: ServiceRuleError.self) { try ServiceRule("within 3km").measured(by: .mode(.walk)) }
  }

  @Test func `the standard services are those of the plan`() {
    #expect(
      Service.standard.map {
        "\($0.name): \($0.kinds.joined(separator: " ")): \($0.rule): \($0.demandGroup ?? "")"
      } == [
        "nursing-home: nursing-home: own-township or within 10000 m straight: extreme-poverty-support",
        "day-care-centre: day-care-centre: within 3000 m straight: elderly",
        "childrens-home: childrens-home: within 3000 m straight: left-behind-children",
        "child-welfare: child-welfare-director child-welfare-supervisor: own-village: left-behind-children",
        "disaster-reduction-community: disaster-reduction-community: within 10000 m straight: population",
        "happiness-home: happiness-home: own-village: left-behind-elderly",
        "welfare-institution: welfare-institution: within 50000 m straight: population",
      ])
  }
}
