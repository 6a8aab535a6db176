/// The places whose names somebody may have meant, the best matches first.
public struct FindReport: Sendable {
  /// A division or facility.
  public struct Place: Sendable {
    /// What it is.
    public let type: PlaceType
    /// The code of a division, the id of a facility.
    public let id: String
    /// Its name.
    public let name: String
    /// The pinyin of its name, a syllable after another, as the query has it, else by the first readings.
    public let pinyin: String
    /// How well its name matches.
    public let match: NameMatch
    /// The name of a facility's kind; `nil` for a division.
    public let kind: String?
    /// The name of the township that it lies in; `nil` for a township and what is wider.
    public let township: String?
    /// The name of the county that it lies in; `nil` for a county and a city.
    public let county: String?
    /// Where it is, EPSG:4326.
    public let location: Coordinate?
  }

  /// What was typed.
  public let text: String
  /// What was looked for; `nil` for everything.
  public let type: PlaceType?
  /// The division in whose subtree the places are; `nil` for everywhere.
  public let area: DivisionCode?
  /// The places: by how well they match, then by type from the city to the facility, then by code or id.
  public let places: [Place]
  /// How many places match, of which ``places`` are the first.
  public let numberMatched: Int

  /// Looks for places.
  ///
  /// - Parameters:
  ///   - query: what somebody typed.
  ///   - type: what is looked for; `nil` for everything.
  ///   - area: the division in whose subtree they are, itself included; `nil` for everywhere.
  ///   - limit: how many are told at the most, at least 1.
  ///   - snapshot: the places. Facilities of whatever status are found; those of no division are in no area.
  /// - Throws: ``CoverageError/unknownDivision(_:)``, ``CoverageError/cancelled``
  /// - Complexity: O(n) for n names; memory for `limit` of them.
  public init(
    _ query: NameQuery, type: PlaceType? = nil, area: DivisionCode? = nil, limit: Int,
    in snapshot: NetworkSnapshot
  ) throws(CoverageError) {
    let areaPosition = try area.map { code throws(CoverageError) in try snapshot.division(code) }
    func isInside(_ division: Int32) -> Bool {
      areaPosition.map { snapshot.isDivision(division, in: $0) } ?? true
    }
    var matcher = NameMatcher(query)
    var first = FirstPlaces(limit: limit)
    if type != .facility {
      for position in snapshot.divisions.indices {
        try CoverageError.checkCancellation(at: position)
        let itsType = PlaceType(snapshot.divisions[position].level)
        guard type ?? itsType == itsType, let match = matcher.match(snapshot.divisions[position].name),
          isInside(Int32(position))
        else { continue }
        first.add(match, itsType, at: position)
      }
    }
    if type ?? .facility == .facility {
      for position in snapshot.facilities.indices {
        try CoverageError.checkCancellation(at: position)
        guard let match = matcher.match(snapshot.facilities[position].name),
          isInside(snapshot.facilities[position].division)
        else { continue }
        first.add(match, .facility, at: position)
      }
    }
    places = first.found.map { Place($0.match, $0.type, at: $0.position, in: snapshot, &matcher) }
    numberMatched = first.count
    text = query.text
    self.type = type
    self.area = area
  }
}

/// The first of many places, and how many there were.
private struct FirstPlaces {
  /// A place that was found.
  struct Found {
    var match: NameMatch
    var type: PlaceType
    /// Where it stands among the divisions or facilities, which are by code or id.
    var position: Int

    func precedes(_ other: Found) -> Bool {
      (match.rank, type.rank, position) < (other.match.rank, other.type.rank, other.position)
    }
  }

  private let limit: Int
  /// In order, no more than the limit.
  private(set) var found: [Found] = []
  private(set) var count = 0

  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ match: NameMatch, _ type: PlaceType, at position: Int) {
    count += 1
    let place = Found(match: match, type: type, position: position)
    if found.count == limit {
      guard let last = found.last, place.precedes(last) else { return }
      found.removeLast()
    }
    var (lower, upper) = (0, found.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if found[middle].precedes(place) { lower = middle + 1 } else { upper = middle }
    }
    found.insert(place, at: lower)
  }
}

extension PlaceType {
  /// 0 for the widest.
  fileprivate var rank: Int {
    switch self {
    case .city: 0
    case .county: 1
    case .township: 2
    case .village: 3
    case .facility: 4
    }
  }
}

extension FindReport.Place {
  fileprivate init(
    _ match: NameMatch, _ type: PlaceType, at position: Int, in snapshot: NetworkSnapshot,
    _ matcher: inout NameMatcher
  ) {
    self.type = type
    self.match = match
    let division: Int32
    if type == .facility {
      let facility = snapshot.facilities[position]
      (id, name, location) = (facility.id, facility.name, facility.location)
      kind = snapshot.catalogue.kinds[Int(facility.kind)].name
      division = facility.division
    } else {
      let entry = snapshot.divisions[position]
      (id, name, location) = (entry.code.description, entry.name, entry.location)
      kind = nil
      // What it lies in, itself not included.
      division = entry.parent
    }
    pinyin = matcher.pinyin(of: name)
    township = snapshot.name(of: snapshot.ancestor(of: division, at: .township))
    county = snapshot.name(of: snapshot.ancestor(of: division, at: .county))
  }
}
