public import ServiceNetwork

/// The system that a file's coordinates are in, as its user names it.
public enum CoordinateSystem: Equatable, Sendable {
  /// WGS 84, as GPS devices give it: the registry's own.
  case wgs84
  /// CGCS2000, as Chinese authorities give it. It agrees with WGS 84 to some decimetres, which is less than
  /// the place of a house is known to; no transformation between them has a better accuracy, and none is done.
  case cgcs2000
  /// A system of the Chinese web's maps.
  case map(ChineseMapSystem)
  /// Any other system of the EPSG dataset, by its number.
  case epsg(Int)

  /// Reads a name: `wgs84`, `cgcs2000`, `gcj02`, `bd09`, `EPSG:4547`, or what these are usually called.
  ///
  /// - Throws: ``CoordinateSystemError/unknown(_:)``; whether there is such a number is found out by ``PointReading``.
  public init(_ text: String) throws(CoordinateSystemError) {
    let name = text.halfWidth.lowercased().filter { !" -_".contains($0) }
    switch name {
    case "wgs84", "gps", "epsg:4326", "crs84", "4326": self = .wgs84
    case "cgcs2000", "epsg:4490", "国家2000", "2000国家大地坐标系", "4490": self = .cgcs2000
    case "gcj02", "火星坐标", "火星坐标系", "高德", "高德坐标", "腾讯", "腾讯坐标": self = .map(.gcj02)
    case "bd09", "bd09ll", "百度", "百度坐标": self = .map(.bd09)
    default:
      let digits = name.hasPrefix("epsg:") ? String(name.dropFirst(5)) : name
      guard let number = Int(digits), (1024...99_999_999).contains(number) else { throw .unknown(text) }
      self = .epsg(number)
    }
  }

  /// The name under which the registry keeps it.
  public var name: String {
    switch self {
    case .wgs84: "EPSG:4326"
    case .cgcs2000: "cgcs2000"
    case .map(let system): system.rawValue
    case .epsg(let number): "EPSG:\(number)"
    }
  }
}

/// Why coordinates cannot be read in a system.
public enum CoordinateSystemError: Error, Equatable {
  /// No system is called so.
  case unknown(String)
  /// EPSG has no such number.
  case noNumber(Int)
  /// The system is of another kind than longitude and latitude, or a plane.
  case unsuitable(Int, name: String)
  /// No way from the system to WGS 84 is known.
  case noTransformation(Int, name: String)

  /// What is wrong and what to do.
  public var wording: Wording {
    switch self {
    case .unknown(let name):
      Wording(
        "there is no coordinate system '\(name)'; one of wgs84, cgcs2000, gcj02, bd09, or a number as EPSG:4547",
        zh: "没有坐标系“\(name)”；可用 wgs84、cgcs2000、gcj02、bd09，或EPSG编号，如 EPSG:4547")
    case .noNumber(let number):
      Wording("EPSG has no coordinate system \(number)", zh: "EPSG没有编号为\(number)的坐标系")
    case .unsuitable(let number, let name):
      Wording(
        "EPSG:\(number), \(name), is neither of longitude and latitude nor of a plane",
        zh: "EPSG:\(number)（\(name)）既不是经纬度坐标系，也不是平面坐标系")
    case .noTransformation(let number, let name):
      Wording(
        "no way from EPSG:\(number), \(name), to WGS 84 is known",
        zh: "不知道如何从EPSG:\(number)（\(name)）换算到WGS 84")
    }
  }
}
