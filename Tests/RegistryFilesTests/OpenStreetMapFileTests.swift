import Foundation
import RegistryFiles
import ServiceNetwork
import Testing

/// The roads of OpenStreetMap's data.
@Suite(.enabled(if: OpenStreetMapBench.hasOsmium, "osmium-tool is not installed"))
struct OpenStreetMapFileTests {
  /// The rows of a file's table: from, to, class, who may pass along, who against, with the number of points before.
  private func rows(_ data: String, named name: String = "f.osm") async throws -> [String] {
    let bench = try FileBench()
    try bench.write(data.utf8, to: name)
    return try await bench.read(name).dropFirst().map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      let points = cells[0].split(separator: ",").count
      return "\(points): \(cells[1]) \(cells[2]) \(cells[4]) [\(cells[6])] [\(cells[7])]"
    }
  }

  private static let all = "walk ebike drive"

  @Test func `ways are cut where they share a node, and nowhere else`() async throws {
    let data = OpenStreetMapBench.data(
      nodes: (1...6).map { ($0, "") },
      ways: [
        (10, [1, 2, 3, 4], "highway=residential"), (11, [5, 3], "highway=service oneway=-1"),
        // A building's outline has no part in it.
        (12, [2, 6], "building=yes"), (13, [5, 99, 6], "route=ferry"),
      ])
    #expect(
      try await rows(data) == [
        "3: 1 3 residential [\(Self.all)] [\(Self.all)]", "2: 3 4 residential [\(Self.all)] [\(Self.all)]",
        "2: 5 3 service [walk] [\(Self.all)]",
      ])
  }

  @Test func `a way that leaves the file's area is taken as far as it is there, and told`() async throws {
    let bench = try FileBench()
    let data = OpenStreetMapBench.data(
      nodes: (1...5).map { ($0, "") }, ways: [(10, [1, 2, 98, 99, 3, 3, 4, 97, 5], "highway=track")])
    try bench.write(data.utf8, to: "f.osm")
    let file = try await TableFile(path: bench.path("f.osm"), named: "f.osm")
    #expect(file.formatName == "OpenStreetMap")
    #expect(
      file.remarks.map(\.en) == [
        "1 ways have nodes that the file has not; they are taken as far as it has them"
      ])
    #expect(
      try await rows(data) == [
        "2: 1 2 track [\(Self.all)] [\(Self.all)]", "2: 3 4 track [\(Self.all)] [\(Self.all)]",
      ])
  }

  @Test func `a barrier parts those who may not pass it, and a gate that is open nobody`() async throws {
    let data = OpenStreetMapBench.data(
      nodes: [(1, ""), (2, "barrier=bollard"), (3, "barrier=gate"), (4, "barrier=gate access=no"), (5, "")],
      ways: [(10, [1, 2, 3, 4, 5], "highway=service oneway=yes")])
    #expect(
      try await rows(data) == [
        "2: 1 2 service [\(Self.all)] [walk]", "3: 2/2 4 service [\(Self.all)] [walk]",
        "2: 2 2/2 service [walk ebike] [walk ebike]", "2: 4/2 5 service [\(Self.all)] [walk]",
      ])
  }

  @Test func `where three ways meet at a bollard, each has a side of its own`() async throws {
    let data = OpenStreetMapBench.data(
      nodes: [(1, ""), (2, "barrier=bollard"), (3, ""), (4, "")],
      ways: [(10, [1, 2, 3], "highway=service"), (11, [2, 4], "highway=path")])
    let ends = try await rows(data).map { $0.split(separator: " ")[1...2].joined(separator: "-") }
    #expect(ends == ["1-2", "2/2-3", "2-2/2", "2/3-4", "2-2/3"])
  }

  @Test func `a loop, a way that meets itself, and places far west and south`() async throws {
    let data = OpenStreetMapBench.data(
      nodes: (1...5).map { ($0, "") },
      ways: [
        (10, [1, 2, 3, 1], "highway=residential junction=roundabout"), (11, [4, 2, 5, 2], "highway=path"),
      ])
    let ends = try await rows(data).map { $0.split(separator: " ")[1...2].joined(separator: "-") }
    #expect(ends == ["1-2", "2-1", "4-2", "2-2"])
    let bench = try FileBench()
    try bench.write(
      """
      <osm version="0.6"><node id="-1" lat="-0.0000001" lon="-179.5"/><node id="-2" lat="-12" lon="0.05"/>
      <way id="-3"><nd ref="-1"/><nd ref="-2"/><tag k="highway" v="road"/><tag k="name" v="=1, &quot;a&quot; %&#10;路"/>
      <tag k="maxspeed" v="30 mph"/></way></osm>
      """.utf8, to: "f.osm")
    let last = try await bench.read("f.osm").last
    #expect(
      last
        == #"1: LINESTRING(-179.5000000 -0.0000001,0.0500000 -12)|-1|-2||road|48.28032|walk ebike drive|walk ebike drive|'=1, "a" % 路|way -3"#
    )
  }

  @Test func `what is no such data is refused, and says so`() async throws {
    let bench = try FileBench()
    try bench.write("nothing".utf8, to: "f.osm.pbf")
    #expect(await bench.refusal("f.osm.pbf").hasPrefix("osmium cannot read it: "))
    try bench.write("<osm version=\"0.6\"><node id=\"1\"".utf8, to: "f.osm")
    #expect(await bench.refusal("f.osm").hasPrefix("osmium cannot read it: "))
  }
}

/// Small data as OpenStreetMap's programs write them.
enum OpenStreetMapBench {
  static let hasOsmium = FileManager.default.isExecutableFile(atPath: "/usr/bin/osmium")

  /// Nodes in a row from west to east, and ways along them; tags as `highway=path oneway=yes`.
  static func data(nodes: [(Int, String)], ways: [(Int, [Int], String)]) -> String {
    func tags(_ text: String) -> String {
      text.split(separator: " ").map { tag in
        let parts = tag.split(separator: "=", maxSplits: 1)
        return "<tag k=\"\(parts[0])\" v=\"\(parts[1])\"/>"
      }.joined()
    }
    let nodes = nodes.map { "<node id=\"\($0)\" lat=\"33\" lon=\"114.00\($0)\">\(tags($1))</node>\n" }
    let ways = ways.map { id, refs, text in
      "<way id=\"\(id)\">\(refs.map { "<nd ref=\"\($0)\"/>" }.joined())\(tags(text))</way>\n"
    }
    return "<?xml version=\"1.0\"?>\n<osm version=\"0.6\">\n\(nodes.joined())\(ways.joined())</osm>\n"
  }
}
