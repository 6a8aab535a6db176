/// A question about the nearest service points as people write it.
public struct NearestParameters: Equatable, Sendable {
  /// The greatest number of service points that may be asked for.
  public static let greatestLimit = 1000

  /// `LON,LAT` in degrees.
  public var near: String?
  /// The code of a village, or any division that has a point.
  public var village: String?
  /// The name of a service; none for every kind of facility.
  public var service: String?
  /// What distances are measured by.
  public var measure: String?
  /// A date.
  public var asOf: String?
  /// How many.
  public var limit: String?
  /// The name of a scenario.
  public var scenario: String?
  /// Whether a cost matrix takes the place of the measure, in minutes where that or the service's rule is about a time.
  public var takesCosts = false

  /// Parameters that are all left out.
  public init() {}

  /// What a snapshot must hold to answer.
  ///
  /// - Throws: ``ParameterError``
  public func scope(in catalogue: Catalogue) throws(ParameterError) -> SnapshotScope {
    if let first = SnapshotScope.first(scenario, in: catalogue) { return first }
    let kinds = Set(try requestedService(in: catalogue)?.kinds ?? catalogue.facilityKinds)
    let measure = try QuestionParameters.measure(measure)
    return SnapshotScope(
      kinds: takesCosts ? nil : kinds, demandGroups: [],
      asOf: try QuestionParameters.date(asOf, named: "asOf"),
      needsRoads: !takesCosts && measure?.needsRoads == true, scenario: scenario)
  }

  /// Answers in a snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: those who may be found.
  ///   - today: the day that is meant where no date is given.
  /// - Throws: ``ParameterError``, or ``CoverageError`` where the measure needs roads.
  public func report(in snapshot: NetworkSnapshot, today: CalendarDate) throws -> NearestReport {
    let asOf = try QuestionParameters.date(asOf, named: "asOf") ?? today
    let given = try QuestionParameters.measure(measure)
    let count = limit ?? "10"
    guard count.isASCIIDigits, let limit = Int(count), (1...Self.greatestLimit).contains(limit) else {
      throw ParameterError(
        "limit", "'\(count)' is no whole number from 1 to \(Self.greatestLimit)",
        zh: "“\(count)”不是1至\(Self.greatestLimit)的整数")
    }
    let origin = try origin()
    let service = try requestedService(in: snapshot.catalogue)
    let unit = (given ?? service?.rule.distance?.measure)?.unit ?? .meters
    let measure = takesCosts ? .costs(unit) : given ?? .straight
    do throws(CoverageError) {
      return try NearestReport(
        near: origin, service: service, measure: measure, asOf: asOf, limit: limit, in: snapshot)
    } catch {
      switch error {
      case .unknownDivision, .noLocation: throw ParameterError("village", error.wording)
      case .unknownService, .roadsMissing, .costsMissing, .costsIncomplete, .costsOfPlace, .costsOfChange,
        .cancelled:
        throw error
      }
    }
  }

  private func requestedService(in catalogue: Catalogue) throws(ParameterError) -> Service? {
    guard let service else { return nil }
    return try ParameterError.naming("service") { () throws(CoverageError) in
      try catalogue.service(named: service)
    }
  }

  private func origin() throws(ParameterError) -> NearestReport.Origin {
    switch (near, village) {
    case (let near?, nil): return .coordinate(try Coordinate(parameter: "near", near))
    case (nil, let village?): return .division(try QuestionParameters.code(village, named: "village"))
    case (nil, nil):
      throw ParameterError(
        "near", "give a place as LON,LAT, or a village by its code", zh: "请给出地点（经度,纬度）或村的区划代码")
    case (_?, _?):
      throw ParameterError("village", "give either near or village, not both", zh: "near 与 village 只能给出一个")
    }
  }
}

extension Coordinate {
  /// The place that a parameter means: longitude and latitude in degrees, with a comma between.
  ///
  /// - Throws: ``ParameterError`` that names the parameter.
  init(parameter: String, _ text: String) throws(ParameterError) {
    let numbers = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }
      .map { Double(String($0).trimmingWhitespace()) }
    guard numbers.count == 2, let longitude = numbers[0], let latitude = numbers[1] else {
      throw ParameterError(
        parameter, "'\(text)' is no place; write longitude and latitude in degrees, as 114.02,32.98",
        zh: "“\(text)”不是地点，请填写以度为单位的经度和纬度，如 114.02,32.98")
    }
    let isSwapped = (try? Coordinate(longitude: latitude, latitude: longitude)) != nil
    do throws(CoordinateError) {
      self = try Coordinate(longitude: longitude, latitude: latitude)
    } catch {
      let hint = Wording("; longitude comes first", zh: "；经度在前")
      throw ParameterError(parameter, isSwapped ? error.wording + hint : error.wording)
    }
  }
}
