/// A service: the kinds that count for it, its rule, and the group of persons that it is for.
public struct Service: Hashable, Sendable {
  /// Its name in kebab case, as `childrens-home`.
  public var name: String
  /// Its name in Chinese.
  public var nameZh: String
  /// Its name in English.
  public var nameEn: String
  /// The names of the kinds that count.
  public var kinds: [String]
  /// What counts as served.
  public var rule: ServiceRule
  /// The name of the demand group that it is for; `nil` where it is for nobody in particular.
  public var demandGroup: String?

  /// A service from its parts.
  public init(
    name: String, nameZh: String, nameEn: String, kinds: [String], rule: ServiceRule, demandGroup: String?
  ) {
    self.name = name
    self.nameZh = nameZh
    self.nameEn = nameEn
    self.kinds = kinds
    self.rule = rule
    self.demandGroup = demandGroup
  }
}

extension Service {
  /// The services that a new registry has.
  ///
  /// Each kind that is a building has one by its own name; the two kinds of posts share `child-welfare`.
  public static let standard: [Service] = {
    func service(
      _ name: String, _ nameZh: String, _ nameEn: String, _ rule: String, _ demandGroup: String,
      kinds: [String]? = nil
    ) -> Service {
      guard let rule = try? ServiceRule(rule) else { preconditionFailure("'\(rule)' is a rule of this file") }
      return Service(
        name: name, nameZh: nameZh, nameEn: nameEn, kinds: kinds ?? [name], rule: rule,
        demandGroup: demandGroup)
    }
    return [
      service(
        "nursing-home", "农村敬老院", "rural nursing homes", "own-township or within 10 km",
        "extreme-poverty-support"),
      service("day-care-centre", "老年人日间照料", "day care for the elderly", "within 3 km", "elderly"),
      service("childrens-home", "儿童之家", "children's homes", "within 3 km", "left-behind-children"),
      service(
        "child-welfare", "儿童福利主任和督导员", "child-welfare directors and supervisors", "own-village",
        "left-behind-children", kinds: ["child-welfare-director", "child-welfare-supervisor"]),
      service(
        "disaster-reduction-community", "综合减灾示范社区", "exemplary disaster-reduction communities",
        "within 10 km",
        "population"),
      service("happiness-home", "农村幸福院", "rural happiness homes", "own-village", "left-behind-elderly"),
      service("welfare-institution", "福利机构", "welfare institutions", "within 50 km", "population"),
    ]
  }()
}
