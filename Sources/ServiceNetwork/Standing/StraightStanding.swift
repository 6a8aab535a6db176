/// Every village's nearest by straight distance, while facilities begin to serve and cease.
struct StraightStanding: Sendable {
  /// After so many openings the index is made anew: until then those are gone through one by one.
  private static let mostAdded = 256

  private let places: [Coordinate?]
  /// The nearest of each village, by the positions of sites.
  private(set) var nearest: [NearestIndex.Nearest]
  private var reaches: ReachIndex
  private var index: NearestIndex
  /// The sites that the index holds, in the order of a full answer.
  private var indexed: [Int32]
  /// Those that began to serve since.
  private var added: [Int32] = []
  /// How many of the index have ceased to.
  private var closedCount = 0
  private let workers: Workers

  /// What an analysis found, made ready for changes.
  ///
  /// - Complexity: O(n log n).
  init(_ nearest: [NearestIndex.Nearest], of places: [Coordinate?], _ sites: StandingSites, workers: Workers)
  {
    self.places = places
    self.nearest = nearest
    self.workers = workers
    reaches = ReachIndex(places, reaches: nearest.map(Self.reach), workers: workers)
    indexed = sites.open
    index = NearestIndex(indexed.map { sites[$0].location }, workers: workers)
  }

  /// Whether a village's nearest meets a bound; `nil` where the village has no place.
  func isWithin(_ standard: ProviderReach.Standard, _ village: Int, _ sites: StandingSites) -> Bool? {
    guard let origin = places[village] else { return nil }
    let found = nearest[village]
    if found.squaredChord <= standard.straight.squaredChordCertainlyMet { return true }
    if found.squaredChord > standard.straight.squaredChordPossiblyMet { return false }
    guard found.position >= 0, let place = sites[found.position].location else { return false }
    return standard.straight.isMet(by: Geodesic.distance(from: origin, to: place))
  }

  /// Lets a site serve.
  ///
  /// - Returns: the villages to which it is the nearest now.
  mutating func open(_ site: Int32, _ sites: StandingSites) -> [Int] {
    guard let place = sites[site].location else { return [] }
    added.append(site)
    var touched: [Int] = []
    for (village, squaredChord) in reaches.places(reaching: place) {
      let candidate = NearestIndex.Nearest(position: site, squaredChord: squaredChord)
      guard isNearer(candidate, than: nearest[village], to: village, sites) else { continue }
      set(candidate, of: village)
      touched.append(village)
    }
    if added.count > Self.mostAdded { remakeIndex(sites) }
    return touched
  }

  /// Lets a site, which is closed already, serve nobody.
  ///
  /// - Returns: the villages to which it was the nearest.
  mutating func close(_ site: Int32, _ sites: StandingSites) -> [Int] {
    guard let place = sites[site].location else { return [] }
    let served = reaches.places(reaching: place).map(\.position).filter { nearest[$0].position == site }
    if let position = added.firstIndex(of: site) {
      added.remove(at: position)
    } else {
      closedCount += 1
    }
    if 2 * closedCount > indexed.count { remakeIndex(sites) }
    for village in served { set(search(village, sites), of: village) }
    return served
  }

  // MARK: - Private

  private mutating func set(_ found: NearestIndex.Nearest, of village: Int) {
    nearest[village] = found
    reaches.setReach(Self.reach(found), of: village)
  }

  /// Whom a village takes notice of: anybody who is not certainly farther than its nearest.
  private static func reach(_ found: NearestIndex.Nearest) -> Double {
    found.position < 0 ? .infinity : ChordBounds.squaredChordCertainlyFarther(than: found.squaredChord)
  }

  private mutating func remakeIndex(_ sites: StandingSites) {
    indexed = sites.open
    index = NearestIndex(indexed.map { sites[$0].location }, workers: workers)
    added = []
    closedCount = 0
  }

  private func search(_ village: Int, _ sites: StandingSites) -> NearestIndex.Nearest {
    guard let origin = places[village] else { return nearest[village] }
    var best = NearestIndex.Nearest(position: -1, squaredChord: .infinity)
    if let found = index.nearest(to: origin, where: { sites[indexed[$0]].isOpen }) {
      best = candidate(indexed[found.position], from: origin, sites)
    }
    for site in added {
      let other = candidate(site, from: origin, sites)
      if isNearer(other, than: best, to: village, sites) { best = other }
    }
    return best
  }

  private func candidate(
    _ site: Int32, from origin: Coordinate, _ sites: StandingSites
  ) -> NearestIndex.Nearest {
    guard let place = sites[site].location else {
      return NearestIndex.Nearest(position: -1, squaredChord: .infinity)
    }
    return NearestIndex.Nearest(
      position: site,
      squaredChord: EarthCentredPoint(origin).squaredChord(to: EarthCentredPoint(place)))
  }

  /// Whether one site is nearer than another; of two at the same distance, whether it comes first.
  private func isNearer(
    _ first: NearestIndex.Nearest, than second: NearestIndex.Nearest, to village: Int,
    _ sites: StandingSites
  ) -> Bool {
    guard first.position >= 0 else { return false }
    guard second.position >= 0 else { return true }
    if second.squaredChord > ChordBounds.squaredChordCertainlyFarther(than: first.squaredChord) {
      return true
    }
    if first.squaredChord > ChordBounds.squaredChordCertainlyFarther(than: second.squaredChord) {
      return false
    }
    guard let origin = places[village], let place = sites[first.position].location,
      let other = sites[second.position].location
    else { return false }
    let (distance, known) = (
      Geodesic.distance(from: origin, to: place), Geodesic.distance(from: origin, to: other)
    )
    return distance == known ? sites.precedes(first.position, second.position) : distance < known
  }
}
