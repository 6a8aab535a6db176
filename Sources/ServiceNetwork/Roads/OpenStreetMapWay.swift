/// What OpenStreetMap's tags say of a way as a road: its class, who may pass it which way, and how fast.
///
/// Tags can only close a way to a mode: whether a mode has a speed on a class at all is for ``RoadSpeeds`` to say,
/// which a user may edit. So the pedestrian's motorway is taken as open here, and closed there.
///
/// | tag | what it means here |
/// | --- | --- |
/// | `highway` | one of ``highways`` is a road, all else none; with `area=yes` it is a place, and none |
/// | `route=ferry` | without `highway`: the class `ferry` |
/// | `access`, `vehicle`, `motor_vehicle`, `motorcar`, `bicycle`, `foot` | the most special one of a mode that says yes or no counts: `motorcar` before `motor_vehicle` before `vehicle` before `access` |
/// | `motorroad=yes` | as a motorway: no pedestrians, no bicycles |
/// | `oneway` | `yes`, `1`, `true` along; `-1`, `reverse` against; `reversible` for no vehicle, since nobody knows when |
/// | `junction=roundabout`, `circular`; `highway=motorway` | one-way where `oneway` does not say otherwise |
/// | `oneway:bicycle`, `cycleway*=opposite…` | say it anew for bicycles |
/// | `oneway:foot` | for pedestrians, who may else pass both ways |
/// | `maxspeed` | a number in km/h, or in mph or knots; a word for it, as `none` or `CN:urban`, is no number, and none is made up |
/// | `name`, else `ref` | what it is called |
///
/// Source: the pages Key:highway, Key:access, Key:oneway, Key:junction, Key:motorroad, Key:cycleway, Key:maxspeed and
/// Tag:route=ferry of the OpenStreetMap wiki. That `junction=circular` is one-way, and `reversible` closed, is OSRM's
/// reading (Project-OSRM/osrm-backend, `profiles/lib/way_handlers.lua`).
public struct OpenStreetMapWay: Equatable, Sendable {
  /// Its class: the value of `highway`, or `ferry`.
  public var roadClass: String
  /// The most that it allows, km/h.
  public var speed: Double?
  /// Who may pass along it.
  public var forward: TravelModes
  /// Who may pass against it.
  public var backward: TravelModes
  /// What it is called.
  public var name: String?

  /// The values of `highway` that are roads.
  public static let highways: Set<String> = [
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
    "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service",
    "road", "track", "path", "cycleway", "bridleway", "footway", "pedestrian", "steps",
  ]

  /// The tags that say whether a mode may pass, the most special one first.
  static let accessKeys: [(mode: TravelMode, keys: [String])] = [
    (.walk, ["foot", "access"]),
    (.ebike, ["bicycle", "vehicle", "access"]),
    (.drive, ["motorcar", "motor_vehicle", "vehicle", "access"]),
  ]

  /// What they say where one may pass; who visits a facility is a customer whose destination it is.
  private static let openWords: Set<String> = [
    "yes", "designated", "official", "permissive", "destination", "customers", "delivery", "residents",
    "unknown", "discouraged", "public", "hov", "toll",
  ]
  /// What they say where one may not.
  private static let closedWords: Set<String> = [
    "no", "private", "permit", "agricultural", "forestry", "emergency", "military", "psv", "bus", "taxi",
    "use_sidepath", "employees",
  ]
  /// Where `bicycle=dismount` changes nothing, for bicycles are pushed there at any rate.
  private static let pushedClasses: Set<String> = ["footway", "pedestrian", "steps"]

  /// The way of some tags; `nil` where it is no road, or open to nobody.
  public init?(tags: [String: String]) {
    guard let roadClass = Self.roadClass(tags) else { return nil }
    var open = Self.open(tags, otherwise: .all)
    if tags["bicycle"] == "dismount", !Self.pushedClasses.contains(roadClass) { open.remove(.ebike) }
    if tags["motorroad"] == "yes" { open.subtract([.walk, .ebike]) }
    let directions = Directions(tags, roadClass: roadClass)
    forward = open.intersection(directions.forward)
    backward = open.intersection(directions.backward)
    guard !forward.union(backward).isEmpty else { return nil }
    self.roadClass = roadClass
    speed = tags["maxspeed"].flatMap(Self.speed(ofTag:))
    name = [tags["name"], tags["ref"]].compactMap { $0?.trimmingWhitespace() }.first { !$0.isEmpty }
  }

