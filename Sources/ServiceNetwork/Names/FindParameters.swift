/// What has a name that is looked for.
public enum PlaceType: String, CaseIterable, Sendable {
  /// 市, a prefecture-level city.
  case city
  /// 县, 区.
  case county
  /// 乡, 镇, 街道.
  case township
  /// 村, 居.
  case village
  /// A facility of any kind and status.
  case facility

  /// The type of the divisions of a level.
  init(_ level: DivisionLevel) {
    switch level {
    case .city: self = .city
    case .county: self = .county
    case .township: self = .township
    case .village: self = .village
    }
  }
}

/// A search for places by name as people ask for it.
public struct FindParameters: Equatable, Sendable {
  /// How many places may be asked for.
  public static let limits = 1...100
  /// How many are meant where nobody says.
  public static let standardLimit = 20

  /// A name or its pinyin, or the beginning or a part of it.
  public var text: String?
  /// The code of a division in whose subtree places are.
  public var area: String?
  /// What is looked for; `nil` for everything.
  public var type: PlaceType?
  /// How many at the most, of ``limits``.
  public var limit = Self.standardLimit

  /// Parameters that are all left out.
  public init() {}

  /// What a snapshot must hold to answer.
  ///
  /// - Throws: ``ParameterError``
  public func scope(in catalogue: Catalogue) throws(ParameterError) -> SnapshotScope {
    let looksForFacilities = type ?? .facility == .facility
    return SnapshotScope(
      kinds: looksForFacilities ? Set(catalogue.facilityKinds) : [], demandGroups: [], area: try areaCode())
  }

  /// Answers in a snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: the places.
  ///   - table: how their names are read.
  /// - Throws: ``ParameterError`` about `q` or `area`; ``CoverageError/unknownDivision(_:)``, ``CoverageError/cancelled``.
  public func report(in snapshot: NetworkSnapshot, readings table: PinyinTable) throws -> FindReport {
    let query = try ParameterError.naming("q") { () throws(NameQueryError) in
      try NameQuery(text ?? "", in: table)
    }
    return try FindReport(query, type: type, area: try areaCode(), limit: limit, in: snapshot)
  }

  private func areaCode() throws(ParameterError) -> DivisionCode? {
    try area.map { text throws(ParameterError) in try QuestionParameters.code(text, named: "area") }
  }
}
