/// Two facilities that may be one.
public struct LikelyDuplicate: Sendable {
  /// The one with the lower id.
  public let first: FacilityLikeness.Subject
  /// The other one.
  public let second: FacilityLikeness.Subject
  /// How alike they are, 0 to 1: see ``FacilityLikeness``.
  public let score: Double
  /// How far apart they are; `nil` where one has no coordinates.
  public let distance: Meters?

  /// How far apart two may lie, where nobody says otherwise.
  public static let usualDistance = Meters(500)
  /// The least score of two that may be one, where nobody says otherwise.
  public static let usualScore = 0.7

  /// The pairs of facilities that are alike, the likeliest first.
  ///
  /// Only pairs that lie near each other, are in one division, or share a unified social credit code are compared; of
  /// a place where more than a thousand facilities crowd, each is compared with the thousand after it.
  ///
  /// - Parameters:
  ///   - facilities: those that are compared.
  ///   - likeness: how they are compared.
  ///   - minimum: the least score of a pair.
  /// - Complexity: O(n log n) for facilities that do not crowd.
  public static func pairs(
    among facilities: [FacilityLikeness.Subject], by likeness: FacilityLikeness, minimum: Double
  ) -> [LikelyDuplicate] {
    let ordered = facilities.sorted { $0.id < $1.id }
    var seen: Set<Pair> = []
    var found: [LikelyDuplicate] = []
    for group in groups(of: ordered, within: likeness.within) {
      for (index, one) in group.enumerated() {
        for other in group[(index + 1)...].prefix(crowdLimit) {
          let (score, distance) = likeness.score(ordered[one], ordered[other])
          guard score >= minimum, seen.insert(Pair(one: min(one, other), other: max(one, other))).inserted
          else {
            continue
          }
          found.append(
            LikelyDuplicate(
              first: ordered[min(one, other)], second: ordered[max(one, other)], score: score,
              distance: distance))
        }
      }
    }
    return found.sorted { ($1.score, $0.first.id, $0.second.id) < ($0.score, $1.first.id, $1.second.id) }
  }

  // MARK: - Private

  private static let crowdLimit = 1000

  private struct Pair: Hashable {
    let one: Int
    let other: Int
  }

  private struct Key: Hashable {
    let kind: String
    let place: String
  }

  /// Groups in which every pair that may be the same stands together at least once.
  private static func groups(of facilities: [FacilityLikeness.Subject], within: Meters) -> [[Int]] {
    var groups: [Key: [Int]] = [:]
    for (index, facility) in facilities.enumerated() {
      func add(_ place: String) { groups[Key(kind: facility.kind, place: place), default: []].append(index) }
      if let division = facility.division { add("division \(division)") }
      if let code = facility.uscc { add("uscc \(code)") }
      if let location = facility.location { for cell in cells(of: location, within: within) { add(cell) } }
    }
    return groups.values.filter { $0.count > 1 }
  }

  /// The cells of a grid in space that a place belongs to: its own and the next along each axis, so that two places
  /// within the distance share one.
  private static func cells(of place: Coordinate, within: Meters) -> [String] {
    let point = EarthCentredPoint(place)
    func steps(_ value: Double) -> [Int] {
      let step = Int((value / within.value).rounded(.down))
      return [step, step + 1]
    }
    return steps(point.x).flatMap { x in
      steps(point.y).flatMap { y in steps(point.z).map { z in "\(x) \(y) \(z)" } }
    }
  }
}
