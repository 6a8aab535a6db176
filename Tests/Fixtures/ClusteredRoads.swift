public import ServiceNetwork

/// A made-up country's roads: a grid with holes and crooked lines, villages and facilities in clusters beside them.
///
/// The junctions of a grid are moved, and about a third of the links between them is left out, so that a network has
/// four edges to three nodes, as roads have. Every tenth link is one-way. The same seed makes the same country.
public struct ClusteredRoads: Sendable {
  /// The junctions, EPSG:4326, in no helpful order.
  public private(set) var nodes: [Coordinate] = []
  /// The links.
  public private(set) var segments: [RoadSegment] = []
  /// Where people live.
  public private(set) var villages: [Coordinate] = []
  /// Who serves them.
  public private(set) var facilities: [Coordinate] = []

  /// Makes roads.
  ///
  /// - Parameters:
  ///   - side: how many junctions a row and a column of the grid have.
  ///   - spacing: how far apart they are, degrees.
  ///   - kept: the share of the links that are there; two thirds make four edges to three nodes.
  public init(
    side: Int, villages: Int, facilities: Int, seed: UInt64, spacing: Double = 0.005, kept: Double = 2.0 / 3,
    west: Double = 112, south: Double = 31
  ) {
    var random = SeededGenerator(seed: seed)
    // The numbers of a file's nodes follow no curve.
    var numbers = Array(0..<Int32(side * side))
    numbers.shuffle(using: &random)
    var places = [Coordinate?](repeating: nil, count: side * side)
    for row in 0..<side {
      for column in 0..<side {
        let place = Self.place(
          west + (Double(column) + .random(in: -0.35...0.35, using: &random)) * spacing,
          south + (Double(row) + .random(in: -0.35...0.35, using: &random)) * spacing)
        places[Int(numbers[row * side + column])] = place
      }
    }
    nodes = places.compactMap { $0 }
    for row in 0..<side {
      for column in 0..<side {
        let number = numbers[row * side + column]
        if column + 1 < side { link(number, numbers[row * side + column + 1], kept, &random) }
        if row + 1 < side { link(number, numbers[(row + 1) * side + column], kept, &random) }
      }
    }
    let extent = Double(side - 1) * spacing
    let towns = (0..<max(villages / 100, 1)).map { _ in
      (
        longitude: west + .random(in: 0...extent, using: &random),
        latitude: south + .random(in: 0...extent, using: &random)
      )
    }
    func settle(_ spread: Double) -> Coordinate {
      let town = towns[Int.random(in: towns.indices, using: &random)]
      return Self.place(
        min(max(town.longitude + .random(in: -spread...spread, using: &random), west), west + extent),
        min(max(town.latitude + .random(in: -spread...spread, using: &random), south), south + extent))
    }
    self.villages = (0..<villages).map { _ in settle(40 * spacing) }
    self.facilities = (0..<facilities).map { _ in settle(20 * spacing) }
  }

  private mutating func link(
    _ first: Int32, _ second: Int32, _ kept: Double, _ random: inout SeededGenerator
  ) {
    guard Double.random(in: 0..<1, using: &random) < kept else { return }
    let isOneWay = Int.random(in: 0..<10, using: &random) == 0
    let classes = ["residential", "unclassified", "tertiary", "secondary"]
    segments.append(
      RoadSegment(
        from: first, to: second, roadClass: classes[Int.random(in: 0..<4, using: &random)],
        backward: isOneWay ? .walk : .all))
  }

  private static func place(_ longitude: Double, _ latitude: Double) -> Coordinate {
    func rounded(_ degrees: Double) -> Double { (degrees * 1e7).rounded() / 1e7 }
    guard let place = try? Coordinate(longitude: rounded(longitude), latitude: rounded(latitude)) else {
      preconditionFailure("roads are made within the earth's bounds")
    }
    return place
  }
}
