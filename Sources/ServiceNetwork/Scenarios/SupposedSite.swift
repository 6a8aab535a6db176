/// A place at which a facility is supposed to serve, for one question alone: nothing of it is kept.
public struct SupposedSite: Hashable, Sendable {
  /// The most that one question may suppose.
  public static let greatestCount = 50

  /// Where it stands, EPSG:4326.
  public var location: Coordinate
  /// The division that it stands in; `nil` for the one whose boundary holds its place, where the registry has boundaries.
  public var division: DivisionCode?

  /// A site from its parts.
  public init(_ location: Coordinate, division: DivisionCode? = nil) {
    self.location = location
    self.division = division
  }

  /// Reads a site: a place, longitude first, and the code of its division where that matters, as `114.02,32.98` or
  /// `114.02,32.98,411726103201`.
  ///
  /// - Throws: ``ParameterError`` of `open`.
  init(_ text: String) throws(ParameterError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count) else {
      throw ParameterError(
        "open", "'\(text)' is no place; write longitude and latitude in degrees, as 114.02,32.98",
        zh: "“\(text)”不是地点，请填写以度为单位的经度和纬度，如 114.02,32.98")
    }
    location = try Coordinate(parameter: "open", parts[..<2].joined(separator: ","))
    division = try parts.count < 3 ? nil : QuestionParameters.code(parts[2], named: "open")
  }

  /// The steps that open one at each site for each service, of the first of its kinds that is a building's.
  ///
  /// Of several services those that posts alone provide are as they were.
  ///
  /// - Throws: ``ParameterError`` of `open` where posts alone provide all of them.
  static func steps(
    _ sites: [SupposedSite], for services: [Service], in catalogue: Catalogue
  ) throws(ParameterError) -> [ScenarioStep] {
    guard !sites.isEmpty else { return [] }
    let buildings = Set(catalogue.facilityKinds)
    var kinds: [String] = []
    for service in services {
      if let kind = service.kinds.first(where: buildings.contains), !kinds.contains(kind) {
        kinds.append(kind)
      }
    }
    if kinds.isEmpty, let service = services.first {
      throw ParameterError(
        "open",
        "\(service.name) is provided by posts alone, which stand nowhere; ask about another service",
        zh: "服务 \(service.name) 只由岗位提供，没有固定地点，请改查其他服务")
    }
    return kinds.flatMap { kind in
      sites.map { .open(ScenarioFacility(kind: kind, division: $0.division, location: $0.location)) }
    }
  }
}

extension SupposedSite: CustomStringConvertible {
  /// The site as it is read.
  public var description: String {
    "\(location.longitude.shortDescription),\(location.latitude.shortDescription)"
      + (division.map { ",\($0)" } ?? "")
  }
}
