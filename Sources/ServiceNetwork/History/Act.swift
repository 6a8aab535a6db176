public import Foundation

/// What one author did to a registry in one transaction.
public struct Act: Equatable, Sendable {
  /// Its number, by which it can be undone; they grow with time.
  public var id: Int
  /// When.
  public var at: Date
  /// Who, and by what way.
  public var author: Author
  /// What, in a few words, as `import facilities`.
  public var what: String
  /// The number of the act that it undid.
  public var undoes: Int?

  /// An act from its parts.
  public init(id: Int, at: Date, author: Author, what: String, undoes: Int? = nil) {
    self.id = id
    self.at = at
    self.author = author
    self.what = what
    self.undoes = undoes
  }
}

/// What an act, or another program, made of a record: a facility, a post, a division or another row of a table.
public struct RecordChange: Equatable, Sendable {
  /// What became of it.
  public enum Kind: String, Sendable {
    /// It was not there.
    case added
    /// It was there with other values.
    case changed
    /// It is there no more.
    case removed
  }

  /// The number of the change; they grow with time.
  public var seq: Int
  /// The act; `nil` where another program wrote to the file.
  public var act: Act?
  /// When.
  public var at: Date
  /// What became of the record.
  public var kind: Kind
  /// The values that changed, by the columns of the record's table; of an added or removed record none, unless it is a count of
  /// persons.
  public var fields: [RowChange.Field]
  /// The day of the counts, where it is about a division's counts of persons.
  public var asOf: CalendarDate?

  /// A change from its parts.
  public init(seq: Int, act: Act?, at: Date, kind: Kind, fields: [RowChange.Field]) {
    self.seq = seq
    self.act = act
    self.at = at
    self.kind = kind
    self.fields = fields
  }
}
