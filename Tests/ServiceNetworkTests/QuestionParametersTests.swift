import ServiceNetwork
import Testing

struct QuestionParametersTests {
  private let today = CalendarDate(iso8601: "2026-01-02")!

  private func questions(_ change: (inout QuestionParameters) -> Void) throws -> [CoverageQuestion] {
    var parameters = QuestionParameters()
    change(&parameters)
    return try parameters.questions(in: .standard, today: today)
  }

  @Test func `nothing given means every service by its own rule, today`() throws {
    let questions = try questions { _ in }
    #expect(questions.map(\.service) == Service.standard)
    #expect(questions.map(\.rule) == Service.standard.map(\.rule))
    #expect(questions.allSatisfy { $0.asOf == today && $0.area == nil })
  }

  @Test func `within, measure and rule make the rule`() throws {
    func rule(_ change: (inout QuestionParameters) -> Void) throws -> String? {
      try questions {
        $0.services = ["nursing-home"]
        change(&$0)
      }.first?.rule.description
    }
    #expect(try rule { $0.within = "3km" } == "within 3000 m straight")
    #expect(
      try rule {
        $0.within = "3km"
        $0.measure = "detour:1.3"
      } == "within 3000 m detour:1.3")
    #expect(try rule { $0.measure = "detour:1.3" } == "own-township or within 10000 m detour:1.3")
    #expect(try rule { $0.rule = "own-village" } == "own-village")
  }

  @Test(arguments: [
    ("service", "there is no service 'nursing-hme'; did you mean 'nursing-home'?"),
    ("asOf", "'2018-02-30' is no date; write it as 2020-12-31"),
    ("demand", "there is no demand group 'eldery'; did you mean 'elderly'?"),
    ("within", "'3' is no distance or time; a number of at least 0 with its unit, as 3km, 3000m or 15min"),
    (
      "area",
      "'4.1E+11' is what a spreadsheet left of a code; format the column as text and enter the code again"
    ),
  ])
  func `what cannot be taken is named with its parameter`(parameter: String, message: String) {
    let error = #expect(throws: ParameterError.self) {
      try questions {
        switch parameter {
        case "service": $0.services = ["nursing-hme"]
        case "asOf": $0.asOf = "2018-02-30"
        case "demand": $0.demand = "eldery"
        case "within": $0.within = "3"
        default: $0.area = "4.1E+11"
        }
      }
    }
    #expect(error?.description == "\(parameter): \(message)")
  }

  @Test func `a rule and a bound are one too many`() {
    let error = #expect(throws: ParameterError.self) {
      try questions {
        $0.rule = "own-village"
        $0.within = "3km"
      }
    }
    #expect(error?.description == "within: it stands instead of a rule; give one of the two")
  }

  @Test func `a scope holds the kinds and groups that are asked about`() throws {
    var parameters = QuestionParameters()
    parameters.services = ["child-welfare"]
    #expect(
      try parameters.scope(in: .standard)
        == SnapshotScope(
          kinds: ["child-welfare-director", "child-welfare-supervisor"],
          demandGroups: ["left-behind-children"]))
  }

  @Test(arguments: [
    ("32.98,114.02", "latitude 114.02 is not within -90…90 degrees; longitude comes first"),
    ("114.02", "'114.02' is no place; write longitude and latitude in degrees, as 114.02,32.98"),
  ])
  func `a place is longitude and latitude`(near: String, message: String) {
    var parameters = NearestParameters()
    parameters.near = near
    let snapshot = NetworkSnapshot(
      catalogue: .standard, divisions: [], facilities: [], statuses: [], posts: [], demand: [:])
    let error = #expect(throws: ParameterError.self) { try parameters.report(in: snapshot, today: today) }
    #expect(error?.description == "near: \(message)")
  }
}
