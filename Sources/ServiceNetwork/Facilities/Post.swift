/// A person's appointment to a division for a term.
public struct Post: Equatable, Sendable {
  /// Its id, unique among posts; `nil` before the registry gave it one.
  public var id: String?
  /// The name of its role, a kind that is a post.
  public var role: String
  /// The division that it serves.
  public var division: DivisionCode
  /// The term: from `appointedOn`, that day included, until the day before `endedOn`.
  public var term: Term
  /// The person's name: personal data.
  public var person: String?
  /// The person's telephone number: personal data.
  public var phone: String?
  /// Where the row comes from; `generated` for what is made up.
  public var source: String?

  /// A post from its parts.
  public init(
    id: String? = nil, role: String, division: DivisionCode, term: Term, person: String? = nil,
    phone: String? = nil, source: String? = nil
  ) {
    self.id = id
    self.role = role
    self.division = division
    self.term = term
    self.person = person
    self.phone = phone
    self.source = source
  }
}

/// The days on which somebody holds a post.
public struct Term: Hashable, Sendable {
  /// The first day.
  public let appointedOn: CalendarDate
  /// The first day after the last one; `nil` while no end is known.
  public let endedOn: CalendarDate?

  /// A term from its days; `nil` unless it ends after it began.
  public init?(appointedOn: CalendarDate, endedOn: CalendarDate? = nil) {
    if let endedOn, endedOn <= appointedOn { return nil }
    self.appointedOn = appointedOn
    self.endedOn = endedOn
  }

  /// Whether the term runs on a date.
  public func contains(_ date: CalendarDate) -> Bool {
    appointedOn <= date && endedOn.map { date < $0 } ?? true
  }
}
