public import Foundation
public import ServiceNetwork

/// Which of a registry's changes are asked for, and by whom.
public struct ChangeQuery: Sendable {
  /// Where a page begins; `nil` for all that is there, and then what changes.
  public var since: ChangeCursor?
  /// The most records of a page.
  public var limit = 1000
  /// The one collection that is asked about; `nil` for all.
  public var collection: FeatureType?
  /// The day that tells the status of a facility.
  public var today: CalendarDate
  /// Who asks.
  public var caller: Caller

  /// A query for all changes.
  public init(today: CalendarDate, caller: Caller = .anonymous) {
    self.today = today
    self.caller = caller
  }
}

/// A place in the order of a registry's changes, from which they go on.
///
/// Changes are numbered within the transaction that makes them, and SQLite lets one writer in at a time: what is committed
/// later has greater numbers, and a place stays where it is while others write.
public struct ChangeCursor: Hashable, Sendable, Codable {
  /// A place within a line of the journal that is about many records.
  struct Place: Hashable, Codable {
    /// The number of the line; 0 for what was there at the beginning.
    var line: Int
    /// The part of the line.
    var part: ChangePart
    /// The key of the last record.
    var key: Int64
  }

  /// The registry's incarnation.
  let incarnation: String
  /// The collection that is followed; `nil` for all.
  let collection: String?
  /// The line of the journal up to which everything is told.
  var seq: Int
  /// How far a line beyond it is told; `nil` where none is begun.
  var place: Place?
}

/// What of a line is told, in this order.
enum ChangePart: Int, Codable {
  /// The id that its record had before.
  case former
  /// Its record.
  case own
  /// Divisions that came with it, or name its division.
  case divisions
  /// Facilities that came with it, or name its division.
  case facilities
  /// Posts that came with it, or name its division.
  case posts
  /// Counts of persons that came with it, or are of its division.
  case demand
  /// The ids that the counts of its division had before.
  case formerDemand
}

/// A record that changed, as it is now.
public struct ChangedRecord: Sendable {
  /// What has become of a record.
  public enum State: Sendable {
    /// It is there; the type has the properties that are the feature's own.
    case put(Feature, FeatureType)
    /// It is there no more.
    case removed
    /// It is a facility that became a part of another one.
    case merged(into: String)
    /// It is a division that is no more, or has another code; with the codes of those that followed, if any.
    case ended(successors: [String])
  }

  /// The number of its last change on the page; 0 where it was there at the beginning.
  public var seq: Int
  /// When that was; `nil` where it was there at the beginning.
  public var at: Date?
  /// By which act; `nil` where it was there at the beginning, or another program wrote to the file.
  public var act: Act?
  /// The table: ids are unique within it.
  public var table: RegistryTable
  /// Its collection; `nil` for a city, which is in none, and for a division that is no more.
  public var collection: String?
  /// Its id, or code.
  public var id: String
  /// What has become of it.
  public var state: State
}

/// A page of changes.
public struct ChangePage: Sendable {
  /// The records that changed, each once, in the order of their last changes.
  public var records: [ChangedRecord]
  /// Where the next page begins, now or when there are further changes.
  public var cursor: ChangeCursor
  /// Whether more waits.
  public var hasMore: Bool
}

/// Why changes cannot be asked for like that.
public enum ChangeQueryError: Error, Equatable {
  /// A cursor is of the registry as it was before it was restored, or of another registry.
  case otherIncarnation
  /// A cursor is of another collection, or of all.
  case otherCollection(String?)
}
