import Foundation
import ServiceNetwork
import Testing

/// `fuwang scenario`, and the analyses under one, as a user runs them.
struct ScenarioCommandTests {
  private static let divisions = """
    code,name,level,longitude,latitude
    4117,市,city,,
    411726,县,county,,
    411726100,镇,township,,
    411726100201,一村,village,114,33
    411726100202,二村,village,114,33.1

    """
  private static let demand = """
    code,as_of,left_behind_children
    411726100201,2018-12-31,20
    411726100202,2018-12-31,9
    411726100201,2020-12-31,8

    """
  private static let facilities = """
    id,kind,name,division,longitude,latitude,status,capacity
    H1,childrens-home,一家,411726100201,114,33.001,operating,20

    """

  private func program() throws -> Program {
    let program = try Program()
    try program.run("init")
    for (table, text) in [
      ("divisions", Self.divisions), ("demand", Self.demand), ("facilities", Self.facilities),
    ] {
      try program.write(text, to: "\(table).csv")
      #expect(try program.run("import", table, "\(table).csv").status == 0)
    }
    return program
  }

  @Test func `a scenario is made, shown, compared and removed`() throws {
    let program = try program()
    defer { program.remove() }
    // When
    let new = try program.run(
      "scenario", "new", "搬", "--note", "一家搬到二村", "--close", "H1", "--open",
      "childrens-home@114,33.1; id=N1; name=二家; division=411726100202; capacity=30", "--demand-as-of",
      "2018-12-31")
    // Then
    #expect(new.status == 0, "\(new.errors)")
    #expect(
      new.output == """
        搬: 一家搬到二村

        step  change  facility  what
        ────  ──────  ────────  ──────────────────────────────────────────────────────────────────
           1  open    N1        childrens-home '二家' at 114,33.1 in 411726100202 with room for 30
           2  close   H1        on every day
           3  demand  –         the counts of 2018-12-31

        """)
    let compared = try program.run(
      "scenario", "compare", "搬", "--service", "childrens-home", "--as-of", "2021-01-01")
    #expect(
      compared.output == """
        儿童之家, children's homes, on 2021-01-01; persons: left-behind-children.
        before: the registry as it is, within 3 km
        after:  scenario '搬', within 3 km, with the persons of 2018-12-31

        county  code          served before  lost  gained  served after  persons before  lost  gained  persons after
        ──────  ────────────  ─────────────  ────  ──────  ────────────  ──────────────  ────  ──────  ─────────────
        县      411726000000              1     1       1             1               8     8       9              9
        total                             1     1       1             1               8     8       9              9

        change  code          village  township  county  persons  nearest before        m  nearest after        m
        ──────  ────────────  ───────  ────────  ──────  ───────  ──────────────  ───────  ─────────────  ───────
        lost    411726100201  一村     镇        县            8  一家              110.9  二家           11090.5
        gained  411726100202  二村     镇        县            9  一家            10979.6  二家               0.0

        state 91af8a9d3610a3887edfd4f361ffe2f4, fuwang \(Release.version)

        """)
    let json = try program.run(
      "scenario", "compare", "搬", "--service", "childrens-home", "--as-of", "2021-01-01", "--format", "json")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let total = try #require(answer["total"] as? [String: Any])
    #expect(total["lost"] as? Int == 1 && total["demandGained"] as? Int == 9)
    #expect(
      (answer["villages"] as? [[String: Any]])?.map { $0["code"] as? String } == [
        "411726100201", "411726100202",
      ])
    for command in ["accessibility", "capacity", "coverage"] {
      let under = try program.run(
        command, "--service", "childrens-home", "--as-of", "2021-01-01", "--scenario", "搬", "--format", "json"
      )
      #expect(under.output.contains(#""scenario":"搬""#), "\(command): \(under.errors)")
    }
    let csv = try program.run("scenario", "compare", "搬", "--as-of", "2021-01-01", "--format", "csv")
    #expect(
      csv.output.contains(
        "\nchildrens-home,gained,411726100202,二村,镇,县,left-behind-children,9,9,unserved,served,H1,一家,"))
    // All services: only one of which something changes.
    #expect(!csv.output.contains("nursing-home"))
    let places = try program.run("scenario", "show", "搬", "--format", "geojson")
    #expect(places.output.contains(#""coordinates":[114,33.1]"#))
    #expect(try program.run("scenario", "list").output.contains("一家搬到二村"))
    #expect(try program.run("history").output.contains("add the scenario 搬"))
    #expect(try program.run("scenario", "remove", "搬").status == 0)
    #expect(try program.run("scenario", "show", "搬").status == 66)
  }

  @Test func `every analysis answers under a scenario and says so`() throws {
    let program = try program()
    defer { program.remove() }
    try program.run("scenario", "new", "a", "--open", "childrens-home@114,33.1")
    try program.run("scenario", "new", "b", "--rule", "childrens-home=within 20km")
    #expect(try program.run("scenario", "add", "b", "--enlarge", "H1=50").output.contains("to room for 50"))
    let options = ["--service", "childrens-home", "--as-of", "2021-01-01"]
    let coverage = try program.run(["coverage", "--scenario", "a", "--format", "json"] + options)
    #expect(coverage.output.contains(#""scenario":"a""#) && coverage.output.contains(#""served":2"#))
    #expect(
      try program.run(["coverage", "--scenario", "b"] + options).output.contains("under the scenario 'b'"))
    let unserved = try program.run(["unserved", "--scenario", "b"] + options)
    #expect(unserved.output.contains("within 20 km on 2021-01-01 under the scenario 'b'"))
    #expect(unserved.output.contains("; 0 villages"))
    let nearest = try program.run(["nearest", "--near", "114,33.1", "--scenario", "a"] + options)
    #expect(nearest.output.contains("under the scenario 'a'") && nearest.output.contains("儿童之家 new-1"))
    let export = try program.run(["export", "unserved", "--scenario", "a"] + options)
    #expect(export.status == 0 && !export.output.contains("二村"))
    let both = try program.run(["scenario", "compare", "a", "b"] + options)
    #expect(
      both.output.contains("before: scenario 'a', within 3 km") && both.output.contains("elsewhere") == false)
    #expect(both.output.contains("farther away: 1 villages, 9 persons; nearer: 0, 0; --all lists them."))
    let all = try program.run(["scenario", "compare", "a", "b", "--all", "--format", "csv"] + options)
    #expect(all.output.contains("childrens-home,farther,411726100202,"))
    #expect(try program.run(["scenario", "compare", "a", "a"] + options).output.contains("Nothing changes"))
  }

  @Test func `wrong input says what would be right`() throws {
    let program = try program()
    defer { program.remove() }
    try program.run("scenario", "new", "并院")
    let cases: [([String], Int32, String)] = [
      (["scenario", "new", "并院"], 65, "there is a scenario '并院' already"),
      (["scenario", "new", "a/b"], 65, "is no name of a scenario"),
      (
        ["scenario", "new", "x", "--close", "H2"], 65,
        "step 1 of the scenario 'x': there is no facility 'H2'; did you mean 'H1'?"
      ),
      (["scenario", "new", "x", "--open", "childrens-hom@114,33"], 65, "did you mean 'childrens-home'?"),
      (
        ["scenario", "new", "x", "--open", "childrens-home@33,114"], 64,
        "--open: latitude 114.0 is not within"
      ),
      (
        ["scenario", "new", "x", "--enlarge", "H1"], 64, "--enlarge: 'H1' cannot be read; write it as H3=120"
      ),
      (["scenario", "new", "x", "--rule", "childrens-home=near"], 64, "--rule: 'near' is no rule"),
      (["scenario", "new", "x", "--close", "H1", "--move", "H1@1,2"], 65, "step 1 closes 'H1' on every day"),
      (["scenario", "add", "并院"], 64, "say what is to be added"),
      (["scenario", "compare", "并园"], 66, "did you mean '并院'?"),
      (["scenario", "compare", "a", "b", "c"], 64, "give one scenario, or two"),
      (["coverage", "--scenario", "并园"], 66, "there is no scenario '并园'"),
    ]
    for (arguments, status, message) in cases {
      let outcome = try program.run(arguments)
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(arguments): \(outcome.errors)")
    }
    #expect(try program.run("scenario", "list", "--format", "csv").output.split(separator: "\n").count == 2)
  }
}
