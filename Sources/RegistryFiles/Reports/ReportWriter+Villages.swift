import ServiceNetwork

/// A village that a report tells of.
protocol ReportedVillage {
  var code: DivisionCode { get }
  var name: String { get }
  var township: String? { get }
  var county: String? { get }
  var location: Coordinate? { get }
}

extension UnservedReport.Village: ReportedVillage {}
extension EdgeReport.Village: ReportedVillage {}
extension DetourReport.Village: ReportedVillage {}
extension ScenarioComparison.Village: ReportedVillage {}
extension AccessibilityReport.Village: ReportedVillage {}
extension CapacityReport.Village: ReportedVillage {}

extension ReportedVillage {
  /// The cells of CSV that say which village it is.
  var nameCells: [String?] { [code.description, name, township, county] }

  /// The same in a table for a terminal.
  var shownNames: [String] { nameCells.map { $0 ?? "–" } }

  /// Writes the members that say which village it is.
  func writeNames(to json: inout JSONWriter) {
    json.member("code", code.description)
    json.member("name", name)
    json.member("township", township)
    json.member("county", county)
  }

  /// Writes an object of what is told of a village, and its place.
  func write(to json: inout JSONWriter, _ properties: (Self, inout JSONWriter) -> Void) {
    json.object { json in
      properties(self, &json)
      json.member("longitude", location?.longitude)
      json.member("latitude", location?.latitude)
    }
  }

  /// Writes a GeoJSON feature.
  func writeFeature(to json: inout JSONWriter, _ properties: (Self, inout JSONWriter) -> Void) {
    json.object { json in
      json.member("type", "Feature")
      json.member("id", code.description)
      json.geometry(location)
      json.object("properties") { properties(self, &$0) }
    }
  }
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
    guard format != .geojson else {
      return try writeFeatures(villages, provenance, measure: question.measure, properties: properties)
    }
    try writeJSON { json in
      try json.object { json in
        question.write(to: &json)
        json.provenance(provenance, measure: question.measure)
        members(&json)
        json.member("total", total)
        try json.array("villages") { json in
          try writeElements(villages, to: &json) { $0.write(to: &$1, properties) }
        }
      }
    }
  }

  /// Writes villages as a GeoJSON feature collection.
  func writeFeatures<Village: ReportedVillage>(
    _ villages: some Sequence<Village>, _ provenance: Provenance, measure: Measure,
    properties: (Village, inout JSONWriter) -> Void
  ) throws {
    try writeJSON { json in
      try json.object { json in
        json.member("type", "FeatureCollection")
        json.provenance(provenance, measure: measure)
        try json.array("features") { json in
          try writeElements(villages, to: &json) { $0.writeFeature(to: &$1, properties) }
        }
      }
    }
  }
}

extension JSONWriter {
  /// An object of an area and what is told of it.
  mutating func area(_ code: DivisionCode?, _ name: String?, _ figures: (inout JSONWriter) -> Void) {
    object { json in
      json.member("code", code?.description)
      json.member("name", name)
      figures(&json)
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
