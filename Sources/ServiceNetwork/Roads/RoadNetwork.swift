/// Roads as a network: nodes, the edges between them, and their shapes.
///
/// A value that never changes; what travel along it costs is a ``RoadGraph``'s matter, of which several share one
/// network. Edges keep the positions that they were given in. Nodes are renumbered along a Hilbert curve, so that a
/// search that spreads over the ground stays near in memory.
///
/// Memory: 16 bytes a node, 36 an edge, 16 for each point of a shape, 61 for each stretch between two points.
public struct RoadNetwork: Sendable {
  /// A stretch of road between two nodes, 32 bytes.
  struct Edge {
    /// The nodes' numbers along the curve.
    var from: Int32
    var to: Int32
    /// The position of the class in ``classes``.
    var roadClass: Int32
    var forward: TravelModes
    var backward: TravelModes
    /// Metres.
    var length: Double
    /// km/h; NaN for that of the class.
    var speed: Double
  }

  /// The classes of the edges, in the order of their first edges.
  public let classes: [String]

  /// The nodes along the curve.
  let nodes: [Coordinate]
  let edges: [Edge]
  /// The points of the shapes between the nodes, edge by edge.
  private let shapePoints: [Coordinate]
  /// Where each edge's points begin, and where the last one's end.
  private let shapeStarts: [Int32]
  let index: RoadIndex

  /// How many nodes there are.
  public var nodeCount: Int { nodes.count }
  /// How many edges there are.
  public var edgeCount: Int { edges.count }

  /// Makes a network of nodes and pieces of road.
  ///
  /// Where two points of a shape are more than 2 km apart, places of the geodesic between them are put in.
  ///
  /// - Parameters:
  ///   - places: the nodes, EPSG:4326.
  ///   - segments: the edges, which name nodes by their positions in `places`.
  /// - Precondition: fewer than 2³¹ nodes, edges and points of shapes.
  /// - Throws: ``RoadNetworkError`` for the first edge that is none.
  /// - Complexity: O(n log n).
  public init(nodes places: [Coordinate], segments: some Sequence<RoadSegment>) throws(RoadNetworkError) {
    precondition(places.count < Int32.max, "a network has at most 2³¹ − 1 nodes")
    let order = HilbertCurve.order(places)
    var numbers = [Int32](repeating: 0, count: places.count)
    for (number, position) in order.enumerated() { numbers[Int(position)] = Int32(number) }
    var shapes = RoadShapes()
    var classes = Interning()
    var edges: [Edge] = []
    edges.reserveCapacity(segments.underestimatedCount)
    for segment in segments {
      try segment.validate(at: edges.count, nodes: places.count)
      let start = places[Int(segment.from)]
      let end = places[Int(segment.to)]
      let length = segment.length?.value ?? RoadShapes.length(start, segment.path, end)
      // What a whole network takes must not overflow, be the shape as long as it may.
      guard RoadSegment.lengths.contains(length) else {
        throw .length(RoadNetworkError.Edge(position: edges.count, id: segment.id), length)
      }
      shapes.append(from: start, segment.path, to: end)
      edges.append(
        Edge(
          from: numbers[Int(segment.from)], to: numbers[Int(segment.to)],
          roadClass: classes.position(of: segment.roadClass), forward: segment.forward,
          backward: segment.backward, length: length, speed: segment.speed ?? .nan))
    }
    guard !edges.isEmpty else { throw .noEdges }
    precondition(max(edges.count, shapes.points.count) < Int32.max, "a network has at most 2³¹ − 1 edges")
    nodes = order.map { places[Int($0)] }
    self.edges = edges
    self.classes = classes.words
    shapePoints = shapes.points
    shapeStarts = shapes.starts
    index = RoadIndex(nodes: nodes, edges: edges, shapePoints: shapes.points, shapeStarts: shapes.starts)
  }

  /// The whole shape of an edge, its nodes included.
  public func path(ofEdge edge: Int) -> [Coordinate] {
    let inner = shapePoints[Int(shapeStarts[edge])..<Int(shapeStarts[edge + 1])]
    return [nodes[Int(edges[edge].from)]] + inner + [nodes[Int(edges[edge].to)]]
  }

  /// The ends of one of the stretches that an edge's shape is made of, and how many there are.
  func stretch(_ part: Int, ofEdge edge: Int) -> (start: Coordinate, end: Coordinate, count: Int) {
    let first = Int(shapeStarts[edge])
    let count = Int(shapeStarts[edge + 1]) - first + 1
    let start = part == 0 ? nodes[Int(edges[edge].from)] : shapePoints[first + part - 1]
    let end = part == count - 1 ? nodes[Int(edges[edge].to)] : shapePoints[first + part]
    return (start, end, count)
  }
}

/// The shapes of edges on their way into a network.
private struct RoadShapes {
  private(set) var points: [Coordinate] = []
  private(set) var starts: [Int32] = [0]

  /// Adds an edge's shape; none of its stretches is longer than an index takes.
  mutating func append(from start: Coordinate, _ path: [Coordinate], to end: Coordinate) {
    var previous = start
    for point in path {
      fill(from: previous, to: point)
      points.append(point)
      previous = point
    }
    fill(from: previous, to: end)
    starts.append(Int32(points.count))
  }

  private mutating func fill(from start: Coordinate, to end: Coordinate) {
    let chord = EarthCentredPoint(start).squaredChord(to: EarthCentredPoint(end)).squareRoot()
    guard chord > RoadIndex.longestStretch else { return }
    let line = GeodesicLine(from: start, to: end)
    let count = Int((line.length / RoadIndex.longestStretch).rounded(.up))
    for part in 1..<max(count, 1) {
      points.append(line.place(at: line.length * Double(part) / Double(count)))
    }
  }

  /// The length of the geodesics along a shape, metres.
  static func length(_ start: Coordinate, _ path: [Coordinate], _ end: Coordinate) -> Double {
    var (sum, previous) = (0.0, start)
    for point in path {
      sum += Geodesic.distance(from: previous, to: point).value
      previous = point
    }
    return sum + Geodesic.distance(from: previous, to: end).value
  }
}

/// Words and their positions.
private struct Interning {
  private(set) var words: [String] = []
  private var positions: [String: Int32] = [:]

  mutating func position(of word: String) -> Int32 {
    // Roads of a class mostly stand together.
    if let last = words.last, last == word { return Int32(words.count - 1) }
    if let position = positions[word] { return position }
    let position = Int32(words.count)
    positions[word] = position
    words.append(word)
    return position
  }
}
