/// Two systems of the EPSG dataset that are the same plane but for the easting: in one of them the number of the
/// zone stands before its six digits.
///
/// EPSG:4526 and EPSG:4547 are such a pair: 38453115 m in zone 38 and 453115 m at the meridian 114° E are the same
/// place. Which of them a file is in, is seen from the number.
struct GaussKrugerPair: Equatable {
  /// The system whose eastings begin with the zone.
  let zoned: Int
  /// The system whose eastings do not.
  let plain: Int
  /// The zone.
  let zone: Int

  /// The pair that a system belongs to; `nil` for any other system.
  init?(of number: Int) {
    for family in Self.families {
      let count = family.zones.count
      let index = [number - family.zoned, number - family.plain].first { (0..<count).contains($0) }
      guard let index else { continue }
      zoned = family.zoned + index
      plain = family.plain + index
      zone = family.zones.lowerBound + index
      return
    }
    return nil
  }

  /// The first number of each row of systems.
  ///
  /// Source: EPSG dataset v10; the tests ask PROJ for each of them.
  private static let families: [(zoned: Int, plain: Int, zones: ClosedRange<Int>)] = [
    (4513, 4534, 25...45),  // CGCS2000, 3 degrees
    (4491, 4502, 13...23),  // CGCS2000, 6 degrees
    (2349, 2370, 25...45),  // Xian 1980, 3 degrees
    (2327, 2338, 13...23),  // Xian 1980, 6 degrees
    (2401, 2422, 25...45),  // Beijing 1954, 3 degrees
    (21413, 21453, 13...23),  // Beijing 1954, 6 degrees
  ]
}
