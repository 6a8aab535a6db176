public import ServiceNetwork

extension ReportWriter {
  /// Writes what a check found, as it is found: JSON and GeoJSON name every finding, a table counts them by rule and
  /// shows the first of each.
  ///
  /// - Parameters:
  ///   - shown: how many findings of each rule a table shows.
  ///   - check: hands over the findings, by rule.
  /// - Returns: how many errors and warnings there are.
  /// - Throws: what the sink or `check` throws.
  @discardableResult
  public func writeFindings(
    shown: Int = 10, _ check: ((Finding) throws -> Void) throws -> Void
  ) throws -> (errors: Int, warnings: Int) {
    var counts: [QualityRule: Int] = [:]
    func counted(_ finding: Finding) { counts[finding.rule, default: 0] += 1 }
    switch format {
    case .table:
      try check { finding in
        counted(finding)
        try write(finding.line(number: counts[finding.rule] ?? 0, shown: shown))
      }
      try write(Self.findingTable(counts))
    case .csv:
      try write(CSVWriter.record(Finding.columns))
      try check { finding in
        counted(finding)
        try writeCSV(rows: [finding]) { $0.cells }
      }
    case .json, .geojson:
      try writeJSON { json in
        try json.object { json in
          if format == .geojson { json.member("type", "FeatureCollection") }
          try json.array(format == .geojson ? "features" : "findings") { json in
            try check { finding in
              counted(finding)
              json.object { finding.write(to: &$0, isFeature: format == .geojson) }
              if json.bytes.count > Self.pieceSize { try sink(json.take()) }
            }
          }
        }
      }
    }
    let errors = counts.filter { $0.key.severity == .error }.values.reduce(0, +)
    return (errors, counts.values.reduce(0, +) - errors)
  }

  /// Writes what the rules are.
  ///
  /// - Throws: what the sink throws.
  public func writeRules() throws {
    var table = TextTable([
      ("rule", .leading), ("severity", .leading), ("what it asks for", .leading), ("要求", .leading),
    ])
    for rule in QualityRule.allCases {
      table.append([rule.rawValue, rule.severity.rawValue, rule.sentence.en, rule.sentence.zh])
    }
    try write(table.text)
  }

  private static func findingTable(_ counts: [QualityRule: Int]) -> String {
    guard !counts.isEmpty else { return "Nothing breaks a rule.\n" }
    var table = TextTable([
      ("findings", .trailing), ("severity", .leading), ("rule", .leading), ("what it asks for", .leading),
    ])
    for rule in QualityRule.allCases {
      guard let count = counts[rule] else { continue }
      table.append([
        String(count), rule.severity.rawValue, rule.rawValue, "\(rule.sentence.en) \(rule.sentence.zh)",
      ])
    }
    return "\n\(table.text)"
  }
}

extension Finding {
  fileprivate static let columns = [
    "rule", "severity", "subject", "id", "name", "message", "message_zh", "longitude", "latitude",
    "other_id",
  ]

  fileprivate var cells: [String?] {
    [
      rule.rawValue, rule.severity.rawValue, subject.kind, subject.id, name, message.en, message.zh,
      location?.longitude.description, location?.latitude.description, other,
    ]
  }

  /// A line for a terminal; empty beyond those that are shown.
  fileprivate func line(number: Int, shown: Int) -> String {
    guard number <= shown else { return number == shown + 1 ? "…\n" : "" }
    let title = number == 1 ? "\(rule.severity.rawValue) \(rule.rawValue)\n" : ""
    return "\(title)  \(subject.id) \(name.map { $0 + ": " } ?? "")\(message.en)\n"
  }

  fileprivate func write(to json: inout JSONWriter, isFeature: Bool) {
    guard isFeature else {
      writeMembers(to: &json)
      json.member("longitude", location?.longitude)
      json.member("latitude", location?.latitude)
      return
    }
    json.member("type", "Feature")
    json.geometry(location)
    json.object("properties") { writeMembers(to: &$0) }
  }

  private func writeMembers(to json: inout JSONWriter) {
    json.member("rule", rule.rawValue)
    json.member("severity", rule.severity.rawValue)
    json.member("subject", subject.kind)
    json.member("id", subject.id)
    json.member("name", name)
    json.member("message", message.en)
    json.member("messageZh", message.zh)
    json.member("otherId", other)
  }
}
