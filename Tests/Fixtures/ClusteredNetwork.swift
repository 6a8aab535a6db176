public import ServiceNetwork

/// A made-up country: villages in clusters as settlements are, facilities near some of them.
///
/// Twelve-digit codes; ten villages a township, twenty townships a county, ten counties a city. A third of
/// the facilities operates, the others are planned or closed. The same seed makes the same country.
public struct ClusteredNetwork: Sendable {
  /// Cities, counties, townships and villages, each after its parent, by code.
  public var divisions: [Division] = []
  /// Facilities of the kind `childrens-home`, by id.
  public var facilities: [Facility] = []
  /// Left-behind children of each village on 2020-12-31.
  public var demand: [DemandCount] = []

  /// A day on which the statuses and counts hold.
  public static let date = CalendarDate(year: 2020, month: 12, day: 31) ?? .distantPast

  /// Makes a country.
  ///
  /// - Parameters:
  ///   - villages: how many villages, at most two million.
  ///   - facilities: how many facilities.
  ///   - extent: where, degrees.
  public init(
    villages: Int, facilities: Int, seed: UInt64,
    extent: BoundingBox = BoundingBox(west: 100, south: 22, east: 122, north: 42) ?? .everywhere
  ) {
    var random = SeededGenerator(seed: seed)
    var centre = Self.place(in: extent, &random)
    var spread = 0.1
    var (cityCode, countyCode, townshipCode) = ("", "", "")
    for index in 0..<villages {
      let village = index % 10
      let township = index / 10
      let county = township / 20
      if index % 2000 == 0 {
        cityCode = Self.padded(1100 + county / 10, 4)
        add(cityCode, .city, at: nil)
      }
      if index % 200 == 0 {
        countyCode = cityCode + Self.padded(county % 10 + 21, 2)
        add(countyCode, .county, at: nil)
      }
      if index % 10 == 0 {
        townshipCode = countyCode + Self.padded(township % 20 + 100, 3)
        centre = Self.place(in: extent, &random)
        spread = Double.random(in: 0.01...0.15, using: &random)
        add(townshipCode, .township, at: centre)
      }
      let location = Self.place(around: centre, spread: spread, &random)
      add(townshipCode + Self.padded(village + 201, 3), .village, at: location)
      demand.append(
        DemandCount(
          division: divisions[divisions.count - 1].code, asOf: Self.date,
          persons: ["left-behind-children": Int.random(in: 0...300, using: &random)]))
    }
    let settled = divisions.filter { $0.level == .village }
    for index in 0..<facilities {
      guard let village = settled.randomElement(using: &random), let centre = village.location else { break }
      self.facilities.append(
        Facility(
          id: "F" + Self.padded(index, 7), kind: "childrens-home", name: "示例儿童之家\(index)",
          division: village.code,
          location: Self.place(around: centre, spread: 0.02, &random),
          history: StatusHistory(always: [.operating, .planned, .closed][index % 3])))
    }
  }

  private mutating func add(_ prefix: String, _ level: DivisionLevel, at location: Coordinate?) {
    let code = DivisionCode(registered: prefix + String(repeating: "0", count: 12 - prefix.count))
    divisions.append(Division(code: code, name: "示例\(prefix)", level: level, location: location))
  }

  private static func place(in extent: BoundingBox, _ random: inout SeededGenerator) -> Coordinate {
    coordinate(
      Double.random(in: extent.west...extent.east, using: &random),
      Double.random(in: extent.south...extent.north, using: &random))
  }

  private static func place(
    around centre: Coordinate, spread: Double, _ random: inout SeededGenerator
  ) -> Coordinate {
    coordinate(
      centre.longitude + Double.random(in: -spread...spread, using: &random),
      centre.latitude + Double.random(in: -spread...spread, using: &random))
  }

  /// The coordinate on the earth nearest to two numbers, to six decimals as files have them.
  private static func coordinate(_ longitude: Double, _ latitude: Double) -> Coordinate {
    func rounded(_ value: Double, _ limit: Double) -> Double {
      min(max((value * 1e6).rounded() / 1e6, -limit), limit)
    }
    guard
      let coordinate = try? Coordinate(longitude: rounded(longitude, 180), latitude: rounded(latitude, 90))
    else { preconditionFailure("the numbers were brought within the earth's bounds") }
    return coordinate
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension BoundingBox {
  /// All longitudes and latitudes.
  public static let everywhere: BoundingBox = {
    guard let box = BoundingBox(west: -180, south: -90, east: 180, north: 90) else {
      preconditionFailure("the earth has its sides in order")
    }
    return box
  }()
}
