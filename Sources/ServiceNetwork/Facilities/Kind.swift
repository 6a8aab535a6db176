/// A kind of facility, or a role that persons are appointed to.
public struct Kind: Hashable, Sendable {
  /// Its name in kebab case, as `nursing-home`.
  public var name: String
  /// Its name in Chinese.
  public var nameZh: String
  /// Its name in English.
  public var nameEn: String
  /// Whether it is a person's post and not a building.
  public var isPost: Bool

  /// A kind by its names.
  public init(name: String, nameZh: String, nameEn: String, isPost: Bool = false) {
    self.name = name
    self.nameZh = nameZh
    self.nameEn = nameEn
    self.isPost = isPost
  }
}

extension Kind {
  /// The kinds that a new registry has.
  public static let standard: [Kind] = [
    Kind(name: "nursing-home", nameZh: "农村敬老院", nameEn: "rural nursing home"),
    Kind(name: "day-care-centre", nameZh: "老年人日间照料中心", nameEn: "day-care centre for the elderly"),
    Kind(name: "childrens-home", nameZh: "儿童之家", nameEn: "children's home"),
    Kind(
      name: "disaster-reduction-community", nameZh: "综合减灾示范社区",
      nameEn: "exemplary disaster-reduction community"),
    Kind(name: "happiness-home", nameZh: "农村幸福院", nameEn: "rural happiness home"),
    Kind(name: "welfare-institution", nameZh: "福利机构", nameEn: "welfare institution"),
    Kind(name: "child-welfare-director", nameZh: "儿童福利主任", nameEn: "child-welfare director", isPost: true),
    Kind(
      name: "child-welfare-supervisor", nameZh: "儿童福利督导员", nameEn: "child-welfare supervisor", isPost: true),
  ]
}
