public import ServiceNetwork

extension ReportWriter {
  /// Writes the nearest service points.
  ///
  /// - Throws: what the sink throws.
  public func write(_ report: NearestReport) throws {
    switch format {
    case .table:
      try writeTable(report.table, Provenance(of: report))
    case .csv:
      remark(on: Provenance(of: report))
      try writeCSV(
        headings: [
          "id", "name", "kind", report.measure.isTime ? "minutes" : "distance", "longitude", "latitude",
          "division",
        ], rows: report.points
      ) { point in
        [
          point.provider.id, point.provider.name, point.provider.kind, String(point.cost.toDecimetre),
          point.location?.longitude.description, point.location?.latitude.description,
          point.division?.description,
        ]
      }
    case .json:
      try writeJSON { json in
        json.object { json in
          if let near = report.near {
            json.array("near") { json in
              json.number(near.longitude)
              json.number(near.latitude)
            }
          } else {
            json.member("near", nil as String?)
          }
          json.member("village", report.village?.description)
          json.member("service", report.service?.name)
          json.provenance(Provenance(of: report), measure: report.measure)
          json.member("asOf", report.asOf.description)
          if let scenario = report.scenario { json.member("scenario", scenario) }
          json.member("withoutLocation", report.withoutLocation)
          if report.measure.needsRoads { json.member("unreachable", report.unreachable?.rawValue) }
          json.array("facilities") { json in
            for point in report.points {
              json.object { json in
                point.writeProperties(to: &json, isTime: report.measure.isTime)
                json.member("longitude", point.location?.longitude)
                json.member("latitude", point.location?.latitude)
                json.member("division", point.division?.description)
              }
            }
          }
        }
      }
    case .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("type", "FeatureCollection")
          json.provenance(Provenance(of: report), measure: report.measure)
          json.array("features") { json in
            for point in report.points {
              json.object { json in
                json.member("type", "Feature")
                json.member("id", point.provider.id)
                json.geometry(point.location)
                json.object("properties") { json in
                  point.writeProperties(to: &json, isTime: report.measure.isTime)
                  json.member("division", point.division?.description)
                }
              }
            }
          }
        }
      }
    }
  }
}

extension NearestReport {
  fileprivate var table: String {
    var table = TextTable([
      (measure.isTime ? "min" : "m", .trailing), ("name", .leading), ("kind", .leading), ("id", .leading),
      ("division", .leading),
    ])
    for point in points {
      table.append([
        String(point.cost.toDecimetre), point.provider.name, point.provider.kind, point.provider.id,
        point.division?.description ?? "–",
      ])
    }
    let what = service.map { "\($0.nameZh), \($0.nameEn)" } ?? "All services"
    var remark = withoutLocation > 0 ? "\n\(withoutLocation) more serve, but have no coordinates.\n" : ""
    if let unreachable { remark += "\nNone can be reached: \(unreachable.sentence.en).\n" }
    let place = near.map { "\($0.longitude), \($0.latitude)" } ?? village?.description ?? ""
    let phrase = scenario.map { " under the scenario '\($0)'" } ?? ""
    return
      "\(what), \(measure) from \(place) on \(asOf)\(phrase).\n\n\(table.text)\(remark)"
  }
}

extension NearestReport.Point {
  fileprivate func writeProperties(to json: inout JSONWriter, isTime: Bool) {
    json.member("id", provider.id)
    json.member("name", provider.name)
    json.member("kind", provider.kind)
    json.member(isTime ? "minutes" : "distance", cost.toDecimetre)
  }
}
