import Foundation
import ServiceNetwork
import Testing

/// `fuwang plan upgrades`, as an office uses it: planned, accepted, cut and planned anew.
struct PlanCommandTests {
  private static let files: [(table: String, text: String)] = [
    ("divisions", "code,name,level\n4117,市,city\n411726,泌阳县,county\n"),
    (
      "facilities",
      """
      id,kind,name,division,capacity,occupied,in_care
      A,nursing-home,甲院,411726,60,40,30
      B,nursing-home,乙院,411726,60,40,20
      C,nursing-home,丙院,411726,60,40,10

      """
    ),
    (
      "conditions",
      """
      facility,category,state,estimated_cost
      A,safety,deficient,100.01
      B,heating,deficient,100
      C,culture,deficient,100

      """
    ),
  ]

  private func program() throws -> Program {
    let program = try Program()
    try program.run("init")
    for (table, text) in Self.files {
      try program.write(text, to: "\(table).csv")
      let done = try program.run("import", table, "\(table).csv")
      #expect(done.status == 0, "\(table): \(done.errors)")
    }
    return program
  }

  private static let years = ["plan", "upgrades", "--from", "2026", "--to", "2028", "--as-of", "2026-01-15"]

  @Test func `the most need is met first, as far as the money goes, and accepted to the fen`() throws {
    let program = try program()
    defer { program.remove() }
    let money = [
      "--budget", "2026 provincial welfare-lottery=150", "--budget", "2026 city fiscal=50.01",
      "--budget", "2027 provincial welfare-lottery=100",
    ]
    let plan = try program.run(Self.years + money + ["--format", "csv", "--accept"])
    #expect(plan.status == 0, "\(plan.errors)")
    let lines = plan.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(2).joined(separator: " ")
    }
    // Thirty in care before twenty before ten; 200.01 of 2026 are just enough for two.
    #expect(lines == ["2026 A", "2026 B", "2027 C"])
    let works = try program.run("export", "upgrades").output.split(separator: "\n").dropFirst()
    let cells = works.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(cells.allSatisfy { $0[4] == "planned" })
    let costs = try cells.map { try #require(Money(yuan: $0[5])) }
    #expect(costs.reduce(.zero, +).description == "300.01")
    func paid(_ source: String, _ year: String) throws -> String {
      try cells.filter { $0[6] == source && $0[3] == year }.map { try #require(Money(yuan: $0[5])) }
        .reduce(.zero, +).description
    }
    #expect(try paid("provincial welfare-lottery", "2026") == "150.00")
    #expect(try paid("city fiscal", "2026") == "50.01")

    // A cut in May: with one move at most, one home waits and the others stay.
    let cut = [
      "--budget", "2026 provincial welfare-lottery=110", "--budget", "2027 provincial welfare-lottery=100",
      "--budget", "2028 provincial welfare-lottery=100", "--keep-stable", "1", "--compare",
    ]
    let anew = try program.run(Self.years + cut)
    #expect(anew.status == 0, "\(anew.errors)")
    #expect(anew.output.contains("moved from the plan that stands: 1\n  B: 2026 → 2028"), "\(anew.output)")
    let accepted = try program.run(Self.years + cut + ["--accept"])
    #expect(accepted.status == 0, "\(accepted.errors)")
    let after = try program.run("export", "upgrades").output
    #expect(after.contains(",B,heating,2028,planned,100.00,"), "\(after)")
    // What the former plan had in two parts is one now, and the other part is given up, not lost.
    #expect(!after.contains(",B,heating,2026,planned,"))
  }

  @Test func `what cannot be kept together is told, and nothing is written`() throws {
    let program = try program()
    defer { program.remove() }
    let plan = try program.run(
      Self.years + ["--all-by", "2026", "--budget", "2026 city fiscal=250", "--format", "json"])
    #expect(plan.status == 0)
    #expect(plan.output.contains(#""status":"infeasible""#))
    #expect(plan.output.contains("2026 would need 50.01 yuan more of city fiscal"), "\(plan.output)")
    #expect(plan.output.contains("1 homes later than 2026"), "\(plan.output)")
    let refused = try program.run(
      Self.years + ["--all-by", "2026", "--budget", "2026 city fiscal=250", "--accept"])
    #expect(refused.status != 0)
    #expect(try program.run("export", "upgrades").output.split(separator: "\n").count == 1)
  }

  @Test func `contracted works stay, finished ones are left out, and a home without a cost is named`() throws
  {
    let program = try program()
    defer { program.remove() }
    try program.write(
      """
      id,facility,category,year,status,cost,source,accepted_on
      W1,C,culture,2027,contracted,90,city fiscal,
      W2,A,safety,2025,accepted,100,city fiscal,2025-10-01

      """, to: "w.csv")
    #expect(try program.run("import", "upgrades", "w.csv").status == 0)
    let plan = try program.run(Self.years + ["--format", "csv"])
    let lines = plan.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[0...7].joined(separator: " ")
    }
    #expect(lines == ["2026 B 乙院 泌阳县 heating 100.00  false", "2027 C 丙院 泌阳县 culture 90.00 city fiscal true"])
    try program.write("facility,category,state\nB,safety,deficient\n", to: "c.csv")
    #expect(try program.run("import", "conditions", "c.csv").status == 0)
    let missing = try program.run(Self.years)
    #expect(missing.status == 65)
    #expect(missing.errors.contains("home B has no cost estimate for safety"), "\(missing.errors)")
  }

