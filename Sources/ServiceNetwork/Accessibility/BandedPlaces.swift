import Foundation

/// Bands of latitude for pairs within a reach: a place's partners lie in its own band and ``reachedBands`` on each side.
struct LatitudeBands: Sendable {
  /// What rounding, of longitudes to sort by and of earth-centred points, may add, metres.
  private static let slack = 0.01
  /// The least height of a band, degrees: 36,000 of them are few beside the places of a country.
  private static let leastHeight = 0.005
  /// How many bands the reach is cut into; more follow the circle more closely, and cost more windows.
  private static let bandsPerReach = 3.0

  /// How far partners lie apart at the most, metres.
  private let reach: Double
  /// The latitude at which the first band begins, degrees.
  private let south: Double
  /// The height of a band, degrees.
  private let height: Double
  /// How many there are, from the southernmost place to the northernmost.
  let count: Int
  /// How many bands away a partner lies at the most.
  let reachedBands: Int

  /// Bands for a reach of so many metres along the ellipsoid, among some places.
  init(reach: Double, among places: [Coordinate?]...) {
    var (south, north) = (90.0, -90.0)
    for place in places.joined() {
      guard let place else { continue }
      south = min(south, place.latitude)
      north = max(north, place.latitude)
    }
    self.reach = reach + Self.slack
    let degrees = min(self.reach / ChordBounds.leastRadius * 180 / .pi, 180)
    height = max(degrees / Self.bandsPerReach, Self.leastHeight)
    count = Int(max(north - south, 0) / height) + 1
    self.south = south
    reachedBands = Int(degrees / height) + 1
  }

  /// The band of a latitude.
  func band(of latitude: Double) -> Int { Int((latitude - south) / height) }

  /// How far, in degrees of longitude, partners in two bands lie apart at the most; 180 where all may be partners.
  func longitudes(between first: Int, and second: Int) -> Double {
    let gap = max(0, Double((first - second).magnitude) - 1) * height * .pi / 180
    let meridian = 2 * ChordBounds.leastRadius * sin(gap / 2)
    let rest = reach * reach - meridian * meridian
    guard rest > 0 else { return 0 }
    let sine = (rest / (4 * axisDistance(first) * axisDistance(second))).squareRoot()
    return sine < 1 ? 2 * asin(sine) * 180 / .pi : 180
  }

  /// How near to the axis places of a band come, metres.
  private func axisDistance(_ band: Int) -> Double {
    let south = self.south + Double(band) * height
    let latitude = min(max(south.magnitude, (south + height).magnitude), 90) * .pi / 180
    let e2 = Geodesic.flattening * (2 - Geodesic.flattening)
    let sine = sin(latitude)
    return max(Geodesic.equatorialRadius / (1 - e2 * sine * sine).squareRoot() * cos(latitude), 0)
  }
}

/// Places band by band, those of a band from west to east.
struct BandedPlaces: Sendable {
  struct Entry {
    var longitude: Double
    var point: EarthCentredPoint
    /// Its position among all places.
    var position: Int32
  }

  private static let pieceSize = 4096
  /// What sorting by 32 bits of a longitude may put out of order, degrees.
  ///
  /// A whole number of these is 180°, so that none holds both sides of the antimeridian.
  static let disorder = 360 / 1_073_741_824.0

  /// Where the entries of each band begin; one more than there are bands.
  let starts: [Int32]
  let entries: [Entry]

  /// Sorts places; a `nil` among them is left out.
  ///
  /// - Parameters:
  ///   - places: at most 2³⁰.
  ///   - isWrapped: whether those near the antimeridian are there again beyond it, so that no window has a seam.
  /// - Throws: ``CoverageError/cancelled``.
  init(_ places: [Coordinate?], in bands: LatitudeBands, isWrapped: Bool) throws(CoverageError) {
    precondition(places.count <= 1 << 30, "at most 2³⁰ places are paired")
    var margins: [Double] = []
    if isWrapped {
      margins = (0..<bands.count).map { band in
        (max(band - bands.reachedBands, 0)...min(band + bands.reachedBands, bands.count - 1))
          .map { bands.longitudes(between: band, and: $0) }.max() ?? 0
      }
    }
    func forEachKey(_ body: (_ band: Int, _ key: UInt64) -> Void) {
      for (position, place) in places.enumerated() {
        guard let place else { continue }
        let band = bands.band(of: place.latitude)
        let longitude = place.longitudeBelow180
        body(band, Self.key(longitude, position))
        guard isWrapped else { continue }
        if longitude < margins[band] - 180 { body(band, Self.key(longitude + 360, position)) }
        if longitude >= 180 - margins[band] { body(band, Self.key(longitude - 360, position)) }
      }
    }
    var starts = [Int32](repeating: 0, count: bands.count + 1)
    forEachKey { band, _ in starts[band + 1] += 1 }
    for band in 0..<bands.count { starts[band + 1] += starts[band] }
    var keys = [UInt64](repeating: 0, count: Int(starts[bands.count]))
    var next = starts
    forEachKey { band, key in
      keys[Int(next[band])] = key
      next[band] += 1
    }
    try Self.sortBands(&keys, starts)
    self.starts = starts
    entries = try Self.entries(keys, places)
  }

  /// A longitude's place among all, and whose it is.
  private static func key(_ longitude: Double, _ position: Int) -> UInt64 {
    UInt64((longitude + 540) / disorder) << 32 | UInt64(position)
  }

  private static func sortBands(_ keys: inout [UInt64], _ starts: [Int32]) throws(CoverageError) {
    try keys.withUnsafeMutableBufferPointer { buffer throws(CoverageError) in
      // Each band belongs to one piece.
      nonisolated(unsafe) let keys = buffer
      try Workers.all.forEachPart(of: starts.count - 1, length: 256) { bands in
        for band in bands {
          let range = Int(starts[band])..<Int(starts[band + 1])
          guard range.count > 1 else { continue }
          var keys = UnsafeMutableBufferPointer(rebasing: keys[range])
          keys.sort()
        }
      }
    }
  }

  private static func entries(_ keys: [UInt64], _ places: [Coordinate?]) throws(CoverageError) -> [Entry] {
    guard let filler = places.lazy.compactMap({ $0 }).first else { return [] }
    let blank = Entry(longitude: 0, point: EarthCentredPoint(filler), position: 0)
    var entries = [Entry](repeating: blank, count: keys.count)
    try entries.withUnsafeMutableBufferPointer { buffer throws(CoverageError) in
      // Each entry belongs to one piece.
      nonisolated(unsafe) let entries = buffer
      try Workers.all.forEachPart(of: keys.count, length: pieceSize) { range in
        for index in range {
          let position = Int32(truncatingIfNeeded: keys[index])
          guard let place = places[Int(position)] else { continue }
          let sorted = Double(keys[index] >> 32) * disorder - 540
          let turns = ((sorted - place.longitudeBelow180) / 360).rounded()
          entries[index] = Entry(
            longitude: place.longitudeBelow180 + turns * 360, point: EarthCentredPoint(place),
            position: position)
        }
      }
    }
    return entries
  }
}

extension Coordinate {
  /// The longitude with −180 for 180, which are the same meridian.
  fileprivate var longitudeBelow180: Double { longitude == 180 ? -180 : longitude }
}
