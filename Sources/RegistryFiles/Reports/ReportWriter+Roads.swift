import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes what a road network is like; CSV and GeoJSON are of the places alone that are far from it.
  ///
  /// - Parameter shown: how many villages, and how many facilities, a table names.
  /// - Throws: what the sink throws.
  public func write(_ survey: RoadSurvey, shown: Int) throws {
    switch format {
    case .table: try write(survey.table(shown: shown))
    case .csv:
      try writeCSV(
        headings: ["what", "id", "name", "distance", "longitude", "latitude"], rows: survey.remote
      ) {
        what, place in
        [
          what, place.id, place.name, String(place.distance.value.toDecimetre),
          place.location.longitude.description, place.location.latitude.description,
        ]
      }
    case .json: try writeJSON { json in survey.write(to: &json) }
    case .geojson:
      try writeJSON { json in
        try json.object { json in
          json.member("type", "FeatureCollection")
          try json.array("features") { json in
            try writeElements(survey.remote, to: &json) { row, json in
              json.object { json in
                json.member("type", "Feature")
                json.member("id", row.place.id)
                json.geometry(row.place.location)
                json.object("properties") { json in
                  json.member("what", row.what)
                  row.place.writeProperties(to: &json)
                }
              }
            }
          }
        }
      }
    }
  }
}

extension RoadSurvey {
  /// All remote places, with what they are.
  fileprivate var remote: [(what: String, place: RemotePlace)] {
    villages.remote.map { ("village", $0) } + facilities.remote.map { ("facility", $0) }
  }

  // MARK: - JSON

  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("nodes", figures.nodes)
      json.member("edges", figures.edges)
      json.member("length", figures.length.value.toDecimetre)
      json.array("classes") { json in
        for row in figures.classes {
          json.object { json in
            json.member("class", row.roadClass)
            json.member("edges", row.edges)
            json.member("length", row.length.value.toDecimetre)
          }
        }
      }
      json.member("components", components)
      json.member("greatestShare", greatestShare.toTenThousandth)
      json.member("fartherThan", fartherThan.value)
      json.object("villages") { villages.write(to: &$0) }
      json.object("facilities") { facilities.write(to: &$0) }
    }
  }

  // MARK: - Table

  fileprivate func table(shown: Int) -> String {
    var table = TextTable([("class", .leading), ("edges", .trailing), ("km", .trailing)])
    for row in figures.classes {
      table.append([
        row.roadClass.isEmpty ? "–" : row.roadClass, String(row.edges), Self.kilometres(row.length),
      ])
    }
    table.append(["all", String(figures.edges), Self.kilometres(figures.length)])
    let parts =
      components == 1
      ? "They all hang together."
      : "They are \(components) parts that no road joins; the longest has \(Optional(greatestShare).percent) of the length."
    return """
      \(figures.nodes) junctions, and the roads between them by class. \(parts)

      \(table.text)
      \(sentence(villages, "villages", shown: shown))\(sentence(facilities, "facilities", shown: shown))
      """
  }

  /// Which of some places are far from every road, a line each.
  private func sentence(_ places: Places, _ what: String, shown: Int) -> String {
    let without = places.withoutLocation > 0 ? "; \(places.withoutLocation) have no coordinates" : ""
    let lines = places.remote.prefix(shown).map {
      "  \($0.id) \($0.name): \(Self.kilometres($0.distance)) km\n"
    }
    let rest = places.remote.count - lines.count
    let more = rest > 0 && shown > 0 ? "  … and \(rest) more\n" : ""
    return """
      \(places.remote.count) of \(places.located) \(what) lie farther than \(fartherThan.phrase) from every road\(without).
      \(lines.joined())\(more)
      """
  }

  private static func kilometres(_ length: Meters) -> String { Optional(length.value / 1000).decimals(1) }
}

extension RoadSurvey.Places {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("located", located)
    json.member("withoutLocation", withoutLocation)
    json.array("remote") { json in
      for place in remote {
        json.object { json in
          json.member("id", place.id)
          place.writeProperties(to: &json)
          json.member("longitude", place.location.longitude)
          json.member("latitude", place.location.latitude)
        }
      }
    }
  }
}

extension RoadSurvey.RemotePlace {
  fileprivate func writeProperties(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("distance", distance.value.toDecimetre)
  }
}
