internal import ServiceNetwork

/// How the pairs of numbers of a file become coordinates.
struct PointReading {
  /// Pairs in EPSG:4326.
  static let plain = PointReading()

  /// The name of the system, as the registry remembers it.
  var crs: String { "EPSG:4326" }

  /// The coordinate of a pair and, where that was not EPSG:4326, the pair east before north.
  ///
  /// - Parameter isAxes: whether the numbers are those of columns `x` and `y`, whose meaning the system tells,
  ///   and not of columns that name a direction.
  func read(x: Double, y: Double, isAxes: Bool) throws(PointError) -> (Coordinate, GivenPoint?) {
    (try Self.coordinate(longitude: x, latitude: y), nil)
  }

  private static func coordinate(longitude: Double, latitude: Double) throws(PointError) -> Coordinate {
    do throws(CoordinateError) {
      return try Coordinate(longitude: longitude, latitude: latitude)
    } catch {
      let isSwapped = (try? Coordinate(longitude: latitude, latitude: longitude)) != nil
      throw PointError(error, isSwapped: isSwapped)
    }
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
      let text = Self.text(value)
      self.init(
        Wording("\(text) is not within -180…180 degrees\(cause)", zh: "\(text)不在-180…180度之内\(causeZh)"))
    case .latitudeOutOfRange(let value):
      let text = Self.text(value)
      self.init(
        Wording("\(text) is not within -90…90 degrees\(cause)", zh: "\(text)不在-90…90度之内\(causeZh)"),
        isOfLatitude: true)
    }
  }

  /// A number without a decimal point where it needs none.
  private static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}
