import Fixtures
import Foundation
import ServiceNetwork

/// A priced network as plain arrays of numbers, for a program that knows nothing of roads.
///
/// Made from segments and joins, not from what a ``RoadGraph`` makes of them: a second opinion of the costs, too.
struct RoadPeerFiles {
  /// A way out of a village, or into a facility: a node, and the metres between it and the place.
  private struct End {
    var place: Int32
    var node: Int32
    var cost: Double
  }

  private var arcs: [(tail: Int32, head: Int32, cost: Double)] = []
  private var exits: [End] = []
  private var entries: [End] = []
  /// The cheapest way along a village's own edge; infinite where no facility is on it.
  private var direct: [Double]

  init(_ roads: ClusteredRoads, villages: [RoadJoin?], facilities: [RoadJoin?]) {
    let lengths = roads.segments.map { segment in
      Geodesic.distance(from: roads.nodes[Int(segment.from)], to: roads.nodes[Int(segment.to)]).value
    }
    for (segment, length) in zip(roads.segments, lengths) {
      arcs.append((segment.from, segment.to, length))
      if segment.backward.contains(.drive) { arcs.append((segment.to, segment.from, length)) }
    }
    var onEdge: [Int: [RoadJoin]] = [:]
    for (place, join) in facilities.enumerated() {
      guard let join else { continue }
      onEdge[join.edge, default: []].append(join)
      let (segment, length) = (roads.segments[join.edge], lengths[join.edge])
      let walk = join.distance.value
      entries.append(End(place: Int32(place), node: segment.from, cost: walk + join.share * length))
      // A place at a junction is there, whatever road it was joined to.
      if segment.backward.contains(.drive) || join.share == 1 {
        entries.append(End(place: Int32(place), node: segment.to, cost: walk + (1 - join.share) * length))
      }
    }
    direct = [Double](repeating: .infinity, count: villages.count)
    for (place, join) in villages.enumerated() {
      guard let join else { continue }
      let (segment, length) = (roads.segments[join.edge], lengths[join.edge])
      let walk = join.distance.value
      let isTwoWay = segment.backward.contains(.drive)
      exits.append(End(place: Int32(place), node: segment.to, cost: walk + (1 - join.share) * length))
      if isTwoWay || join.share == 0 {
        exits.append(End(place: Int32(place), node: segment.from, cost: walk + join.share * length))
      }
      for facility in onEdge[join.edge] ?? [] where isTwoWay || facility.share >= join.share {
        let way = (facility.share - join.share).magnitude * length + walk + facility.distance.value
        direct[place] = min(direct[place], way)
      }
    }
  }

  /// Writes the arrays, one file each.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write<Number>(_ numbers: [Number], _ name: String) throws {
      try numbers.withUnsafeBytes { try Data($0).write(to: folder.appending(path: name)) }
    }
    try write(arcs.map(\.tail), "tail.i32")
    try write(arcs.map(\.head), "head.i32")
    try write(arcs.map(\.cost), "cost.f64")
    for (ends, name) in [(exits, "exit"), (entries, "entry")] {
      try write(ends.map(\.place), "\(name)-place.i32")
      try write(ends.map(\.node), "\(name)-node.i32")
      try write(ends.map(\.cost), "\(name)-cost.f64")
    }
    try write(direct, "direct.f64")
  }
}
