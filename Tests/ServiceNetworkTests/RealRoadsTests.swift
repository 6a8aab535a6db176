import Fixtures
import Foundation
import Testing

@testable import ServiceNetwork

/// The roads of Andorra, against distances that were computed elsewhere.
///
/// Their folder is no part of the project: `andorra_osm` in `$FUWANG_DATA`, else in `shared/data` beside the project.
/// There every road may be passed both ways, and places stand for the nearest node of the largest component.
@Suite(.enabled(if: RealRoads.areThere, "the roads of Andorra are not here"))
struct RealRoadsTests {
  private let ids: [String]
  private let nodes: [Coordinate]
  private let segments: [RoadSegment]

  init() throws {
    let rows = try RealRoads.rows("nodes.csv")
    ids = rows.map { $0["node_id"] ?? "" }
    nodes = try rows.map {
      try Coordinate(Double($0["lon"] ?? "") ?? .nan, Double($0["lat"] ?? "") ?? .nan)
    }
    let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, Int32($0)) })
    segments = try RealRoads.rows("edges.csv").map { row in
      let points = try (row["wkt"] ?? "").dropFirst("LINESTRING(".count).dropLast().split(separator: ",").map
      {
        let numbers = $0.split(separator: " ").map { Double($0) ?? .nan }
        return try Coordinate(numbers[0], numbers[1])
      }
      return RoadSegment(
        id: row["edge_id"] ?? "", from: numbers[row["from_node"] ?? ""] ?? -1,
        to: numbers[row["to_node"] ?? ""] ?? -1, path: Array(points.dropFirst().dropLast()),
        length: Meters(Double(row["length_m"] ?? "") ?? .nan), roadClass: row["highway"] ?? "")
    }
  }

  /// The network of all roads in both directions, tracks among them.
  private func graph() throws -> RoadGraph {
    let speeds = try RoadSpeeds(classes: [:], fallback: .init(drive: 50), walking: 5)
    return RoadGraph(try RoadNetwork(nodes: nodes, segments: segments), by: .road, speeds: speeds)
  }

  @Test func `the network has the nodes, edges, kilometres and components that its source counts`() throws {
    let graph = try graph()
    let figures = graph.network.figures
    #expect(figures.nodes == 1951 && figures.edges == 2280)
    #expect((figures.length.value / 1000).rounded() == 513)
    #expect(graph.componentSizes.count == 15 && graph.componentSizes.first == 1902)
  }

  @Test func `lengths along the shapes are those of the file, to its last digit`() throws {
    let shapes = segments.map { segment in
      var segment = segment
      segment.length = nil
      return segment
    }
    let network = try RoadNetwork(nodes: nodes, segments: shapes)
    for (edge, segment) in zip(network.edges, segments) {
      // The file has five significant digits or more, and whole millimetres.
      #expect(abs(edge.length - (segment.length?.value ?? .nan)) <= 0.0051)
    }
  }

  @Test func `the nearest facility by road is that of the reference, in every row`() throws {
    let graph = try graph()
    let snapping = try NodeSnapping(graph, nodes)
    let facilities = try RealRoads.rows("facilities.csv")
    let places = Dictionary(
      uniqueKeysWithValues: try RealRoads.rows("places.csv").map {
        ($0["osm_node_id"] ?? "", try snapping.node(nearest: $0))
      })
    let reference = try RealRoads.rows("reference_nearest.csv")
    #expect(reference.count == 236)
    for (amenity, rows) in Dictionary(grouping: reference, by: { $0["amenity"] ?? "" }) {
      let ends = try facilities.filter { $0["amenity"] == amenity }.map {
        try snapping.node(nearest: $0).node
      }
      let destinations = RoadPlaces(try graph.joins(ends.map { nodes[$0] }), on: graph)
      let starts = try rows.map { try #require(places[$0["place_node_id"] ?? ""]) }
      let origins = try graph.joins(starts.map { nodes[$0.node] })
      let outcomes = try graph.nearestDestinations(from: origins, among: destinations)
      for (index, row) in rows.enumerated() {
        #expect(ids[starts[index].node] == row["place_snap_node"])
        #expect(abs(starts[index].distance - (Double(row["place_snap_dist_m"] ?? "") ?? .nan)) < 0.0051)
        let found = try #require(outcomes[index].neighbour)
        #expect(ids[ends[found.position]] == row["facility_snap_node"])
        let expected = Double(row["network_m_between_snap_nodes_undirected"] ?? "") ?? .nan
        #expect(abs(found.cost - expected) < 0.0051)
        let way = try graph.way(from: origins[index], to: destinations.joins[found.position])
        #expect(way.neighbour?.cost == found.cost)
      }
    }
  }
}

/// The nodes of the largest component that places stand for, chosen as the reference chose them.
///
/// Of the two that are nearest in degrees it took the one with the shorter geodesic. That is the nearest of all but for
/// the hospital 666793607, which stands for a node 2786 m away where another one is 2482 m away.
private struct NodeSnapping {
  private let nodes: [Coordinate]
  private let largest: [Int]

  init(_ graph: RoadGraph, _ nodes: [Coordinate]) throws {
    let joins = try graph.joins(nodes, tolerance: Meters(0))
    let components = Dictionary(grouping: nodes.indices) { joins[$0].map(graph.component(of:)) }
    self.nodes = nodes
    largest = components.values.max { $0.count < $1.count } ?? []
  }

  func node(nearest row: [String: String]) throws -> (node: Int, distance: Double) {
    let place = try Coordinate(Double(row["lon"] ?? "") ?? .nan, Double(row["lat"] ?? "") ?? .nan)
    let nearest = largest.map { node in
      (
        node: node,
        degrees: hypot(nodes[node].longitude - place.longitude, nodes[node].latitude - place.latitude)
      )
    }.sorted { $0.degrees < $1.degrees }
    return try #require(
      nearest.prefix(2).map { ($0.node, Geodesic.distance(from: place, to: nodes[$0.node]).value) }
        .min { $0.1 < $1.1 })
  }
}

/// Where the roads are.
private enum RealRoads {
  static let folder: URL = {
    let data = ProcessInfo.processInfo.environment["FUWANG_DATA"].map { URL(filePath: $0) }
    let project = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../")
    return (data ?? project.appending(path: "../shared/data")).appending(path: "andorra_osm")
      .standardizedFileURL
  }()

  static let areThere = FileManager.default.fileExists(atPath: folder.appending(path: "edges.csv").path)

  /// A table's rows by column; only the last column may be quoted.
  static func rows(_ file: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(
        separator: ",", maxSplits: header.count - 1, omittingEmptySubsequences: false
      ).map { $0.trimmingCharacters(in: ["\""]) }
      return Dictionary(uniqueKeysWithValues: zip(header, cells))
    }
  }
}
