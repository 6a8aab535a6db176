/// What a change to a standing answer did to the villages.
public struct CoverageChange: Equatable, Sendable {
  /// A village whose verdict changed.
  public struct Village: Equatable, Sendable {
    /// Its code.
    public let code: DivisionCode
    /// Its name.
    public let name: String
    /// Its point, EPSG:4326.
    public let location: Coordinate?
    /// How many persons of the group live there; `nil` where nobody counted.
    public let demand: Int?
  }

  /// The villages that are served now and were not, by code.
  public let gained: [Village]
  /// The villages that were served and are not now, by code.
  public let lost: [Village]
  /// How many villages were looked at again.
  public let touched: Int

  /// How many persons live in the villages that gained.
  public var demandGained: Int { gained.reduce(0) { $0 + ($1.demand ?? 0) } }
  /// How many persons live in the villages that lost.
  public var demandLost: Int { lost.reduce(0) { $0 + ($1.demand ?? 0) } }
}

/// Something that happens to those who serve, or to those who are served.
public enum NetworkChange: Equatable, Sendable {
  /// A facility begins to serve.
  case opened(Site)
  /// The facility of an id ceases to.
  case closed(String)
  /// A facility serves in another place; its site takes the place of the one of the same id.
  case moved(Site)
  /// A village has another count of persons; `nil` where nobody counted.
  case counted(DivisionCode, persons: Int?)

  /// A facility of a kind that counts, and where it is.
  public struct Site: Equatable, Sendable {
    /// Its id.
    public var id: String
    /// Its division; `nil` for none.
    public var division: DivisionCode?
    /// Where it stands, EPSG:4326; without a place it serves its own division alone.
    public var location: Coordinate?

    /// A facility from its parts.
    public init(id: String, division: DivisionCode? = nil, location: Coordinate?) {
      self.id = id
      self.division = division
      self.location = location
    }
  }
}

/// Why a change is not taken.
///
/// The answer stands as it was, but for ``interrupted(_:)``.
public enum NetworkChangeError: Error, Equatable, CustomStringConvertible {
  /// No facility of that id serves.
  case notServing(String)
  /// A facility of that id serves already.
  case servingAlready(String)
  /// There is no such division, or among the villages that were asked about no such village.
  case unknownDivision(DivisionCode)
  /// Nobody waits for the answer any more; it is worth nothing, and must be made anew.
  case interrupted(CoverageError)

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var description: String {
    switch self {
    case .notServing(let id): "no facility '\(id)' serves on the day asked; open it first"
    case .servingAlready(let id): "facility '\(id)' serves already; move it, or close it first"
    case .unknownDivision(let code): "\(code) is none of the divisions that were asked about"
    case .interrupted(let error): error.description
    }
  }
}
