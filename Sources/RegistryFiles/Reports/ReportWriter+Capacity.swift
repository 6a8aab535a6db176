import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes who finds a place: a table by area and of where places are missing, everything as JSON, the villages alone
  /// as CSV and GeoJSON.
  ///
  /// - Parameter limit: how many villages, facilities and shortages at the most; `nil` for all, in a table 20.
  /// - Throws: what the sink throws.
  public func write(_ report: CapacityReport, limit: Int? = nil) throws {
    let villages = report.villages.prefix(limit ?? .max)
    switch format {
    case .table:
      try writeTable(report.table(rows: limit ?? CapacityReport.tableRows), Provenance(of: report))
    case .csv:
      remark(on: Provenance(of: report))
      try writeCSV(
        headings: [
          "code", "name", "township", "county", "demand_group", "demand", "served", "unserved", "reason",
          "providers",
        ], rows: villages
      ) { village in
        village.nameCells + [
          report.question.demandGroup, village.demand.map(String.init), String(village.served),
          String(village.unserved), village.reason?.rawValue, String(village.providers),
        ]
      }
    case .json:
      try writeJSON { json in
        try json.object { json in
          report.writeSummary(to: &json, shortages: report.shortages.prefix(limit ?? .max))
          try json.array("villages") { json in
            try writeElements(villages, to: &json) { village, json in
              village.write(to: &json) { $0.writeProperties(to: &$1) }
            }
          }
          try json.array("facilities") { json in
            try writeElements(report.facilities.prefix(limit ?? .max), to: &json) { $0.write(to: &$1) }
          }
        }
      }
    case .geojson:
      try writeFeatures(villages, Provenance(of: report), measure: report.question.measure) { village, json in
        json.member("service", report.question.service.name)
        json.member("rule", report.question.rule.description)
        json.member("asOf", report.question.asOf.description)
        json.scenario(of: report.question)
        village.writeProperties(to: &json)
      }
    }
  }
}

extension CapacityReport {
  /// How many rows the lists of a table have where nobody says.
  fileprivate static let tableRows = 20

  // MARK: - JSON

  fileprivate func writeSummary(to json: inout JSONWriter, shortages: ArraySlice<CapacityShortage>) {
    json.member("service", question.service.name)
    json.member("rule", question.rule.description)
    json.scenario(of: question)
    json.provenance(Provenance(of: self), measure: question.measure)
    json.member("asOf", question.asOf.description)
    json.member("area", question.area?.description)
    json.member("demandGroup", question.demandGroup)
    json.member("capacity", capacity.rawValue)
    json.member("by", level.rawValue)
    json.member("demandLater", laterCounts)
    json.object("places") { json in
      json.member("facilities", facilities.count)
      json.member("capacity", facilities.reduce(0) { $0 + $1.capacity })
      json.member("used", facilities.reduce(0) { $0 + $1.used })
      json.member("free", facilities.reduce(0) { $0 + $1.free })
    }
    ReportWriter.write(leftOut, to: &json)
    json.object("total") { total.write(to: &$0) }
    json.array("areas") { json in
      for area in areas {
        json.area(area.code, area.name) { area.figures.write(to: &$0) }
      }
    }
    json.member("numberOfShortages", self.shortages.count)
    json.array("shortages") { json in
      for shortage in shortages { shortage.write(to: &json) }
    }
  }

  // MARK: - Tables

  fileprivate func table(rows: Int) -> String {
    var table = TextTable([
      (level.rawValue, .leading), ("code", .leading), ("villages", .trailing), ("persons", .trailing),
      ("placed", .trailing), ("full", .trailing), ("out of reach", .trailing), ("share", .trailing),
      ("twice", .trailing), ("persons twice", .trailing),
    ])
    for area in areas {
      table.append(
        area.figures.row(area.name ?? "(in no \(level.rawValue))", area.code?.description ?? ""))
    }
    table.append(total.row("total", ""))
    let places = facilities.reduce(0) { $0 + $1.capacity }
    let used = facilities.reduce(0) { $0 + $1.used }
    return """
      \(question.service.nameZh), \(question.service.nameEn): \(question.rule.phrase) on \(question.asOf)\
      \(question.area.map { " in \($0)" } ?? "")\(question.scenarioPhrase); \(capacity == .free ? "free places" : "all places") for \
      \(question.demandGroup ?? "no group"); as many as can be have a place.

      \(table.text)
      full: persons whom only full facilities serve. twice: the share of villages that two or more serve, whatever room \
      they have.
      \(facilities.count) facilities have \(places) places, \(used) of them given, \(places - used) free.
      \(shortageTable(rows))\(total.remarks)\(laterRemark(laterCounts, question.asOf))\(leftOut.remarks)
      """
  }

  private func shortageTable(_ rows: Int) -> String {
    guard !shortages.isEmpty else { return "" }
    var table = TextTable([
      ("missing", .trailing), ("around", .leading), ("county", .leading), ("villages", .trailing),
      ("persons", .trailing), ("facilities", .trailing), ("places", .trailing),
    ])
    for shortage in shortages.prefix(rows) {
      table.append([
        String(shortage.missing), shortage.name, shortage.county ?? "–", String(shortage.villages.count),
        String(shortage.demand), String(shortage.facilities.count), String(shortage.capacity),
      ])
    }
    let shown = rows < shortages.count ? "the first \(rows) of \(shortages.count)" : "\(shortages.count)"
    return """

      Where places are missing, villages and all the facilities that serve them: \(shown).

      \(table.text)

      """
  }
}

extension CapacityReport.Village {
  fileprivate func writeProperties(to json: inout JSONWriter) {
    writeNames(to: &json)
    json.member("demand", demand)
    json.member("served", served)
    json.member("unserved", unserved)
    json.member("reason", reason?.rawValue)
    json.member("providers", providers)
  }
}

extension CapacityReport.Facility {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("name", name)
      json.member("capacity", capacity)
      json.member("used", used)
      json.member("free", free)
      json.member("bottleneck", isBottleneck)
    }
  }
}

extension CapacityShortage {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("missing", missing)
      json.member("around", name)
      json.member("county", county)
      json.member("demand", demand)
      json.member("capacity", capacity)
      json.array("villages") { json in for code in villages { json.text(code.description) } }
      json.array("facilities") { json in for id in facilities { json.text(id) } }
    }
  }
}

extension CapacityFigures {
  fileprivate var remarks: String {
    let remarks: [(count: Int, text: String)] = [
      (withoutLocation, "villages have no coordinates, and may or may not be served"),
      (withoutDemand, "villages have no count of persons, and take no places"),
    ]
    return remarks.filter { $0.count > 0 }.map { "\($0.count) \($0.text).\n" }.joined()
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.member("villages", villages)
    json.member("withoutLocation", withoutLocation)
    json.member("withoutDemand", withoutDemand)
    json.member("demand", demand)
    json.member("demandServed", demandServed)
    json.member("demandTurnedAway", demandTurnedAway)
    json.member("demandOutOfReach", demandOutOfReach)
    json.member("demandWithoutLocation", demandWithoutLocation)
    json.member("demandShare", share?.toTenThousandth)
    json.member("villagesTwice", villagesTwice)
    json.member("demandTwice", demandTwice)
    json.member("backupShare", backupShare?.toTenThousandth)
    json.member("demandBackupShare", demandBackupShare?.toTenThousandth)
  }

  fileprivate func row(_ name: String, _ code: String) -> [String] {
    [
      name, code, String(villages), String(demand), String(demandServed), String(demandTurnedAway),
      String(demandOutOfReach), share.percent, backupShare.percent, demandBackupShare.percent,
    ]
  }
}
