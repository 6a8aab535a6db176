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
      try write(report.table(of: villages))
    case .csv:
      try writeCSV(headings: Self.unservedColumns, rows: villages) {
        $0.cells(demandGroup: report.question.demandGroup)
      }
    case .json:
      try writeJSON { json in
        try json.object { json in
          report.question.write(to: &json)
          json.member("total", report.villages.count)
          try json.array("villages") { json in
            try writeElements(villages, to: &json) { village, json in
              json.object { json in
                village.writeProperties(to: &json, demandGroup: report.question.demandGroup)
                json.member("longitude", village.location?.longitude)
                json.member("latitude", village.location?.latitude)
              }
            }
          }
        }
      }
    case .geojson:
      try writeJSON { json in
        try json.object { json in
          json.member("type", "FeatureCollection")
          try json.array("features") { json in
            try writeElements(villages, to: &json) { village, json in
              json.object { json in
                json.member("type", "Feature")
                json.member("id", village.code.description)
                json.geometry(village.location)
                json.object("properties") {
                  village.writeProperties(to: &$0, demandGroup: report.question.demandGroup)
                }
              }
            }
          }
        }
      }
    }
  }

  private static let unservedColumns = [
    "code", "name", "township", "county", "demand_group", "demand", "reason", "nearest_id", "nearest_name",
    "nearest_distance", "could_serve_id", "could_serve_name", "could_serve_status", "could_serve_distance",
  ]
}

extension CoverageQuestion {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("service", service.name)
    json.member("rule", rule.description)
    json.member("asOf", asOf.description)
    json.member("area", area?.description)
    json.member("demandGroup", demandGroup)
  }
}

extension UnservedReport {
  fileprivate func table(of villages: ArraySlice<Village>) -> String {
    var table = TextTable([
      ("code", .leading), ("village", .leading), ("township", .leading), ("county", .leading),
      ("persons", .trailing), ("reason", .leading), ("nearest", .leading), ("m", .trailing),
      ("could serve", .leading), ("m", .trailing),
    ])
    for village in villages {
      table.append([
        village.code.description, village.name, village.township ?? "–", village.county ?? "–",
        village.demand.map(String.init) ?? "–", village.reason.rawValue, village.nearest?.name ?? "–",
        village.nearest?.distance.map { String($0.toDecimetre) } ?? "",
        village.couldServe.map { "\($0.name) (\($0.status.rawValue))" } ?? "",
        village.couldServe?.distance.map { String($0.toDecimetre) } ?? "",
      ])
    }
    let shown = villages.count < self.villages.count ? "the first \(villages.count) of " : ""
    return """
      \(question.service.nameZh), \(question.service.nameEn): \(question.rule.phrase) on \(question.asOf); \
      persons: \(question.demandGroup ?? "not counted"); \(shown)\(self.villages.count) villages.

      \(table.text)
      """
  }
}

extension UnservedReport.Village {
  fileprivate func cells(demandGroup: String?) -> [String?] {
    [
      code.description, name, township, county, demandGroup, demand.map(String.init), reason.rawValue,
      nearest?.id,
      nearest?.name, nearest?.distance.map { String($0.toDecimetre) }, couldServe?.id, couldServe?.name,
      couldServe?.status.rawValue, couldServe?.distance.map { String($0.toDecimetre) },
    ]
  }

  fileprivate func writeProperties(to json: inout JSONWriter, demandGroup: String?) {
    json.member("code", code.description)
    json.member("name", name)
    json.member("township", township)
    json.member("county", county)
    json.member("demandGroup", demandGroup)
    json.member("demand", demand)
    json.member("reason", reason.rawValue)
    json.member("nearestId", nearest?.id)
    json.member("nearestName", nearest?.name)
    json.member("nearestDistance", nearest?.distance?.toDecimetre)
    json.member("couldServeId", couldServe?.id)
    json.member("couldServeName", couldServe?.name)
    json.member("couldServeStatus", couldServe?.status.rawValue)
    json.member("couldServeDistance", couldServe?.distance?.toDecimetre)
  }
}
