/// Something that a target still lacks: a village that is not served, a home that is not refitted, a quarter without figures.
public struct MissingItem: Hashable, Sendable {
  /// The id of the facility, the code of the village, or the name of the quarter.
  public let id: String
  /// What it is called.
  public let name: String
  /// Why it is missing.
  public let reason: Wording
}

extension TargetReport {
  /// What one of the targets still lacks, item by item, in the order in which it matters: villages by persons, homes by id.
  ///
  /// Money that is missing is one item; of a target that the registry only observes, there are none.
  ///
  /// - Throws: ``CoverageError``
  /// - Complexity: that of an ``UnservedReport``, for the share of a service.
  public func missing(of line: Line) throws(CoverageError) -> [MissingItem] {
    try missing(of: line, by: IndicatorValues(plan))
  }

  /// What each of the targets still lacks, in the order of ``lines``; what several need is found once.
  ///
  /// - Throws: ``CoverageError``
  public func missing() throws(CoverageError) -> [[MissingItem]] {
    let values = IndicatorValues(plan)
    return try lines.map { line throws(CoverageError) in try missing(of: line, by: values) }
  }

  private func missing(of line: Line, by values: IndicatorValues) throws(CoverageError) -> [MissingItem] {
    guard line.state != .met, asOf >= .firstDay(ofYear: line.target.year) else { return [] }
    let (division, year) = (line.target.division, line.target.year)
    let day = min(asOf, CalendarDate.lastDay(ofYear: year))
    switch line.indicator.measure {
    case .served(_, let service), .servedShare(_, let service):
      let analysis = try CoverageAnalysis(
        try values.question(service, in: division, on: day), in: plan.network)
      return try UnservedReport(analysis).villages.map { village in
        MissingItem(
          id: village.code.description, name: village.name,
          reason: Wording(village.reason.rawValue, zh: village.reason.rawValue))
      }
    case .upgraded, .upgradedShare:
      return values.homes(in: division, on: day).filter { !$0.remaining.isEmpty }.map { home in
        let names = home.remaining.sorted()
        return MissingItem(
          id: home.facility, name: values.name(of: home.facility),
          reason: Wording(
            "to be refitted: \(names.map(\.rawValue).joined(separator: ", "))",
            zh: "待改造：\(names.map(\.nameZh).joined(separator: "、"))"))
      }
    case .opened(let kind, let grade), .designated(let kind, let grade), .operating(let kind, let grade):
      return values.facilities(kind, grade, in: division).compactMap { facility in
        let status = facility.history.status(on: day)
        guard status == .planned || status == .building else { return nil }
        return MissingItem(
          id: facility.id ?? "", name: facility.name, reason: Wording(status.rawValue, zh: status.rawValue))
      }
    case .quarters(let name):
      let seen = Set(values.observations(of: name, in: division, year: year, until: day).map(\.date.quarter))
      return (1...day.quarter).filter { !seen.contains($0) }.map { quarter in
        MissingItem(
          id: "\(year)-Q\(quarter)", name: "\(year) Q\(quarter)",
          reason: Wording("no observation in this quarter", zh: "本季度没有数据"))
      }
    case .fundShare(let source, let purposes):
      let (part, whole) = values.money(of: source, for: purposes, in: division, year: year, until: day)
      return [
        MissingItem(
          id: source.description, name: source.description,
          reason: Wording("\(part) of \(whole) yuan", zh: "\(whole)元中的\(part)元"))
      ]
    case .observed, .observedTotal, .ratio, .change: return []
    }
  }
}

extension UpgradeCategory {
  /// The category in Chinese.
  public var nameZh: String {
    switch self {
    case .safety: "安全"
    case .hygiene: "清洁"
    case .heating: "取暖"
    case .culture: "文化"
    case .rehabilitation: "康复"
    }
  }
}
