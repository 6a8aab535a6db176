public import ServiceNetwork

extension ReportWriter {
  /// Writes the places that were found.
  ///
  /// - Throws: what the sink throws.
  public func write(_ report: FindReport) throws {
    switch format {
    case .table: try write(report.table)
    case .csv:
      try writeCSV(
        headings: [
          "type", "id", "name", "pinyin", "kind", "township", "county", "longitude", "latitude",
        ], rows: report.places
      ) { place in
        [
          place.type.rawValue, place.id, place.name, place.pinyin, place.kind, place.township, place.county,
          place.location?.longitude.description, place.location?.latitude.description,
        ]
      }
    case .json:
      try writeJSON { json in
        json.object { json in
          report.writeQuestion(to: &json)
          json.array("places") { json in
            for place in report.places {
              json.object { json in
                place.writeProperties(to: &json)
                json.member("longitude", place.location?.longitude)
                json.member("latitude", place.location?.latitude)
              }
            }
          }
        }
      }
    case .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("type", "FeatureCollection")
          report.writeQuestion(to: &json, withType: false)
          json.array("features") { json in
            for place in report.places {
              json.object { json in
                json.member("type", "Feature")
                json.member("id", place.id)
                json.geometry(place.location)
                json.object("properties") { place.writeProperties(to: &$0) }
              }
            }
          }
        }
      }
    }
  }
}

extension FindReport {
  /// Writes what was asked, and how much there is.
  ///
  /// - Parameter withType: whether the type is told, as it cannot be beside that of GeoJSON.
  fileprivate func writeQuestion(to json: inout JSONWriter, withType: Bool = true) {
    json.member("q", text)
    json.member("area", area?.description)
    if withType { json.member("type", type?.rawValue) }
    json.member("numberMatched", numberMatched)
    json.member("numberReturned", places.count)
  }

  fileprivate var table: String {
    var table = TextTable(
      ["type", "id", "name", "pinyin", "township", "county"].map { ($0, .leading) })
    for place in places {
      table.append([
        place.kind ?? place.type.rawValue, place.id, place.name, place.pinyin, place.township ?? "–",
        place.county ?? "–",
      ])
    }
    let more = numberMatched - places.count
    let remark =
      more > 0 ? "\n\(more) more match; --limit shows up to \(FindParameters.limits.upperBound).\n" : ""
    return numberMatched == 0 ? "Nothing is called '\(text)'.\n" : table.text + remark
  }
}

extension FindReport.Place {
  fileprivate func writeProperties(to json: inout JSONWriter) {
    json.member("type", type.rawValue)
    json.member("id", id)
    json.member("name", name)
    json.member("pinyin", pinyin)
    json.member("kind", kind)
    json.member("township", township)
    json.member("county", county)
  }
}
