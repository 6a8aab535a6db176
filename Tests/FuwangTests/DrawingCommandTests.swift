import Foundation
import Testing

/// Pictures and printed reports, as a user makes them.
struct DrawingCommandTests {
  private struct Coverage: Decodable {
    struct Figures: Decodable {
      var villages: Int
      var served: Int
      var unserved: Int
      var demand: Int
      var demandUnserved: Int
    }
    var service: String
    var total: Figures
  }

  @Test func `a report tells the figures that coverage tells`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample(as: "r.sqlite")
    let question = ["--area", "411726", "--as-of", "2020-12-31", "--registry", "r.sqlite"]
    let made = try program.run(["report", "--lang", "en", "-o", "r.html"] + question)
    #expect(made.status == 0, "\(made.errors)")
    let html = String(decoding: try program.bytes("r.html"), as: UTF8.self)
    let json = try program.run(["coverage", "--by", "township", "--format", "json"] + question)
    let reports = try JSONDecoder().decode([Coverage].self, from: Data(json.output.utf8))
    #expect(reports.count == 7)
    for report in reports {
      let total = report.total
      #expect(
        html.contains(
          "Of \(total.villages) villages \(total.served) are served, \(total.unserved) are not:"),
        "\(report.service)")
      #expect(
        html.contains("\(total.demandUnserved) of \(total.demand) persons are not."), "\(report.service)")
      let list = try program.run(["unserved", "--service", report.service, "--format", "csv"] + question)
      let villages = list.output.split(separator: "\n").dropFirst()
      #expect(html.contains("Villages not served: \(villages.count)<"), "\(report.service)")
      for village in villages { #expect(html.contains("<td>\(village.prefix(12))</td>")) }
      let state = try #require(list.errors.split(separator: " ").dropFirst().first?.dropLast())
      #expect(html.contains("Registry state \(state)"), "\(report.service)")
    }
    #expect(!html.contains("<script") && !html.contains("<link") && !html.contains("src="))
    let addresses = html.components(separatedBy: "://").count - 1
    #expect(addresses == html.components(separatedBy: "xmlns=\"http://www.w3.org/2000/svg\"").count - 1)
    #expect(html.contains("@page { size: A4;"))

    let whole = try program.run("report", "-o", "all.html", "--as-of", "2020-12-31", "--registry", "r.sqlite")
    #expect(whole.status == 0, "\(whole.errors)")
    let text = String(decoding: try program.bytes("all.html"), as: UTF8.self)
    #expect(text.contains("<h2>规划目标</h2>") && text.contains("<h2>敬老院改造工程与资金</h2>"))
    #expect(text.contains("<h2>数据质量</h2>") && text.contains("<h2>方法与来源</h2>"))
  }

  @Test func `a map is the same each time, and is of the language asked for`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample(as: "r.sqlite")
    func map(_ name: String, _ more: String...) throws -> Data {
      let made = try program.run(
        ["map", "-o", name, "--service", "childrens-home", "--as-of", "2020-12-31", "--registry", "r.sqlite"]
          + more)
      try #require(made.status == 0, "\(made.errors)")
      return try program.bytes(name)
    }
    let first = try map("a.svg")
    #expect(try map("b.SVG") == first)
    #expect(String(decoding: first, as: UTF8.self).contains("儿童之家覆盖情况"))
    #expect(
      String(decoding: try map("c.svg", "--lang", "en"), as: UTF8.self).contains(
        "Coverage: children&#39;s homes"))
  }

  @Test func `a PNG is made, or what makes it is named`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample(as: "r.sqlite")
    let made = try program.run(
      "map", "-o", "a.png", "--service", "childrens-home", "--as-of", "2020-12-31", "--registry", "r.sqlite")
    if made.status == 0 {
      #expect(try program.bytes("a.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    } else {
      #expect(made.status == 69)
      #expect(made.errors.contains("sudo apt-get install librsvg2-bin"))
    }
  }

  @Test(
    arguments: [
      (["map", "-o", "a.gif"], "must end in .svg or .png"),
      (["report", "-o", "a.pdf"], "must end in .html"),
      (["map", "-o", "a.svg", "--service", "nursery"], "there is no service 'nursery'"),
      (["map", "-o", "a.svg", "--area", "999999"], "--area: there is no division 999999000000"),
      (["report", "-o", "a.html", "--area", "999999"], "--area: there is no division 999999000000"),
      (["report", "-o", "a.html", "--as-of", "tomorrow"], "--as-of: 'tomorrow' is no date"),
      (["map", "-o", "a.svg", "--service", "childrens-home"], "no village in question has coordinates"),
    ])
  func `what cannot be made is told, and leaves no file`(arguments: [String], message: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("--registry", "r.sqlite", "init")
    let made = try program.run(arguments + ["--registry", "r.sqlite"])
    #expect(made.status == 64 || made.status == 65)
    #expect(made.errors.contains(message), "\(made.errors)")
    let left = try FileManager.default.contentsOfDirectory(atPath: program.path(""))
    #expect(left.allSatisfy { !$0.hasPrefix("a.") })
  }
}
