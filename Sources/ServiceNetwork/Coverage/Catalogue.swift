/// What a registry can be asked for: its kinds, services and demand groups, each in the registry's order.
public struct Catalogue: Sendable {
  /// The kinds, posts' roles among them.
  public var kinds: [Kind]
  /// The services.
  public var services: [Service]
  /// The demand groups.
  public var demandGroups: [DemandGroup]
  /// The scenario whose rules it has; `nil` for the registry as it is.
  public var scenario: Scenario?

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
  /// The name of the scenario that has happened; `nil` for the registry as it is.
  public var scenario: String?
  /// What is supposed besides, behind the scenario's own steps.
  public var supposed: [ScenarioStep] = []

  /// A scope of some kinds and groups.
  public init(
    kinds: Set<String>?, demandGroups: Set<String>, asOf: CalendarDate? = nil, needsRoads: Bool = false,
    area: DivisionCode? = nil, scenario: String? = nil
  ) {
    self.kinds = kinds
    self.demandGroups = demandGroups
    self.asOf = asOf
    self.needsRoads = needsRoads
    self.area = area
    self.scenario = scenario
  }
}

extension SnapshotScope {
  /// What is asked for before a scenario's rules are known: the scenario, by whose catalogue the same is asked once more.
  ///
  /// - Returns: `nil` where the catalogue is that of the scenario, or none is asked for.
  static func first(_ scenario: String?, in catalogue: Catalogue) -> SnapshotScope? {
    guard let scenario, catalogue.scenario?.name != scenario else { return nil }
    return SnapshotScope(kinds: [], demandGroups: [], scenario: scenario)
  }
}
