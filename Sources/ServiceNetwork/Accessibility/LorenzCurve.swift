/// How evenly something is shared out among persons.
///
/// The Lorenz curve L(p) is the share of all there is that falls to the share p of persons who have least, and is a
/// chain of straight lines between villages ordered by what a person there has. The Gini coefficient is twice the area
/// between it and the diagonal,
///
///     G = 1 − Σₖ (Pₖ / P) (Lₖ + Lₖ₋₁) = Σᵢ Σⱼ Pᵢ Pⱼ |Aᵢ − Aⱼ| / (2 P² μ),
///
/// 0 where everybody has the same, near 1 where one has all.
///
/// Sources: M. O. Lorenz, "Methods of measuring the concentration of wealth", Publications of the American Statistical
/// Association 9 (1905), 209–219; C. Gini, "Measurement of inequality of incomes", The Economic Journal 31 (1921),
/// 124–126.
public struct LorenzCurve: Equatable, Sendable {
  /// A corner of the curve.
  public struct Point: Equatable, Sendable {
    /// The share of persons, those who have least first.
    public let persons: Double
    /// The share of all there is that falls to them.
    public let share: Double
  }

  /// The corners, from (0, 0) to (1, 1).
  public let points: [Point]

  /// The curve of groups of persons of whom each has so much; `nil` where there is nobody, or nothing to share.
  ///
  /// - Precondition: no number is negative.
  /// - Complexity: O(n log n).
  public init?(_ groups: some Sequence<(amount: Double, persons: Double)>) {
    let ordered = groups.filter { $0.persons > 0 }.sorted { $0.amount < $1.amount }
    let persons = ordered.reduce(0) { $0 + $1.persons }
    let total = ordered.reduce(0) { $0 + $1.persons * $1.amount }
    guard persons > 0, total > 0 else { return nil }
    var points = [Point(persons: 0, share: 0)]
    points.reserveCapacity(ordered.count + 1)
    var sum = (persons: 0.0, amount: 0.0)
    for group in ordered {
      sum.persons += group.persons
      sum.amount += group.persons * group.amount
      points.append(Point(persons: sum.persons / persons, share: sum.amount / total))
    }
    points[points.count - 1] = Point(persons: 1, share: 1)
    self.points = points
  }

  /// The Gini coefficient, 0…1.
  public var gini: Double {
    let area = zip(points, points.dropFirst()).reduce(0) { area, sides in
      area + (sides.1.persons - sides.0.persons) * (sides.1.share + sides.0.share)
    }
    return max(1 - area, 0)
  }

  /// The share that falls to a share of persons, those who have least.
  ///
  /// - Complexity: O(log n).
  public func share(ofPoorest persons: Double) -> Double {
    var (lower, upper) = (0, points.count - 1)
    while lower + 1 < upper {
      let middle = (lower + upper) / 2
      if points[middle].persons <= persons { lower = middle } else { upper = middle }
    }
    let (first, second) = (points[lower], points[upper])
    let width = second.persons - first.persons
    guard width > 0 else { return second.share }
    return first.share + (second.share - first.share) * (persons - first.persons) / width
  }
}
