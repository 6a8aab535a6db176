/// What became of a division on a day, as a registry remembers it.
public struct Succession: Equatable, Sendable {
  /// The first day on which it was so.
  public var since: CalendarDate
  /// In what ways it changed.
  public var kinds: [DivisionChange.Kind]
  /// The code until then.
  public var formerCode: DivisionCode
  /// The name until then.
  public var formerName: String
  /// The code of what it became.
  public var code: DivisionCode
  /// The name of that.
  public var name: String
  /// How it is known, as ``DivisionChange/Evidence/text``.
  public var evidence: String

  /// A succession from its parts.
  public init(
    since: CalendarDate, kinds: [DivisionChange.Kind], formerCode: DivisionCode, formerName: String,
    code: DivisionCode, name: String, evidence: String
  ) {
    self.since = since
    self.kinds = kinds
    self.formerCode = formerCode
    self.formerName = formerName
    self.code = code
    self.name = name
    self.evidence = evidence
  }
}
