/// A table that goes in and out of a registry as a file, with its columns.
///
/// The one description that reading, writing, help and templates share.
public enum RegistryTable: String, CaseIterable, Sendable {
  /// Kinds of facilities, and roles.
  case kinds
  /// Services and their rules.
  case services
  /// The tree of divisions.
  case divisions
  /// Persons of each demand group, by division and date.
  case demand
  /// Facilities, with the dates of their statuses.
  case facilities
  /// Appointments of persons to divisions.
  case posts

  /// A column of a table.
  public struct Column: Hashable, Sendable {
    /// Its heading.
    public let name: String
    /// Whether each row must have a value there.
    public let isRequired: Bool

    init(_ name: String, isRequired: Bool = false) {
      self.name = name
      self.isRequired = isRequired
    }
  }

  /// The columns in the order in which they are written; `demand` has one more for each group.
  public var columns: [Column] {
    switch self {
    case .kinds: Self.columns("kind* name_zh* name_en* post")
    case .services: Self.columns("service* name_zh* name_en* kinds* rule* demand_group")
    case .divisions: Self.columns("code* name* level* parent longitude latitude urban_rural source")
    case .demand: Self.columns("code* as_of* source")
    case .facilities:
      Self.columns(
        """
        id kind* name* division longitude latitude status opened_on closed_on status_history capacity occupied \
        grade designated_on address phone operator uscc source
        """)
    case .posts: Self.columns("id role* division* person phone appointed_on* ended_on source")
    }
  }

  private static func columns(_ names: String) -> [Column] {
    names.split(separator: " ").map { name in
      name.hasSuffix("*") ? Column(String(name.dropLast()), isRequired: true) : Column(String(name))
    }
  }
}

/// A row of a ``RegistryTable``, read and valid in itself; whether it fits the registry is not yet known.
public enum RegistryRow: Equatable, Sendable {
  /// A row of ``RegistryTable/kinds``.
  case kind(Kind)
  /// A row of ``RegistryTable/services``.
  case service(Service)
  /// A row of ``RegistryTable/divisions``.
  case division(Division)
  /// A row of ``RegistryTable/demand``.
  case demand(DemandCount)
  /// A row of ``RegistryTable/facilities``.
  case facility(Facility)
  /// A row of ``RegistryTable/posts``.
  case post(Post)
}
