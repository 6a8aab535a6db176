import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes how much of a service each village has: a table by area and of the villages that have least, everything as
  /// JSON, the villages alone as CSV and GeoJSON.
  ///
  /// - Parameter limit: how many villages, and how many facilities, at the most; `nil` for all, in a table 20.
  /// - Throws: what the sink throws.
  public func write(_ report: AccessibilityReport, limit: Int? = nil) throws {
    let villages = report.villages.prefix(limit ?? .max)
    switch format {
    case .table:
      let shown = report.villages.prefix(limit ?? AccessibilityReport.tableRows)
      try writeTable(report.table(of: shown), Provenance(of: report))
    case .csv:
      remark(on: Provenance(of: report))
      try writeCSV(
        headings: [
          "code", "name", "township", "county", "demand_group", "demand", "places_per_thousand",
        ], rows: villages
      ) { village in
        village.nameCells + [
          report.question.coverage.demandGroup, village.demand.map(String.init),
          village.score.map { String($0.toTenThousandth) },
        ]
      }
    case .json:
      try writeJSON { json in
        try json.object { json in
          report.writeSummary(to: &json)
          try json.array("villages") { json in
            try writeElements(villages, to: &json) { village, json in
              village.write(to: &json) { $0.writeProperties(to: &$1) }
            }
          }
          try json.array("facilities") { json in
            try writeElements(report.facilities.prefix(limit ?? .max), to: &json) { facility, json in
              json.object { json in
                json.member("id", facility.id)
                json.member("name", facility.name)
                json.member("capacity", facility.capacity)
                json.member("placesPerThousand", facility.ratio?.toTenThousandth)
              }
            }
          }
        }
      }
    case .geojson:
      try writeFeatures(
        villages, Provenance(of: report), measure: report.question.coverage.measure
      ) { village, json in
        json.member("service", report.question.coverage.service.name)
        json.member("asOf", report.question.coverage.asOf.description)
        village.writeProperties(to: &json)
      }
    }
  }

  /// Writes what was left out.
  static func write(_ leftOut: [LeftOutFacility], to json: inout JSONWriter) {
    json.array("leftOut") { json in
      for facility in leftOut {
        json.object { json in
          json.member("id", facility.id)
          json.member("name", facility.name)
          json.member("reason", facility.reason.rawValue)
        }
      }
    }
  }
}

/// How many counts are later than the day, in a line for a terminal; empty where none is.
func laterRemark(_ count: Int, _ day: CalendarDate) -> String {
  count > 0 ? "\(count) villages have a count only from after \(day), which was taken.\n" : ""
}

extension [LeftOutFacility] {
  /// Who was left out, in lines for a terminal; empty where nobody was.
  var remarks: String {
    let shown = 5
    return LeftOutFacility.Reason.allCases.map { reason in
      let names = filter { $0.reason == reason }.map(\.name)
      guard !names.isEmpty else { return "" }
      let what =
        switch reason {
        case .noCapacity: "serve and tell no capacity"
        case .noOccupied: "tell a capacity and not how much of it is taken"
        case .noLocation: "have no coordinates"
        }
      let more = names.count > shown ? " and \(names.count - shown) more" : ""
      return "Left out: \(names.count) \(what): \(names.prefix(shown).joined(separator: ", "))\(more).\n"
    }.joined()
  }
}

extension AccessibilityReport {
  /// How many villages a table has where nobody says.
  fileprivate static let tableRows = 20

  // MARK: - JSON

  fileprivate func writeSummary(to json: inout JSONWriter) {
    let coverage = question.coverage
    json.member("service", coverage.service.name)
    json.member("rule", coverage.rule.description)
    json.scenario(of: coverage)
    json.provenance(Provenance(of: self), measure: coverage.measure)
    json.member("asOf", coverage.asOf.description)
    json.member("area", coverage.area?.description)
    json.member("demandGroup", coverage.demandGroup)
    json.member("model", question.model.rawValue)
    json.member("decay", decay.text(by: coverage.measure))
    json.member("cutoff", cutoff)
    json.member("capacity", question.capacity.rawValue)
    json.member("threshold", question.threshold)
    json.member("by", level.rawValue)
    json.member("pairs", pairs)
    json.member("demandLater", laterCounts)
    json.object("conservation") { json in
      json.member("demandTimesScore", distributed)
      json.member("capacityInReach", capacityInReach)
    }
    ReportWriter.write(leftOut, to: &json)
    json.object("total") { total.write(to: &$0) }
    json.array("areas") { json in
      for area in areas {
        json.area(area.code, area.name) { area.figures.write(to: &$0) }
      }
    }
  }

