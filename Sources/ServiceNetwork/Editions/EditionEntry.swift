/// A division in a list of divisions: as the registry has it, or as a new edition does.
public struct EditionEntry: Hashable, Sendable {
  /// Its code.
  public var code: DivisionCode
  /// Its name.
  public var name: String
  /// Its level.
  public var level: DivisionLevel
  /// The code of the division that it belongs to; `nil` where none is known.
  public var parent: DivisionCode?
  /// Who gave it its code; `nil` where that is not known.
  public var system: CodeSystem?
  /// How many facilities, posts and counts the registry has of it; 0 in an edition.
  public var holdings: Int

  /// An entry from its parts.
  public init(
    code: DivisionCode, name: String, level: DivisionLevel, parent: DivisionCode? = nil,
    system: CodeSystem? = nil, holdings: Int = 0
  ) {
    self.code = code
    self.name = name
    self.level = level
    self.parent = parent
    self.system = system
    self.holdings = holdings
  }
}

/// A list of divisions as one office had it on one day.
public struct Edition: Hashable, Sendable {
  /// Whose codes they are.
  public var system: CodeSystem
  /// The first day on which the list holds.
  public var asOf: CalendarDate

  /// An edition from its parts.
  public init(system: CodeSystem, asOf: CalendarDate) {
    self.system = system
    self.asOf = asOf
  }
}

/// What a person decided about a division that two editions alone do not settle.
public struct EditionDecision: Hashable, Sendable {
  /// The code of the division as the registry has it.
  public var former: DivisionCode
  /// The code of what it became; `nil` where it is no more, and became nothing.
  ///
  /// Several decisions about one division divide it: what belongs to it goes to the first. Several divisions that became
  /// one are joined.
  public var successor: DivisionCode?
  /// How that is known, as the number of a decree.
  public var evidence: String

  /// A decision from its parts.
  public init(former: DivisionCode, successor: DivisionCode?, evidence: String) {
    self.former = former
    self.successor = successor
    self.evidence = evidence
  }
}
