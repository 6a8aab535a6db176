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

/// Some facilities and posts of a snapshot on a day: facilities by id, then posts by id.
///
/// Only their positions are kept, and each is made when it is looked at: of many that serve, few are told of.
public struct Providers: RandomAccessCollection, Sendable {
  private let snapshot: NetworkSnapshot
  private let date: CalendarDate
  /// The positions of facilities, and those of posts after the last facility.
  private let references: [Int32]

  fileprivate init(_ references: [Int32], of snapshot: NetworkSnapshot, on date: CalendarDate) {
    self.snapshot = snapshot
    self.date = date
    self.references = references
  }

  /// The position of the first one.
  public var startIndex: Int { 0 }
  /// The position after the last one.
  public var endIndex: Int { references.count }

  /// One of them.
  public subscript(position: Int) -> Provider {
    let reference = Int(references[position])
    let kinds = snapshot.catalogue.kinds
    if let post = post(reference) {
      let role = kinds[Int(snapshot.posts[post].role)]
      let division = snapshot.divisions[Int(snapshot.posts[post].division)]
      return Provider(
        id: snapshot.posts[post].id, name: "\(division.name) \(role.nameZh)", kind: role.name,
        status: snapshot.posts[post].term.status(on: date), division: snapshot.posts[post].division,
        location: division.location)
    }
    let facility = snapshot.facilities[reference]
    return Provider(
      id: facility.id, name: facility.name, kind: kinds[Int(facility.kind)].name,
      status: snapshot.status(of: facility, on: date), division: facility.division,
      location: facility.location, capacity: facility.capacity.map(Int.init),
      occupied: facility.occupied.map(Int.init))
  }

  /// The id of one of them.
  func id(at position: Int) -> String {
    let reference = Int(references[position])
    guard let post = post(reference) else { return snapshot.facilities[reference].id }
    return snapshot.posts[post].id
  }

  /// The id of each of them.
  var ids: [String] { indices.map(id(at:)) }

  /// Whether one of them is a post.
  func isPost(at position: Int) -> Bool { post(Int(references[position])) != nil }

  /// Where one of them is.
  func location(at position: Int) -> Coordinate? {
    let reference = Int(references[position])
    guard let post = post(reference) else { return snapshot.facilities[reference].location }
    return snapshot.divisions[Int(snapshot.posts[post].division)].location
  }

  /// The division of one of them; −1 for none.
  func division(at position: Int) -> Int32 {
    let reference = Int(references[position])
    guard let post = post(reference) else { return snapshot.facilities[reference].division }
    return snapshot.posts[post].division
  }

  /// Where each of them is.
  public var locations: [Coordinate?] { indices.map(location(at:)) }

  /// The position of a post; `nil` for a facility.
  private func post(_ reference: Int) -> Int? {
    reference < snapshot.facilities.count ? nil : reference - snapshot.facilities.count
  }
}

extension NetworkSnapshot {
  /// Everyone of some kinds: those who serve on a day, and those who do not.
  ///
  /// - Complexity: O(facilities + posts); 4 bytes each.
  func providers(ofKinds names: [String], on date: CalendarDate) -> (serving: Providers, idle: Providers) {
    let isAsked = catalogue.kinds.map { kind in names.contains(kind.name) }
    var (serving, idle): ([Int32], [Int32]) = ([], [])
    // By position: a copy of an entry would count its texts' references up and down.
    for position in facilities.indices where isAsked[Int(facilities[position].kind)] {
      let status = status(facilities[position].statuses, on: date)
      if status == .operating { serving.append(Int32(position)) } else { idle.append(Int32(position)) }
    }
    for position in posts.indices where isAsked[Int(posts[position].role)] {
      let reference = Int32(facilities.count + position)
      if posts[position].term.contains(date) { serving.append(reference) } else { idle.append(reference) }
    }
    return (Providers(serving, of: self, on: date), Providers(idle, of: self, on: date))
  }
}

extension Term {
  /// The status of a post with this term on a date.
  fileprivate func status(on date: CalendarDate) -> FacilityStatus {
    if contains(date) { return .operating }
    return date < appointedOn ? .planned : .closed
  }
}
