import Foundation
import ServiceNetwork
import Testing

/// The tables of a plan, as clerks' files bring them: conditions, upgrades, funds, indicators, targets, observations.
struct PlanFilesTests {
  private static let divisions = """
    code,name,level
    4117,市,city
    411726,泌阳县,county
    411726100,镇,township
    411726100201,一村,village

    """
  private static let facilities = """
    id,kind,name,division
    NH1,nursing-home,甲敬老院,411726100
    NH2,nursing-home,乙敬老院,411726100
    NH3,nursing-home,乙敬老院,411726100

    """
  private static let files: [(table: String, text: String)] = [
    (
      "criteria",
      """
      list,category,number,text_zh,text_en,source
      nursing-home-2018,safety,1,疏散通道畅通,Escape routes are clear,GB 38600-2019
      nursing-home-2018,heating,1,居室有取暖设备,,JGJ 450-2018

      """
    ),
    (
      "conditions",
      """
      facility,category,state,estimated_cost,assessed_on,criteria,source
      NH1,safety,deficient,12000.50,2018-03-01,nursing-home-2018,县民政局
      NH1,heating,sound,,2018-03-01,nursing-home-2018,县民政局
      NH2,culture,unknown,,,,

      """
    ),
    (
      "upgrades",
      """
      id,facility,category,year,status,cost,source,contracted_on,started_on,accepted_on,cancelled_on
      W1,NH1,safety,2018,accepted,11000.00,provincial welfare-lottery,2018-04-01,2018-05-01,2018-09-30,
      1000017,NH2,culture,2019,planned,,,,,,

      """
    ),
    (
      "funds",
      """
      id,year,level,source,purpose,facility,upgrade,amount,allocated_on
      1000017,2018,provincial,welfare-lottery,nursing-home,NH1,W1,11000.00,2018-02-01
      F2,2018,provincial,welfare-lottery,other,,,5000.00,

      """
    ),
    (
      "indicators",
      """
      indicator,name_zh,name_en,measure,unit
      care-standard,特困标准,Care standard,observed,yuan a year
      standards,标准之比,Standards compared,ratio of care-standard to subsistence-standard,
      subsistence-standard,低保标准,Subsistence standard,observed,yuan a year

      """
    ),
    (
      "targets",
      """
      id,indicator,division,year,bound,unit_in_charge,split,source
      T2,care-standard,411700000000,2018,>= 4485,,,
      1000017,standards,411700000000,2018,>= 1.3,社会救助科,each,三年行动计划

      """
    ),
    (
      "observations",
      """
      indicator,division,date,value,source
      care-standard,411700000000,2018-06-30,4485,
      subsistence-standard,411700000000,2018-06-30,3450,
      subsistence-standard,411726000000,2018-06-30,3450.5,县民政局

      """
    ),
  ]

  private static let wrong: [(table: String, text: String, message: String)] = [
    ("conditions", "facility,category,state\nNH9,safety,sound\n", "there is no facility 'NH9'"),
    (
      "conditions", "facility,category,state\n乙敬老院,safety,sound\n",
      "is the name of several: NH2, NH3; give the id"
    ),
    ("conditions", "facility,category,state\nNH1,roof,sound\n", "'roof' is none of safety, hygiene"),
    (
      "conditions", "facility,category,state\nNH1,safety,sound\nNH1,safety,deficient\n",
      "the same record is on line 2 already"
    ),
    ("conditions", "facility,category,state,estimated_cost\nNH1,safety,deficient,-5\n", "cannot be negative"),
    (
      "upgrades", "facility,category,year,status,accepted_on\nNH1,safety,2018,planned,2018-01-01\n",
      "have no such day"
    ),
    (
      "upgrades",
      "facility,category,year,status,started_on,accepted_on\nNH1,safety,2018,accepted,2018-05-01,2018-04-01\n",
      "2018-04-01 is before the stage before it, 2018-05-01"
    ),
    ("upgrades", "facility,category,year,status\nNH1,safety,18,planned\n", "'18' is no year"),
    ("funds", "year,level,source,purpose,amount\n2018,city,fiscal,roads,5\n", "there is no purpose 'roads'"),
    (
      "funds", "year,level,source,purpose,amount\n2018,city,fiscal,other,1.005\n",
      "no amount in yuan to the fen"
    ),
    (
      "funds", "year,level,source,purpose,amount,allocated_on\n2018,city,fiscal,other,1,2019-01-01\n",
      "does not lie in the year 2018"
    ),
    ("indicators", "indicator,name_zh,name_en,measure\na,甲,A,counted\n", "'counted' is no measure; one of"),
    ("indicators", "indicator,name_zh,name_en,measure\na,甲,A,growth of b\n", "a: there is no indicator 'b'"),
    (
      "indicators", "indicator,name_zh,name_en,measure\na,甲,A,growth of b\nb,乙,B,quarters of a\n",
      "'a' is made of itself"
    ),
    ("targets", "indicator,division,year,bound\nx,4117,2018,>= 5\n", "there is no indicator 'x'"),
    ("targets", "indicator,division,year,bound\nx,4117,2018,60\n", "'60' is no bound, as >= 60"),
    ("observations", "indicator,division,date,value\nx,4117,2018-13-01,5\n", "2018-13-01"),
    ("observations", "indicator,division,date,value\nx,4117,2018-12-01,five\n", "'five' is no number"),
  ]