  /// A speed as `maxspeed` has it, `50`, `30 mph` or `10 knots`, in km/h; `nil` for a word or anything else.
  public static func speed(ofTag text: String) -> Double? {
    let text = text.trimmingWhitespace().lowercased()
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let factors = ["": 1, "km/h": 1, "kmh": 1, "kph": 1, "mph": 1.609_344, "knots": 1.852]
    guard let number = Double(digits),
      let factor = factors[String(text.dropFirst(digits.count)).trimmingWhitespace()]
    else { return nil }
    let speed = number * factor
    return RoadSegment.speeds.contains(speed) ? speed : nil
  }

  /// Who may pass by what the tags of access say.
  static func open(_ tags: [String: String], otherwise: TravelModes) -> TravelModes {
    var open = otherwise
    for (mode, keys) in accessKeys {
      switch keys.lazy.compactMap({ tags[$0].flatMap(isOpen) }).first {
      case true?: open.insert(TravelModes(mode))
      case false?: open.remove(TravelModes(mode))
      case nil: break
      }
    }
    return open
  }

  // MARK: - Private

  private static func roadClass(_ tags: [String: String]) -> String? {
    guard let highway = tags["highway"] else { return tags["route"] == "ferry" ? "ferry" : nil }
    return highways.contains(highway) && tags["area"] != "yes" ? highway : nil
  }

  /// Whether a value says that one may pass; `nil` where it says neither.
  ///
  /// Of several, as `agricultural;forestry`, one that is open is enough.
  private static func isOpen(_ value: String) -> Bool? {
    let words = value.split(separator: ";").map { String($0).trimmingWhitespace() }
    if words.contains(where: openWords.contains) { return true }
    return words.contains(where: closedWords.contains) ? false : nil
  }

  /// Which way one may pass, where the way is open at all.
  private struct Directions {
    var forward: TravelModes = .all
    var backward: TravelModes = .all

    init(_ tags: [String: String], roadClass: String) {
      let isImplied =
        roadClass == "motorway" || ["roundabout", "circular"].contains(tags["junction"] ?? "")
      set([.ebike, .drive], tags["oneway"] ?? (isImplied ? "yes" : "no"))
      let opposite = ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"].contains {
        tags[$0]?.hasPrefix("opposite") ?? false
      }
      if let word = tags["oneway:bicycle"] ?? (opposite ? "no" : nil) { set(.ebike, word) }
      if let word = tags["oneway:foot"] { set(.walk, word) }
    }

    private mutating func set(_ modes: TravelModes, _ oneway: String) {
      forward.formUnion(modes)
      backward.formUnion(modes)
      switch oneway {
      case "yes", "1", "true": backward.subtract(modes)
      case "-1", "reverse": forward.subtract(modes)
      case "reversible":
        forward.subtract(modes)
        backward.subtract(modes)
      default: break
      }
    }
  }
}

/// What stands in the way at a point of a road: who may pass it.
public enum OpenStreetMapBarrier {
  /// The values of `barrier` that somebody cannot pass, with who can; gates and all others stand open unless the
  /// tags of access say otherwise.
  private static let passable: [String: TravelModes] = [
    "bollard": [.walk, .ebike], "block": [.walk, .ebike], "planter": [.walk, .ebike],
    "jersey_barrier": [.walk, .ebike], "cycle_barrier": [.walk, .ebike], "bar": [.walk, .ebike],
    "chain": [.walk, .ebike], "log": [.walk, .ebike], "motorcycle_barrier": [.walk, .ebike],
    "stile": .walk, "turnstile": .walk, "full-height_turnstile": .walk, "kissing_gate": .walk,
    "horse_stile": .walk, "wicket_gate": .walk, "debris": .walk,
  ]

  /// Who may pass a node of some tags; all where nothing stands there.
  ///
  /// Source: the pages Key:barrier and Key:access of the OpenStreetMap wiki.
  public static func open(tags: [String: String]) -> TravelModes {
    guard let barrier = tags["barrier"] else { return .all }
    return OpenStreetMapWay.open(tags, otherwise: passable[barrier] ?? .all)
  }
}
