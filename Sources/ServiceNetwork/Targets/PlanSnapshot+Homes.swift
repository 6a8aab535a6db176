extension PlanSnapshot {
  /// The plan with the works of the homes in an area alone, and the money that is for these homes or works.
  ///
  /// Money that names neither belongs to no area, and is left out.
  ///
  /// - Throws: ``CoverageError/unknownDivision(_:)``
  /// - Complexity: O(facilities + works + money).
  public func limited(toHomesIn area: DivisionCode) throws(CoverageError) -> PlanSnapshot {
    let subtree = try network.division(area)
    var homes: Set<String> = []
    for facility in network.facilities where facility.division >= 0 {
      guard network.catalogue.kinds[Int(facility.kind)].name == HomeRefit.kind,
        network.isDivision(facility.division, in: subtree)
      else { continue }
      homes.insert(facility.id)
    }
    var plan = self
    plan.upgrades = upgrades.filter { homes.contains($0.facility) }
    let works = Set(plan.upgrades.compactMap(\.id))
    plan.funds = funds.filter { fund in
      fund.facility.map(homes.contains) ?? fund.upgrade.map(works.contains) ?? false
    }
    return plan
  }
}
