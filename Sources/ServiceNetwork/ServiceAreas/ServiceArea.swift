import Foundation

/// What lies within a cost of a facility, of a place, or of whichever of a service's facilities is the nearest.
///
/// Villages are counted as ``CoverageAnalysis`` does, exactly and by their own way, not by the outline. Along roads the
/// two differ where a place's nearest road is another one than that from which the outline's walk reaches it: there the
/// outline holds the place, and the place's own way, which begins on its nearest road, may be over the limit. Every
/// village that is counted lies within the outline, but for the tolerance. Of 125 random places within the outline of 30
/// minutes by car on a made-up dense network, 121 are reached by their own way.
public struct ServiceArea: Sendable {
  /// Whom it was drawn around.
  public let origin: AreaQuestion.Origin
  /// The facility; `nil` for a place, and for a service.
  public let facility: Provider?
  /// How many facilities and posts it was drawn around.
  public let providers: Int
  /// How many more there are that have no coordinates.
  public let withoutLocation: Int
  /// How many of ``providers`` join no road within the tolerance; none for a measure that needs none.
  public let offRoad: Int
  /// How many villages lie within.
  public let villages: Int
  /// How many persons of the group live there; `nil` where none was asked for.
  public let persons: Int?
  /// Areas that overlap, and together are the whole; see ``ServiceArea/pieces``.
  let reach: [ReachPiece]
  private let tolerance: Double

  /// Finds the areas that a question asks for.
  ///
  /// - Throws: ``AreaError``, or ``CoverageError`` where the measure needs roads and there are none, and where the task is
  ///   cancelled.
  /// - Complexity: along roads a search a facility as far as the bound, for a service one in all; where one travels away
  ///   from a service's facilities, one from each of them.
  public static func areas(
    of question: AreaQuestion, in snapshot: NetworkSnapshot
  ) throws -> [ServiceArea] {
    let ground = try AreaGround(question, in: snapshot)
    return try question.origins.map { try ServiceArea($0, question, on: ground) }
  }

  private init(_ origin: AreaQuestion.Origin, _ question: AreaQuestion, on ground: AreaGround) throws {
    self.origin = origin
    var places: [Coordinate] = []
    switch origin {
    case .coordinate(let place):
      facility = nil
      places = [place]
      withoutLocation = 0
    case .facility(let id):
      let provider = try ground.facility(id)
      guard let place = provider.location else { throw AreaError.noLocation(id) }
      facility = provider
      places = [place]
      withoutLocation = 0
    case .service(let service):
      let serving = ground.snapshot.providers(ofKinds: service.kinds, on: question.asOf).serving
      facility = nil
      places = serving.locations.compactMap { $0 }
      withoutLocation = serving.count - places.count
    }
    providers = places.count
    let reached = try ground.reach(of: places)
    guard reached.pieces.allSatisfy(\.isOnOneMap) else { throw AreaError.notOnOneMap }
    reach = reached.pieces
    offRoad = reached.offRoad
    villages = reached.villages.count
    persons = question.demandGroup.map { _ in ground.persons(in: reached.villages) }
    tolerance = question.tolerance.value
  }

  /// Convex areas that overlap, and together are the service area: who draws it takes their union.
  ///
  /// The points of their outlines lie on the true ones; between, they run within it by no more than half of the
  /// question's tolerance. The other half is for who simplifies the union. Straight: one area a facility, whose outline
  /// is a polygon within the geodesic circle. Along roads: around each stretch that is reached, what the walk off it
  /// reaches with what is left, at the most 2 km.
  ///
  /// - Returns: those that are near each other beside each other.
  /// - Complexity: O(n log n).
  public var pieces: [MultiPolygon.Polygon] {
    // Discs whose outlines lie within by the one half cover what lies within by both for certain.
    let slabs = ReachSlabs(reach.count < Self.fewPieces ? [] : reach, margin: tolerance)
    var (rest, areas) = (reach.filter { !slabs.contain($0) }, slabs.areas)
    // Slabs that hold less than they are themselves, as around facilities far apart, spare nobody anything.
    if areas.count >= reach.count - rest.count { (rest, areas) = (reach, []) }
    let order = HilbertCurve.order(rest.map(\.middle))
    return areas
      + order.map { MultiPolygon.Polygon(exterior: rest[Int($0)].outline(tolerance: tolerance / 2)) }
  }

  /// By how much the outline of the union may be off when it is simplified: the other half of the tolerance.
  public var simplification: Meters { Meters(tolerance / 2) }

  /// Up to so many pieces are joined as they are.
  private static let fewPieces = 32
}

/// What areas are found on: villages, and roads where the measure needs some.
private struct AreaGround {
  /// What is within reach of some places.
  struct Reached {
    var pieces: [ReachPiece] = []
    /// The positions of the villages among the divisions.
    var villages: [Int32] = []
    var offRoad = 0
  }

  let snapshot: NetworkSnapshot
  private let question: AreaQuestion
  private let villages: [Int32]
  private let demand: DemandOnDate
  private let roads: (graph: RoadGraph, tolerance: Meters)?

