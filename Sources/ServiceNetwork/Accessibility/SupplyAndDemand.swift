/// How a facility's places are counted.
public enum CapacityCount: String, CaseIterable, Sendable {
  /// Those that are not taken: capacity less occupied, 0 where more are taken than there are.
  case free
  /// All of them.
  case total
}

/// Who wants a service and who has room for them, on the day of a question.
///
/// All villages are in it, and not those of the question's area alone: whoever lives next to the area wants the same
/// places.
struct SupplyAndDemand: Sendable {
  let question: CoverageQuestion
  let snapshot: NetworkSnapshot
  /// All villages, by their positions among the divisions.
  let villages: [Int32]
  /// Persons in each village; `nil` where nobody counted.
  let demand: [Int?]
  /// Whether the count of each is later than the day.
  let isLater: [Bool]
  /// Everyone who serves: facilities by id, then posts by id.
  let serving: Providers
  /// The places of each of them; `nil` where that is not known.
  let capacities: [Int?]

  /// - Throws: ``AccessibilityError/noDemandGroup``, ``AccessibilityError/question(_:)``.
  init(
    _ question: CoverageQuestion, _ capacity: CapacityCount, in snapshot: NetworkSnapshot
  ) throws(AccessibilityError) {
    guard let group = question.demandGroup else { throw .noDemandGroup }
    villages = try AccessibilityError.asking { () throws(CoverageError) in try snapshot.villages(in: nil) }
    let counts = DemandOnDate(snapshot.demand[group] ?? [], date: question.asOf)
    let entries = villages.map { counts.count(of: $0) }
    demand = entries.map { $0.map { Int($0.persons) } }
    isLater = entries.map { $0.map { $0.asOf > question.asOf } ?? false }
    serving = snapshot.providers(ofKinds: question.service.kinds, on: question.asOf).serving
    capacities = serving.map { provider in
      switch capacity {
      case .total: provider.capacity
      case .free: provider.capacity.flatMap { beds in provider.occupied.map { max(0, beds - $0) } }
      }
    }
    self.question = question
    self.snapshot = snapshot
  }

  /// Those who serve and whose places are not counted for want of a capacity, or of how many are taken.
  var unknown: [LeftOutFacility] {
    zip(serving, capacities).compactMap { provider, capacity in
      guard capacity == nil else { return nil }
      return LeftOutFacility(
        id: provider.id, name: provider.name,
        reason: provider.capacity == nil ? .noCapacity : .noOccupied)
    }
  }

  /// What the ways cost from all villages to those of some providers that lie within the rule's bound.
  ///
  /// - Throws: ``AccessibilityError``
  func table(
    to providers: some Collection<Provider>, marks: [Double] = []
  ) throws(AccessibilityError) -> CostTable? {
    guard let (bound, measure) = question.rule.distance else { return nil }
    if case .costs = measure {
      let costs = try AccessibilityError.asking { () throws(CoverageError) in
        try snapshot.requireCosts(from: villages, to: providers.map(\.id))
      }
      return CostTable(
        costs.pairs(from: villages, to: providers.map(\.id), within: bound), destinations: providers.count,
        CostRounding(bound: bound, marks: marks))
    }
    let places = providers.map(\.location)
    if let factor = measure.detourFactor {
      return try CostTable(
        from: villages.map { snapshot.divisions[Int($0)].location }, to: places,
        within: DistanceStandard(limit: Meters(bound), detourFactor: factor), marks: marks)
    }
    let joined = try AccessibilityError.asking { () throws(CoverageError) in
      let origins = try ProviderReach.Origins(villages, by: measure, in: snapshot, workers: .all)
      guard let roads = origins.roads else { throw CoverageError.roadsMissing(measure) }
      let joins = try roads.graph.joins(places, tolerance: roads.tolerance)
      return (roads.graph, RoadPlaces(roads.joins, on: roads.graph), RoadPlaces(joins, on: roads.graph))
    }
    return try CostTable(from: joined.1, to: joined.2, along: joined.0, within: bound, marks: marks)
  }

  /// Which of ``villages`` a question is about: their positions there.
  func asked() throws(AccessibilityError) -> [Int] {
    guard let code = question.area else { return Array(villages.indices) }
    let area = try AccessibilityError.asking { () throws(CoverageError) in try snapshot.division(code) }
    return villages.indices.filter { snapshot.isDivision(villages[$0], in: area) }
  }
}

extension SupplyAndDemand {
  /// Writes all that an answer made of it depends on.
  func writeInput(to input: inout AnswerInput) {
    input.append(question.service.name)
    input.append(question.rule.description)
    input.append(question.asOf.description)
    input.append(question.area?.description)
    input.append(question.demandGroup)
    input.append(question.measure, in: snapshot)
    input.append(zip(villages, demand).lazy.map { ($0, $1) }, count: villages.count, in: snapshot)
    input.append(serving, in: snapshot)
  }
}

/// A facility that serves and could not be counted.
public struct LeftOutFacility: Equatable, Sendable {
  /// Why.
  public enum Reason: String, CaseIterable, Sendable {
    /// Nobody told how many it has room for.
    case noCapacity = "no-capacity"
    /// Nobody told how many of its places are taken.
    case noOccupied = "no-occupied"
    /// It has no coordinates.
    case noLocation = "no-location"
  }

  /// Its id.
  public let id: String
  /// Its name.
  public let name: String
  /// Why.
  public let reason: Reason
}
