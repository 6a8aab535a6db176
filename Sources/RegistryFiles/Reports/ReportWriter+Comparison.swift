public import ServiceNetwork

extension ReportWriter {
  /// Writes what scenarios change for whom: JSON is an object for one service, an array for several.
  ///
  /// - Parameter isWhole: whether villages are listed, too, that are served or not as before, and have the nearest
  ///   elsewhere.
  /// - Throws: what the sink throws.
  public func write(_ comparisons: [ScenarioComparison], isWhole: Bool = false) throws {
    switch format {
    case .table:
      for (index, comparison) in comparisons.enumerated() {
        try write((index > 0 ? "\n" : "") + comparison.table(isWhole: isWhole))
      }
      try write("\n\(Provenance(of: comparisons).line)\n")
    case .csv:
      remark(on: Provenance(of: comparisons))
      let rows = comparisons.flatMap { comparison in
        comparison.listed(isWhole: isWhole).map { (comparison, $0) }
      }
      try writeCSV(headings: ScenarioComparison.columns, rows: rows) { $0.cells(of: $1) }
    case .json:
      try writeJSON { json in
        guard comparisons.count != 1 else {
          return try write(comparisons[0], isWhole: isWhole, to: &json)
        }
        try json.array { json in
          for comparison in comparisons { try write(comparison, isWhole: isWhole, to: &json) }
        }
      }
    case .geojson:
      try writeJSON { json in
        try json.object { json in
          json.member("type", "FeatureCollection")
          if let measure = comparisons.first?.after.measure {
            json.provenance(Provenance(of: comparisons), measure: measure)
          }
          try json.array("features") { json in
            for comparison in comparisons {
              try writeElements(comparison.listed(isWhole: isWhole), to: &json) { village, json in
                village.writeFeature(to: &json) { village, json in
                  json.member("service", comparison.after.service.name)
                  village.writeProperties(to: &json)
                }
              }
            }
          }
        }
      }
    }
  }

