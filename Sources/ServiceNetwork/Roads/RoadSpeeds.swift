/// How fast one travels on which class of road, and off the road.
///
/// Speeds are data: a registry keeps its own table, and ``standard`` is what a new one has.
public struct RoadSpeeds: Hashable, Sendable {
  /// The speeds on one class of road, km/h; `nil` where the mode may not pass.
  public struct Row: Hashable, Sendable {
    /// On foot.
    public var walk: Double?
    /// By electric bicycle.
    public var ebike: Double?
    /// By car.
    public var drive: Double?

    /// A row from its speeds.
    public init(walk: Double? = nil, ebike: Double? = nil, drive: Double? = nil) {
      self.walk = walk
      self.ebike = ebike
      self.drive = drive
    }

    /// The speed of a mode.
    public subscript(mode: TravelMode) -> Double? {
      switch mode {
      case .walk: walk
      case .ebike: ebike
      case .drive: drive
      }
    }
  }

  /// The speeds on each class that is known.
  public let classes: [String: Row]
  /// The speeds on every other class.
  public let fallback: Row
  /// How fast one walks to the road and from it, km/h.
  public let walking: Double

  /// A table from its rows.
  ///
  /// - Throws: ``RoadSpeedsError`` for a speed that is not a number from 0.1 to 1000 km/h.
  public init(classes: [String: Row], fallback: Row, walking: Double) throws(RoadSpeedsError) {
    let bounds = RoadSegment.speeds
    guard bounds.contains(walking) else { throw .walking(walking) }
    for (name, row) in classes.sorted(by: { $0.key < $1.key }) + [("", fallback)] {
      for mode in TravelMode.allCases {
        if let speed = row[mode], !bounds.contains(speed) { throw .speed(speed, mode, roadClass: name) }
      }
    }
    self.classes = classes
    self.fallback = fallback
    self.walking = walking
  }

  /// The speeds on a class of road.
  public subscript(roadClass: String) -> Row { classes[roadClass] ?? fallback }
}

/// Why a table of speeds is none.
public enum RoadSpeedsError: Error, Equatable, CustomStringConvertible {
  /// The speed off the road.
  case walking(Double)
  /// The speed of a mode on a class; the class is empty for every other one.
  case speed(Double, TravelMode, roadClass: String)

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var description: String {
    switch self {
    case .walking(let speed): "\(speed) is no walking speed; give km/h from 0.1 to 1000"
    case .speed(let speed, let mode, let roadClass):
      "\(speed) is no speed of \(mode.rawValue) on \(roadClass.isEmpty ? "other roads" : "'\(roadClass)'"); "
        + "give km/h from 0.1 to 1000, or none where it may not pass"
    }
  }
}
