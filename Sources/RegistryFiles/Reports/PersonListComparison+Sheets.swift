public import ServiceNetwork

/// A table as text, and what it is called.
public struct NamedSheet: Sendable {
  /// What it is called, as `only-first`.
  public let name: String
  /// The table, CSV.
  public let text: String
}

extension PersonListComparison {
  /// The tables of who is where; they bear persons, and are for their owner alone.
  public var sheets: [NamedSheet] {
    let pairs = ["number", "name", "first_village", "second_village", "first_line", "second_line"]
    func pair(_ match: Match) -> [String?] {
      [
        match.first.key, match.first.name ?? match.second.name, match.first.village, match.second.village,
        String(match.first.line), String(match.second.line),
      ]
    }
    let single = ["number", "name", "village", "line"]
    func one(_ person: ListedPerson) -> [String?] {
      [person.key, person.name, person.village, String(person.line)]
    }
    return [
      Self.sheet("both", pairs, both.map(pair)), Self.sheet("only-first", single, onlyFirst.map(one)),
      Self.sheet("only-second", single, onlySecond.map(one)), Self.sheet("moved", pairs, moved.map(pair)),
      Self.sheet(
        "doubtful", ["list"] + single + ["reason"],
        doubtful.map { [$0.isOfSecond ? "second" : "first"] + one($0.person) + [$0.doubt.wording.en] }),
    ]
  }

  /// The counts by village of the first and the second list as a table of demand, for `import demand`.
  ///
  /// Persons without a village are left out.
  public func demandSheet(_ groups: [String], asOf: String) -> NamedSheet {
    var counts: [String: (first: Int, second: Int)] = [:]
    for match in both {
      if let village = match.first.village { counts[village, default: (0, 0)].first += 1 }
      if let village = match.second.village { counts[village, default: (0, 0)].second += 1 }
    }
    for person in onlyFirst {
      if let village = person.village { counts[village, default: (0, 0)].first += 1 }
    }
    for person in onlySecond {
      if let village = person.village { counts[village, default: (0, 0)].second += 1 }
    }
    return Self.sheet(
      "demand", ["code", "as_of"] + groups.map { DemandGroup.column(of: $0) },
      counts.sorted { $0.key < $1.key }.map {
        [$0.key, asOf, String($0.value.first), String($0.value.second)]
      })
  }

  /// How many are on one list alone, as a table of observations, for `import observations`.
  public func observationSheet(_ indicator: String, division: String, date: String) -> NamedSheet {
    Self.sheet(
      "observations", ["indicator", "division", "date", "value"],
      [[indicator, division, date, String(onlyFirst.count + onlySecond.count)]])
  }

  private static func sheet(_ name: String, _ headings: [String], _ rows: [[String?]]) -> NamedSheet {
    NamedSheet(
      name: name,
      text: ([headings] + rows).map { CSVWriter.record($0.map { $0.map(FormulaGuard.guarded) }) }.joined())
  }
}

extension ReportWriter {
  /// Writes the counts of a comparison by village: no person is in them.
  ///
  /// - Throws: what the sink throws.
  public func write(_ comparison: PersonListComparison) throws {
    let rows = comparison.byVillage + [(village: "total", counts: comparison.total)]
    func number(_ name: String, _ count: @escaping (PersonListComparison.Counts) -> Int)
      -> ListColumn<(village: String?, counts: PersonListComparison.Counts)>
    {
      ListColumn(name) { .number(count($0.counts)) }
    }
    try writeList(
      rows, named: "villages",
      [
        ListColumn("village") { .text($0.village) }, number("both", \.both),
        number("only_first", \.onlyFirst),
        number("only_second", \.onlySecond), number("moved", \.moved), number("doubtful", \.doubtful),
      ])
  }
}
