public import ServiceNetwork

extension ReportWriter {
  /// Writes the villages that are near as the crow flies and far by road.
  ///
  /// - Parameter limit: how many at the most; `nil` for all.
  /// - Throws: what the sink throws.
  public func write(_ report: DetourReport, limit: Int? = nil) throws {
    let villages = report.villages.prefix(limit ?? .max)
    switch format {
    case .table:
      try writeTable(report.table(of: villages), Provenance(of: report.analysis))
    case .csv:
      remark(on: Provenance(of: report.analysis))
      try writeCSV(
        headings: [
          "code", "name", "township", "county", "demand_group", "demand", "straight_id", "straight_name",
          "straight_distance", "road_id", "road_name", "road_distance", "ratio", "unreachable",
        ], rows: villages
      ) { village in
        village.nameCells + [
          report.question.demandGroup, village.demand.map(String.init), village.straight.id,
          village.straight.name, village.straight.cost, village.road?.id, village.road?.name,
          village.road?.cost, village.ratio.map { String($0.toThousandth) }, village.unreachable?.rawValue,
        ]
      }
    case .json, .geojson:
      try writeVillages(
        villages, of: report.question, Provenance(of: report.analysis), total: report.villages.count
      ) { village, json in
        village.writeNames(to: &json)
        json.member("demandGroup", report.question.demandGroup)
        json.member("demand", village.demand)
        json.member("straightId", village.straight.id)
        json.member("straightName", village.straight.name)
        json.member("straightDistance", village.straight.distance?.toDecimetre)
        json.member("roadId", village.road?.id)
        json.member("roadName", village.road?.name)
        json.member("roadDistance", village.road?.distance?.toDecimetre)
        json.member("ratio", village.ratio?.toThousandth)
        json.member("unreachable", village.unreachable?.rawValue)
      }
    }
  }
}

extension DetourReport {
  fileprivate func table(of villages: ArraySlice<Village>) -> String {
    var table = TextTable([
      ("code", .leading), ("village", .leading), ("township", .leading), ("county", .leading),
      ("persons", .trailing), ("as the crow flies", .leading), ("m", .trailing), ("by road", .leading),
      ("m", .trailing), ("ratio", .trailing),
    ])
    for village in villages {
      table.append(
        village.shownNames + [
          village.demand.map(String.init) ?? "–", village.straight.name, village.straight.cost ?? "",
          village.road?.name ?? village.unreachable?.rawValue ?? "–", village.road?.cost ?? "",
          village.ratio.map { String($0.toThousandth) } ?? "–",
        ])
    }
    let shown = villages.count < self.villages.count ? "the first \(villages.count) of " : ""
    return """
      \(question.heading), not met by road though it would be in a straight line; \(shown)\(self.villages.count) villages.

      \(table.text)
      """
  }
}
