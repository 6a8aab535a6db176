/// A registry's divisions, facilities, posts and demand at one moment, in flat arrays.
///
/// It does not depend on a question: statuses and counts keep their dates, and one snapshot answers for
/// any service, rule, area and day. A ``RegistryTable``'s names and dates are resolved to positions in
/// these arrays; −1 stands for none.
public struct NetworkSnapshot: Sendable {
  /// A division and its parent.
  public struct DivisionEntry: Sendable {
    /// Its code.
    public var code: DivisionCode
    /// Its name.
    public var name: String
    /// Its level.
    public var level: DivisionLevel
    /// The position of its parent in ``NetworkSnapshot/divisions``, or −1.
    public var parent: Int32
    /// Its point, EPSG:4326.
    public var location: Coordinate?

    /// A division from its parts.
    public init(
      code: DivisionCode, name: String, level: DivisionLevel, parent: Int32 = -1, location: Coordinate?
    ) {
      self.code = code
      self.name = name
      self.level = level
      self.parent = parent
      self.location = location
    }
  }

  /// A facility and where its statuses stand.
  public struct FacilityEntry: Sendable {
    /// Its id.
    public var id: String
    /// The position of its kind in ``Catalogue/kinds``.
    public var kind: Int32
    /// Its name.
    public var name: String
    /// The position of its division in ``NetworkSnapshot/divisions``, or −1.
    public var division: Int32
    /// Where it stands, EPSG:4326.
    public var location: Coordinate?
    /// The range of its statuses in ``NetworkSnapshot/statuses``, ordered by date.
    public var statuses: Range<Int32>
    /// How many it has room for; `nil` where nobody told.
    public var capacity: Int32?
    /// How many of these are taken; `nil` where nobody told.
    public var occupied: Int32?

    /// A facility from its parts.
    public init(
      id: String, kind: Int32, name: String, division: Int32, location: Coordinate?, statuses: Range<Int32>,
      capacity: Int32? = nil, occupied: Int32? = nil
    ) {
      self.id = id
      self.kind = kind
      self.name = name
      self.division = division
      self.location = location
      self.statuses = statuses
      self.capacity = capacity
      self.occupied = occupied
    }
  }

  /// A post and its term; the person stays in the registry.
  public struct PostEntry: Sendable {
    /// Its id.
    public var id: String
    /// The position of its role in ``Catalogue/kinds``.
    public var role: Int32
    /// The position of its division in ``NetworkSnapshot/divisions``.
    public var division: Int32
    /// When it is held.
    public var term: Term

    /// A post from its parts.
    public init(id: String, role: Int32, division: Int32, term: Term) {
      self.id = id
      self.role = role
      self.division = division
      self.term = term
    }
  }

  /// A count of one demand group in a division on a date.
  public struct DemandEntry: Sendable {
    /// The position of the division in ``NetworkSnapshot/divisions``.
    public var division: Int32
    /// The date of the count.
    public var asOf: CalendarDate
    /// How many persons.
    public var persons: Int32

    /// A count from its parts.
    public init(division: Int32, asOf: CalendarDate, persons: Int32) {
      self.division = division
      self.asOf = asOf
      self.persons = persons
    }
  }

  /// The kinds, services and demand groups.
  public internal(set) var catalogue: Catalogue
  /// The divisions, by code.
  public package(set) var divisions: [DivisionEntry]
  /// The facilities, by id.
  public package(set) var facilities: [FacilityEntry]
  /// The statuses of the facilities.
  public package(set) var statuses: [StatusHistory.Entry]
  /// The posts, by id.
  public package(set) var posts: [PostEntry]
  /// The counts of each demand group that was asked for, by division and date.
  public package(set) var demand: [String: [DemandEntry]]
  /// The roads; `nil` where there are none, or nobody asked for them.
  public package(set) var roads: RoadTravel?
  /// A cost matrix of this snapshot's divisions, for ``Measure/costs(_:)``; `nil` where nobody gave one.
  public var costs: CostMatrix?

