public import Foundation
public import ServiceNetwork

/// Which features of a type are asked for, in which order, and by whom.
public struct FeatureQuery: Sendable {
  /// A property by which features are ordered.
  public struct Order: Hashable, Sendable {
    /// Its name.
    public var property: String
    /// Whether the greatest comes first.
    public var isDescending: Bool

    /// An order by a property.
    public init(_ property: String, isDescending: Bool = false) {
      self.property = property
      self.isDescending = isDescending
    }
  }

  /// A value that a property must have.
  public struct Filter: Hashable, Sendable {
    /// The property's name.
    public var property: String
    /// The value, as an address has it.
    public var value: String

    /// A condition on a property.
    public init(_ property: String, is value: String) {
      self.property = property
      self.value = value
    }
  }

  /// A box in some coordinate system.
  public struct Box: Hashable, Sendable {
    /// The number of the system in the EPSG dataset, whose x goes east; `nil` for EPSG:4326.
    public var srid: Int?
    /// From west to east.
    public var x: ClosedRange<Double>
    /// From south to north.
    public var y: ClosedRange<Double>
    /// A box in EPSG:4326 that has all of it.
    public var around: BoundingBox

    /// A box from its parts.
    public init(srid: Int? = nil, x: ClosedRange<Double>, y: ClosedRange<Double>, around: BoundingBox) {
      self.srid = srid
      self.x = x
      self.y = y
      self.around = around
    }
  }

  /// The type; not ``FeatureType/Source/unserved``, whose features are computed.
  public var type: FeatureType
  /// The boxes in one of which a feature must lie, its sides included; features without a place are in each.
  public var boxes: [Box] = []
  /// Whether features must have a place, or none; `nil` where it is all the same.
  public var hasPlace: Bool?
  /// The days on one of which a feature must have been in operation; those that never were are on each.
  public var days: ClosedRange<CalendarDate>?
  /// What properties must be.
  public var filters: [Filter] = []
  /// Words of which one must occur in a feature's texts, without regard to the case of Latin letters.
  public var words: [String] = []
  /// The order; features that are alike in it are ordered as they were added.
  public var order: [Order] = []
  /// The feature after which a page begins; `nil` for the first page.
  public var after: FeatureCursor?
  /// The most features of a page.
  public var limit = 10
  /// The day that tells the status of a facility.
  public var today: CalendarDate
  /// Who asks.
  public var caller: Caller

  /// A query for all features of a type.
  public init(_ type: FeatureType, today: CalendarDate, caller: Caller = .anonymous) {
    self.type = type
    self.today = today
    self.caller = caller
  }
}

/// A place in the order of a query's features, from which it goes on.
///
/// It stays where it is while others write: a feature that is added or goes changes nothing of what comes after it.
public struct FeatureCursor: Hashable, Sendable, Codable {
  /// The values of the order's properties; `nil` stands for none.
  let values: [String]
  /// The key of the last feature.
  let key: Int64

  init(values: [String], key: Int64) {
    self.values = values
    self.key = key
  }
}

/// A feature as a caller may see it.
public struct Feature: Sendable {
  /// A value.
  public enum Value: Hashable, Sendable {
    /// None.
    case none
    /// A text, or a day.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// True or false.
    case flag(Bool)
    /// One that the caller may not know of.
    case hidden
  }

  /// Its id.
  public var id: String
  /// Its place; `nil` where it has none.
  public var place: Coordinate?
  /// Whether it lies in the caller's division.
  public var isWithin: Bool
  /// Its values, in the order of the type's properties.
  public var values: [Value]
  /// Whether it shows a person's name or telephone whole, which is to be recorded before it is told.
  public var isPersonal = false
  /// What its record is known by until it is changed; `nil` where more than one feature was asked for.
  public var version: String?

  /// A feature from its parts.
  public init(
    id: String, place: Coordinate?, isWithin: Bool = true, values: [Value], isPersonal: Bool = false
  ) {
    self.id = id
    self.place = place
    self.isWithin = isWithin
    self.values = values
    self.isPersonal = isPersonal
  }
}

/// A page of features.
public struct FeaturePage: Sendable {
  /// The features.
  public var features: [Feature]
  /// Where the next page begins; `nil` where there is none.
  public var next: FeatureCursor?
}

/// Why features cannot be asked for like that.
public enum FeatureQueryError: Error, Equatable {
  /// A value is none of the property's.
  case wrongValue(property: String, value: String, expected: Wording)
  /// A cursor is of another order.
  case wrongCursor
}

/// From which day to which features of a type are.
public struct FeatureInterval: Equatable, Sendable {
  /// The first day; `nil` where one has been always.
  public var first: CalendarDate?
  /// The last day; `nil` where one goes on.
  public var last: CalendarDate?
}

/// By what a commit of a registry is known from all others: what was read at one stays as it is until there is another.
public struct RegistryState: Hashable, Sendable {
  /// The registry's life since it was made or restored; a restored one counts its changes anew.
  public var incarnation: String
  /// The number of the last change.
  public var change: Int

  /// A state from its parts.
  public init(incarnation: String, change: Int) {
    self.incarnation = incarnation
    self.change = change
  }

  /// Whether another state of the same life came later.
  public func isBefore(_ other: RegistryState) -> Bool {
    incarnation == other.incarnation && change < other.change
  }
}

/// Until when a registry has been written.
public struct LastChange: Equatable, Sendable {
  /// What the last change made of it.
  public var state: RegistryState
  /// The number of the last import, be it one that the journal has no lines of, as of roads.
  public var lastImport: Int
  /// When the later of both was; `nil` where nothing was changed yet.
  public var date: Date?

  /// A change from its parts.
  public init(state: RegistryState, lastImport: Int = 0, date: Date? = nil) {
    self.state = state
    self.lastImport = lastImport
    self.date = date
  }
}
