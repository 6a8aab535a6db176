public import ServiceNetwork

extension ReportWriter {
  /// Writes the villages near a bound; what is told of distances is told of minutes where the rule is about a time.
  ///
  /// - Parameter limit: how many at the most; `nil` for all.
  /// - Throws: what the sink throws.
  public func write(_ report: EdgeReport, limit: Int? = nil) throws {
    let villages = report.villages.prefix(limit ?? .max)
    switch format {
    case .table:
      try writeTable(report.table(of: villages), Provenance(of: report.analysis))
    case .csv:
      remark(on: Provenance(of: report.analysis))
      let cost = report.question.measure.isTime ? "minutes" : "distance"
      try writeCSV(
        headings: [
          "code", "name", "township", "county", "demand_group", "demand", "served", "margin", "nearest_id",
          "nearest_name", "nearest_\(cost)",
        ], rows: villages
      ) { village in
        village.nameCells + [
          report.question.demandGroup, village.demand.map(String.init), String(village.isServed),
          String(village.margin.toThousandth), village.nearest.id, village.nearest.name, village.nearest.cost,
        ]
      }
    case .json, .geojson:
      try writeVillages(
        villages, of: report.question, Provenance(of: report.analysis), total: report.villages.count,
        members: { $0.member("edge", report.edge) }
      ) { village, json in
        village.writeNames(to: &json)
        json.member("demandGroup", report.question.demandGroup)
        json.member("demand", village.demand)
        json.member("served", village.isServed)
        json.member("margin", village.margin.toThousandth)
        json.member("nearestId", village.nearest.id)
        json.member("nearestName", village.nearest.name)
        json.member("nearestDistance", village.nearest.distance?.toDecimetre)
        json.member("nearestMinutes", village.nearest.minutes?.toDecimetre)
      }
    }
  }
}

extension EdgeReport {
  fileprivate func table(of villages: ArraySlice<Village>) -> String {
    let unit = question.measure.isTime ? "min" : "m"
    var table = TextTable([
      ("code", .leading), ("village", .leading), ("township", .leading), ("county", .leading),
      ("persons", .trailing), ("served", .leading), ("margin \(unit)", .trailing), ("nearest", .leading),
      (unit, .trailing),
    ])
    for village in villages {
      table.append(
        village.shownNames + [
          village.demand.map(String.init) ?? "–", village.isServed ? "yes" : "no",
          String(village.margin.toThousandth), village.nearest.name, village.nearest.cost ?? "",
        ])
    }
    let served = self.villages.count { $0.isServed }
    let shown = villages.count < self.villages.count ? "the first \(villages.count) of " : ""
    return """
      \(question.heading); within \(edge.shortDescription) \(unit) of the bound: \(shown)\(self.villages.count) villages, \
      \(served) served and \(self.villages.count - served) not.

      \(table.text)
      """
  }
}