  private static let yaml = """
    # 2026年先改一家
    homes:
      - {year: 2026, atLeast: 1, atMost: 1}
    allBy: 2028
    budgets:
      - year: 2026
        source: city fiscal
        amount: 150.00
    shares:
      - {share: 0.5, by: 2028, county: "411726"}

    """

  @Test func `rules of YAML are those of JSON, and what is wrong is named by its place`() throws {
    let program = try program()
    defer { program.remove() }
    try program.write(Self.yaml, to: "rules.yaml")
    try program.write(
      """
      {"homes": [{"year": 2026, "atLeast": 1, "atMost": 1}], "allBy": 2028,
       "budgets": [{"year": 2026, "source": "city fiscal", "amount": "150"}],
       "shares": [{"share": 0.5, "by": 2028, "county": "411726"}]}
      """, to: "rules.json")
    let ask = Self.years + ["--format", "csv", "--rules"]
    let (yaml, json) = (try program.run(ask + ["rules.yaml"]), try program.run(ask + ["rules.json"]))
    #expect(yaml.status == 0, "\(yaml.errors)")
    #expect(yaml.output == json.output)
    for (text, message) in [
      ("shares:\n  - {share: 0.5, by: 2028, county: 411726}\n", "shares[0].county"),
      ("budget: []\n", "did you mean 'budgets'?"), ("homes: [\n", "2:1"), ("allBy: yes\n", "allBy"),
      ("allBy: 2028\nallBy: 2027\n", "allBy"), ("- 1\n", "the file"),
    ] {
      try program.write(text, to: "wrong.yml")
      let wrong = try program.run(ask + ["wrong.yml"])
      #expect(wrong.status == 65 && wrong.errors.contains("wrong.yml"), "\(text): \(wrong.errors)")
      #expect(wrong.errors.contains(message), "\(text): \(wrong.errors)")
    }
    #expect(try program.run(ask + ["none.yaml"]).status == 66)
  }

