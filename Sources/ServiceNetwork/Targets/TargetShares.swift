/// The targets of a plan, and the shares of those that are split over the divisions below.
struct TargetShares {
  private let values: IndicatorValues
  private let asOf: CalendarDate

  init(_ values: IndicatorValues, asOf: CalendarDate) {
    self.values = values
    self.asOf = asOf
  }

  /// The targets by year, indicator and division; each share after the others of its division and year.
  ///
  /// - Parameter level: the level of the divisions that have shares; `nil` for the targets alone.
  func targets(by level: DivisionLevel?) -> [(target: Target, origin: DivisionCode?)] {
    let own = values.plan.targets
    var all: [(target: Target, origin: DivisionCode?)] = own.map { ($0, nil) }
    if let level {
      // A division's own target takes the place of its share.
      let taken = Set(own.map { Key(indicator: $0.indicator, division: $0.division, year: $0.year) })
      for target in own {
        for share in shares(of: target, at: level)
        where !taken.contains(Key(indicator: share.indicator, division: share.division, year: share.year)) {
          all.append((share, target.division))
        }
      }
    }
    return all.sorted {
      ($0.target.year, $0.target.indicator, $0.target.division, $0.target.id ?? "")
        < ($1.target.year, $1.target.indicator, $1.target.division, $1.target.id ?? "")
    }
  }

  private struct Key: Hashable {
    var indicator: String
    var division: DivisionCode
    var year: Int
  }

  private func shares(of target: Target, at level: DivisionLevel) -> [Target] {
    let network = values.plan.network
    guard let split = target.split, let root = try? network.division(target.division),
      network.divisions[Int(root)].level < level
    else { return [] }
    let divisions = network.divisions.indices.filter {
      network.divisions[$0].level == level && network.isDivision(Int32($0), in: root)
    }
    let bounds: [TargetBound]
    if split == .each {
      bounds = divisions.map { _ in target.bound }
    } else {
      let keys = divisions.map { key(of: Int32($0), split, in: target) }
      guard let parts = Self.parts(of: target.bound.limit, in: keys) else { return [] }
      bounds = parts.map { TargetBound(target.bound.comparison, ExactNumber($0)) }
    }
    return zip(divisions, bounds).map { position, bound in
      var share = target
      share.division = network.divisions[position].code
      share.bound = bound
      share.split = nil
      share.id = nil
      return share
    }
  }

  /// How much of a key a division has.
  private func key(of division: Int32, _ split: Target.Split, in target: Target) -> Int {
    let network = values.plan.network
    let code = network.divisions[Int(division)].code
    let day = min(asOf, CalendarDate.lastDay(ofYear: target.year))
    switch split {
    case .each: return 1
    case .villages:
      return network.divisions.indices.count {
        network.divisions[$0].level == .village && network.isDivision(Int32($0), in: division)
      }
    case .facilities(let kind):
      return values.facilities(kind, nil, in: code).count { $0.history.status(on: day) == .operating }
    case .demand(let group):
      let demand = DemandOnDate(network.demand[group] ?? [], date: day)
      return network.divisions.indices.reduce(0) { sum, position in
        guard network.divisions[position].level == .village, network.isDivision(Int32(position), in: division)
        else { return sum }
        return sum + Int(demand.count(of: Int32(position))?.persons ?? 0)
      }
    }
  }

  /// A whole number split in proportion to keys, so that the parts add up: what is left over after rounding down goes to the
  /// largest remainders, and among equal ones to those that come first.
  ///
  /// - Returns: `nil` for a number that is no whole one, is negative, and where all keys are 0.
  static func parts(of limit: ExactNumber, in keys: [Int]) -> [Int]? {
    let sum = keys.reduce(0, +)
    guard sum > 0, let whole = Int(limit.description), whole >= 0 else { return nil }
    var parts: [Int] = []
    var remainders: [(remainder: Int, position: Int)] = []
    for (position, key) in keys.enumerated() {
      let (high, low) = whole.multipliedFullWidth(by: key)
      let (quotient, remainder) = sum.dividingFullWidth((high, low))
      parts.append(quotient)
      remainders.append((remainder, position))
    }
    let left = whole - parts.reduce(0, +)
    for (_, position) in remainders.sorted(by: { ($1.remainder, $0.position) < ($0.remainder, $1.position) })
      .prefix(left)
    {
      parts[position] += 1
    }
    return parts
  }
}
