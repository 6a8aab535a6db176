/// What may have been done to a place's coordinates on their way, and would explain that it lies beside its village.
public enum LocationHypothesis: String, CaseIterable, Sendable {
  /// The pair is in GCJ-02, and was taken for WGS 84.
  case gcj02
  /// The pair is in BD-09, and was taken for WGS 84.
  case bd09
  /// Longitude and latitude were exchanged.
  case swapped

  /// Where the place would be; `nil` where that is nowhere.
  public func place(of stated: Coordinate) -> Coordinate? {
    switch self {
    case .gcj02: try? ChineseMapSystem.gcj02.place(ofPair: stated.longitude, stated.latitude)
    case .bd09: try? ChineseMapSystem.bd09.place(ofPair: stated.longitude, stated.latitude)
    case .swapped: stated.swapped
    }
  }
}

/// Counts how many places of a file speak for each ``LocationHypothesis``, and how many against.
///
/// A place speaks for it if it would be nearer to the point of the division that it is in or, where that has a boundary
/// and no point, if it would be inside and is not. With coordinates
/// that are right, neither side is more frequent but by chance: the difference of the counts has a standard
/// deviation of √n. More than three times that, of at least twenty places, is told (a sign test; chance gives
/// that once in 700 files).
///
/// Source of the test: J. Arbuthnot, "An argument for divine providence", Philosophical Transactions 27 (1710).
public struct LocationTrial: Sendable {
  /// The fewest places that make a trial.
  public static let leastCount = 20

  private var votes: [LocationHypothesis: (for: Int, against: Int)] = [:]
  /// How many more places would be nearer, or inside, after BD-09 than after GCJ-02: each explains a part of the other.
  private var preferenceForBD09 = 0

  /// A trial without places.
  public init() {}

  /// Adds a place that ought to lie near another.
  public mutating func add(_ place: Coordinate, near division: Coordinate) {
    let distance = Geodesic.distance(from: place, to: division)
    var distances: [LocationHypothesis: Meters] = [:]
    for hypothesis in LocationHypothesis.allCases {
      guard let other = hypothesis.place(of: place) else { continue }
      let moved = Geodesic.distance(from: other, to: division)
      distances[hypothesis] = moved
      if moved < distance { votes[hypothesis, default: (0, 0)].for += 1 }
      if moved > distance { votes[hypothesis, default: (0, 0)].against += 1 }
    }
    if let gcj02 = distances[.gcj02], let bd09 = distances[.bd09], gcj02 != bd09 {
      preferenceForBD09 += bd09 < gcj02 ? 1 : -1
    }
  }

  /// Adds a place that ought to lie inside a boundary.
  ///
  /// - Parameters:
  ///   - place: the place as a file gives it.
  ///   - isInside: whether the boundary holds a place.
  public mutating func add(_ place: Coordinate, within isInside: (Coordinate) throws -> Bool) rethrows {
    let isPlaceInside = try isInside(place)
    for hypothesis in LocationHypothesis.allCases {
      guard let other = hypothesis.place(of: place) else { continue }
      let isOtherInside = try isInside(other)
      if isOtherInside, !isPlaceInside { votes[hypothesis, default: (0, 0)].for += 1 }
      if isPlaceInside, !isOtherInside { votes[hypothesis, default: (0, 0)].against += 1 }
      guard isOtherInside else { continue }
      if hypothesis == .bd09 { preferenceForBD09 += 1 }
      if hypothesis == .gcj02 { preferenceForBD09 -= 1 }
    }
  }

  /// The hypothesis that enough speak for, of two the one that explains more: with how many for it and against.
  public var verdict: (hypothesis: LocationHypothesis, for: Int, against: Int)? {
    let rival: LocationHypothesis = preferenceForBD09 > 0 ? .gcj02 : .bd09
    let found = LocationHypothesis.allCases
      .compactMap { hypothesis in votes[hypothesis].map { (hypothesis, $0.for, $0.against) } }
      .filter { _, votesFor, against in
        let count = votesFor + against
        return count >= Self.leastCount && Double(votesFor - against) > 3 * Double(count).squareRoot()
      }
    return found.count > 1 ? found.first { $0.0 != rival } : found.first
  }
}
