/// How much of a registry the indicators of a plan need.
public struct PlanScope: Equatable, Sendable {
  /// The kinds whose facilities and posts serve under the services that are followed.
  public private(set) var kinds: Set<String> = []
  /// The kinds whose facilities are counted one by one, or refitted.
  public private(set) var listedKinds: Set<String> = [HomeRefit.kind]
  /// The groups whose counts are needed.
  public private(set) var demandGroups: Set<String> = []
  /// Whether the rule of one of the services needs the roads.
  public private(set) var needsRoads = false

  /// What some indicators need, and the shares of some targets.
  ///
  /// - Parameters:
  ///   - indicators: what is followed.
  ///   - targets: what it is to be.
  ///   - catalogue: the services that indicators may mean.
  ///   - hasAllServices: whether the coverage of every service is asked about, too.
  public init(
    _ indicators: [Indicator], _ targets: [Target], in catalogue: Catalogue, hasAllServices: Bool = false
  ) {
    if hasAllServices { catalogue.services.forEach { add($0) } }
    for indicator in indicators {
      switch indicator.measure {
      case .opened(let kind, _), .designated(let kind, _), .operating(let kind, _): listedKinds.insert(kind)
      case .served(_, let name), .servedShare(_, let name):
        if let service = catalogue.services.first(where: { $0.name == name }) { add(service) }
      case .upgraded, .upgradedShare, .fundShare, .observed, .observedTotal, .quarters, .ratio, .change:
        continue
      }
    }
    for target in targets {
      switch target.split {
      case .demand(let group): demandGroups.insert(group)
      case .facilities(let kind): listedKinds.insert(kind)
      case .each, .villages, nil: continue
      }
    }
    // Facilities that are listed stand in the network, too, where a village's distance to one is asked.
    kinds.formUnion(listedKinds)
  }

  private mutating func add(_ service: Service) {
    kinds.formUnion(service.kinds)
    if let group = service.demandGroup { demandGroups.insert(group) }
    if service.rule.distance?.measure.needsRoads == true { needsRoads = true }
  }
}
