import ServiceNetwork

/// A village that a report tells of.
protocol ReportedVillage {
  var code: DivisionCode { get }
  var location: Coordinate? { get }
}

extension ReportWriter {
  /// Writes villages as JSON, an object of the question and what was found, or as GeoJSON, a feature each.
  ///
  /// - Parameters:
  ///   - provenance: what they were computed from.
  ///   - total: how many there are, of which these may be the first.
  ///   - members: writes what else is told of the whole.
  ///   - properties: writes what is told of a village beside its place.
  func writeVillages<Village: ReportedVillage>(
    _ villages: ArraySlice<Village>, of question: CoverageQuestion, _ provenance: Provenance, total: Int,
    members: (inout JSONWriter) -> Void = { _ in }, properties: (Village, inout JSONWriter) -> Void
  ) throws {
    try writeJSON { json in
      try json.object { json in
        guard format != .geojson else {
          json.member("type", "FeatureCollection")
          json.provenance(provenance, measure: question.measure)
          return try json.array("features") { json in
            try writeElements(villages, to: &json) { village, json in
              json.object { json in
                json.member("type", "Feature")
                json.member("id", village.code.description)
                json.geometry(village.location)
                json.object("properties") { properties(village, &$0) }
              }
            }
          }
        }
        question.write(to: &json)
        json.provenance(provenance, measure: question.measure)
        members(&json)
        json.member("total", total)
        try json.array("villages") { json in
          try writeElements(villages, to: &json) { village, json in
            json.object { json in
              properties(village, &json)
              json.member("longitude", village.location?.longitude)
              json.member("latitude", village.location?.latitude)
            }
          }
        }
      }
    }
  }
}

extension CoverageQuestion {
  /// Writes the members that every report has of its question.
  func write(to json: inout JSONWriter) {
    json.member("service", service.name)
    json.member("rule", rule.description)
    json.member("asOf", asOf.description)
    json.member("area", area?.description)
    json.member("demandGroup", demandGroup)
    json.scenario(of: self)
  }

  /// The question in a line, for the head of a table.
  var heading: String {
    "\(service.nameZh), \(service.nameEn): \(rule.phrase) on \(asOf)\(scenarioPhrase); persons: \(demandGroup ?? "not counted")"
  }
}
