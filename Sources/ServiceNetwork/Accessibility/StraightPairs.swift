import Foundation

/// Finds all pairs of origins and destinations no farther apart than a bound along the ellipsoid.
///
/// A sweep: both lie in bands of latitude, each band from west to east. A band of origins goes along the few bands of
/// destinations near it, in each with a window of longitudes that moves on with the origin, so that memory is read in
/// its order and no tree is walked. Chords tell who is within; where they cannot, the geodesic does.
///
/// The windows leave nobody out. Of two places apart by Δφ in latitude, the chord along a meridian is at least
/// m = 2 R sin(Δφ / 2) with R = b²/a, see ``ChordBounds``, and so a chord c leaves
///
///     sin²(Δλ / 2)  ≤  (c² − m²) / (4 r₁ r₂)
///
/// for their difference in longitude, with r₁ and r₂ their distances from the axis.
struct StraightPairs: Sendable {
  /// How many origins are looked at in one piece.
  private static let pieceSize = 4096

  private let standard: DistanceStandard
  private let bands: LatitudeBands
  private let pricing: ChordPricing
  private let origins: BandedPlaces
  private let destinations: BandedPlaces

  /// Makes places ready.
  ///
  /// - Parameters:
  ///   - origins: where one comes from; `nil` for those that have no place, and no pairs.
  ///   - destinations: where one goes to, likewise.
  ///   - standard: the bound, not negative.
  ///   - marks: costs that must compare exactly.
  /// - Complexity: O(n log n).
  init(
    from origins: [Coordinate?], to destinations: [Coordinate?], within standard: DistanceStandard,
    marks: [Double]
  ) throws(CoverageError) {
    self.standard = standard
    bands = LatitudeBands(
      reach: standard.limit.value / standard.detourFactor, among: origins, destinations)
    pricing = ChordPricing(from: origins, to: destinations, within: standard, marks: marks)
    self.origins = try BandedPlaces(origins, in: bands, isWrapped: false)
    self.destinations = try BandedPlaces(destinations, in: bands, isWrapped: true)
  }