  private func write(_ comparison: ScenarioComparison, isWhole: Bool, to json: inout JSONWriter) throws {
    try json.object { json in
      json.member("service", comparison.after.service.name)
      json.provenance(Provenance(of: comparison), measure: comparison.after.measure)
      json.member("asOf", comparison.after.asOf.description)
      json.member("area", comparison.after.area?.description)
      json.member("demandGroup", comparison.after.demandGroup)
      json.object("before") { $0.writeSide(comparison.before) }
      json.object("after") { $0.writeSide(comparison.after) }
      json.member("by", comparison.level.rawValue)
      json.object("total") { comparison.total.write(to: &$0) }
      json.array("areas") { json in
        for area in comparison.areas {
          json.area(area.code, area.name) { area.figures.write(to: &$0) }
        }
      }
      try json.array("villages") { json in
        try writeElements(comparison.listed(isWhole: isWhole), to: &json) { village, json in
          village.write(to: &json) { $0.writeProperties(to: &$1) }
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func writeSide(_ question: CoverageQuestion) {
    member("scenario", question.scenario)
    member("rule", question.rule.description)
    member("demandAsOf", question.demandAsOf?.description)
  }
}

extension ScenarioComparison {
  fileprivate static let columns = [
    "service", "change", "code", "name", "township", "county", "demand_group", "demand_before",
    "demand_after", "verdict_before", "verdict_after", "nearest_before_id", "nearest_before_name",
    "distance_before", "minutes_before", "nearest_after_id", "nearest_after_name", "distance_after",
    "minutes_after",
  ]

  fileprivate func listed(isWhole: Bool) -> [Village] {
    isWhole ? villages : villages.filter(\.change.isOfVerdict)
  }

  fileprivate func cells(of village: Village) -> [String?] {
    let (before, after) = (village.before, village.after)
    return [
      self.after.service.name, village.change.rawValue, village.code.description, village.name,
      village.township, village.county, self.after.demandGroup, before.demand.map(String.init),
      after.demand.map(String.init), before.verdict.word, after.verdict.word,
    ] + before.nearestCells + after.nearestCells
  }

  // MARK: - Tables

  fileprivate func table(isWhole: Bool) -> String {
    let listed = listed(isWhole: isWhole)
    let title = """
      \(after.service.nameZh), \(after.service.nameEn), on \(after.asOf)\(after.area.map { " in \($0)" } ?? ""); \
      persons: \(after.demandGroup ?? "not counted").
      before: \(Self.told(before))
      after:  \(Self.told(after))

      """
    guard !total.changes.isEmpty else { return title + "\nNothing changes for any village.\n" }
    return title + "\n" + areaTable + (listed.isEmpty ? "" : "\n" + villageTable(of: listed))
      + remark(isWhole)
  }

  private static func told(_ question: CoverageQuestion) -> String {
    let what = question.scenario.map { "scenario '\($0)'" } ?? "the registry as it is"
    let counts = question.demandAsOf.map { ", with the persons of \($0)" } ?? ""
    return "\(what), \(question.rule.phrase)\(counts)"
  }

  private var areaTable: String {
    var table = TextTable([
      (level.rawValue, .leading), ("code", .leading), ("served before", .trailing), ("lost", .trailing),
      ("gained", .trailing), ("served after", .trailing), ("persons before", .trailing), ("lost", .trailing),
      ("gained", .trailing), ("persons after", .trailing),
    ])
    func row(_ name: String, _ code: String, _ figures: Figures) -> [String] {
      let (lost, gained) = (figures[.lost], figures[.gained])
      return [
        name, code, String(figures.servedBefore.villages), String(lost.villages), String(gained.villages),
        String(figures.servedAfter.villages), String(figures.servedBefore.persons), String(lost.persons),
        String(gained.persons), String(figures.servedAfter.persons),
      ]
    }
    for area in areas where !area.figures.changes.isEmpty {
      table.append(row(area.name ?? "(in no \(level.rawValue))", area.code?.description ?? "", area.figures))
    }
    table.append(row("total", "", total))
    return table.text
  }

  private func villageTable(of villages: [Village]) -> String {
    let units = [before.measure, after.measure].map { $0.isTime ? "min" : "m" }
    var table = TextTable([
      ("change", .leading), ("code", .leading), ("village", .leading), ("township", .leading),
      ("county", .leading), ("persons", .trailing), ("nearest before", .leading), (units[0], .trailing),
      ("nearest after", .leading), (units[1], .trailing),
    ])
    for village in villages {
      table.append([
        village.change.rawValue, village.code.description, village.name, village.township ?? "–",
        village.county ?? "–", village.persons.map(String.init) ?? "–", village.before.nearest?.name ?? "–",
        village.before.nearest?.cost ?? "", village.after.nearest?.name ?? "–",
        village.after.nearest?.cost ?? "",
      ])
    }
    return table.text
  }

  private func remark(_ isWhole: Bool) -> String {
    let (farther, nearer) = (total[.farther], total[.nearer])
    guard farther.villages + nearer.villages > 0 else { return "" }
    return """

      As served as before, but farther away: \(farther.villages) villages, \(farther.persons) persons; nearer: \
      \(nearer.villages), \(nearer.persons)\(isWhole ? "" : "; --all lists them").

      """
  }
}

extension ScenarioComparison.Figures {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("villages", all.villages)
    json.member("demand", all.persons)
    json.member("servedBefore", servedBefore.villages)
    json.member("servedAfter", servedAfter.villages)
    json.member("demandServedBefore", servedBefore.persons)
    json.member("demandServedAfter", servedAfter.persons)
    for change in ScenarioComparison.Change.allCases {
      json.member(change.rawValue, self[change].villages)
      json.member(
        "demand\(change.rawValue.prefix(1).uppercased())\(change.rawValue.dropFirst())", self[change].persons)
    }
  }
}

extension ScenarioComparison.Village {
  fileprivate func writeProperties(to json: inout JSONWriter) {
    json.member("change", change.rawValue)
    writeNames(to: &json)
    for (side, name) in [(before, "Before"), (after, "After")] {
      json.member("demand\(name)", side.demand)
      json.member("verdict\(name)", side.verdict.word)
      json.member("nearest\(name)Id", side.nearest?.id)
      json.member("nearest\(name)Name", side.nearest?.name)
      json.member("distance\(name)", side.nearest?.distance?.toDecimetre)
      json.member("minutes\(name)", side.nearest?.minutes?.toDecimetre)
    }
  }
}

extension ScenarioComparison.Side {
  fileprivate var nearestCells: [String?] {
    [
      nearest?.id, nearest?.name, nearest?.distance.map { String($0.toDecimetre) },
      nearest?.minutes.map { String($0.toDecimetre) },
    ]
  }
}

extension CoverageAnalysis.Verdict {
  /// The verdict as reports have it.
  fileprivate var word: String {
    switch self {
    case .served: "served"
    case .unserved: "unserved"
    case .withoutLocation: "no-location"
    }
  }
}