  private func program() throws -> Program {
    let program = try Program()
    try program.run("init")
    try take([("divisions", Self.divisions), ("facilities", Self.facilities)], program)
    return program
  }

  private func take(_ files: [(table: String, text: String)], _ program: Program) throws {
    for (table, text) in files {
      try program.write(text, to: "\(table).csv")
      let done = try program.run("import", table, "\(table).csv")
      #expect(done.status == 0, "\(table): \(done.errors)")
    }
  }

  @Test func `what goes in comes out, and a second time changes nothing`() throws {
    let program = try program()
    defer { program.remove() }
    try take(Self.files, program)
    for (table, text) in Self.files {
      let exported = try program.run("export", table).output
      #expect(exported == text, "\(table)")
      let again = try program.run("import", table, "\(table).csv")
      #expect(again.errors.contains(", 0 added, 0 changed, "), "\(again)")
    }
  }

  @Test func `rows without an id are known by what they say`() throws {
    let program = try program()
    defer { program.remove() }
    let funds = "year,level,source,purpose,amount\n2018,省级,福彩公益金,敬老院,20.5万\n2018,市级,财政,其他,\"1,200元\"\n"
    for _ in 0..<2 { try take([("funds", funds)], program) }
    #expect(
      try program.run("export", "funds").output == """
        id,year,level,source,purpose,facility,upgrade,amount,allocated_on
        1000027,2018,city,fiscal,other,,,1200.00,
        1000019,2018,provincial,welfare-lottery,nursing-home,,,205000.00,

        """)
    // A home may be told by a name that it alone bears.
    let conditions = "敬老院名称,类别,状况\n甲敬老院,取暖,不达标\n"
    try take([("conditions", conditions)], program)
    #expect(try program.run("export", "conditions").output.contains("NH1,heating,deficient"))
  }

  @Test func `what is wrong is named, and nothing is taken`() throws {
    let program = try program()
    defer { program.remove() }
    for (table, text, message) in Self.wrong {
      try program.write(text, to: "x.csv")
      let done = try program.run("import", table, "x.csv")
      #expect(done.status == 65, "\(text)")
      #expect(done.errors.contains(message), "\(done.errors)")
    }
    for (table, _) in Self.files {
      #expect(try program.run("export", table).output.split(separator: "\n").count == 1)
    }
  }

  @Test func `the history tells amounts and names, and an act is undone`() throws {
    let program = try program()
    defer { program.remove() }
    try take(Self.files, program)
    try program.write(
      "id,facility,category,year,status,cost\nW1,NH2,safety,2018,accepted,9000\n", to: "w.csv")
    #expect(try program.run("import", "upgrades", "w.csv").status == 0)
    let history = try program.run("history", "W1").output
    #expect(history.contains("NH1") && history.contains("NH2"), "\(history)")
    #expect(history.contains("11000.00") && history.contains("9000.00"), "\(history)")
    let act = try #require(
      try program.run("history", "--format", "csv").output.split(separator: "\n").dropFirst().first)
    let number = try #require(act.split(separator: ",").first.map(String.init))
    #expect(try program.run("undo", number).status == 0)
    #expect(try program.run("export", "upgrades").output == Self.files[2].text)
  }
}
