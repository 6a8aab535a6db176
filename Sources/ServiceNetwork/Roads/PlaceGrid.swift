/// Finds places near short lines: earth-centred cubes, each with the places in it.
struct PlaceGrid {
  private struct Slot {
    var key: UInt64
    var place: Int32
  }

  private let size: Double
  private let slots: [Slot]
  /// Where the places of each cube that has any begin.
  private let starts: [UInt64: Int32]

  /// - Parameters:
  ///   - isMember: which of the points are in it.
  ///   - cellSize: the length of a cube's edge, metres, from 13 on: positions must fit in 21 bits.
  init(_ points: [EarthCentredPoint], only isMember: [Bool], cellSize: Double) {
    size = cellSize
    slots = points.indices.filter { isMember[$0] }
      .map { Slot(key: Self.cell(of: points[$0], size: cellSize).key, place: Int32($0)) }
      .sorted { ($0.key, $0.place) < ($1.key, $1.place) }
    var starts: [UInt64: Int32] = [:]
    starts.reserveCapacity(slots.count)
    for (position, slot) in slots.enumerated() where position == 0 || slots[position - 1].key != slot.key {
      starts[slot.key] = Int32(position)
    }
    self.starts = starts
  }

  /// Shows every place of the cubes that the box around a short line meets, widened by a reach.
  @inline(__always)
  func forEachPlace(
    within reach: Double, of start: EarthCentredPoint, _ end: EarthCentredPoint, _ body: (Int32) -> Void
  ) {
    let least = Self.cell(
      of: EarthCentredPoint(
        x: min(start.x, end.x) - reach, y: min(start.y, end.y) - reach, z: min(start.z, end.z) - reach),
      size: size)
    let greatest = Self.cell(
      of: EarthCentredPoint(
        x: max(start.x, end.x) + reach, y: max(start.y, end.y) + reach, z: max(start.z, end.z) + reach),
      size: size)
    for x in least.x...greatest.x {
      for y in least.y...greatest.y {
        for z in least.z...greatest.z {
          let key = Cell(x: x, y: y, z: z).key
          guard let first = starts[key] else { continue }
          var position = Int(first)
          while position < slots.count, slots[position].key == key {
            body(slots[position].place)
            position += 1
          }
        }
      }
    }
  }

  /// The same for a line of any length, which is looked at piece by piece; a place may be shown more than once.
  func forEachPlace(within reach: Double, along line: RoadStretch, _ body: (Int32) -> Void) {
    line.forEachPart(noLongerThan: size) { start, end in
      forEachPlace(within: reach + RoadStretch.sag, of: start, end, body)
    }
  }

  private struct Cell {
    var x: Int64
    var y: Int64
    var z: Int64

    var key: UInt64 {
      let offset: Int64 = 1 << 20
      return UInt64(x + offset) << 42 | UInt64(y + offset) << 21 | UInt64(z + offset)
    }
  }

  private static func cell(of point: EarthCentredPoint, size: Double) -> Cell {
    Cell(
      x: Int64((point.x / size).rounded(.down)), y: Int64((point.y / size).rounded(.down)),
      z: Int64((point.z / size).rounded(.down)))
  }
}

/// The geodesic between two points of a road, with its chord.
struct RoadStretch {
  let start: Coordinate
  let end: Coordinate
  let first: EarthCentredPoint
  let last: EarthCentredPoint

  /// How far the parts of ``forEachPart(noLongerThan:_:)`` may be from the geodesic, metres: as ``RoadIndex`` has it.
  static let sag = 0.08

  /// A stretch from its ends, which are also given as points, for lines share them.
  init(from start: Coordinate, _ first: EarthCentredPoint, to end: Coordinate, _ last: EarthCentredPoint) {
    self.start = start
    self.end = end
    self.first = first
    self.last = last
  }

  /// Where a place is nearest to it; `nil` where it is farther than a tolerance.
  func nearestPlace(
    to place: Coordinate, _ point: EarthCentredPoint, within tolerance: Double
  ) -> GeodesicLine.NearestPlace? {
    let (fraction, squaredDistance, squaredLength) = first.project(point, towards: last)
    // The chord tells what is certainly too far: see RoadIndex.
    let reach = tolerance * 1.000_001 + squaredLength * 2e-8 + 1e-3
    guard squaredDistance <= reach * reach else { return nil }
    let nearest = GeodesicLine(from: start, to: end).nearestPlace(to: place, beginningAt: fraction)
    return nearest.distance <= tolerance ? nearest : nil
  }

  /// Shows straight parts of it, one after another.
  func forEachPart(noLongerThan size: Double, _ body: (EarthCentredPoint, EarthCentredPoint) -> Void) {
    let chord = first.squaredChord(to: last).squareRoot()
    guard chord > size else { return body(first, last) }
    guard chord > RoadIndex.longestStretch else {
      return Self.forEachPart(first, last, count: Int((chord / size).rounded(.up)), body)
    }
    let line = GeodesicLine(from: start, to: end)
    let count = Int((line.length / RoadIndex.longestStretch).rounded(.up))
    var previous = first
    for number in 1...count {
      let next = EarthCentredPoint(line.place(at: line.length * Double(number) / Double(count)))
      Self.forEachPart(
        previous, next, count: Int((RoadIndex.longestStretch / size).rounded(.up)), body)
      previous = next
    }
  }

  private static func forEachPart(
    _ start: EarthCentredPoint, _ end: EarthCentredPoint, count: Int,
    _ body: (EarthCentredPoint, EarthCentredPoint) -> Void
  ) {
    var previous = start
    for number in 1...count {
      let next = start.moved(towards: end, by: Double(number) / Double(count))
      body(previous, next)
      previous = next
    }
  }
}

extension EarthCentredPoint {
  /// Where a point lies along the chord to another one, and the squares of its distance from it and of its length.
  fileprivate func project(_ point: EarthCentredPoint, towards end: EarthCentredPoint) -> (
    fraction: Double, squaredDistance: Double, squaredLength: Double
  ) {
    let (x, y, z) = (end.x - self.x, end.y - self.y, end.z - self.z)
    let squaredLength = x * x + y * y + z * z
    let along = (point.x - self.x) * x + (point.y - self.y) * y + (point.z - self.z) * z
    let fraction = squaredLength > 0 ? min(max(along / squaredLength, 0), 1) : 0
    return (fraction, moved(towards: end, by: fraction).squaredChord(to: point), squaredLength)
  }

  fileprivate func moved(towards end: EarthCentredPoint, by share: Double) -> EarthCentredPoint {
    EarthCentredPoint(x: x + share * (end.x - x), y: y + share * (end.y - y), z: z + share * (end.z - z))
  }
}