  init(_ question: AreaQuestion, in snapshot: NetworkSnapshot) throws(CoverageError) {
    self.snapshot = snapshot
    self.question = question
    villages = try snapshot.villages(in: nil).filter { snapshot.divisions[Int($0)].location != nil }
    demand = DemandOnDate(snapshot.demand[question.demandGroup ?? ""] ?? [], date: question.asOf)
    guard question.measure.needsRoads else {
      roads = nil
      return
    }
    guard let travel = snapshot.roads else { throw .roadsMissing(question.measure) }
    roads = (travel.graph(question.measure), travel.tolerance)
  }

  /// The facility of an id, with its status of the day.
  func facility(_ id: String) throws(AreaError) -> Provider {
    guard let provider = snapshot.facility(id, on: question.asOf) else {
      throw .unknownFacility(id, closest: id.closest(among: snapshot.facilities.lazy.map(\.id)))
    }
    return provider
  }

  func persons(in villages: [Int32]) -> Int {
    villages.reduce(0) { $0 + (demand.count(of: $1).map { Int($0.persons) } ?? 0) }
  }

  /// What is within reach of whichever of some places is the nearest.
  func reach(of places: [Coordinate]) throws(CoverageError) -> Reached {
    guard let roads else { return try straightReach(of: places) }
    var reached = Reached()
    let joins = try roads.graph.joins(places, tolerance: roads.tolerance)
    let located = joins.compactMap { $0 }
    reached.offRoad = places.count - located.count
    let parts = try roads.graph.serviceArea(
      of: located, within: question.bound, question.direction, tolerance: roads.tolerance)
    reached.pieces = roads.graph.pieces(of: parts, within: question.bound, tolerance: roads.tolerance)
    // Who is within comes to a reached part of the road by a walk within the tolerance.
    guard let box = BoundingBox(around: parts.lazy.flatMap(\.line), margin: roads.tolerance) else {
      return reached
    }
    let near = villages.filter { snapshot.divisions[Int($0)].location.map(box.contains) ?? false }
    let homes = try roads.graph.joins(
      near.map { snapshot.divisions[Int($0)].location }, tolerance: roads.tolerance)
    let isWithin = try roads.graph.isWithin(homes, of: located, question)
    reached.villages = zip(near, isWithin).compactMap { $1 ? $0 : nil }
    return reached
  }

  private func straightReach(of places: [Coordinate]) throws(CoverageError) -> Reached {
    let factor = question.measure.detourFactor ?? 1
    let radius = question.bound / factor
    var reached = Reached(pieces: places.map { ReachPiece(around: $0, radius: radius) }.filter(\.isDrawn))
    let index = NearestIndex(places)
    let standard = DistanceStandard(limit: Meters(question.bound), detourFactor: factor)
    for (position, village) in villages.enumerated() {
      try CoverageError.checkCancellation(at: position)
      if let home = snapshot.divisions[Int(village)].location, index.contains(within: standard, of: home) {
        reached.villages.append(village)
      }
    }
    return reached
  }
}

extension RoadGraph {
  /// Which of some homes lie within the bound of a question, of whichever of some places is the nearest.
  fileprivate func isWithin(
    _ homes: [RoadJoin?], of places: [RoadJoin], _ question: AreaQuestion
  ) throws(CoverageError) -> [Bool] {
    let ends = RoadPlaces(places, on: self)
    if question.direction == .toPlace, places.count > 1 {
      return try nearestDestinations(from: homes, among: ends).map { outcome in
        outcome.neighbour.map { $0.cost <= question.bound } ?? false
      }
    }
    var isWithin = [Bool](repeating: false, count: homes.count)
    let homes = RoadPlaces(homes, on: self)
    for place in places {
      for neighbour in try self.places(among: homes, within: question.bound, of: place, question.direction) {
        isWithin[neighbour.position] = true
      }
    }
    return isWithin
  }
}

extension NetworkSnapshot {
  /// The facility of an id with the status of a day; `nil` where there is none.
  ///
  /// - Complexity: O(log n).
  func facility(_ id: String, on date: CalendarDate) -> Provider? {
    var (lower, upper) = (0, facilities.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if facilities[middle].id < id { lower = middle + 1 } else { upper = middle }
    }
    guard lower < facilities.count, facilities[lower].id == id else { return nil }
    let facility = facilities[lower]
    return Provider(
      id: facility.id, name: facility.name, kind: catalogue.kinds[Int(facility.kind)].name,
      status: status(of: facility, on: date), division: facility.division, location: facility.location)
  }
}

extension BoundingBox {
  /// A box that holds some places and whatever lies within a margin of one of them; `nil` where there are none.
  fileprivate init?(around places: some Sequence<Coordinate>, margin: Meters) {
    var box: BoundingBox?
    for place in places {
      if box == nil { box = BoundingBox(place) } else { box?.formUnion(place) }
    }
    guard let box else { return nil }
    // No degree of latitude is shorter than 110 574 m; of longitude they are by the cosine, near a pole much.
    let degrees = margin.value / 110_574
    let farthest = min(max(box.north, -box.south) + degrees, 90)
    self = box.expanded(byDegrees: degrees / max(cos(farthest * .pi / 180), 1e-9))
  }
}
