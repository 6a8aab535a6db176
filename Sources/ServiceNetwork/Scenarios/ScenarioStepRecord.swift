/// A step of a scenario as JSON has it: the word for the change, and what belongs to it.
///
/// ```json
/// {"change": "open", "facility": "new-1", "kind": "childrens-home", "longitude": 114.02, "latitude": 32.98}
/// {"change": "close", "facility": "H1", "on": "2021-01-01"}
/// {"change": "move", "facility": "H2", "longitude": 114.1, "latitude": 33.0}
/// {"change": "enlarge", "facility": "H3", "capacity": 120}
/// {"change": "demand", "asOf": "2020-12-31"}
/// {"change": "rule", "service": "childrens-home", "rule": "within 5 km"}
/// ```
public struct ScenarioStepRecord: Hashable, Codable, Sendable {
  /// The word: `open`, `close`, `move`, `enlarge`, `demand` or `rule`.
  public var change: String?
  /// The id of a facility.
  public var facility: String?
  /// The name of a kind.
  public var kind: String?
  /// The name of a facility.
  public var name: String?
  /// The code of a division.
  public var division: String?
  /// Degrees, EPSG:4326.
  public var longitude: Double?
  /// Degrees, EPSG:4326.
  public var latitude: Double?
  /// How many there is room for.
  public var capacity: Double?
  /// A day, as `2021-01-01`.
  public var on: String?
  /// A day, likewise.
  public var asOf: String?
  /// The name of a service.
  public var service: String?
  /// A rule, as `within 5 km`.
  public var rule: String?
  /// Members of another name, which nobody understands.
  var others: [String] = []

  enum CodingKeys: String, CodingKey, CaseIterable {
    case change, facility, kind, name, division, longitude, latitude, capacity, on, asOf, service, rule
  }

  /// A step that says nothing yet.
  public init(change: String? = nil, facility: String? = nil) {
    self.change = change
    self.facility = facility
  }

  /// Reads a step; whether it is one, ``ScenarioStep/init(_:)`` tells.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
    change = try text(.change)
    facility = try text(.facility)
    kind = try text(.kind)
    name = try text(.name)
    division = try text(.division)
    longitude = try container.decodeIfPresent(Double.self, forKey: .longitude)
    latitude = try container.decodeIfPresent(Double.self, forKey: .latitude)
    capacity = try container.decodeIfPresent(Double.self, forKey: .capacity)
    on = try text(.on)
    asOf = try text(.asOf)
    service = try text(.service)
    rule = try text(.rule)
    others = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
      .filter { CodingKeys(rawValue: $0) == nil }.sorted()
  }

  /// A key of any name.
  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// A value of a member.
  public enum Value: Hashable, Sendable {
    /// A text.
    case text(String)
    /// A number.
    case number(Double)
  }

  /// The members that are there, in their order.
  public var members: [(name: String, value: Value)] {
    let all: [(CodingKeys, Value?)] = [
      (.change, change.map(Value.text)), (.facility, facility.map(Value.text)), (.kind, kind.map(Value.text)),
      (.name, name.map(Value.text)), (.division, division.map(Value.text)),
      (.longitude, longitude.map(Value.number)), (.latitude, latitude.map(Value.number)),
      (.capacity, capacity.map(Value.number)), (.on, on.map(Value.text)), (.asOf, asOf.map(Value.text)),
      (.service, service.map(Value.text)), (.rule, rule.map(Value.text)),
    ]
    return all.compactMap { key, value in value.map { (key.rawValue, $0) } }
  }
}

extension ScenarioStepRecord {
  /// A step as JSON has it.
  public init(_ step: ScenarioStep) {
    self.init(change: step.change, facility: step.facility)
    switch step {
    case .open(let facility):
      kind = facility.kind
      name = facility.name
      division = facility.division?.description
      place(at: facility.location)
      capacity = facility.capacity.map(Double.init)
      on = facility.since?.description
    case .close(_, let day): on = day?.description
    case .move(_, let location, let code):
      division = code?.description
      place(at: location)
    case .enlarge(_, let room): capacity = Double(room)
    case .demand(let day): asOf = day.description
    case .rule(let name, let text):
      service = name
      rule = text.description
    }
  }

  private mutating func place(at location: Coordinate?) {
    longitude = location?.longitude
    latitude = location?.latitude
  }
}