  // MARK: - Tables

  fileprivate func table(of villages: ArraySlice<Village>) -> String {
    let coverage = question.coverage
    var table = TextTable([
      (level.rawValue, .leading), ("code", .leading), ("villages", .trailing), ("persons", .trailing),
      ("per 1000", .trailing), ("gini", .trailing), ("without", .trailing), ("below", .trailing),
    ])
    for area in areas {
      table.append(
        area.figures.row(area.name ?? "(in no \(level.rawValue))", area.code?.description ?? ""))
    }
    table.append(total.row("total", ""))
    var least = TextTable([
      ("code", .leading), ("village", .leading), ("township", .leading), ("county", .leading),
      ("persons", .trailing), ("per 1000", .trailing),
    ])
    for village in villages {
      least.append(
        village.shownNames + [
          village.demand.map(String.init) ?? "–", village.score.decimals(2),
        ])
    }
    let below =
      question.threshold.map { "below: the share of persons with less than \($0.shortDescription). " } ?? ""
    return """
      \(coverage.service.nameZh), \(coverage.service.nameEn): \(question.model.rawValue), \
      \(decay.text(by: coverage.measure)), \(coverage.rule.phrase) on \(coverage.asOf)\
      \(coverage.area.map { " in \($0)" } ?? "")\(coverage.scenarioPhrase); \(question.capacity == .free ? "free places" : "all places") for a \
      thousand persons of \(coverage.demandGroup ?? "no group").

      \(table.text)
      without: the share of persons with nothing in reach. \(below)\(total.lorenzSentence)

      The \(villages.count) villages of \(self.villages.count) that have least:

      \(least.text)
      \(conservation)\(total.remarks)\(laterRemark(laterCounts, coverage.asOf))\(leftOut.remarks)
      """
  }

  /// What was shared out, and what there was: the same, or something is wrong.
  private var conservation: String {
    "Check: persons × score = \(Optional(distributed).decimals(3)) places, of "
      + "\(Optional(capacityInReach).decimals(3)) with persons in reach.\n"
  }
}

extension AccessibilityReport.Village {
  fileprivate func writeProperties(to json: inout JSONWriter) {
    writeNames(to: &json)
    json.member("demand", demand)
    json.member("placesPerThousand", score?.toTenThousandth)
  }
}

extension EquityFigures {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("villages", villages)
    json.member("withoutLocation", withoutLocation)
    json.member("withoutDemand", withoutDemand)
    json.member("demand", demand)
    json.member("demandWithout", demandWithout)
    json.member("demandBelow", demandBelow)
    json.member("shareBelow", shareBelow?.toTenThousandth)
    json.member("placesPerThousand", mean?.toTenThousandth)
    json.member("gini", gini?.toTenThousandth)
    json.array("lorenz") { json in for share in lorenz { json.number(share.toTenThousandth) } }
  }

  fileprivate func row(_ name: String, _ code: String) -> [String] {
    let without = demand > 0 ? Double(demandWithout) / Double(demand) : nil
    return [
      name, code, String(villages), String(demand), mean.decimals(2), gini.decimals(3), without.percent,
      shareBelow.percent,
    ]
  }

  fileprivate var lorenzSentence: String {
    guard lorenz.count == 11 else { return "" }
    return "The half of all persons who have least have \(Optional(lorenz[5]).percent) of the places."
  }

  fileprivate var remarks: String {
    let remarks: [(count: Int, text: String)] = [
      (withoutLocation, "villages have no coordinates, and no score"),
      (withoutDemand, "villages have no count of persons, and take no places"),
    ]
    return remarks.filter { $0.count > 0 }.map { "\($0.count) \($0.text).\n" }.joined()
  }
}
