/// Who can serve: a facility, or a post at the point of its division.
public struct Provider: Sendable {
  /// The id of the facility or post.
  public let id: String
  /// The facility's name; for a post that of its division and role, never a person's.
  public let name: String
  /// The name of its kind or role.
  public let kind: String
  /// Its status on the day asked; a post whose term has not begun is planned, one whose term is over closed.
  public let status: FacilityStatus
  /// The division of a facility, or the one that a post serves; −1 for none.
  let division: Int32
  /// Where it is, EPSG:4326; `nil` where that is not known.
  public let location: Coordinate?
  /// How many a facility has room for; `nil` for a post, and where nobody told.
  public var capacity: Int?
  /// How many of these are taken; `nil` likewise.
  public var occupied: Int?
}

extension NetworkSnapshot {
  /// Everyone of some kinds with the status of a day: facilities by id, then posts by id.
  func providers(ofKinds names: [String], on date: CalendarDate) -> [Provider] {
    let kinds = catalogue.kinds
    let isAsked = kinds.map { kind in names.contains(kind.name) }
    var providers: [Provider] = []
    for facility in facilities where isAsked[Int(facility.kind)] {
      providers.append(
        Provider(
          id: facility.id, name: facility.name, kind: kinds[Int(facility.kind)].name,
          status: status(of: facility, on: date), division: facility.division, location: facility.location,
          capacity: facility.capacity.map(Int.init), occupied: facility.occupied.map(Int.init)))
    }
    for post in posts where isAsked[Int(post.role)] {
      let role = kinds[Int(post.role)]
      let division = divisions[Int(post.division)]
      providers.append(
        Provider(
          id: post.id, name: "\(division.name) \(role.nameZh)", kind: role.name,
          status: post.term.status(on: date), division: post.division, location: division.location))
    }
    return providers
  }
}

extension Term {
  /// The status of a post with this term on a date.
  fileprivate func status(on date: CalendarDate) -> FacilityStatus {
    if contains(date) { return .operating }
    return date < appointedOn ? .planned : .closed
  }
}
