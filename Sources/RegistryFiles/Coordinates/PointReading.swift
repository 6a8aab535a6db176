internal import Foundation
internal import ServiceNetwork

/// How the pairs of numbers of a file become coordinates.
///
/// Columns that name a direction, as 经度 or `easting`, mean it whatever the system. Columns `x` and `y` mean the
/// axes to which the authority gives these letters: in Gauss-Krüger systems X is the northing; where a system has no
/// axis X, x is the east. Geometries have the east first, as all GIS write them.
final class PointReading {
  /// Pairs in EPSG:4326.
  static var plain: PointReading { PointReading() }

  private let system: CoordinateSystem
  private let projection: Projection?
  private let pair: GaussKrugerPair?
  /// How many pairs have the zone in the easting where the system has not, or the other way round.
  private(set) var otherZoned = 0

  private init() {
    (system, projection, pair) = (.wgs84, nil, nil)
  }

  /// - Throws: ``CoordinateSystemError``
  init(_ system: CoordinateSystem) throws(CoordinateSystemError) {
    self.system = system
    if case .epsg(let number) = system {
      pair = GaussKrugerPair(of: number)
      // Zones are taken off the numbers, so that one system reads both.
      projection = try Projection(epsg: pair?.plain ?? number)
    } else {
      (projection, pair) = (nil, nil)
    }
  }

  /// The name of the system, as the registry remembers it.
  var crs: String { system.name }

  /// The coordinate of a pair and, where that was not EPSG:4326, the pair east before north.
  ///
  /// - Parameter isAxes: whether the numbers are those of columns `x` and `y`, whose meaning the system tells,
  ///   and not of columns that name a direction.
  func read(x: Double, y: Double, isAxes: Bool) throws(PointError) -> (Coordinate, GivenPoint?) {
    if isAxes, projection?.isXNorth == true { return try place(east: y, north: x) }
    return try place(east: x, north: y)
  }

  /// What is remarkable about the system and the pairs that were read.
  var remarks: [Wording] {
    var remarks: [Wording] = []
    if let pair, otherZoned > 0 {
      let other = system == .epsg(pair.zoned) ? pair.plain : pair.zoned
      remarks.append(
        Wording(
          "\(otherZoned) pairs are in EPSG:\(other) and not in \(crs), as their eastings show; they were read as that",
          zh: "从东坐标的位数看，有\(otherZoned)对坐标属于EPSG:\(other)而不是\(crs)，已按前者读取"))
    }
    if let projection, projection.isBallpark {
      remarks.append(
        Wording(
          "no exact way from \(projection.name) to WGS 84 is known; the places may be some hundred metres off",
          zh: "没有从\(projection.name)到WGS 84的精确换算参数，位置可能相差百米左右"))
    }
    return remarks
  }

  // MARK: - Private

  private func place(east: Double, north: Double) throws(PointError) -> (Coordinate, GivenPoint?) {
    switch system {
    case .wgs84: return (try Self.coordinate(east, north), nil)
    case .cgcs2000: return (try Self.coordinate(east, north), GivenPoint(x: east, y: north, crs: crs))
    case .map(let map):
      do throws(CoordinateError) {
        return (try map.place(ofPair: east, north).rounded, GivenPoint(x: east, y: north, crs: crs))
      } catch {
        throw PointError(error, isSwapped: Self.isPlace(north, east))
      }
    case .epsg(let number):
      guard let projection else { preconditionFailure("a number has a projection") }
      let (bare, crs) = try withoutZone(east, north, number: number)
      if projection.isProjected, abs(east) <= 180, abs(north) <= 90 {
        let text = Self.text(east, north)
        throw PointError(
          Wording(
            "\(text) are degrees, but \(self.crs) is in metres", zh: "\(text)是度数，而\(self.crs)以米为单位"))
      }
      guard let place = projection.place(bare, north) else { throw outside(east, north, projection) }
      if crs != number { otherZoned += 1 }
      return (place.rounded, GivenPoint(x: east, y: north, crs: "EPSG:\(crs)"))
    }
  }

  /// The easting without the zone, and the number of the system that the pair is in.
  private func withoutZone(
    _ east: Double, _ north: Double, number: Int
  ) throws(PointError) -> (east: Double, number: Int) {
    guard let pair, east >= 1_000_000 else { return (east, pair?.plain ?? number) }
    let zone = Int(east / 1_000_000)
    guard zone == pair.zone else {
      let isSwapped = north < 1_000_000 || Int(north / 1_000_000) == pair.zone
      let text = Self.text(east)
      if isSwapped {
        throw PointError(
          Wording(
            "\(text) is no easting; easting and northing look exchanged", zh: "\(text)不是东坐标；东坐标和北坐标好像写反了"))
      }
      throw PointError(
        Wording(
          "the easting \(text) begins with \(zone), but EPSG:\(number) is of zone \(pair.zone)",
          zh: "东坐标\(text)的带号是\(zone)，而EPSG:\(number)是第\(pair.zone)带"))
    }
    return (east - Double(zone) * 1_000_000, pair.zoned)
  }

  private func outside(_ east: Double, _ north: Double, _ projection: Projection) -> PointError {
    let isSwapped = projection.place(north, east) != nil
    let text = Self.text(east, north)
    return PointError(
      Wording(
        "\(text) is no place in \(crs), \(projection.name)"
          + (isSwapped ? "; the two numbers look exchanged" : ""),
        zh: "\(text)不在\(crs)（\(projection.name)）的范围之内" + (isSwapped ? "；两个数好像写反了" : "")))
  }

  private static func isPlace(_ longitude: Double, _ latitude: Double) -> Bool {
    (try? Coordinate(longitude: longitude, latitude: latitude)) != nil
  }

  private static func coordinate(_ longitude: Double, _ latitude: Double) throws(PointError) -> Coordinate {
    do throws(CoordinateError) {
      return try Coordinate(longitude: longitude, latitude: latitude)
    } catch {
      throw PointError(error, isSwapped: isPlace(latitude, longitude))
    }
  }

  private static func text(_ first: Double, _ second: Double) -> String {
    "\(text(first)), \(text(second))"
  }

  /// A number without a decimal point where it needs none.
  fileprivate static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}

/// Why a pair of numbers is no place.
struct PointError: Error {
  /// What is wrong and what would be right.
  let wording: Wording
  /// Whether the second number is the one at fault.
  let isOfLatitude: Bool

  init(_ wording: Wording, isOfLatitude: Bool = false) {
    self.wording = wording
    self.isOfLatitude = isOfLatitude
  }

  fileprivate init(_ error: CoordinateError, isSwapped: Bool) {
    let cause = isSwapped ? "; longitude and latitude look exchanged" : ""
    let causeZh = isSwapped ? "；经度和纬度好像写反了" : ""
    switch error {
    case .longitudeOutOfRange(let value):
      let text = PointReading.text(value)
      self.init(
        Wording("\(text) is not within -180…180 degrees\(cause)", zh: "\(text)不在-180…180度之内\(causeZh)"))
    case .latitudeOutOfRange(let value):
      let text = PointReading.text(value)
      self.init(
        Wording("\(text) is not within -90…90 degrees\(cause)", zh: "\(text)不在-90…90度之内\(causeZh)"),
        isOfLatitude: true)
    }
  }
}
