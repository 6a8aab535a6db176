extension ScenarioStep {
  /// Reads what the option `--open` has: `childrens-home@114.02,32.98`, and after semicolons `id=`, `name=`, `division=`,
  /// `capacity=`, `on=`; the place may be left out where the division is told.
  ///
  /// - Throws: ``ScenarioStepError``
  public init(opening text: String) throws(ScenarioStepError) {
    let example =
      "childrens-home@114.02,32.98 or 'happiness-home; division=411726100201; name=…; capacity=20; on=2027-01-01'"
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "；" }
      .map { String($0).trimmingWhitespace() }
    var record = ScenarioStepRecord(change: "open")
    let (kind, place) = Self.halves(of: parts[0], by: "@")
    guard !kind.isEmpty else { throw .badForm(text, example: example) }
    record.kind = kind
    if let place { try record.place(place, in: text, example: example) }
    for part in parts.dropFirst() where !part.isEmpty {
      let halves = part.split(separator: "=", maxSplits: 1).map { String($0).trimmingWhitespace() }
      guard halves.count == 2, !halves[1].isEmpty else { throw .badForm(text, example: example) }
      let value = halves[1]
      switch halves[0] {
      case "id": record.facility = value
      case "name": record.name = value
      case "division": record.division = value
      case "capacity": record.capacity = try Self.count(value)
      case "on": record.on = value
      case let key: throw .unexpected(key, of: "open", known: ["id", "name", "division", "capacity", "on"])
      }
    }
    try self.init(record)
  }

  /// Reads what the option `--close` has: the id of a facility, and `=2027-01-01` where it is closed from a day on.
  ///
  /// What stands behind the last `=` is the day: an id that holds that sign is named with its day, or as JSON.
  ///
  /// - Throws: ``ScenarioStepError``
  public init(closing text: String) throws(ScenarioStepError) {
    let (id, day) = Self.halves(of: text, by: "=")
    var record = ScenarioStepRecord(change: "close", facility: id)
    record.on = day
    try self.init(record)
  }

  /// Reads what the option `--move` has: `H2@114.1,33.0`.
  ///
  /// - Throws: ``ScenarioStepError``
  public init(moving text: String) throws(ScenarioStepError) {
    guard case (let id, let place?) = Self.halves(of: text, by: "@") else {
      throw .badForm(text, example: "H2@114.1,33.0")
    }
    var record = ScenarioStepRecord(change: "move", facility: id)
    try record.place(place, in: text, example: "H2@114.1,33.0")
    try self.init(record)
  }

  /// Reads what the option `--enlarge` has: `H3=120`.
  ///
  /// - Throws: ``ScenarioStepError``
  public init(enlarging text: String) throws(ScenarioStepError) {
    guard case (let id, let capacity?) = Self.halves(of: text, by: "=") else {
      throw .badForm(text, example: "H3=120")
    }
    var record = ScenarioStepRecord(change: "enlarge", facility: id)
    record.capacity = try Self.count(capacity)
    try self.init(record)
  }

  /// Reads what the option `--demand-as-of` has: a day.
  ///
  /// - Throws: ``ScenarioStepError``
  public init(demandAsOf text: String) throws(ScenarioStepError) {
    var record = ScenarioStepRecord(change: "demand")
    record.asOf = text.trimmingWhitespace()
    try self.init(record)
  }

  /// Reads what the option `--rule` has: `childrens-home=within 5km`.
  ///
  /// - Throws: ``ScenarioStepError``
  public init(ruling text: String) throws(ScenarioStepError) {
    guard let sign = text.firstIndex(of: "=") else {
      throw .badForm(text, example: "'childrens-home=within 5km'")
    }
    var record = ScenarioStepRecord(change: "rule")
    record.service = String(text[..<sign]).trimmingWhitespace()
    record.rule = String(text[text.index(after: sign)...])
    try self.init(record)
  }

  // MARK: - Private

  /// What stands before the last sign of a kind, and behind it.
  private static func halves(of text: String, by sign: Character) -> (String, String?) {
    guard let position = text.lastIndex(of: sign) else { return (text.trimmingWhitespace(), nil) }
    return (
      String(text[..<position]).trimmingWhitespace(),
      String(text[text.index(after: position)...]).trimmingWhitespace()
    )
  }

  private static func count(_ text: String) throws(ScenarioStepError) -> Double {
    guard text.isASCIIDigits, let count = Double(text) else {
      throw .badValue("capacity", text, .wholeNumber)
    }
    return count
  }
}

extension ScenarioStepRecord {
  fileprivate mutating func place(
    _ numbers: String, in text: String, example: String
  ) throws(ScenarioStepError) {
    let pair = numbers.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }
      .map { Double(String($0).trimmingWhitespace()) }
    guard pair.count == 2, let longitude = pair[0], let latitude = pair[1] else {
      throw .badForm(text, example: example)
    }
    (self.longitude, self.latitude) = (longitude, latitude)
  }
}
