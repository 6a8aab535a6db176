import Foundation
import Testing

/// Roads from the files that people have.
struct RoadFilesTests {
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
      411726100203,张庄村,village,,

      """, to: "d.csv")
    #expect(try program.run("import", "divisions", "d.csv").status == 0)
    return program
  }

  /// A feature of a layer: properties and coordinates as JSON.
  private static func layer(_ features: [(String, String)]) -> String {
    let features = features.map { properties, coordinates in
      let type = coordinates.hasPrefix("[[[") ? "MultiLineString" : "LineString"
      return
        "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"
    }
    return "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ",\n"))]}"
  }

  /// A street of two lines, and a lane that ends half a metre beside it.
  private static let town = layer([
    (
      #""fclass":"primary","oneway":"F","maxspeed":50,"name":"人民路""#,
      "[[[114,33],[114.005,33]],[[114.005,33],[114.01,33]]]"
    ),
    (#""fclass":"track","oneway":"B","maxspeed":0,"name":null"#, "[[114.003,33.01],[114.003,33.000005]]"),
  ])

  @Test(.enabled(if: RealFiles.hasGDAL, "gdal-bin is not installed"))
  func `a line layer is cut where its lines meet, and the import says what it found`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write(Self.town, to: "r.geojson")
    let taken = try program.run("import", "roads", "r.geojson")
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.errors.contains("roads: 3 rows, 3 added, 0 changed, 0 as they were"))
    #expect(
      taken.errors.hasSuffix(
        """
        5 junctions, and the roads between them by class. They all hang together.

        class    edges   km
        ───────  ─────  ───
        track        1  1.1
        primary      3  0.9
        all          4  2.0

        1 of 2 villages lie farther than 2 km from every road; 1 have no coordinates.
          411726100202 李庄村: 10.0 km
        0 of 0 facilities lie farther than 2 km from every road.