extension ScenarioStep {
  /// The members of each change: those that it must have, and those that it may.
  private static let members: [String: (needed: [String], possible: [String])] = [
    "open": (["kind"], ["facility", "name", "division", "longitude", "latitude", "capacity", "on"]),
    "close": (["facility"], ["on"]),
    "move": (["facility", "longitude", "latitude"], ["division"]),
    "enlarge": (["facility", "capacity"], []),
    "demand": (["asOf"], []),
    "rule": (["service", "rule"], []),
  ]

  /// Takes a step as JSON has it.
  ///
  /// - Throws: ``ScenarioStepError``, with the member at fault.
  public init(_ record: ScenarioStepRecord) throws(ScenarioStepError) {
    guard let change = record.change else { throw .missing("change", of: nil) }
    guard let (needed, possible) = Self.members[change] else { throw .unknownChange(change) }
    let given = record.members.map(\.name).filter { $0 != "change" } + record.others
    if let missing = needed.first(where: { !given.contains($0) }) { throw .missing(missing, of: change) }
    if let other = given.first(where: { !needed.contains($0) && !possible.contains($0) }) {
      throw .unexpected(other, of: change, known: needed + possible)
    }
    let location = try record.location()
    let id = try record.facility.map { id throws(ScenarioStepError) in try Self.id(id) } ?? ""
    let capacity = try record.room() ?? 0
    switch change {
    case "open": self = .open(try record.opened(at: location))
    case "close": self = .close(facility: id, on: try record.on.map(Self.day(named: "on")))
    case "enlarge": self = .enlarge(facility: id, capacity: capacity)
    case "demand": self = .demand(asOf: try Self.day(named: "asOf")(record.asOf ?? ""))
    case "rule":
      do throws(ServiceRuleError) {
        self = .rule(service: record.service ?? "", try ServiceRule(record.rule ?? ""))
      } catch {
        throw .badRule(error)
      }
    default:
      guard let location else { throw .missing("longitude", of: change) }
      self = .move(facility: id, to: location, division: try record.code())
    }
  }

  fileprivate static func id(_ text: String) throws(ScenarioStepError) -> String {
    let id = text.trimmingWhitespace()
    guard !id.isEmpty, id.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw .badValue("facility", text, .id)
    }
    return id
  }

  fileprivate static func day(
    named member: String
  ) -> (String) throws(ScenarioStepError) -> CalendarDate {
    { text throws(ScenarioStepError) in
      guard let date = CalendarDate(iso8601: text) else { throw .badValue(member, text, .date) }
      return date
    }
  }
}

extension ScenarioStepRecord {
  fileprivate func opened(at location: Coordinate?) throws(ScenarioStepError) -> ScenarioFacility {
    var opened = ScenarioFacility(
      id: try facility.map { id throws(ScenarioStepError) in try ScenarioStep.id(id) }, kind: kind ?? "",
      division: try code(), location: location, capacity: try room())
    guard opened.location != nil || opened.division != nil else { throw .nowhere }
    let name = name?.trimmingWhitespace()
    opened.name = name?.isEmpty == true ? nil : name
    opened.since = try on.map(ScenarioStep.day(named: "on"))
    return opened
  }

  /// How many there is room for, a whole number.
  fileprivate func room() throws(ScenarioStepError) -> Int? {
    guard let capacity else { return nil }
    guard let count = Int32(exactly: capacity), count >= 0 else {
      throw .badValue("capacity", capacity.shortDescription, .wholeNumber)
    }
    return Int(count)
  }

  fileprivate func location() throws(ScenarioStepError) -> Coordinate? {
    switch (longitude, latitude) {
    case (nil, nil): return nil
    case (let longitude?, let latitude?):
      do throws(CoordinateError) {
        return try Coordinate(longitude: longitude, latitude: latitude)
      } catch {
        throw .badPlace(error)
      }
    case (nil, _): throw .missing("longitude", of: change)
    case (_, nil): throw .missing("latitude", of: change)
    }
  }

  fileprivate func code() throws(ScenarioStepError) -> DivisionCode? {
    guard let division else { return nil }
    do throws(DivisionCodeError) {
      return try DivisionCode(division)
    } catch {
      throw .badCode(error)
    }
  }
}
