public import ServiceNetwork

extension ReportWriter {
  /// Writes the unserved villages.
  ///
  /// - Parameter limit: how many at the most; `nil` for all.
  /// - Throws: what the sink throws.
  public func write(_ report: UnservedReport, limit: Int? = nil) throws {
    let villages = report.villages.prefix(limit ?? .max)
    switch format {
    case .table:
      try writeTable(report.table(of: villages), Provenance(of: report.analysis))
    case .csv:
      remark(on: Provenance(of: report.analysis))
      try writeCSV(headings: Self.columns(by: report.question.measure), rows: villages) {
        $0.cells(report.question)
      }
    case .json, .geojson:
      try writeVillages(
        villages, of: report.question, Provenance(of: report.analysis), total: report.villages.count
      ) {
        $0.writeProperties(to: &$1, report.question)
      }
    }
  }

  /// The columns; what is told of distances is told of minutes where the rule is about a time, and of why no road leads
  /// anywhere only along roads.
  private static func columns(by measure: Measure) -> [String] {
    let cost = measure.isTime ? "minutes" : "distance"
    return [
      "code", "name", "township", "county", "demand_group", "demand", "reason", "nearest_id", "nearest_name",
      "nearest_\(cost)", "could_serve_id", "could_serve_name", "could_serve_status", "could_serve_\(cost)",
    ] + (measure.needsRoads ? ["unreachable"] : [])
  }
}

extension UnservedReport {
  fileprivate func table(of villages: ArraySlice<Village>) -> String {
    let unit = question.measure.isTime ? "min" : "m"
    var table = TextTable([
      ("code", .leading), ("village", .leading), ("township", .leading), ("county", .leading),
      ("persons", .trailing), ("reason", .leading), ("nearest", .leading), (unit, .trailing),
      ("could serve", .leading), (unit, .trailing),
    ])
    for village in villages {
      table.append(
        village.shownNames + [
          village.demand.map(String.init) ?? "–", village.unreachable?.rawValue ?? village.reason.rawValue,
          village.nearest?.name ?? "–",
          village.nearest?.cost ?? "",
          village.couldServe.map { "\($0.name) (\($0.status.rawValue))" } ?? "",
          village.couldServe?.cost ?? "",
        ])
    }
    let shown = villages.count < self.villages.count ? "the first \(villages.count) of " : ""
    return """
      \(question.heading); \(shown)\(self.villages.count) villages.

      \(table.text)
      """
  }
}

extension UnservedReport.Neighbour {
  /// How far, or how long, as it is written; `nil` where nobody knows.
  var cost: String? { (distance ?? minutes).map { String($0.toDecimetre) } }
}

extension UnservedReport.Village {
  fileprivate func cells(_ question: CoverageQuestion) -> [String?] {
    nameCells + [
      question.demandGroup, demand.map(String.init),
      reason.rawValue, nearest?.id, nearest?.name, nearest?.cost, couldServe?.id, couldServe?.name,
      couldServe?.status.rawValue, couldServe?.cost,
    ] + (question.measure.needsRoads ? [unreachable?.rawValue] : [])
  }

  fileprivate func writeProperties(to json: inout JSONWriter, _ question: CoverageQuestion) {
    writeNames(to: &json)
    json.member("demandGroup", question.demandGroup)
    json.member("demand", demand)
    json.member("reason", reason.rawValue)
    json.member("nearestId", nearest?.id)
    json.member("nearestName", nearest?.name)
    json.member("nearestDistance", nearest?.distance?.toDecimetre)
    json.member("nearestMinutes", nearest?.minutes?.toDecimetre)
    json.member("couldServeId", couldServe?.id)
    json.member("couldServeName", couldServe?.name)
    json.member("couldServeStatus", couldServe?.status.rawValue)
    json.member("couldServeDistance", couldServe?.distance?.toDecimetre)
    json.member("couldServeMinutes", couldServe?.minutes?.toDecimetre)
    json.member("unreachable", unreachable?.rawValue)
  }
}
