public import ServiceNetwork

extension ReportWriter {
  /// Writes pairs of facilities that may be one; GeoJSON has a point for the first of each.
  ///
  /// - Throws: what the sink throws.
  public func write(_ pairs: [LikelyDuplicate]) throws {
    switch format {
    case .table:
      var table = TextTable([
        ("score", .trailing), ("m", .trailing), ("id", .leading), ("name", .leading), ("id", .leading),
        ("name", .leading),
      ])
      for pair in pairs {
        table.append([
          pair.scoreText, pair.distance.map { String($0.value.toDecimetre) } ?? "–", pair.first.id,
          pair.first.name,
          pair.second.id, pair.second.name,
        ])
      }
      let hint = "\nJoin two with 'fuwang merge KEEP DROP', or say 'fuwang not-duplicates A B'.\n"
      try write(pairs.isEmpty ? "No two facilities look like one.\n" : table.text + hint)
    case .csv:
      try writeCSV(
        headings: [
          "score", "distance", "kind", "id", "name", "other_id", "other_name", "longitude", "latitude",
        ],
        rows: pairs
      ) { pair in
        [
          pair.scoreText, pair.distance.map { String($0.value.toDecimetre) }, pair.first.kind, pair.first.id,
          pair.first.name, pair.second.id, pair.second.name, pair.first.location?.longitude.description,
          pair.first.location?.latitude.description,
        ]
      }
    case .json, .geojson:
      let isFeatures = format == .geojson
      try writeJSON { json in
        try json.object { json in
          if isFeatures { json.member("type", "FeatureCollection") }
          try json.array(isFeatures ? "features" : "pairs") { json in
            try writeElements(pairs, to: &json) { pair, json in
              json.object { json in
                guard isFeatures else { return pair.write(to: &json) }
                json.member("type", "Feature")
                json.geometry(pair.first.location)
                json.object("properties") { pair.write(to: &$0) }
              }
            }
          }
        }
      }
    }
  }
}

extension LikelyDuplicate {
  fileprivate var scoreText: String { String((score * 100).rounded() / 100) }

  fileprivate func write(to json: inout JSONWriter) {
    json.member("score", score.toTenThousandth)
    json.member("distance", distance?.value.toDecimetre)
    json.member("kind", first.kind)
    json.member("id", first.id)
    json.member("name", first.name)
    json.member("otherId", second.id)
    json.member("otherName", second.name)
  }
}
