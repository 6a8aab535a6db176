/// What a registry's roads are like: how much there is, whether it hangs together, and who lies far from it.
///
/// All roads count, whoever may pass them.
public struct RoadSurvey: Sendable {
  /// A village or facility that is far from every road.
  public struct RemotePlace: Hashable, Sendable {
    /// The code of the village, or the id of the facility.
    public let id: String
    /// What it is called.
    public let name: String
    /// Where it is, EPSG:4326.
    public let location: Coordinate
    /// The geodesic distance to the nearest point of a road.
    public let distance: Meters
  }

  /// Villages, or facilities, beside the roads.
  public struct Places: Hashable, Sendable {
    /// How many have coordinates.
    public let located: Int
    /// How many have none, and may or may not be near a road.
    public let withoutLocation: Int
    /// Those that lie farther from every road than was asked, the farthest first, then by id.
    public let remote: [RemotePlace]
  }

  /// Nodes, edges, and how long they are, by class.
  public let figures: RoadFigures
  /// How many parts there are between which no road leads, whichever way.
  public let components: Int
  /// The share of all length that the part with the most length has, 0…1.
  public let greatestShare: Double
  /// How far from every road a place is that is remote: what lies at it is not.
  public let fartherThan: Meters
  /// The villages.
  public let villages: Places
  /// The facilities that are not closed.
  public let facilities: Places

  /// Surveys the roads of a snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: its divisions and facilities.
  ///   - fartherThan: see ``fartherThan``.
  ///   - today: the day on which a facility that is closed does not count.
  /// - Throws: ``CoverageError/roadsMissing(_:)`` where there are none; ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O((edges + places) log edges).
  public init(
    _ snapshot: NetworkSnapshot, fartherThan: Meters = RoadGraph.defaultTolerance, today: CalendarDate
  ) throws(CoverageError) {
    guard let network = snapshot.roads?.network else { throw .roadsMissing(.road) }
    figures = network.figures
    (components, greatestShare) = network.components
    self.fartherThan = fartherThan
    villages = try Self.places(
      snapshot.divisions.lazy.filter { $0.level == .village }
        .map { (id: $0.code.description, name: $0.name, location: $0.location) },
      beside: network, fartherThan: fartherThan)
    facilities = try Self.places(
      snapshot.facilities.lazy.filter { snapshot.status(of: $0, on: today) != .closed }
        .map { (id: $0.id, name: $0.name, location: $0.location) },
      beside: network, fartherThan: fartherThan)
  }

  /// What must be read for it.
  public static let scope = SnapshotScope(kinds: nil, demandGroups: [], needsRoads: true)

  // MARK: - Private

  private static func places(
    _ places: some Sequence<(id: String, name: String, location: Coordinate?)>, beside network: RoadNetwork,
    fartherThan: Meters
  ) throws(CoverageError) -> Places {
    var scratch = RoadIndex.Scratch()
    var (located, withoutLocation) = (0, 0)
    var remote: [RemotePlace] = []
    for (position, place) in places.enumerated() {
      try CoverageError.checkCancellation(at: position)
      guard let location = place.location else {
        withoutLocation += 1
        continue
      }
      located += 1
      guard network.join(location, tolerance: fartherThan, &scratch, isOpen: { _ in true }) == nil else {
        continue
      }
      // There is an edge, and none is farther than half the way around the earth.
      let nearest = network.join(location, tolerance: Meters(2.1e7), &scratch) { _ in true }
      remote.append(
        RemotePlace(
          id: place.id, name: place.name, location: location,
          distance: nearest?.distance ?? Meters(.infinity)))
    }
    remote.sort { ($1.distance, $0.id) < ($0.distance, $1.id) }
    return Places(located: located, withoutLocation: withoutLocation, remote: remote)
  }
}

extension RoadNetwork {
  /// How many parts hang together over edges, and the share of all length that the one with the most has; 1 where no
  /// edge has a length.
  fileprivate var components: (count: Int, greatestShare: Double) {
    var sets = DisjointSets(count: nodeCount)
    for edge in edges { sets.join(edge.from, edge.to) }
    var lengths: [Int32: Double] = [:]
    for edge in edges { lengths[sets.root(edge.from), default: 0] += edge.length }
    let all = edges.reduce(0) { $0 + $1.length }
    return (lengths.count, all > 0 ? (lengths.values.max() ?? 0) / all : 1)
  }
}
