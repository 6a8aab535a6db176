internal import Synchronization

/// A registry's roads and the speeds on them, priced by each measure that was asked for so far.
///
/// To price a network takes as long as to look at each edge: it is done once, and kept.
public final class RoadTravel: Sendable {
  /// The network.
  public let network: RoadNetwork
  /// The speeds on it.
  public let speeds: RoadSpeeds
  /// How far from a road a place may lie.
  public let tolerance: Meters
  /// What tells this network from others: the digest of its roads, or empty where nobody made one.
  public let digest: String

  private let priced = Mutex<[Measure: RoadGraph]>([:])

  /// Roads that nobody has asked about yet.
  public init(
    _ network: RoadNetwork, speeds: RoadSpeeds, tolerance: Meters = RoadGraph.defaultTolerance,
    digest: String = ""
  ) {
    self.network = network
    self.speeds = speeds
    self.tolerance = tolerance
    self.digest = digest
  }

  /// The network priced by a measure.
  ///
  /// - Precondition: the measure is one along roads.
  /// - Complexity: O(nodes + edges) the first time.
  public func graph(_ measure: Measure) -> RoadGraph {
    priced.withLock { priced in
      if let graph = priced[measure] { return graph }
      let graph = RoadGraph(network, by: measure, speeds: speeds)
      priced[measure] = graph
      return graph
    }
  }
}
