/// What travel along a network costs by a measure: who may pass where, and at what price.
///
/// ``Measure/road`` is the shortest way in metres over edges that are open to ``TravelMode/drive`` in the direction
/// of travel; a mode is the quickest way in minutes. An edge's own speed takes the place of its class's for `drive`
/// and caps `ebike`. A mode that has no speed on a class may not pass there. Nobody waits at junctions.
///
/// Places join the network at the nearest point of an edge, see ``join(_:tolerance:)``. The way between a place and
/// that point counts: its geodesic metres by `road`, and at walking speed by a mode. Of an edge that is travelled in
/// part, the same part of its cost counts.
///
/// Costs are whole micrometres or microseconds within; so every search gives the same cost for the same pair, and
/// equal costs are equal. A bound is met by what costs exactly as much.
///
/// Memory, beside the network's: 12 bytes a node, 80 an edge that is open both ways.
public struct RoadGraph: Sendable {
  /// What one edge costs from its beginning to its end, and back.
  struct EdgeCost {
    var forward: UInt64
    var backward: UInt64

    var isOpen: Bool { forward != CostScale.closed || backward != CostScale.closed }
  }

  /// The network that it is made of.
  public let network: RoadNetwork
  /// What cost is measured by.
  public let measure: Measure
  /// The speeds that it is made with.
  public let speeds: RoadSpeeds

  let scale: CostScale
  let edgeCosts: [EdgeCost]
  /// The edges in the direction of travel, and against it.
  let outgoing: RoadArcs
  let incoming: RoadArcs
  /// Which nodes hang together, whichever way the edges between them lead.
  let components: RoadComponents

  /// Prices a network.
  ///
  /// - Precondition: the measure is one along roads.
  /// - Complexity: O(nodes + edges).
  public init(_ network: RoadNetwork, by measure: Measure, speeds: RoadSpeeds = .standard) {
    let mode: TravelMode
    switch measure {
    case .road: mode = .drive
    case .mode(let given): mode = given
    case .straight, .detour, .costs: preconditionFailure("'\(measure)' needs no roads")
    }
    scale = measure.isTime ? .minutes : .meters
    let pricing = RoadPricing(mode: mode, isTime: measure.isTime, speeds: speeds, network: network)
    edgeCosts = network.edges.map(pricing.cost(of:))
    outgoing = RoadArcs(network, edgeCosts, isReversed: false)
    incoming = RoadArcs(network, edgeCosts, isReversed: true)
    components = RoadComponents(network, edgeCosts)
    self.network = network
    self.measure = measure
    self.speeds = speeds
  }

  /// What a way off the road costs.
  func walkingCost(of distance: Meters) -> UInt64 {
    scale.units(measure.isTime ? distance.value / (speeds.walking / 0.06) : distance.value)
  }

  /// How far off the road one gets at a cost.
  func walkingDistance(at units: UInt64) -> Meters {
    Meters(scale.cost(units) * (measure.isTime ? speeds.walking / 0.06 : 1))
  }
}

/// The price of an edge by a mode.
private struct RoadPricing {
  let mode: TravelMode
  let isTime: Bool
  private let speeds: [Double?]
  private let scale: CostScale

  init(mode: TravelMode, isTime: Bool, speeds: RoadSpeeds, network: RoadNetwork) {
    self.mode = mode
    self.isTime = isTime
    self.speeds = network.classes.map { speeds[$0][mode] }
    scale = isTime ? .minutes : .meters
  }

  func cost(of edge: RoadNetwork.Edge) -> RoadGraph.EdgeCost {
    var cost = RoadGraph.EdgeCost(forward: CostScale.closed, backward: CostScale.closed)
    guard var speed = speeds[Int(edge.roadClass)] else { return cost }
    if !edge.speed.isNaN {
      switch mode {
      case .walk: break
      case .ebike: speed = min(speed, edge.speed)
      case .drive: speed = edge.speed
      }
    }
    // km/h ÷ 0.06 is metres a minute.
    let units = scale.units(isTime ? edge.length / (speed / 0.06) : edge.length)
    if edge.forward.contains(TravelModes(mode)) { cost.forward = units }
    if edge.backward.contains(TravelModes(mode)) { cost.backward = units }
    return cost
  }
}

/// The open edges by the node that they leave, side by side.
struct RoadArcs: Sendable {
  /// An edge to a node, 16 bytes.
  struct Arc {
    var cost: UInt64
    var head: Int32
  }

  private let starts: [Int32]
  private let arcs: [Arc]
  /// What an arc costs in the mean; 0 where there is none.
  let meanCost: UInt64
  /// What the dearest costs; 0 where there is none.
  let greatestCost: UInt64

  /// The arcs in the direction of travel, or those against it.
  init(_ network: RoadNetwork, _ costs: [RoadGraph.EdgeCost], isReversed: Bool) {
    var ends = [Int32](repeating: 0, count: network.nodeCount + 1)
    Self.forEachArc(network, costs, isReversed) { tail, _ in ends[Int(tail) + 1] += 1 }
    for node in 0..<network.nodeCount { ends[node + 1] += ends[node] }
    starts = ends
    var arcs = [Arc](repeating: Arc(cost: 0, head: 0), count: Int(ends[network.nodeCount]))
    Self.forEachArc(network, costs, isReversed) { tail, arc in
      arcs[Int(ends[Int(tail)])] = arc
      ends[Int(tail)] += 1
    }
    self.arcs = arcs
    greatestCost = arcs.lazy.map(\.cost).max() ?? 0
    meanCost = UInt64(arcs.reduce(0) { $0 + Double($1.cost) } / Double(max(arcs.count, 1)))
  }

  private static func forEachArc(
    _ network: RoadNetwork, _ costs: [RoadGraph.EdgeCost], _ isReversed: Bool,
    _ body: (_ tail: Int32, Arc) -> Void
  ) {
    for (edge, cost) in zip(network.edges, costs) {
      let (from, to) = isReversed ? (edge.to, edge.from) : (edge.from, edge.to)
      if cost.forward != CostScale.closed { body(from, Arc(cost: cost.forward, head: to)) }
      if cost.backward != CostScale.closed { body(to, Arc(cost: cost.backward, head: from)) }
    }
  }

  /// The arcs for the time of one search.
  struct View {
    let starts: UnsafeBufferPointer<Int32>
    let arcs: UnsafeBufferPointer<Arc>

    /// The arcs that leave a node.
    @inline(__always)
    func leaving(_ node: Int32) -> UnsafeBufferPointer<Arc> {
      let start = Int(starts[Int(node)])
      return UnsafeBufferPointer(rebasing: arcs[start..<Int(starts[Int(node) + 1])])
    }
  }

  /// How many arcs there are.
  var count: Int { arcs.count }

  @inline(__always)
  func withView<Answer>(_ body: (View) throws(CoverageError) -> Answer) throws(CoverageError) -> Answer {
    // The closures of the standard library carry one error at a time: the answer goes around them.
    let outcome = starts.withUnsafeBufferPointer { starts in
      arcs.withUnsafeBufferPointer { arcs in
        Result { () throws(CoverageError) -> Answer in try body(View(starts: starts, arcs: arcs)) }
      }
    }
    return try outcome.get()
  }
}