  @Test func `an answer goes to the file whose ending says how`() throws {
    let program = try program()
    defer { program.remove() }
    for name in ["计划.tsv", "计划.xlsx"] {
      let plan = try program.run(Self.years + ["-o", name])
      #expect(plan.status == 0 && plan.output.isEmpty, "\(plan.errors)")
    }
    let rows = String(decoding: try program.bytes("计划.tsv"), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).prefix(3).joined(separator: " ")
    }
    #expect(rows == ["年度 机构编号 名称", "2026 A 甲院", "2026 B 乙院", "2026 C 丙院"])
    #expect(try program.bytes("计划.xlsx").starts(with: Data("PK".utf8)))
    let scorecard = try program.run("scorecard", "-o", "s.tsv")
    #expect(scorecard.status == 0, "\(scorecard.errors)")
    for arguments in [["scorecard", "-o", "s.gpkg"], ["funds", "-o", "s.txt"], Self.years + ["-o", "x"]] {
      let wrong = try program.run(arguments)
      #expect(wrong.status == 64 && wrong.errors.contains("must end in one of .csv"), "\(wrong.errors)")
    }
    #expect(try program.run(["targets", "-o", "nowhere/t.csv"]).status == 73)
  }

  @Test func `the registry's weights of a scorecard hold until a question tells others`() throws {
    let program = try program()
    defer { program.remove() }
    let set = try program.run("settings", "scorecard-weights=targets=2, data-quality=3")
    #expect(set.status == 0 && set.output.contains("scorecard-weights=targets=2, data-quality=3\n"))
    func weights(_ arguments: String...) throws -> [String] {
      let answer = try program.run(["scorecard", "--format", "csv"] + arguments)
      #expect(answer.status == 0, "\(answer.errors)")
      let rows = answer.output.split(separator: "\n").dropFirst().filter { !$0.contains(",coverage ") }
      return rows.map {
        let cells = $0.split(separator: ",", omittingEmptySubsequences: false)
        return "\(cells[4])=\(cells[9])"
      }
    }
    #expect(try weights() == ["targets=2.0", "works-in-time=1.0", "money-used=1.0", "data-quality=3.0"])
    #expect(try weights("--weight", "targets=5").contains("targets=5.0"))
    for value in ["targets=x", "moon=1", "targets=-1", "targets"] {
      let wrong = try program.run("settings", "scorecard-weights=\(value)")
      #expect(wrong.status == 64 && wrong.errors.contains("scorecard-weights"), "\(wrong.errors)")
    }
    #expect(try program.run("settings", "approval=maybe").status == 64)
    #expect(try weights().contains("data-quality=3.0"))
  }

  @Test func `the schema of the rules needs no years, and a plan does`() throws {
    let program = try Program()
    defer { program.remove() }
    let schema = try program.run("plan", "upgrades", "--rules-schema")
    #expect(schema.status == 0, "\(schema.errors)")
    #expect(schema.output.contains("\"spacingKilometers\""))
    #expect(try program.run("plan", "upgrades").status == 64)
  }

  @Test(arguments: [
    (["--homes", "2026"], "'2026' is no bound, as 2018=60.."), (["--budget", "2026=5"], "is no budget, as"),
    (["--gap", "2"], "'2' is no share"), (["--rules", "none.json"], "there is no file none.json"),
    (["--homes", "2030=1.."], "2030 is not among the years of the plan"),
  ])
  func `wrong words are told what would be right`(words: [String], message: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    let answer = try program.run(Self.years + words)
    #expect(answer.status != 0)
    #expect(answer.errors.contains(message), "\(answer.errors)")
  }

  @Test func `a map is a drawing of what is known, and says what it lacks`() throws {
    let program = try program()
    defer { program.remove() }
    let service = ["map", "--service", "nursing-home", "-o"]
    let nowhere = try program.run(service + ["m.svg"])
    #expect(nowhere.status == 65 && nowhere.errors.contains("longitude and latitude"), "\(nowhere.errors)")
    #expect(try program.run(service + ["m.gif"]).status == 64)
    try program.write(
      """
      code,name,level,longitude,latitude
      411726100,镇,township,,
      411726100201,一村,village,113.3,32.7
      411726100202,二村,village,113.9,32.9

      """, to: "v.csv")
    #expect(try program.run("import", "divisions", "v.csv").status == 0)
    let drawn = try program.run(service + ["m.svg", "--within", "1km"])
    #expect(drawn.status == 0, "\(drawn.errors)")
    let text = String(decoding: try program.bytes("m.svg"), as: UTF8.self)
    #expect(text.contains("<svg") && text.contains("</svg>"))
    #expect(try program.run(service + ["n.svg", "--within", "1km"]).status == 0)
    #expect(try program.bytes("n.svg") == program.bytes("m.svg"))
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/rsvg-convert") else { return }
    let picture = try program.run(service + ["m.png", "--within", "1km"])
    #expect(picture.status == 0, "\(picture.errors)")
    #expect(try program.bytes("m.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }
}
