extension RoadSpeeds {
  /// The speeds of a new registry, by OpenStreetMap's `highway` classes.
  ///
  /// - `drive`: the table `speeds` of OSRM's `car.lua`, and its `route_speeds` for ferries.
  /// - `walk`: 5 km/h wherever OSRM's `foot.lua` walks, and on the cycleways and bridleways that it leaves out.
  /// - `ebike`: 25 km/h, the most that an electric bicycle reaches by its motor (GB 17761-2018), where OSRM's
  ///   `bicycle.lua` rides at its full speed of 15 km/h; that file's own figure where it rides slower or pushes.
  /// - Trunk roads are open to all: in China only expressways are closed to pedestrians and bicycles (Road Traffic
  ///   Safety Law, article 67). OSRM closes them for walk and ebike.
  ///
  /// Source: Project-OSRM/osrm-backend, `profiles/car.lua` (at 5230a87), `profiles/foot.lua` (300d901) and
  /// `profiles/bicycle.lua` (00bc24c); the figures, not the code.
  public static let standard: RoadSpeeds = {
    /// The speeds of cars by class.
    let carriageways: [(String, drive: Double)] = [
      ("trunk", 85), ("trunk_link", 40), ("primary", 65), ("primary_link", 30), ("secondary", 55),
      ("secondary_link", 25), ("tertiary", 40), ("tertiary_link", 20), ("unclassified", 25),
      ("residential", 25), ("living_street", 10), ("service", 15),
    ]
    var classes = Dictionary(
      uniqueKeysWithValues: carriageways.map { ($0, Row(walk: foot, ebike: ebike, drive: $1)) })
    classes["motorway"] = Row(drive: 90)
    classes["motorway_link"] = Row(drive: 45)
    classes["road"] = Row(walk: foot, ebike: ebike, drive: carDefault)
    classes["track"] = Row(walk: foot, ebike: 12)
    classes["path"] = Row(walk: foot, ebike: 13)
    classes["cycleway"] = Row(walk: foot, ebike: ebike)
    classes["bridleway"] = Row(walk: foot)
    classes["footway"] = Row(walk: foot, ebike: pushing)
    classes["pedestrian"] = Row(walk: foot, ebike: pushing)
    classes["steps"] = Row(walk: foot, ebike: 2)
    classes["ferry"] = Row(walk: 5, ebike: 5, drive: 5)
    do {
      return try RoadSpeeds(
        classes: classes, fallback: Row(walk: foot, ebike: 15, drive: carDefault), walking: foot)
    } catch {
      preconditionFailure("the standard speeds are speeds: \(error)")
    }
  }()

  /// `walking_speed` of `foot.lua`.
  private static let foot = 5.0
  /// GB 17761-2018.
  private static let ebike = 25.0
  /// `walking_speed` of `bicycle.lua`, which pushes the bicycle there.
  private static let pushing = 4.0
  /// `default_speed` of `car.lua`.
  private static let carDefault = 10.0
}
