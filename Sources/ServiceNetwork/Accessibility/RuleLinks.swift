/// Which providers serve each village by a rule: those in the village, in its township, or within the distance.
struct RuleLinks: Sendable {
  /// The most links that are looked at: with what is worked out beside them, some 60 bytes each.
  static let greatest = 50_000_000

  /// Where the links of each village begin; one more than there are villages.
  let offsets: [Int]
  /// The positions of the providers: those with a known way cheapest first, then the others, each then by position.
  let providers: [Int32]
  /// What the way costs; infinite where only the division tells that they serve.
  let costs: [Float]

  /// The links of a question's rule.
  ///
  /// - Throws: ``AccessibilityError``
  init(_ market: SupplyAndDemand) throws(AccessibilityError) {
    let rule = market.question.rule
    let table = try market.table(to: market.serving)
    let isOwnVillage = rule.alternatives.contains(.ownVillage)
    let isOwnTownship = rule.alternatives.contains(.ownTownship)
    let presence = ProviderPresence(market.serving, in: market.snapshot)
    var builder = Builder(providers: market.serving.count)
    for (index, village) in market.villages.enumerated() {
      try AccessibilityError.asking { () throws(CoverageError) in
        try CoverageError.checkCancellation(at: index)
      }
      if let table {
        for pair in table.offsets[index]..<table.offsets[index + 1] {
          builder.add(table.destinations[pair], table.costs[pair])
        }
      }
      if isOwnVillage {
        for provider in presence.providers(inDivision: village) { builder.add(provider, .infinity) }
      }
      if isOwnTownship {
        let township = market.snapshot.ancestor(of: village, at: .township)
        for provider in presence.providers(inTownship: township) { builder.add(provider, .infinity) }
      }
      builder.finishVillage()
      guard builder.providers.count <= Self.greatest else { throw .tooManyPairs(most: Self.greatest) }
    }
    self.init(offsets: builder.offsets, providers: builder.providers, costs: builder.costs)
  }

  /// Links that are known.
  init(offsets: [Int], providers: [Int32], costs: [Float]) {
    self.offsets = offsets
    self.providers = providers
    self.costs = costs
  }

  /// How many villages there are.
  var villageCount: Int { offsets.count - 1 }

  /// The positions of a village's links.
  func links(of village: Int) -> Range<Int> { offsets[village]..<offsets[village + 1] }

  private struct Builder {
    var offsets = [0]
    var providers: [Int32] = []
    var costs: [Float] = []
    private var row: [(cost: Float, provider: Int32)] = []
    /// The village that each provider was last linked to.
    private var linked: [Int]

    init(providers: Int) {
      linked = [Int](repeating: -1, count: providers)
    }

    mutating func add(_ provider: Int32, _ cost: Float) {
      guard linked[Int(provider)] != offsets.count else { return }
      linked[Int(provider)] = offsets.count
      row.append((cost, provider))
    }

    mutating func finishVillage() {
      row.sort { ($0.cost, $0.provider) < ($1.cost, $1.provider) }
      for link in row {
        providers.append(link.provider)
        costs.append(link.cost)
      }
      row.removeAll(keepingCapacity: true)
      offsets.append(providers.count)
    }
  }
}

extension RuleLinks {
  /// The links to some of the providers.
  func filtered(_ isMeant: (Int32) -> Bool) -> RuleLinks {
    var offsets = [0]
    var kept: [Int] = []
    for village in 0..<villageCount {
      kept += links(of: village).filter { isMeant(providers[$0]) }
      offsets.append(kept.count)
    }
    return RuleLinks(offsets: offsets, providers: kept.map { providers[$0] }, costs: kept.map { costs[$0] })
  }
}