  /// A snapshot of arrays that refer to each other by position.
  ///
  /// - Precondition: `divisions` are in the order of their codes, the entries of each group of `demand` in
  ///   the order of their divisions and dates. Facilities and posts may come in any order.
  public init(
    catalogue: Catalogue, divisions: [DivisionEntry], facilities: [FacilityEntry],
    statuses: [StatusHistory.Entry], posts: [PostEntry], demand: [String: [DemandEntry]],
    roads: RoadTravel? = nil
  ) {
    self.catalogue = catalogue
    self.divisions = divisions
    self.facilities = facilities.sortedUnlessSorted { $0.id < $1.id }
    self.statuses = statuses
    self.posts = posts.sortedUnlessSorted { $0.id < $1.id }
    self.demand = demand
    self.roads = roads
  }

  /// The same with other roads, or none.
  package func replacing(roads: RoadTravel?) -> NetworkSnapshot {
    var snapshot = self
    snapshot.roads = roads
    return snapshot
  }

  // MARK: - Lookups

  /// The position of a division in ``divisions``.
  ///
  /// - Throws: ``CoverageError/unknownDivision(_:)``
  /// - Complexity: O(log n).
  public func division(_ code: DivisionCode) throws(CoverageError) -> Int32 {
    var (lower, upper) = (0, divisions.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if divisions[middle].code < code { lower = middle + 1 } else { upper = middle }
    }
    guard lower < divisions.count, divisions[lower].code == code else { throw .unknownDivision(code) }
    return Int32(lower)
  }

  /// The division of a level that a division lies in, itself included; −1 where there is none.
  package func ancestor(of division: Int32, at level: DivisionLevel) -> Int32 {
    var position = division
    while position >= 0, divisions[Int(position)].level != level {
      position = divisions[Int(position)].parent
    }
    return position
  }

  /// The division of a level that each division lies in, itself included, by position; −1 where there is none.
  ///
  /// - Complexity: O(divisions).
  func ancestors(at level: DivisionLevel) -> [Int32] {
    var ancestors = [Int32](repeating: -1, count: divisions.count)
    for position in divisions.indices {
      let parent = Int(divisions[position].parent)
      if divisions[position].level == level {
        ancestors[position] = Int32(position)
      } else if parent >= 0 {
        // A parent mostly has a lesser code, and was looked at already.
        ancestors[position] =
          parent < position ? ancestors[parent] : ancestor(of: Int32(parent), at: level)
      }
    }
    return ancestors
  }

  /// Whether a division lies in another one's subtree; each lies in its own.
  func isDivision(_ division: Int32, in area: Int32) -> Bool {
    var position = division
    while position >= 0, position != area { position = divisions[Int(position)].parent }
    return position == area
  }

  /// The division within which facilities may serve an area as its own: the area, or the township of a village.
  func neighbourhood(of area: Int32) -> Int32 {
    let entry = divisions[Int(area)]
    return entry.level == .village && entry.parent >= 0 ? entry.parent : area
  }

  /// The name of a division; `nil` for −1.
  func name(of division: Int32) -> String? {
    division >= 0 ? divisions[Int(division)].name : nil
  }

  /// The status of a facility on a date; ``FacilityStatus/planned`` before its first one.
  func status(of facility: FacilityEntry, on date: CalendarDate) -> FacilityStatus {
    status(facility.statuses, on: date)
  }

  /// The one of some statuses that holds on a date; ``FacilityStatus/planned`` before the first.
  @inline(__always)
  func status(_ range: Range<Int32>, on date: CalendarDate) -> FacilityStatus {
    var position = Int(range.upperBound)
    while position > range.lowerBound {
      position -= 1
      if statuses[position].since <= date { return statuses[position].status }
    }
    return .planned
  }
}

extension Array {
  /// The array in order; itself, without a copy, where it is already.
  fileprivate func sortedUnlessSorted(by precedes: (Element, Element) -> Bool) -> [Element] {
    let isSorted = zip(self, dropFirst()).allSatisfy { !precedes($1, $0) }
    return isSorted ? self : sorted(by: precedes)
  }
}
