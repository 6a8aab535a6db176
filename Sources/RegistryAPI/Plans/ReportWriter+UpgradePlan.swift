public import RegistryFiles
import NetworkPlanning
import ServiceNetwork

extension ReportWriter {
  /// Writes a schedule of upgrades: year by year, or why there is none.
  ///
  /// - Parameter withMoves: whether the differences from the plan that stands are told.
  /// - Throws: what the sink throws.
  public func write(_ plan: UpgradePlan, withMoves: Bool = false) throws {
    let provenance = Provenance(of: plan)
    switch format {
    case .table: try writeTable(plan.table(withMoves: withMoves), provenance)
    case .csv:
      remark(on: provenance)
      let rows = plan.schedule.years.flatMap { year in year.works.map { (year: year.year, works: $0) } }
      try writeCSV(
        headings: [
          "year", "facility", "name", "county", "categories", "cost", "source", "contracted", "rank", "need",
          "reason",
        ], rows: rows
      ) { row in
        row.works.cells(year: row.year)
      }
    case .json:
      try writeJSON { json in
        json.object { json in
          plan.write(to: &json)
          json.member("registryState", provenance.state)
          json.member("version", provenance.version)
        }
      }
    case .geojson:
      try writeJSON { json in
        json.object { json in
          json.member("type", "FeatureCollection")
          json.member("status", plan.schedule.status.rawValue)
          json.array("features") { json in
            for year in plan.schedule.years {
              for works in year.works { works.writeFeature(year: year.year, to: &json) }
            }
          }
        }
      }
    }
  }
}

extension UpgradePlan {
  fileprivate func table(withMoves: Bool) -> String {
    var text = headline
    for conflict in schedule.conflicts { text += "\n\(conflict.wording.en)\n" }
    for year in schedule.years {
      text += "\n\(year.year): \(year.works.count) homes, \(year.cost) yuan"
      if !year.left.isEmpty {
        text += "; left: \(year.left.map { "\($0.source) \($0.amount)" }.joined(separator: ", "))"
      }
      text += "\n\n"
      var table = TextTable([
        ("home", .leading), ("name", .leading), ("county", .leading), ("categories", .leading),
        ("cost", .trailing),
        ("source", .leading), ("rank", .trailing), ("need", .trailing), ("", .leading),
      ])
      for works in year.works {
        table.append([
          works.home, works.name, works.countyName, works.categoryNames, works.cost.description,
          works.payers ?? "–",
          String(works.need.rank), String(works.need.points), works.isContracted ? "contracted" : "",
        ])
      }
      if !year.works.isEmpty { text += table.text }
    }
    if !schedule.unscheduled.isEmpty { text += "\nin no year: \(schedule.unscheduled.count)\n" }
    for entry in schedule.unscheduled {
      text += "  \(entry.home)  \(entry.name)  \(entry.cost) yuan: \(entry.reason.en)\n"
    }
    guard withMoves else { return text }
    text += "\nmoved from the plan that stands: \(moves.count)\n"
    for move in moves {
      text += "  \(move.home): \(Self.years(move.before)) → \(Self.years(move.after))\n"
    }
    return text
  }

  private var headline: String {
    let years = "Upgrades \(question.from)–\(question.to), by what is known on \(question.asOf)"
    let seconds = Optional(schedule.seconds).decimals(1)
    switch schedule.status {
    case .optimal: return "\(years): the best schedule, \(schedule.objective) points, in \(seconds) s.\n"
    case .feasible:
      let gap = schedule.gap.map {
        "at most \(Optional($0 * 100).decimals(2)) % from the best"
      }
      return
        "\(years): a schedule, \(schedule.objective) points, \(gap ?? "how far from the best is not known"), in \(seconds) s.\n"
    case .infeasible: return "\(years): there is no such schedule.\n"
    case .undecided:
      return "\(years): neither a schedule nor a proof that there is none was found in \(seconds) s.\n"
    }
  }

  private static func years(_ years: [Int]) -> String {
    years.isEmpty ? "–" : years.map(String.init).joined(separator: ", ")
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.member("status", schedule.status.rawValue)
    json.member("objective", schedule.objective)
    json.member("bound", schedule.bound)
    json.member("gap", schedule.gap)
    json.member("seconds", (schedule.seconds * 1000).rounded() / 1000)
    json.member("asOf", question.asOf.description)
    json.array("years") { json in
      for year in schedule.years {
        json.object { json in
          json.member("year", year.year)
          json.member("cost", year.cost.description)
          json.array("left") { json in year.left.forEach { $0.write(to: &json) } }
          json.array("homes") { json in year.works.forEach { $0.write(to: &json) } }
        }
      }
    }
    json.array("unscheduled") { json in
      for entry in schedule.unscheduled {
        json.object { json in
          json.member("facility", entry.home)
          json.member("name", entry.name)
          json.array("categories") { json in entry.categories.forEach { json.text($0.rawValue) } }
          json.member("cost", entry.cost.description)
          json.member("reason", entry.reason.en)
          json.member("reasonZh", entry.reason.zh)
        }
      }
    }
    json.array("conflict") { json in
      for conflict in schedule.conflicts {
        for member in conflict.members {
          json.object { json in
            json.member("constraint", member.constraint.wording.en)
            json.member("constraintZh", member.constraint.wording.zh)
            json.member("remedy", member.wording?.en)
            json.member("remedyZh", member.wording?.zh)
            json.member("isMinimal", conflict.isMinimal)
          }
        }
      }
    }
    json.array("moves") { json in
      for move in moves {
        json.object { json in
          json.member("facility", move.home)
          json.array("before") { json in move.before.forEach { json.integer($0) } }
          json.array("after") { json in move.after.forEach { json.integer($0) } }
        }
      }
    }
  }
}

extension UpgradeSchedule.Payment {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("source", source.description)
      json.member("amount", amount.description)
    }
  }
}

extension UpgradeSchedule.Works {
  fileprivate var categoryNames: String { categories.map(\.rawValue).joined(separator: " ") }

  /// Who pays: the one source, or each with its part.
  fileprivate var payers: String? {
    let paying = payments.filter { $0.amount > .zero }
    guard paying.count != 1 else { return paying[0].source.description }
    return paying.isEmpty ? nil : paying.map { "\($0.source) \($0.amount)" }.joined(separator: ", ")
  }

  fileprivate func cells(year: Int) -> [String?] {
    [
      String(year), home, name, countyName, categoryNames, cost.description, payers, String(isContracted),
      String(need.rank), String(need.points), reason.en,
    ]
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.object { writeMembers(to: &$0) }
  }

  private func writeMembers(to json: inout JSONWriter) {
    json.member("facility", home)
    json.member("name", name)
    json.member("county", county)
    json.array("categories") { json in categories.forEach { json.text($0.rawValue) } }
    json.member("cost", cost.description)
    json.member("source", payers)
    json.array("payments") { json in payments.forEach { $0.write(to: &json) } }
    json.member("isContracted", isContracted)
    json.member("rank", need.rank)
    json.member("need", need.points)
    json.member("reason", reason.en)
    json.member("reasonZh", reason.zh)
  }

  fileprivate func writeFeature(year: Int, to json: inout JSONWriter) {
    json.object { json in
      json.member("type", "Feature")
      json.member("id", "\(home)-\(year)")
      json.geometry(location)
      json.object("properties") { json in
        json.member("year", year)
        writeMembers(to: &json)
      }
    }
  }
}
