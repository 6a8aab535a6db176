/// What a registry can be asked for: its kinds, services and demand groups, each in the registry's order.
public struct Catalogue: Sendable {
  /// The kinds, posts' roles among them.
  public var kinds: [Kind]
  /// The services.
  public var services: [Service]
  /// The demand groups.
  public var demandGroups: [DemandGroup]

  /// A catalogue from its parts.
  public init(kinds: [Kind], services: [Service], demandGroups: [DemandGroup]) {
    self.kinds = kinds
    self.services = services
    self.demandGroups = demandGroups
  }

  /// What a new registry has.
  public static let standard = Catalogue(
    kinds: Kind.standard, services: Service.standard, demandGroups: DemandGroup.standard)

  /// The names of the kinds that are buildings and not posts.
  var facilityKinds: [String] { kinds.filter { !$0.isPost }.map(\.name) }

  /// The service of a name.
  ///
  /// - Throws: ``CoverageError/unknownService(_:known:)``
  public func service(named name: String) throws(CoverageError) -> Service {
    guard let service = services.first(where: { $0.name == name }) else {
      throw .unknownService(name, known: services.map(\.name))
    }
    return service
  }
}

/// How much of a registry a ``NetworkSnapshot`` is to hold.
public struct SnapshotScope: Equatable, Sendable {
  /// The names of the kinds whose facilities and posts are read; `nil` for all.
  public var kinds: Set<String>?
  /// The names of the demand groups whose counts are read.
  public var demandGroups: Set<String>
  /// The day whose divisions are read; `nil` for those that stand.
  public var asOf: CalendarDate?
  /// Whether the roads are read.
  public var needsRoads: Bool
  /// The one division whose subtree is asked about, so that no other divisions and counts need be read; `nil` for all.
  ///
  /// Facilities and posts outside of it are read, since they serve, too; of what division those facilities are is not
  /// known then.
  public var area: DivisionCode?

  /// A scope of some kinds and groups.
  public init(
    kinds: Set<String>?, demandGroups: Set<String>, asOf: CalendarDate? = nil, needsRoads: Bool = false,
    area: DivisionCode? = nil
  ) {
    self.kinds = kinds
    self.demandGroups = demandGroups
    self.asOf = asOf
    self.needsRoads = needsRoads
    self.area = area
  }
}