        """), "\(taken.errors)")
    let rows = try program.run("export", "roads").output.split(separator: "\n").map(String.init)
    #expect(rows.count == 5)
    #expect(rows[1].hasPrefix(#""114,33","114.003,33.000005",,primary,50.0,yes,"#), "\(rows[1])")
    #expect(rows[4].hasPrefix(#""114.003,33.01","114.003,33.000005",,track,,no,"#) || rows.count == 5)
    #expect(
      try program.run("import", "roads", "r.geojson").errors.contains("0 added, 0 changed, 3 as they were"))
    // What was exported names its junctions, and is the same network.
    #expect(try program.run("export", "roads", "-o", "r.csv").status == 0)
    #expect(try program.run("import", "roads", "r.csv").errors.contains("0 added, 0 changed, 4 as they were"))
    // Without a tolerance the lane meets nobody.
    let apart = try program.run("import", "roads", "r.geojson", "--tolerance", "0m")
    #expect(
      apart.errors.contains("2 parts that no road joins; the longest has 54.3% of the length"),
      "\(apart.errors)")
    // The same is told again when it is asked for.
    let json = try program.run("roads", "--farther-than", "20km", "--format", "json").output
    #expect(
      json.hasPrefix(#"{"nodes":5,"edges":3,"length":"#) && json.contains(#""components":2,"#), "\(json)")
    #expect(
      json.contains(#""fartherThan":20000,"villages":{"located":2,"withoutLocation":1,"remote":[]}"#),
      "\(json)")
    #expect(
      try program.run("roads", "--format", "csv").output.hasPrefix(
        "what,id,name,distance,longitude,latitude\nvillage,411726100202,李庄村,99"))
  }

  @Test(.enabled(if: RealFiles.hasGDAL, "gdal-bin is not installed"))
  func `a layer that is no road network says which row is at fault, and nothing changes`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write(Self.town, to: "r.geojson")
    #expect(try program.run("import", "roads", "r.geojson").status == 0)
    let before = try program.run("export", "roads").output
    let bad: [(String, [String], String)] = [
      (
        Self.layer([("", "[[114,33],[114,33]]")]), [],
        "w.geojson:1: path: all points of the line are the same"
      ),
      (Self.layer([("", "[[114,33],[114,33.1]]"), ("", "[[114,33],[114,95]]")]), [], "w.geojson:2: "),
      (Self.layer([(#""a":1"#, "[[114,33],[114,33.000001]]")]), [], "there is no road in it"),
      (Self.layer([("", "[[114,33],[114,33.1]]")]), ["--crs", "EPSG:1"], "EPSG:1"),
      (
        #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[114,33]}}]}"#,
        [], "a road is a line, and no POINT"
      ),
      (
        Self.layer([(#""from":"A","to":"B""#, "[[114,33],[114,33.1]]"), ("", "[[114,33],[114,33.2]]")]), [],
        "some roads name their junctions"
      ),
    ]
    for (text, options, message) in bad {
      try program.write(text, to: "w.geojson")
      let outcome = try program.run(["import", "roads", "w.geojson"] + options)
      #expect(outcome.status == (options.isEmpty ? 65 : 64), "\(message): \(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try program.run("export", "roads").output == before)
    }
    try program.write(
      "wkt\n\"LINESTRING(114 33)\"\n\"LINESTRING(114 33,nan 33)\"\n\"MULTILINESTRING((114 33,114 33.1),(114 33))\"\n",
      to: "w.csv")
    let csv = try program.run("import", "roads", "w.csv")
    #expect(csv.status == 65)
    for line in 2...4 {
      #expect(
        csv.errors.contains("w.csv:\(line): path: the line is no list of at least two pairs"), "\(csv.errors)"
      )
    }
  }

  @Test func `options of junctions are checked`() throws {
    let program = try prepared()
    defer { program.remove() }
    for wrong in ["1", "200m", "-1m", "5min"] {
      #expect(try program.run("import", "roads", "d.csv", "--tolerance=\(wrong)").status == 64, "\(wrong)")
    }
    #expect(try program.run("import", "divisions", "d.csv", "--split-crossings").status == 64)
    #expect(try program.run("roads", "--farther-than", "2").status == 64)
    let none = try program.run("roads")
    #expect(none.status == 69 && none.errors.contains("import roads"), "\(none.errors)")
  }

  private static let hasOsmium = FileManager.default.isExecutableFile(atPath: "/usr/bin/osmium")

  @Test(.enabled(if: hasOsmium, "osmium-tool is not installed"))
  func `OpenStreetMap's data become a network that is travelled as its tags say`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write(
      """
      <osm version="0.6">
      <node id="1" lat="33" lon="114"/><node id="2" lat="33" lon="114.01"><tag k="barrier" v="bollard"/></node>
      <node id="3" lat="33" lon="114.02"/>
      <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="name" v="人民路"/></way>
      </osm>
      """, to: "m.osm")
    let taken = try program.run("import", "roads", "m.osm")
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.errors.contains("m.osm: OpenStreetMap\n"))
    #expect(taken.errors.contains("roads: 3 rows, 3 added"))
    #expect(
      taken.errors.contains("4 junctions, and the roads between them by class. They all hang together."))
    try program.write("kind,name,longitude,latitude\nnursing-home,院,114.02,33\n", to: "f.csv")
    #expect(try program.run("import", "facilities", "f.csv").status == 0)
    let near = ["nearest", "--near", "114,33", "--format", "csv", "--measure"]
    // 1868 m at 25 km/h are 4.5 minutes, and cars do not come past the bollard.
    #expect(try program.run(near + ["ebike"]).output.contains("nursing-home,4.5,"))
    #expect(try program.run(near + ["drive"]).output.split(separator: "\\n").count == 1)
    try program.write("nothing", to: "m.osm.pbf")
    let broken = try program.run("import", "roads", "m.osm.pbf")
    #expect(broken.status == 65 && broken.errors.contains("osmium cannot read it"), "\(broken.errors)")
    try program.write("<osm version=\"0.6\"/>", to: "e.osm")
    let empty = try program.run("import", "roads", "e.osm")
    #expect(empty.status == 65 && empty.errors.contains("there is no road in it"), "\(empty.errors)")
    #expect(try program.run("roads", "--format", "json").output.hasPrefix(#"{"nodes":4,"edges":3,"#))
  }

  @Test func `without osmium it is said what to install`() throws {
    let program = try prepared()
    defer { program.remove() }
    try program.write("<osm version=\"0.6\"/>", to: "e.osm")
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: "bin"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: program.path("bin/sh"), withDestinationPath: "/bin/sh")
    let process = Process()
    process.executableURL = Program.executable
    process.arguments = ["import", "roads", "e.osm"]
    process.currentDirectoryURL = program.folder
    process.environment = ["PATH": program.path("bin")]
    let errors = try program.sink(program.path(".err"))
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 69)
    let text = try String(contentsOfFile: program.path(".err"), encoding: .utf8)
    #expect(text.contains("sudo apt-get install osmium-tool"), "\(text)")
  }
}
