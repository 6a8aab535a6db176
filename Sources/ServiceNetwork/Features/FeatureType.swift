/// A type of features as a registry serves them: what it is called, what its features have, and where they come from.
///
/// The one description that queries, answers, schemas and documentation share.
public struct FeatureType: Hashable, Sendable {
  /// What the features are rows of.
  public enum Source: Hashable, Sendable {
    /// Divisions of a level.
    case divisions(DivisionLevel)
    /// Facilities, of one kind or of all.
    case facilities(kind: String?)
    /// Appointments.
    case posts
    /// Counts of persons, a feature for each division and day, with a property for each of some groups.
    case demand(groups: [String])
    /// Kinds of facilities, and roles.
    case kinds
    /// Services and their rules.
    case services
    /// The villages that a question finds unserved.
    case unserved

    /// The table that has the features as rows; `nil` where they are computed.
    public var table: RegistryTable? {
      switch self {
      case .divisions: .divisions
      case .facilities: .facilities
      case .posts: .posts
      case .demand: .demand
      case .kinds: .kinds
      case .services: .services
      case .unserved: nil
      }
    }
  }

  /// What a feature's geometry is.
  public enum Shape: String, Sendable {
    /// A point, or none.
    case point
    /// An area, or none.
    case area
  }

  /// The name in addresses, unique.
  public let id: String
  /// What it is called.
  public let title: Wording
  /// What it holds, in a sentence.
  public let summary: Wording
  /// Where its features come from.
  public let source: Source
  /// What their geometry is.
  public let shape: Shape
  /// What they have, in the order in which it is told; the first is the id.
  public let properties: [FeatureProperty]

  /// A type from its parts.
  public init(
    id: String, title: Wording, summary: Wording, source: Source, shape: Shape = .point,
    properties: [FeatureProperty]
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.source = source
    self.shape = shape
    self.properties = properties
  }

  /// The table that has the features as rows; `nil` where they are computed.
  public var table: RegistryTable? { source.table }

  /// Whether a feature's place is its own, and not that of the division it is in.
  public var hasOwnPlace: Bool {
    switch source {
    case .divisions, .facilities: true
    case .posts, .demand, .kinds, .services, .unserved: false
    }
  }

  /// Whether features have a place at all.
  public var hasPlace: Bool { source != .kinds && source != .services }

  /// Whether features lie in divisions, so that those may be written who may write there; others are for those alone who
  /// may write everywhere.
  public var isOfDivisions: Bool { hasPlace }

  /// Where a GeoJSON feature of the type has what a column of the table says, as a JSON pointer (RFC 6901).
  public func pointer(ofColumn column: String) -> String {
    if ["longitude", "latitude"].contains(column) { return "/geometry/coordinates" }
    return properties.first { $0.column == column }.map { "/properties/\($0.name)" } ?? "/properties"
  }

  /// The type with those properties alone that are its features' own.
  public var withoutDerived: FeatureType {
    FeatureType(
      id: id, title: title, summary: summary, source: source, shape: shape,
      properties: properties.filter { !$0.isDerived })
  }

  /// Columns of tables that no feature has as properties, and that anybody may see.
  private static let openColumns: Set<String> = [
    "longitude", "latitude", "given_x", "given_y", "given_crs", "level", "boundary", "boundary_crs",
    "is_mended",
    "system", "since", "ended_on",
  ]

  /// Whom the values of a table's column may be shown: as those of the property that it is; a column that nobody thought of
  /// is personal.
  public func sensitivity(ofColumn column: String) -> Sensitivity {
    property(named: column.lowerCamelCased)?.sensitivity
      ?? (Self.openColumns.contains(column) ? .open : .personal)
  }

  /// The property of a name; `nil` where there is none.
  public func property(named name: String) -> FeatureProperty? {
    properties.first { $0.name == name }
  }
}

/// What a feature has beside its geometry.
public struct FeatureProperty: Hashable, Sendable {
  /// What a value is.
  public enum Form: Hashable, Sendable {
    /// A text.
    case text
    /// A whole number.
    case integer
    /// A number.
    case number
    /// A day.
    case date
    /// One of some words.
    case word([String])
    /// True or false.
    case flag
  }

  /// Its name, in lower camel case.
  public let name: String
  /// What it is called.
  public let title: Wording
  /// What its values are.
  public let form: Form
  /// Whom it may be shown.
  public var sensitivity = Sensitivity.open
  /// Whether features can be chosen by it: only what everybody may see, for a filter tells what it hides.
  public var isQueryable = true
  /// Whether features can be ordered by it.
  public var isSortable = true
  /// Whether who may write a feature may write it.
  public var isWritable = true
  /// Whether a feature must have it.
  public var isRequired = false
  /// Whether it names the feature, so that a new one brings it and nobody changes it afterwards.
  public var isIdentifying = false
  /// The column of the table that its values are written to; `nil` for what is told from elsewhere.
  public internal(set) var column: String?
  /// Whether a feature has it of the division that it is in, and it may change without a change of the feature.
  public var isDerived = false

  /// A property from its parts.
  public init(_ name: String, _ title: Wording, _ form: Form = .text) {
    self.name = name
    self.title = title
    self.form = form
  }
}
