public import ServiceNetwork

extension ReportWriter {
  /// Writes divisions side by side.
  ///
  /// - Parameter explained: the code of a division whose figures are shown one by one, instead of all; `nil` for all.
  /// - Throws: what the sink throws.
  public func write(_ scorecard: Scorecard, explaining explained: DivisionCode? = nil) throws {
    let provenance = Provenance(of: scorecard)
    let lines = scorecard.lines.filter { explained == nil || $0.code == explained }
    switch format {
    case .table:
      try writeTable(
        explained == nil ? scorecard.table : lines.map { scorecard.explanation(of: $0) }.joined(), provenance)
    case .csv:
      remark(on: provenance)
      let rows = lines.flatMap { line in line.scores.map { (line: line, score: $0) } }
      try writeCSV(
        headings: ["place", "code", "name", "total", "metric", "part", "whole", "share", "points", "weight"],
        rows: rows
      ) { row in
        row.line.cells + row.score.cells
      }
    case .json, .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("asOf", scorecard.asOf.description)
          json.member("normalisation", scorecard.normalisation.rawValue)
          json.member("registryState", provenance.state)
          json.member("version", provenance.version)
          json.array("divisions") { json in
            for line in lines { line.write(to: &json) }
          }
        }
      }
    }
  }
}

extension Scorecard {
  fileprivate var table: String {
    var table = TextTable(
      [("place", .trailing), ("division", .leading), ("points", .trailing)]
        + metrics.map { ($0.description, .trailing) })
    for line in lines {
      table.append(
        [line.place.map(String.init) ?? "–", line.name, line.total.decimals(1)]
          + line.scores.map { $0.points.decimals(1) })
    }
    return "Scorecard on \(asOf), points of 100 by '\(normalisation.rawValue)'.\n\n\(table.text)"
  }

  fileprivate func explanation(of line: Line) -> String {
    var table = TextTable([
      ("metric", .leading), ("counts", .trailing), ("of", .trailing), ("share", .trailing),
      ("points", .trailing),
      ("weight", .trailing), ("points × weight", .trailing), ("what is counted", .leading),
    ])
    for score in line.scores {
      table.append([
        score.metric.description, String(score.part), String(score.whole), score.share.percent,
        score.points.decimals(3), String(score.weight),
        score.points.map { Optional($0 * score.weight).decimals(3) } ?? "–", score.metric.meaning,
      ])
    }
    let place = line.place.map { "place \($0) of \(lines.count)" } ?? "without a place"
    return """
      \(line.name) (\(line.code)) on \(asOf): \(line.total.decimals(3)) points by '\(normalisation.rawValue)', \(place).

      \(table.text)
      points are the sum of points × weight, over the sum of the weights of the metrics that have figures

      """
  }
}

extension Scorecard.Score {
  fileprivate var cells: [String?] {
    [
      metric.description, String(part), String(whole), share.map { String($0.toTenThousandth) },
      points.map { String($0.toThousandth) }, String(weight),
    ]
  }
}

extension Scorecard.Line {
  fileprivate var cells: [String?] {
    [place.map(String.init), code.description, name, total.map { String($0.toThousandth) }]
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("place", place)
      json.member("code", code.description)
      json.member("name", name)
      json.member("total", total?.toThousandth)
      json.array("scores") { json in
        for score in scores {
          json.object { json in
            json.member("metric", score.metric.description)
            json.member("part", score.part)
            json.member("whole", score.whole)
            json.member("share", score.share?.toTenThousandth)
            json.member("points", score.points?.toThousandth)
            json.member("weight", score.weight)
            json.member("counted", score.metric.meaning)
          }
        }
      }
    }
  }
}

extension ScorecardMetric {
  /// What the two figures count, and the command that lists it.
  fileprivate var meaning: String {
    switch self {
    case .coverage(let service):
      "persons served, of those in villages of which it can be told; 'coverage --service \(service)'"
    case .targets: "targets met or on course, of those with figures; 'targets --by county'"
    case .worksInTime: "works accepted by their year's end, of those due; 'export upgrades'"
    case .moneyUsed: "fen of accepted works, of all works not cancelled; 'export upgrades'"
    case .dataQuality: "records without a finding; 'check --area'"
    }
  }
}
