import Foundation
import Testing

/// People's own files, taken in as a clerk does it.
struct PeoplesFilesTests {
  private func prepared() throws -> Program {
    let program = try Program()
    try program.run("init")
    try program.write(
      """
      code,name,level,longitude,latitude
      4117,驻马店市,city,,
      411726,泌阳县,county,,
      411726100,王店镇,township,,
      411726100201,刘庄村,village,114,33
      411726100202,李庄村,village,114,33.1

      """, to: "d.csv")
    #expect(try program.run("import", "divisions", "d.csv").status == 0)
    return program
  }

  @Test func `a clerk's list is taken in part, and the rest after it was mended`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write(
      """
      2024年敬老院一览表,,,,
      序号,机构名称,类型,所在村,床位数
      1,甲院,敬老院,泌阳县/王店镇/刘庄村,50张
      2,乙院,敬老院,王店镇/张庄村,很多
      3,丙院,敬老院,李庄村,３０
      """, to: "名单.csv")
    let map = ["--map", "所在村=division"]
    // Nothing without a word.
    let whole = try program.run("import", "facilities", "名单.csv", map[0], map[1])
    #expect(whole.status == 65)
    #expect(whole.errors.contains("名单.csv:4: 床位数: '很多' is no whole number"))
    #expect(whole.errors.contains("--partial takes the good rows"))
    #expect(try program.run("export", "facilities").output.split(separator: "\n").count == 1)
    // The good ones where it is asked for.
    let part = try program.run(
      "import", "facilities", "名单.csv", map[0], map[1], "--partial", "--problems", "错误.csv", "--save-profile",
      "泌阳")
    #expect(part.status == 0, "\(part.errors)")
    #expect(part.errors.contains("facilities: 3 rows, 2 added, 0 changed, 0 as they were, 1 refused"))
    // The refused one in its own form.
    var refused = String(decoding: try program.bytes("错误.csv"), as: UTF8.self)
    #expect(refused.hasPrefix("\u{FEFF}序号,机构名称,类型,所在村,床位数,问题 problem\n2,乙院,敬老院,王店镇/张庄村,很多,"))
    refused = refused.replacing("张庄村,很多", with: "刘庄村,20")
    try program.write(refused, to: "错误.csv")
    let mended = try program.run("import", "facilities", "错误.csv", "--profile", "泌阳")
    #expect(mended.status == 0, "\(mended.errors)")
    #expect(mended.errors.contains("1 row, 1 added"))
    // The same files again change nothing.
    #expect(
      try program.run("import", "facilities", "错误.csv", "--profile", "泌阳").errors.contains(
        "0 added, 0 changed"))
    #expect(try program.run("profiles").output.contains("泌阳: {"))
    #expect(try program.run("profiles", "泌阳", "--remove").status == 0)
    #expect(try program.run("import", "facilities", "错误.csv", "--profile", "泌阳").status == 64)
  }

  @Test func `a dry run tells every change and changes nothing`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write("id,kind,name,capacity\nA,nursing-home,甲院,50\nB,nursing-home,乙院,\n", to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    let before = try program.bytes("fuwang.sqlite")
    try program.write(
      "id,kind,name,capacity,status,closed_on\nA,nursing-home,甲院,60,,\nB,nursing-home,乙院,,closed,2024-05-01\nC,nursing-home,丙院,,,\n",
      to: "g.csv")
    let dry = try program.run("import", "facilities", "g.csv", "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(
      dry.output == """
        changed A 甲院 (g.csv:2): capacity 50 → 60
        closed B 乙院 (g.csv:3): status operating → closed; closed_on – → 2024-05-01
        added C 丙院 (g.csv:4)

        """)
    #expect(dry.errors.contains("1 would be added, 2 would be changed"))
    #expect(try program.bytes("fuwang.sqlite") == before)
  }

  @Test func `rows below a division that is refused are refused with it`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write(
      """
      code,name,level
      411726101,,township
      411726101201,甲村,village
      411726102,乙镇,township
      411726102201,乙村,village
      """, to: "n.csv")
    let part = try program.run("import", "divisions", "n.csv", "--partial", "--problems", "p.csv")
    #expect(part.status == 0, "\(part.errors)")
    #expect(part.errors.contains("divisions: 4 rows, 2 added, 0 changed, 0 as they were, 2 refused"))
    #expect(try String(decoding: program.bytes("p.csv"), as: UTF8.self).contains("411726101201,甲村"))
  }

  @Test func `what a check found is written to a file, with Chinese headings where Excel opens it`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write("id,kind,name,division\nA,nursing-home,甲院,411726100201\n", to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    #expect(
      try program.run("export", "check", "-o", "c.csv", "--excel", "--area", "411726100201").status == 0)
    let text = String(decoding: try program.bytes("c.csv"), as: UTF8.self)
    #expect(text.hasPrefix("\u{FEFF}规则,严重程度,对象,编号,名称,问题（英文）,问题,经度,纬度,另一编号\n"))
    #expect(text.contains("facility-without-location,warning,facility,A,甲院,it has no coordinates,没有坐标,,,"))
    #expect(try program.run("export", "duplicates", "-o", "d.geojson").status == 0)
    #expect(try program.run("export", "successions", "-o", "s.csv").status == 0)
    #expect(try program.run("export", "successions", "-o", "s.kml").status == 64)
    #expect(try program.run("export", "check", "-o", "c.csv", "--as-of", "2020").status == 64)
  }

  @Test func `a wrong option is refused before anything is read`() throws {
    let program = try prepared()
    defer { program.remove() }
    for wrong in [
      ["--map", "name"], ["--set", "=x"], ["--word", "kind=x"], ["--problems", "p.doc"], ["--profile", "x"],
    ] {
      #expect(try program.run("import", "facilities", "d.csv", wrong[0], wrong[1]).status == 64, "\(wrong)")
    }
  }

  @Test func `a new edition is shown, answered where it asks, and accepted`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write("kind,name,division\nnursing-home,甲院,411726100201\n", to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    let list =
      "code,name,level\n411726,泌阳县,county\n411726101,王店镇,township\n411726101201,留庄村,village\n411726101001,李庄社区,village\n"
    try program.write(list, to: "n.csv")
    let edition = ["import", "divisions", "n.csv", "--edition", "2023-06-30", "--system", "nbs"]
    let shown = try program.run(edition + ["--undecided", "q.csv"])
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(
      shown.output == """
        recoded 411726100000 王店镇 → 411726101000 王店镇 (name)
        community recoded 411726100202 李庄村 → 411726101001 李庄社区 (stem)
        added 411726101201 留庄村
        undecided 411726100201 刘庄村: it is not in the edition, and the registry has facilities, posts, counts or divisions in it

        """)
    #expect(shown.errors.contains("nbs 2023-06-30: 1 unchanged, 1 added"))
    #expect(shown.errors.contains("Nothing was changed; --accept takes it."))
    // The question comes back with an answer.
    var questions = String(decoding: try program.bytes("q.csv"), as: UTF8.self)
    #expect(questions.contains("411726100201,刘庄村,,,"))
    questions = questions.replacing("411726100201,刘庄村,,,", with: "411726100201,刘庄村,411726101201,批复1号,")
    try program.write(questions, to: "q.csv")
    let accepted = try program.run(edition + ["--successions", "q.csv", "--accept"])
    #expect(accepted.status == 0, "\(accepted.errors)")
    #expect(try program.run("export", "facilities").output.contains("甲院,411726101201"))
    #expect(
      try program.run("successions", "--format", "csv").output.contains(
        "2023-06-30,renamed recoded,411726100201,刘庄村,411726101201,留庄村,decided: 批复1号"))
    // The unserved of before have the codes of before.
    let gaps = try program.run(
      "unserved", "--service", "happiness-home", "--as-of", "2023-06-29", "--format", "csv")
    #expect(gaps.output.contains("411726100201,刘庄村"))
    for wrong in [
      ["--edition", "2023"], ["--edition", "2023-06-30"], ["--accept"],
      ["--edition", "2023-06-30", "--system", "nbs", "--partial"],
      ["--edition", "2023-06-30", "--system", "nbs", "--undecided", "q.doc"],
    ] {
      #expect(try program.run(["import", "divisions", "n.csv"] + wrong).status == 64, "\(wrong)")
    }
  }

  private static let hasGDAL = FileManager.default.isExecutableFile(atPath: "/usr/bin/ogr2ogr")

  @Test(
    .enabled(if: hasGDAL, "gdal-bin is not installed"),
    arguments: ["csv", "tsv", "xlsx", "geojson", "gpkg", "shp", "kml"])
  func `what is exported is taken into another registry as it was`(ending: String) throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write(
      "id,kind,name,division,longitude,latitude,opened_on,capacity\nA,nursing-home,甲院,411726100201,114.01,33.02,2018-05-01,50\nB,childrens-home,乙家,,,,,\n",
      to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    let (old, new) = (["--registry", "fuwang.sqlite"], ["--registry", "n.sqlite"])
    #expect(try program.run(new + ["init"]).status == 0)
    for table in ["divisions", "facilities"] {
      let file = "\(table).\(ending)"
      let export = try program.run(old + ["export", table, "-o", file])
      #expect(export.status == 0, "\(export.errors)")
      let taken = try program.run(new + ["import", table, file])
      #expect(taken.status == 0, "\(taken.errors)")
      #expect(
        try program.run(new + ["export", table]).output == program.run(old + ["export", table]).output)
      #expect(try program.run(old + ["import", table, file]).errors.contains("0 added, 0 changed"))
    }
  }

  @Test(.enabled(if: hasGDAL, "gdal-bin is not installed"))
  func `boundaries come from a layer, and from then on tell where things lie`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write(
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":"411726","name":"泌阳县","parent":"410000"},
      "geometry":{"type":"Polygon","coordinates":[[[113.9,32.9],[114.2,32.9],[114.2,33.2],[113.9,33.2],[113.9,32.9]]]}}]}
      """, to: "b.geojson")
    let taken = try program.run(
      "import", "divisions", "b.geojson", "--set", "level=county", "--map", "parent=", "--dry-run")
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(
      taken.output.contains(
        "changed 411726000000 泌阳县 (b.geojson:1): longitude – → 114.05; latitude – → 33.05; location_origin – → boundary; boundary – → MULTIPOLYGON (((113.9 32.9,"
      ))
    #expect(
      try program.run("import", "divisions", "b.geojson", "--set", "level=county", "--map", "parent=").status
        == 0)
    try program.write(
      "kind,name,division,longitude,latitude\nchildrens-home,甲,411726100201,114.01,33\nchildrens-home,乙,411726100201,115,33\n",
      to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    let check = try program.run("check", "--format", "csv")
    #expect(check.output.contains("outside-prefecture"))
    #expect(check.output.contains("outside the boundary of 泌阳县"))
    // A boundary that crosses itself is refused, and nothing else is said than in our own words.
    try program.write(
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"411726","name":"泌阳县"},
      "geometry":{"type":"Polygon","coordinates":[[[113.9,32.9],[114.2,33.2],[114.2,32.9],[113.9,33.2],[113.9,32.9]]]}}]}
      """, to: "w.geojson")
    let wrong = try program.run("import", "divisions", "w.geojson", "--set", "level=county")
    #expect(wrong.status == 65)
    #expect(
      wrong.errors.hasPrefix(
        "w.geojson: GeoJSON\nw.geojson:1: boundary: the boundary is not valid (self-intersection at"))
    #expect(try program.run("export", "divisions", "--boundaries", "-o", "d.xlsx").status == 64)
    #expect(try program.run("export", "facilities", "--boundaries").status == 64)
  }

  @Test func `who changed what is told, and can be taken back`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write("id,kind,name,capacity\nA,nursing-home,甲院,50\n", to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    try program.write("id,kind,name,capacity\nA,nursing-home,甲院,60\n", to: "g.csv")
    #expect(try program.run("import", "facilities", "g.csv").status == 0)
    let acts = try program.run("history", "--format", "csv").output.split(separator: "\n")
    #expect(acts.count == 4)
    #expect(acts[1].hasPrefix("3,") && acts[1].hasSuffix(",import,import facilities,g.csv,"))
    let history = try program.run("history", "A", "--format", "json").output
    #expect(history.contains(#"{"column":"capacity","before":"50","after":"60"}"#))
    #expect(try program.run("history", "A").output.contains(": capacity 50 → 60\n"))
    #expect(try program.run("history", "411726").errors.isEmpty)
    #expect(try program.run("history", "nobody").status == 66)
    #expect(try program.run("undo", "2").status == 65)
    #expect(try program.run("undo", "3", "--dry-run").errors == "1 row would be as before act 3.\n")
    #expect(try program.run("undo", "3").errors == "1 row is as before act 3.\n")
    #expect(try program.run("export", "facilities").output.contains("甲院,,,,operating,,,,50,"))
    #expect(try program.run("undo", "99").status == 66)
    // Long before, there was nothing.
    let past = try program.run("export", "facilities", "--recorded-at", "2020-01-01T00:00:00Z")
    #expect(past.output.split(separator: "\n").count == 1)
    #expect(try program.run("coverage", "--recorded-at", "soon").status == 64)
  }

  @Test func `a copy is made and put back, and what was there is kept`() throws {
    let program = try prepared()
    defer { program.remove() }
    #expect(try program.run("backup", "copy.sqlite").status == 0)
    #expect(try program.run("backup", "copy.sqlite").status == 73)
    try program.write("id,kind,name\nA,nursing-home,甲院\n", to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    let restored = try program.run("restore", "copy.sqlite")
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(try !program.run("export", "facilities").output.contains("甲院"))
    let kept = try FileManager.default.contentsOfDirectory(atPath: program.folder.path).first {
      $0.hasPrefix("fuwang.sqlite.before-restore-")
    }
    #expect(try program.run("--registry", try #require(kept), "export", "facilities").output.contains("甲院"))
    #expect(try program.run("restore", "f.csv").status == 65)
    #expect(try program.run("restore", "nothing").status == 66)
    #expect(try program.run("--registry", "new.sqlite", "restore", "copy.sqlite").status == 0)
    #expect(try program.run("--registry", "new.sqlite", "export", "divisions").output.contains("王店镇"))
  }

  @Test func `a token is shown once, and listed without it`() throws {
    let program = try prepared()
    defer { program.remove() }
    let made = try program.run(
      "token", "create", "--role", "county-editor", "--division", "411726", "--name", "泌阳县民政局")
    #expect(made.status == 0, "\(made.errors)")
    let text = made.output.split(separator: "\n").first.map(String.init) ?? ""
    #expect(text.hasPrefix("fw_") && text.count == 46)
    let list = try program.run("token", "list", "--format", "csv").output
    #expect(list.contains("泌阳县民政局,county-editor,411726000000,"))
    #expect(list.hasSuffix(",good\n"))
    #expect(!list.contains(text))
    #expect(!(try program.bytes("fuwang.sqlite")).contains(Data(text.utf8)))
    #expect(try program.run("token", "revoke", "泌阳县民政局").status == 0)
    #expect(try program.run("token", "list", "--format", "csv").output.hasSuffix(",revoked\n"))
    #expect(try program.run("token", "revoke", "别人").status == 65)
    for wrong in [
      ["--role", "public"], ["--role", "county-editor"], ["--role", "volunteer", "--division", "411726"],
      ["--role", "volunteer", "--expires", "soon"],
    ] {
      #expect(try program.run(["token", "create", "--name", "x"] + wrong).status == 64, "\(wrong)")
    }
  }
}

extension Data {
  /// Whether the bytes occur in it.
  fileprivate func contains(_ other: Data) -> Bool { range(of: other) != nil }
}
