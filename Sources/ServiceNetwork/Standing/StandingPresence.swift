/// How many serve in each division and township, while some begin to and others cease.
struct StandingPresence: Sendable {
  private let needsOwnVillage: Bool
  private let needsOwnTownship: Bool
  /// The township of each division; empty where the rule does not ask.
  private let townships: [Int32]
  /// The villages of each township, by their positions among those that were asked about.
  private var villagesOfTownship: [Int32: [Int]] = [:]
  private var inDivision: [Int32: Int] = [:]
  private var inTownship: [Int32: Int] = [:]

  init(_ rule: ServiceRule, villages: [CoverageAnalysis.Village], in snapshot: NetworkSnapshot) {
    needsOwnVillage = rule.alternatives.contains(.ownVillage)
    needsOwnTownship = rule.alternatives.contains(.ownTownship)
    townships = needsOwnTownship ? snapshot.ancestors(at: .township) : []
    guard needsOwnTownship else { return }
    for (index, village) in villages.enumerated() {
      villagesOfTownship[townships[Int(village.division)], default: []].append(index)
    }
  }

  /// Whether somebody in a village's own division or township serves it.
  func isServed(_ division: Int32) -> Bool {
    if needsOwnVillage, inDivision[division, default: 0] > 0 { return true }
    guard needsOwnTownship, townships[Int(division)] >= 0 else { return false }
    return inTownship[townships[Int(division)], default: 0] > 0
  }

  /// Counts somebody in a division in, or out again.
  ///
  /// - Parameter village: the position of that very division among the villages that were asked about, if it is one.
  /// - Returns: the villages to which it may matter.
  mutating func count(_ division: Int32, by number: Int, village: Int?) -> [Int] {
    guard division >= 0 else { return [] }
    var touched: [Int] = []
    if needsOwnVillage {
      inDivision[division, default: 0] += number
      if let village { touched.append(village) }
    }
    if needsOwnTownship, townships[Int(division)] >= 0 {
      inTownship[townships[Int(division)], default: 0] += number
      touched += villagesOfTownship[townships[Int(division)]] ?? []
    }
    return touched
  }
}
