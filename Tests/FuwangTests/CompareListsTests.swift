import Foundation
import Testing

/// `fuwang compare-lists`: persons stay in files that their owner alone may read.
struct CompareListsTests {
  @Test func `lists are compared, and what is written is for the owner alone`() throws {
    let program = try Program()
    defer { program.remove() }
    // Made up: the digits of an example, and its check character.
    try program.write(
      "姓名,身份证号,村代码\n甲,11010519491231002X,411726100201\n乙,440524188001010014,411726100202\n", to: "a.csv")
    try program.write("身份证号,姓名,村代码\n11010519491231002x,甲,411726100202\n", to: "b.csv")
    let done = try program.run(
      "compare-lists", "a.csv", "b.csv", "--key", "身份证号", "--demand",
      "minimum-living-allowance,registered-poor",
      "--observation", "list-comparison", "--area", "411726", "--as-of", "2018-03-31")
    #expect(done.status == 0, "\(done.errors)")
    #expect(
      done.output == """
        village       both  only first  only second  moved  doubtful
        ────────────  ────  ──────────  ───────────  ─────  ────────
        411726100201     1           0            0      1         0
        411726100202     0           1            0      0         0
        total            1           1            0      1         0

        """)
    for (name, text) in [
      (
        "moved",
        "number,name,first_village,second_village,first_line,second_line\n11010519491231002X,甲,411726100201,411726100202,2,2\n"
      ),
      ("only-first", "number,name,village,line\n440524188001010014,乙,411726100202,3\n"),
      (
        "demand",
        "code,as_of,minimum_living_allowance,registered_poor\n411726100201,2018-03-31,1,0\n411726100202,2018-03-31,1,1\n"
      ),
      ("observations", "indicator,division,date,value\nlist-comparison,411726,2018-03-31,1\n"),
    ] {
      #expect(String(decoding: try program.bytes("a-b.\(name).csv"), as: UTF8.self) == text)
      let attributes = try FileManager.default.attributesOfItem(atPath: program.path("a-b.\(name).csv"))
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    // Messages and counts have no number of anybody.
    #expect(!done.output.contains("110105") && !done.errors.contains("110105"))
  }

  @Test func `a workbook, a column that is not there and a list that is not there are refused`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("姓名,证号\n甲,1\n", to: "a.csv")
    let column = try program.run("compare-lists", "a.csv", "a.csv", "--key", "身份证号")
    #expect(column.status == 65)
    #expect(column.errors.contains("a.csv:1: there is no column '身份证号' (--key); its headings are 姓名, 证号"))
    #expect(try program.run("compare-lists", "a.csv", "c.csv", "--key", "证号").status == 66)
    try program.write("PK\u{3}\u{4}rest", to: "a.xlsx")
    let workbook = try program.run("compare-lists", "a.xlsx", "a.csv", "--key", "证号")
    #expect(workbook.status == 65)
    #expect(workbook.errors.contains("save it as CSV"), "\(workbook.errors)")
  }
}
