public import Foundation
public import ServiceNetwork

/// What a request wants of a feature, and who wants it.
public struct FeatureWrite: Sendable {
  /// What becomes of a feature.
  public enum Action: Sendable {
    /// There is one more.
    case add
    /// The one of an id is another.
    case change(id: String, Condition)
    /// The one of an id is closed, or its term ends; it stays in the registry.
    case close(id: String, Condition)
  }

  /// Under which condition a feature is written.
  public enum Condition: Equatable, Sendable {
    /// It is there.
    case isThere
    /// It is known by one of these (``Feature/version``).
    case version([String])
  }

  /// The type of the feature.
  public var type: FeatureType
  /// What becomes of it.
  public var action: Action
  /// Who writes.
  public var caller: Caller
  /// The number of the request, for the journal.
  public var request: String
  /// When.
  public var date: Date
  /// The day that it is there.
  public var today: CalendarDate

  /// A write from its parts.
  public init(
    _ action: Action, of type: FeatureType, by caller: Caller, request: String, date: Date,
    today: CalendarDate
  ) {
    self.type = type
    self.action = action
    self.caller = caller
    self.request = request
    self.date = date
    self.today = today
  }
}

/// What became of a write.
public struct FeatureWritten: Sendable {
  /// The feature as it is now, with its version; `nil` where the write waits for approval.
  public var feature: Feature?
  /// What is remarkable about it.
  public var remarks: [RowProblem]
  /// The number of the proposal that it became; `nil` where it was done.
  public var proposal: Int?
}

/// Why a feature was not written; nothing was changed then.
public enum FeatureWriteError: Error, Equatable {
  /// The collection has no feature of the id.
  case notFound(id: String)
  /// The caller may not write there.
  case forbidden
  /// It is another than the caller knows.
  case changedSince(id: String)
  /// It is there already.
  case isThere(id: String)
  /// It does not fit the registry.
  case refused([RowProblem])
  /// Features of the type do not end by a request.
  case doesNotEnd
}
