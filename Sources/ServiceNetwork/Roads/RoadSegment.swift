/// A piece of road between two nodes, as a source has it.
public struct RoadSegment: Hashable, Sendable {
  /// Its id where it comes from, by which errors name it; empty where it has none.
  public var id: String
  /// The position of the node where it begins.
  public var from: Int32
  /// The position of the node where it ends; it may be the same one.
  public var to: Int32
  /// The points of its shape between the two nodes, in order, EPSG:4326.
  public var path: [Coordinate]
  /// How long it is, from 0 on; `nil` for the length of the geodesics along its shape.
  public var length: Meters?
  /// Its class, as `residential`: what ``RoadSpeeds`` looks it up by.
  public var roadClass: String
  /// Its own speed in km/h; `nil` for that of its class.
  public var speed: Double?
  /// Who may pass from its beginning to its end.
  public var forward: TravelModes
  /// Who may pass from its end to its beginning.
  public var backward: TravelModes

  /// A piece of road from its parts; by default everybody may pass both ways.
  public init(
    id: String = "", from: Int32, to: Int32, path: [Coordinate] = [], length: Meters? = nil,
    roadClass: String = "", speed: Double? = nil, forward: TravelModes = .all, backward: TravelModes = .all
  ) {
    self.id = id
    self.from = from
    self.to = to
    self.path = path
    self.length = length
    self.roadClass = roadClass
    self.speed = speed
    self.forward = forward
    self.backward = backward
  }

  /// The longest length that a piece of road may have, metres: more than the earth's circumference.
  public static let lengths = 0...5e7
  /// The speeds that a piece of road may have, km/h.
  public static let speeds = 0.1...1000

  /// Refuses what is no piece of road of a network with so many nodes.
  func validate(at position: Int, nodes: Int) throws(RoadNetworkError) {
    let edge = RoadNetworkError.Edge(position: position, id: id)
    for node in [from, to] where node < 0 || node >= nodes {
      throw .missingNode(edge, node: node, nodes: nodes)
    }
    if let length, !Self.lengths.contains(length.value) { throw .length(edge, length.value) }
    if let speed, !Self.speeds.contains(speed) { throw .speed(edge, speed) }
  }
}

/// Why nodes and pieces of road are no network.
public enum RoadNetworkError: Error, Equatable, CustomStringConvertible {
  /// A piece of road: where it stands, and its id.
  public struct Edge: Equatable, Sendable {
    /// Its position among the edges, from 0.
    public let position: Int
    /// Its id where it comes from; empty where it has none.
    public let id: String
  }

  /// There is no edge at all.
  case noEdges
  /// An edge begins or ends at a node that is not there.
  case missingNode(Edge, node: Int32, nodes: Int)
  /// A length is negative, not a number, or longer than any road.
  case length(Edge, Double)
  /// A speed is not a number from 0.1 to 1000.
  case speed(Edge, Double)

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var description: String {
    switch self {
    case .noEdges: "the road network has no edges; import roads first"
    case .missingNode(let edge, let node, let nodes):
      "\(edge) names node \(node), and the nodes are 0 to \(nodes - 1); add the node, or name one of those"
    case .length(let edge, let length):
      "\(edge) has the length \(length); give metres from 0 to 50000000, or none for that of its shape"
    case .speed(let edge, let speed):
      "\(edge) has the speed \(speed); give km/h from 0.1 to 1000, or none for that of its class"
    }
  }
}

extension RoadNetworkError.Edge: CustomStringConvertible {
  /// The edge in words.
  public var description: String { id.isEmpty ? "edge \(position)" : "edge \(position) (\(id))" }
}
