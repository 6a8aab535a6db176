internal import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes which scenarios there are, and who made them what they are.
  ///
  /// - Throws: what the sink throws.
  public func write(_ scenarios: [(scenario: Scenario, act: Act?)]) throws {
    try writeList(
      scenarios, named: "scenarios",
      [
        ListColumn("name") { .text($0.scenario.name) },
        ListColumn("steps") { .number($0.scenario.steps.count) },
        ListColumn("note") { .text($0.scenario.note) }, ListColumn("author") { .text($0.act?.author.name) },
        ListColumn("at") { .text($0.act?.at.formatted(.iso8601)) },
      ])
  }

  /// Writes a scenario with its steps; GeoJSON has a feature a step, at the place that it is about, where it tells one.
  ///
  /// - Throws: what the sink throws.
  public func write(_ scenario: Scenario) throws {
    switch format {
    case .table:
      var table = TextTable([
        ("step", .trailing), ("change", .leading), ("facility", .leading), ("what", .leading),
      ])
      for (index, step) in scenario.steps.enumerated() {
        table.append([String(index + 1), step.change, step.facility ?? "–", step.summary])
      }
      let note = scenario.note.map { ": \($0)" } ?? ""
      try write(
        "\(scenario.name)\(note)\n\n"
          + (scenario.steps.isEmpty ? "It changes nothing yet.\n" : table.text))
    case .csv:
      let columns = [
        "change", "facility", "kind", "name", "division", "longitude", "latitude", "capacity", "on", "as_of",
        "service", "rule",
      ]
      try writeCSV(headings: ["step"] + columns, rows: scenario.steps.enumerated()) { index, step in
        let members = Dictionary(
          uniqueKeysWithValues: ScenarioStepRecord(step).members.map { ($0.name, $0.value.text) })
        return [String(index + 1)] + columns.map { members[$0.lowerCamelCased] }
      }
    case .json:
      try writeJSON { json in json.object { $0.write(scenario) } }
    case .geojson:
      try writeJSON { json in
        try json.object { json in
          json.member("type", "FeatureCollection")
          try json.array("features") { json in
            try writeElements(scenario.steps, to: &json) { step, json in
              json.object { json in
                json.member("type", "Feature")
                json.geometry(step.location)
                json.object("properties") { $0.write(ScenarioStepRecord(step)) }
              }
            }
          }
        }
      }
    }
  }
}

extension JSONWriter {
  /// The members of a scenario: `name`, `note` and `steps`.
  public mutating func write(_ scenario: Scenario) {
    member("name", scenario.name)
    member("note", scenario.note)
    array("steps") { json in
      for step in scenario.steps { json.object { $0.write(ScenarioStepRecord(step)) } }
    }
  }

  /// The members that tell under which scenario a question is answered, what is supposed besides, and to what part of the
  /// map it is limited; none where nothing of it was asked.
  public mutating func scenario(of question: CoverageQuestion) {
    if let scenario = question.scenario { member("scenario", scenario) }
    if let day = question.demandAsOf { member("demandAsOf", day.description) }
    if !question.supposed.isEmpty {
      array("open") { json in for site in question.supposed { json.text(site.description) } }
    }
    switch question.region {
    case .circle?: member("circle", question.region?.description)
    case .polygon?: member("polygon", question.region?.description)
    case nil: break
    }
  }

  fileprivate mutating func write(_ step: ScenarioStepRecord) {
    for (name, value) in step.members {
      switch value {
      case .text(let text): member(name, text)
      case .number(let number): member(name, number)
      }
    }
  }
}

extension CoverageQuestion {
  /// To what part of the map it is limited, under which scenario it is answered and what is supposed besides, as the end of
  /// a phrase; empty where there is nothing of it.
  var scenarioPhrase: String {
    var phrase = ""
    switch region {
    case .circle?: phrase += " in the circle \(region?.description ?? "")"
    case .polygon(let corners)?: phrase += " in a polygon of \(corners.count) corners"
    case nil: break
    }
    if let scenario {
      phrase += " under the scenario '\(scenario)'" + (demandAsOf.map { ", with the persons of \($0)" } ?? "")
    }
    if !supposed.isEmpty {
      phrase += " if there were one more at \(supposed.map(\.description).joined(separator: " and at "))"
    }
    return phrase
  }
}

extension ScenarioStepRecord.Value {
  fileprivate var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.shortDescription
    }
  }
}

extension ScenarioStep {
  fileprivate var location: Coordinate? {
    switch self {
    case .open(let facility): facility.location
    case .move(_, let place, _): place
    case .close, .enlarge, .demand, .rule: nil
    }
  }
}
