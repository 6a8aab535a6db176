/// A piece of road as people's files have it: a line, with what is known of it.
///
/// Where it names its ends, they are junctions: pieces that name the same one meet there. Where it does not, junctions
/// are found by where the lines of all pieces touch.
public struct Road: Equatable, Sendable {
  /// The junctions that a piece goes between.
  public struct Ends: Equatable, Sendable {
    /// The name of the one where it begins.
    public var from: String
    /// The name of the one where it ends.
    public var to: String

    /// Ends by their names.
    public init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  /// Its ends; `nil` where only its line tells them.
  public var ends: Ends?
  /// Its points from end to end, EPSG:4326, at least two.
  public var line: [Coordinate]
  /// How long it is; `nil` for the length of its line.
  public var length: Meters?
  /// Its class, as `residential`; empty where nobody tells.
  public var roadClass: String
  /// Its own speed in km/h; `nil` for that of its class.
  public var speed: Double?
  /// Who may pass along its line, where the class lets them.
  public var forward: TravelModes
  /// Who may pass against it.
  public var backward: TravelModes
  /// What it is called.
  public var name: String?
  /// Where the row comes from.
  public var source: String?

  /// A piece of road from its parts.
  public init(
    ends: Ends? = nil, line: [Coordinate], length: Meters? = nil, roadClass: String = "",
    speed: Double? = nil, forward: TravelModes = .all, backward: TravelModes = .all, name: String? = nil,
    source: String? = nil
  ) {
    self.ends = ends
    self.line = line
    self.length = length
    self.roadClass = roadClass
    self.speed = speed
    self.forward = forward
    self.backward = backward
    self.name = name
    self.source = source
  }
}

/// How vehicles may pass along a piece of road; on foot both ways are free.
public enum RoadDirection: String, CaseIterable, Sendable {
  /// Both ways.
  case both = "no"
  /// Along its line only.
  case along = "yes"
  /// Against it only.
  case against = "-1"

  /// Who may pass along the line.
  public var forward: TravelModes { self == .against ? .walk : .all }
  /// Who may pass against it.
  public var backward: TravelModes { self == .along ? .walk : .all }

  /// The direction that two sets are; `nil` where they are none of these.
  public init?(forward: TravelModes, backward: TravelModes) {
    guard
      let direction = Self.allCases.first(where: { $0.forward == forward && $0.backward == backward })
    else { return nil }
    self = direction
  }
}

/// The speeds on a class of road, as a row of a table.
public struct RoadClassSpeeds: Equatable, Sendable {
  /// The class; ``others`` for all that have no row, ``offRoad`` for the way to the road and from it.
  public var roadClass: String
  /// The speeds, km/h.
  public var speeds: RoadSpeeds.Row

  /// A row from its parts.
  public init(_ roadClass: String, _ speeds: RoadSpeeds.Row) {
    self.roadClass = roadClass
    self.speeds = speeds
  }

  /// What stands for the classes that have no row of their own.
  public static let others = "other"
  /// What stands for the way to the road and from it, which is walked.
  public static let offRoad = "off-road"
}

extension RoadSpeeds {
  /// The table as rows: classes by name, then the others, then off the road.
  public var rows: [RoadClassSpeeds] {
    classes.sorted { $0.key < $1.key }.map { RoadClassSpeeds($0, $1) }
      + [
        RoadClassSpeeds(RoadClassSpeeds.others, fallback),
        RoadClassSpeeds(RoadClassSpeeds.offRoad, Row(walk: walking)),
      ]
  }

  /// The table with some of its rows replaced, and others added.
  ///
  /// - Throws: ``RoadSpeedsError``
  public func replacing(_ rows: [RoadClassSpeeds]) throws(RoadSpeedsError) -> RoadSpeeds {
    var (classes, fallback, walking) = (classes, fallback, walking)
    for row in rows {
      switch row.roadClass {
      case RoadClassSpeeds.others: fallback = row.speeds
      case RoadClassSpeeds.offRoad: walking = row.speeds.walk ?? walking
      default: classes[row.roadClass] = row.speeds
      }
    }
    return try RoadSpeeds(classes: classes, fallback: fallback, walking: walking)
  }
}

extension TravelModes {
  /// The modes in words, as `walk ebike`; `none` where there is none.
  public var text: String {
    let names = TravelMode.allCases.filter { contains(TravelModes($0)) }.map(\.rawValue)
    return names.isEmpty ? "none" : names.joined(separator: " ")
  }

  /// The modes of words; `nil` where one is no mode.
  public init?(text: String) {
    self = []
    guard text != "none" else { return }
    for word in text.split(whereSeparator: \.isWhitespace) {
      guard let mode = TravelMode(rawValue: String(word)) else { return nil }
      insert(TravelModes(mode))
    }
  }
}
