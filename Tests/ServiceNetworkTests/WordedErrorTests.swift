import ServiceNetwork
import Testing

/// What is wrong is said in both languages, without a full stop.
struct WordedErrorTests {
  private static let errors: [any WordedError] = [
    CoverageError.unknownService("a", known: []), CoverageError.unknownService("abc", known: ["xyz"]),
    CoverageError.unknownDivision(DivisionCode(registered: "4117")), CoverageError.roadsMissing(.road),
    CoverageError.costsMissing, CoverageError.costsOfPlace, CoverageError.costsOfChange,
    CoverageError.noLocation(DivisionCode(registered: "4117")), CoverageError.cancelled,
    ServiceRuleError.empty, ServiceRuleError.severalDistances, ServiceRuleError.unknownAlternative("x"),
    ServiceRuleError.badQuantity("3"), ServiceRuleError.unknownMeasure("x"),
    ServiceRuleError.detourFactor("x"), ServiceRuleError.unitMismatch("3 m", "walk"),
    CoordinateError.longitudeOutOfRange(181), CoordinateError.latitudeOutOfRange(91),
    AreaError.unknownFacility("H", closest: nil), AreaError.noLocation("H"), AreaError.notOnOneMap,
    AccessibilityError.noDemandGroup, AccessibilityError.noCapacities(service: "s", isFree: true),
    AccessibilityError.noCapacities(service: "s", isFree: false), AccessibilityError.tooManyPairs(most: 1),
    DecayError.unknown("x", nil), DecayError.malformed("x", form: Wording("linear", zh: "linear")),
    DecayError.quantity(.badQuantity("3")), DecayError.badExponent("0"), DecayError.badZone("x"),
    DecayError.badWeight("2"), DecayError.zoneOrder("x"), DecayError.zero("x"),
    ScenarioError.unknown("x", known: []), ScenarioError.unknown("x", known: ["yyyyy"]),
    ScenarioError.malformed(Wording("it is no JSON object", zh: "正文不是JSON对象")),
    ScenarioStepError.badRule(.empty), ScenarioStepError.badPlace(.latitudeOutOfRange(91)),
    ScenarioStepError.unexpected("x", of: "close", known: ["facility"]),
    ScenarioStepError.unknownKind("x", known: ["childrens-home"]),
  ]

  @Test(arguments: errors)
  func `it is said in Chinese, too`(error: any WordedError) {
    let wording = error.wording
    #expect(wording.zh.hasHan && !wording.en.hasHan)
    #expect(!wording.zh.hasSuffix("。") && !wording.en.hasSuffix("."))
    #expect(error.description == wording.en)
  }

  @Test func `a word that is none is answered with the one that may be meant, else with all`() {
    let other = Wording("; one of x", zh: "，应为x")
    #expect(
      Wording.hint("abd", among: ["abc"], else: other) == Wording("; did you mean 'abc'?", zh: "，是否为“abc”？"))
    #expect(Wording.hint("q", among: ["abcdef"], else: other) == other)
    #expect(Wording.noneOf("q", ["a", "b"]) == Wording("'q' is none of a, b", zh: "“q”无效，应为以下之一：a、b"))
  }
}
