import Testing

@testable import ServiceNetwork

/// What tags say of a way.
struct OpenStreetMapWayTests {
  /// A way by its tags, as `highway=residential oneway=yes`: its class, and who may pass along and against it.
  private func read(_ tags: String) -> [String] {
    guard let way = OpenStreetMapWay(tags: Self.tags(tags)) else { return [] }
    return [way.roadClass, way.forward.text, way.backward.text]
  }

  private static func tags(_ text: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: text.split(separator: " ").map { tag in
        let parts = tag.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      })
  }

  private static let all = "walk ebike drive"

  @Test(arguments: [
    ("highway=residential", ["residential", all, all]),
    ("highway=residential oneway=yes", ["residential", all, "walk"]),
    ("highway=residential oneway=-1", ["residential", "walk", all]),
    ("highway=residential oneway=reversible", ["residential", "walk", "walk"]),
    ("highway=residential oneway=yes oneway:bicycle=no", ["residential", all, "walk ebike"]),
    ("highway=residential oneway=yes cycleway:left=opposite_lane", ["residential", all, "walk ebike"]),
    ("highway=footway oneway:foot=yes", ["footway", all, "ebike drive"]),
    ("highway=motorway", ["motorway", all, "walk"]),
    ("highway=motorway oneway=no", ["motorway", all, all]),
    ("highway=tertiary junction=roundabout", ["tertiary", all, "walk"]),
    ("highway=trunk motorroad=yes", ["trunk", "drive", "drive"]),
    ("highway=service access=private", []),
    ("highway=service access=private foot=yes", ["service", "walk", "walk"]),
    ("highway=service access=destination", ["service", all, all]),
    ("highway=track access=agricultural;forestry bicycle=yes", ["track", "ebike", "ebike"]),
    ("highway=residential vehicle=no", ["residential", "walk", "walk"]),
    ("highway=residential motor_vehicle=no", ["residential", "walk ebike", "walk ebike"]),
    ("highway=residential motor_vehicle=no motorcar=permissive", ["residential", all, all]),
    ("highway=path bicycle=dismount", ["path", "walk drive", "walk drive"]),
    ("highway=pedestrian bicycle=dismount", ["pedestrian", all, all]),
    ("highway=residential foot=whatever access=no", []),
    ("route=ferry motor_vehicle=no", ["ferry", "walk ebike", "walk ebike"]),
    ("highway=pedestrian area=yes", []), ("highway=construction", []), ("building=yes", []),
  ])
  func `tags say who may pass`(tags: String, expected: [String]) {
    #expect(read(tags) == expected)
  }

  @Test(
    arguments: [
      ("50", 50), ("50 km/h", 50), ("30 mph", 48.28032), ("30mph", 48.28032), ("10 knots", 18.52),
      ("none", nil),
      ("CN:urban", nil), ("50;30", nil), ("0", nil), ("-5", nil), ("1e9", nil), ("", nil),
    ] as [(String, Double?)])
  func `a speed is a number, and no word is made one`(text: String, expected: Double?) {
    #expect(OpenStreetMapWay.speed(ofTag: text) == expected)
  }

  @Test(arguments: [
    ("barrier=bollard", "walk ebike"), ("barrier=stile", "walk"), ("barrier=gate", all),
    ("barrier=gate access=no", "none"), ("barrier=gate access=private foot=yes", "walk"),
    ("barrier=bollard motor_vehicle=yes", all), ("barrier=lift_gate motor_vehicle=private", "walk ebike"),
    ("highway=crossing access=no", all),
  ])
  func `a barrier lets some pass`(tags: String, expected: String) {
    #expect(OpenStreetMapBarrier.open(tags: Self.tags(tags)).text == expected)
  }

  @Test func `the name is the reference where there is none`() {
    let way = OpenStreetMapWay(tags: ["highway": "primary", "name": " ", "ref": "G106", "maxspeed": "80"])
    #expect(way?.name == "G106" && way?.speed == 80)
  }

  @Test func `every class has a speed in a new registry`() {
    #expect(OpenStreetMapWay.highways.union(["ferry"]) == Set(RoadSpeeds.standard.classes.keys))
  }
}
