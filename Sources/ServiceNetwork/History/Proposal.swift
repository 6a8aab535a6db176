public import Foundation

/// A write that waits for somebody's approval, or waited for it.
public struct Proposal: Equatable, Sendable {
  /// What became of it.
  public enum State: String, CaseIterable, Sendable {
    /// Nobody decided yet.
    case waiting
    /// It was done.
    case approved
    /// It was not, and will not be.
    case rejected
  }

  /// Its number; they grow with time.
  public var id: Int
  /// When it was made.
  public var at: Date
  /// Whose it is.
  public var author: String
  /// The type of features that it is about.
  public var collection: String
  /// What is to become of the record.
  public var change: RowChange.Kind
  /// The record's id; `nil` for a new one.
  public var recordId: String?
  /// What the record is called; empty where it has no name.
  public var name: String
  /// The division that it lies in; `nil` for none.
  public var division: DivisionCode?
  /// The values that are to change, by the columns of the record's table.
  public var fields: [RowChange.Field]
  /// What became of it.
  public var state: State
  /// When, and by whom, it was decided; `nil` while it waits.
  public var decision: Decision?

  /// Who decided about a proposal.
  public struct Decision: Equatable, Sendable {
    /// When.
    public var at: Date
    /// Who.
    public var author: String
    /// Why; a rejection always says it.
    public var reason: String?
    /// The act that it became.
    public var act: Int?

    /// A decision from its parts.
    public init(at: Date, author: String, reason: String? = nil, act: Int? = nil) {
      self.at = at
      self.author = author
      self.reason = reason
      self.act = act
    }
  }

  /// A proposal from its parts.
  public init(
    id: Int, at: Date, author: String, collection: String, change: RowChange.Kind, recordId: String?,
    name: String,
    division: DivisionCode?, fields: [RowChange.Field], state: State, decision: Decision?
  ) {
    self.id = id
    self.at = at
    self.author = author
    self.collection = collection
    self.change = change
    self.recordId = recordId
    self.name = name
    self.division = division
    self.fields = fields
    self.state = state
    self.decision = decision
  }
}
