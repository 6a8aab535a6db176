public import ServiceNetwork

extension ReportWriter {
  /// Writes service areas: GeoJSON with their outlines, CSV with them as well-known text; a table and JSON have the
  /// figures alone.
  ///
  /// - Throws: what the sink throws.
  public func write(_ report: AreaReport) throws {
    switch format {
    case .table: try writeTable(report.table, Provenance(of: report))
    case .csv:
      remark(on: Provenance(of: report))
      try writeCSV(
        headings: [
          "id", "name", "kind", "status", "service", "rule", "direction", "as_of", "square_metres",
          "villages", "demand_group", "demand", "wkt",
        ], rows: report.areas
      ) { drawn in
        let (area, question) = (drawn.area, report.question)
        return [
          area.facility?.id, area.title, area.facility?.kind, area.facility?.status.rawValue,
          area.service?.name, question.rule, question.direction.word, question.asOf.description,
          String(Int(drawn.squareMeters.rounded())), String(area.villages), question.demandGroup,
          area.persons.map(String.init), drawn.outline.wellKnownText,
        ]
      }
    case .json:
      try writeJSON { json in
        try json.object { json in
          json.provenance(Provenance(of: report), measure: report.question.measure)
          try json.array("areas") { json in
            try writeElements(report.areas, to: &json) { drawn, json in
              json.object { drawn.writeProperties(of: report.question, to: &$0) }
            }
          }
        }
      }
    case .geojson:
      try writeJSON { json in
        try json.object { json in
          json.member("type", "FeatureCollection")
          json.provenance(Provenance(of: report), measure: report.question.measure)
          try json.array("features") { json in
            try writeElements(report.areas, to: &json) { drawn, json in
              json.object { json in
                json.member("type", "Feature")
                if let id = drawn.area.facility?.id ?? drawn.area.service?.name { json.member("id", id) }
                if drawn.outline.polygons.isEmpty {
                  json.geometry(nil as Coordinate?)
                } else {
                  json.geometry(drawn.outline)
                }
                json.object("properties") { drawn.writeProperties(of: report.question, to: &$0) }
              }
            }
          }
        }
      }
    }
  }
}

extension TravelDirection {
  /// The direction in a word: `to` the facility, or `from` it.
  fileprivate var word: String { self == .toPlace ? "to" : "from" }
}

extension ServiceArea {
  fileprivate var service: Service? { if case .service(let service) = origin { service } else { nil } }

  fileprivate var point: Coordinate? {
    if case .coordinate(let place) = origin { place } else { facility?.location }
  }

  /// What it is drawn around, in a few words.
  fileprivate var title: String {
    switch origin {
    case .facility(let id): facility?.name ?? id
    case .coordinate(let place): "\(place.longitude), \(place.latitude)"
    case .service(let service): "\(service.nameZh), \(service.nameEn)"
    }
  }
}

extension AreaReport {
  fileprivate var table: String {
    var table = TextTable([
      ("area of", .leading), ("id", .leading), ("km²", .trailing), ("villages", .trailing),
      ("persons", .trailing),
    ])
    for drawn in areas {
      table.append([
        drawn.area.title, drawn.area.facility?.id ?? drawn.area.service?.name ?? "",
        String((drawn.squareMeters / 1e5).rounded() / 10), String(drawn.area.villages),
        drawn.area.persons.map(String.init) ?? "–",
      ])
    }
    let remarks = areas.compactMap { drawn -> String? in
      let counts = [
        (drawn.area.offRoad, "lie too far from any open road"),
        (drawn.area.withoutLocation, "have no coordinates"),
      ].filter { $0.0 > 0 }
      guard !counts.isEmpty else { return nil }
      let all = drawn.area.providers + drawn.area.withoutLocation
      return "\(drawn.area.title): "
        + counts.map { "\($0.0) of \(all) \($0.1)" }.joined(separator: ", ") + ".\n"
    }
    return """
      \(rule), \(question.direction == .toPlace ? "towards" : "away from") the facility, on \(question.asOf); \
      persons: \(question.demandGroup ?? "not counted").

      \(table.text)\(remarks.isEmpty ? "" : "\n" + remarks.joined())
      """
  }

  private var rule: String { question.rule }
}

extension AreaReport.Drawn {
  fileprivate func writeProperties(of question: AreaQuestion, to json: inout JSONWriter) {
    json.member("facility", area.facility?.id)
    json.member("name", area.title)
    json.member("kind", area.facility?.kind)
    json.member("status", area.facility?.status.rawValue)
    json.member("longitude", area.point?.longitude)
    json.member("latitude", area.point?.latitude)
    json.member("service", area.service?.name)
    json.member("rule", question.rule)
    json.member("measure", question.measure.description)
    json.member("direction", question.direction.word)
    json.member("asOf", question.asOf.description)
    if let scenario = question.scenario { json.member("scenario", scenario) }
    json.member("squareMetres", squareMeters.rounded())
    json.member("tolerance", question.tolerance.value)
    json.member("villages", area.villages)
    json.member("demandGroup", question.demandGroup)
    json.member("demand", area.persons)
    json.member("facilities", area.providers)
    json.member("withoutLocation", area.withoutLocation)
    json.member("offRoad", area.offRoad)
  }
}