  /// The pairs.
  ///
  /// - Throws: ``AccessibilityError/tooManyPairs(_:)``, ``AccessibilityError/question(_:)`` where the task is cancelled.
  /// - Complexity: O(origins + pairs) for places that spread over the bands; all processors work.
  func table() throws(AccessibilityError) -> CostTable {
    let offsets = try AccessibilityError.asking { () throws(CoverageError) in try counted() }
    let count = offsets[offsets.count - 1]
    guard count <= CostTable.greatestPairs else { throw .tooManyPairs(most: CostTable.greatestPairs) }
    var failure: CoverageError?
    var costs: [Float] = []
    let destinations = [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Each origin belongs to one piece, and its pairs with it.
      nonisolated(unsafe) let destinations = buffer
      costs = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
        nonisolated(unsafe) let costs = buffer
        do throws(CoverageError) {
          try sweep { origin in
            PairFill(
              origin: origin, next: offsets[Int(origin)], destinations: destinations, costs: costs,
              pricing: pricing)
          }
          initialized = count
        } catch {
          failure = error
        }
      }
      initialized = failure == nil ? count : 0
    }
    if let failure { throw .question(failure) }
    return CostTable(
      destinationCount: pricing.destinations.count, offsets: offsets, destinations: destinations, costs: costs
    )
  }

  // MARK: - Private

  /// Where the pairs of each origin will begin.
  private func counted() throws(CoverageError) -> [Int] {
    var offsets = [Int](repeating: 0, count: pricing.origins.count + 1)
    try offsets.withUnsafeMutableBufferPointer { buffer throws(CoverageError) in
      // Each origin belongs to one piece, and its count with it.
      nonisolated(unsafe) let counts = UnsafeMutableBufferPointer(rebasing: buffer.dropFirst())
      try sweep { PairCount(origin: Int($0), counts: counts) }
    }
    for origin in pricing.origins.indices { offsets[origin + 1] += offsets[origin] }
    return offsets
  }

  /// Shows each origin's taker all its destinations.
  private func sweep<Taker: PairTaker>(
    _ taker: @Sendable (_ origin: Int32) -> Taker
  ) throws(CoverageError) {
    try Workers.all.forEachPart(of: origins.entries.count, length: Self.pieceSize) { piece in
      origins.entries.withUnsafeBufferPointer { origins in
        destinations.entries.withUnsafeBufferPointer { destinations in
          sweep(origins, piece, destinations, taker)
        }
      }
    }
  }

  /// Looks at a piece, which may begin and end within a band.
  private func sweep<Taker: PairTaker>(
    _ origins: UnsafeBufferPointer<BandedPlaces.Entry>, _ piece: Range<Int>,
    _ destinations: UnsafeBufferPointer<BandedPlaces.Entry>, _ taker: (_ origin: Int32) -> Taker
  ) {
    var start = piece.lowerBound
    var band = self.origins.band(at: start)
    while start < piece.upperBound {
      while Int(self.origins.starts[band + 1]) <= start { band += 1 }
      let end = min(Int(self.origins.starts[band + 1]), piece.upperBound)
      withUnsafeTemporaryAllocation(of: Window.self, capacity: 2 * bands.reachedBands + 1) { windows in
        let count = open(windows, beside: band, from: origins[start].longitude, destinations)
        for index in start..<end {
          let origin = origins[index]
          var taker = taker(origin.position)
          for window in 0..<count { visit(&windows[window], origin, destinations, &taker) }
          taker.finish()
        }
      }
      start = end
    }
  }

  /// The windows on the bands that a band's origins reach.
  ///
  /// - Returns: how many there are; bands without destinations have none.
  private func open(
    _ windows: UnsafeMutableBufferPointer<Window>, beside band: Int, from longitude: Double,
    _ destinations: UnsafeBufferPointer<BandedPlaces.Entry>
  ) -> Int {
    var count = 0
    for other in max(band - bands.reachedBands, 0)...min(band + bands.reachedBands, bands.count - 1) {
      let (start, end) = (Int(self.destinations.starts[other]), Int(self.destinations.starts[other + 1]))
      guard start < end else { continue }
      let reach = bands.longitudes(between: band, and: other)
      var window = Window(
        reach: reach < 180 ? reach + 4 * BandedPlaces.disorder : 180, first: start, end: end)
      var upper = end
      while window.first < upper {
        let middle = (window.first + upper) / 2
        if destinations[middle].longitude < window.west(of: longitude) {
          window.first = middle + 1
        } else {
          upper = middle
        }
      }
      windows.initializeElement(at: count, to: window)
      count += 1
    }
    return count
  }

  @inline(__always)
  private func visit<Taker: PairTaker>(
    _ window: inout Window, _ origin: BandedPlaces.Entry,
    _ destinations: UnsafeBufferPointer<BandedPlaces.Entry>, _ taker: inout Taker
  ) {
    let (west, east) = (window.west(of: origin.longitude), window.east(of: origin.longitude))
    while window.first < window.end, destinations[window.first].longitude < west { window.first += 1 }
    var index = window.first
    while index < window.end, destinations[index].longitude <= east {
      let squaredChord = origin.point.squaredChord(to: destinations[index].point)
      if squaredChord <= standard.squaredChordPossiblyMet {
        let position = destinations[index].position
        if squaredChord <= standard.squaredChordCertainlyMet
          || standard.isMet(by: pricing.geodesic(from: origin.position, to: position))
        {
          taker.take(position, squaredChord: squaredChord)
        }
      }
      index += 1
    }
  }
}

/// The part of a band that may hold partners of an origin.
private struct Window {
  /// How far it reaches on both sides, degrees; 180 for all around the earth.
  var reach: Double
  /// The first entry that is not west of it.
  var first: Int
  /// The end of the band.
  var end: Int

  func west(of longitude: Double) -> Double { reach < 180 ? longitude - reach : -180 }
  func east(of longitude: Double) -> Double { reach < 180 ? longitude + reach : 180.0.nextDown }
}

/// What is done with the pairs of an origin.
private protocol PairTaker {
  mutating func take(_ destination: Int32, squaredChord: Double)
  func finish()
}

private struct PairCount: PairTaker {
  let origin: Int
  let counts: UnsafeMutableBufferPointer<Int>
  var count = 0

  @inline(__always)
  mutating func take(_ destination: Int32, squaredChord: Double) { count += 1 }
  func finish() { counts[origin] = count }
}

private struct PairFill: PairTaker {
  let origin: Int32
  var next: Int
  let destinations: UnsafeMutableBufferPointer<Int32>
  let costs: UnsafeMutableBufferPointer<Float>
  let pricing: ChordPricing

  @inline(__always)
  mutating func take(_ destination: Int32, squaredChord: Double) {
    destinations[next] = destination
    costs[next] = pricing.cost(squaredChord, from: origin, to: destination)
    next += 1
  }

  func finish() {}
}

extension BandedPlaces {
  /// The band of an entry.
  fileprivate func band(at index: Int) -> Int {
    var (lower, upper) = (0, starts.count - 1)
    while lower + 1 < upper {
      let middle = (lower + upper) / 2
      if Int(starts[middle]) <= index { lower = middle } else { upper = middle }
    }
    return lower
  }
}
