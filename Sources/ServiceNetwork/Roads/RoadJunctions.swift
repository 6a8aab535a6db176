/// Where lines of roads meet, and the pieces that they are cut into there.
///
/// A line layer says nothing of junctions: they are where lines touch. With a tolerance T, along the ellipsoid:
///
/// - An end that lies within T of another end, or of a vertex that lines share, is one node with it; so are ends that
///   hang together over others. The node stands where most lines go through, of several such places the westernmost,
///   then the southernmost.
/// - An end that lies within T of a line cuts it there, at the nearest place of each of its passes, its own line among
///   them: passes are apart where more than 2T of the line lie between. It does not cut a stretch at whose own ends it
///   is a junction already.
/// - A vertex that lines have in common to the last bit, or one line twice, cuts them there.
/// - Lines that cross without a vertex do not meet, for one of them may be a bridge, unless
///   ``Rules/splitsCrossings`` is set.
///
/// T itself is within. A piece begins and ends at its nodes' places, so that no end moves by more than T but where
/// ends hang together over others. A piece from a node to itself that is no longer than 2T is none, and is left out.
///
/// The same lines in another order, or drawn the other way, give the same nodes and the same pieces; where an end is
/// equally near to two places of one pass, it is the first along the line that counts.
public struct RoadJunctions: Sendable {
  /// When lines meet.
  public struct Rules: Hashable, Sendable {
    /// How far from each other ends may lie that are one, and from a line that they end on; metres.
    public var tolerance = Self.defaultTolerance
    /// Whether lines that cross without a vertex meet where they cross.
    public var splitsCrossings = false

    /// Rules from their parts.
    public init(tolerance: Meters = Self.defaultTolerance, splitsCrossings: Bool = false) {
      self.tolerance = tolerance
      self.splitsCrossings = splitsCrossings
    }

    /// One metre: more than rounding to six decimals of a degree moves a point (0.08 m), or to decimetres (0.07 m),
    /// and less than lies between two lanes side by side, which are 3 m wide or more.
    ///
    /// Source: JTG B01-2014, "Technical standard of highway engineering", table 4.0.2, for the lanes.
    public static let defaultTolerance = Meters(1)
    /// The tolerances that there may be: at 100 m blocks of a town would fall together.
    public static let tolerances = 0...100.0
  }

  /// A part of a line between two nodes.
  public struct Piece: Hashable, Sendable {
    /// The position of its line among those given.
    public let line: Int
    /// The position of the node where it begins.
    public let from: Int32
    /// The position of the node where it ends.
    public let to: Int32
    /// The points between, EPSG:4326.
    public let path: [Coordinate]
  }

  /// The nodes, from west to east, then from south to north, EPSG:4326.
  ///
  /// No two are at the same place.
  public let nodes: [Coordinate]
  /// The pieces, line by line in the order given, each along its line.
  public let pieces: [Piece]
  /// The positions of the lines of which nothing is left: their ends are one, and they are no longer than twice the
  /// tolerance.
  public let droppedLines: [Int]

  /// Finds where lines meet.
  ///
  /// - Parameters:
  ///   - lines: the points of each line, EPSG:4326.
  ///   - rules: when they meet.
  /// - Precondition: the tolerance is one of ``Rules/tolerances``; fewer than 2³¹ points.
  /// - Throws: ``CoverageError/cancelled`` where the task is.
  /// - Complexity: O(n log n) for n points where few ends lie within the tolerance of each other.
  public init(_ lines: [[Coordinate]], rules: Rules = Rules()) throws(CoverageError) {
    precondition(Rules.tolerances.contains(rules.tolerance.value), "the tolerance is from 0 to 100 m")
    var given = RoadLines(lines)
    if rules.splitsCrossings { given = try given.withVerticesAtCrossings() }
    let places = JunctionPlaces(given)
    let junctions = try JunctionNodes(places, tolerance: rules.tolerance.value)
    var cutter = LineCutter(given, places, junctions, tolerance: rules.tolerance.value)
    var pieces: [Piece] = []
    var dropped: [Int] = []
    for line in lines.indices {
      try CoverageError.checkCancellation(at: line)
      let before = pieces.count
      cutter.cut(line, into: &pieces)
      if pieces.count == before { dropped.append(line) }
    }
    // What only pieces that were left out went to is no node.
    var isUsed = [Bool](repeating: false, count: junctions.nodes.count)
    for piece in pieces {
      isUsed[Int(piece.from)] = true
      isUsed[Int(piece.to)] = true
    }
    var numbers = [Int32](repeating: -1, count: isUsed.count)
    var nodes: [Coordinate] = []
    for (number, place) in junctions.nodes.enumerated() where isUsed[number] {
      numbers[number] = Int32(nodes.count)
      nodes.append(place)
    }
    self.nodes = nodes
    self.pieces = pieces.map {
      Piece(line: $0.line, from: numbers[Int($0.from)], to: numbers[Int($0.to)], path: $0.path)
    }
    droppedLines = dropped
  }
}

extension Coordinate {
  /// What a junction at this place is called where nobody named it: its degrees, with all their digits.
  ///
  /// It stays the same as long as the lines that meet there do, whatever else changes in a layer.
  public var junctionName: String { "\(longitude.shortDescription),\(latitude.shortDescription)" }
}

/// The points of lines one after another; no point is the same as the one before it on its line.
struct RoadLines {
  var points: [Coordinate] = []
  /// Where each line's points begin, and where the last one's end.
  var starts: [Int] = [0]

  init() {}

  init(_ lines: [[Coordinate]]) {
    points.reserveCapacity(lines.reduce(0) { $0 + $1.count })
    starts.reserveCapacity(lines.count + 1)
    for line in lines {
      for point in line { append(point) }
      endLine()
    }
  }

  var count: Int { starts.count - 1 }

  /// The positions of a line's points.
  func range(of line: Int) -> Range<Int> { starts[line]..<starts[line + 1] }

  /// Adds a point to the last line.
  mutating func append(_ point: Coordinate) {
    if points.count > starts[starts.count - 1], points[points.count - 1] == point { return }
    points.append(point)
  }

  mutating func endLine() { starts.append(points.count) }
}
