package import ServiceNetwork

extension CoverageQuestion {
  /// The rule, the day, who is counted and under which scenario, in a line.
  package func conditions(_ language: DocumentLanguage, in catalogue: Catalogue) -> String {
    let group = demandGroup.map { name in
      catalogue.demandGroups.first { $0.name == name }.map { language($0.nameEn, zh: $0.nameZh) } ?? name
    }
    let parts = [
      language("Rule: \(rule.phrase)", zh: "规则：\(rule.words(.zh))"),
      language("as of \(asOf)", zh: "截至：\(asOf)"),
      language("persons: \(group ?? "not counted")", zh: "服务对象：\(group ?? "未统计")"),
    ]
    var further = scenario.map { [language("scenario: \($0)", zh: "情景：\($0)")] } ?? []
    if !supposed.isEmpty {
      let sites = supposed.map(\.description).joined(separator: "; ")
      further.append(language("if there were one more at \(sites)", zh: "假设增设于：\(sites)"))
    }
    if region != nil {
      further.append(language("of villages in a part of the map", zh: "仅限图上所画范围内的村"))
    }
    return (parts + further).joined(separator: language("; ", zh: "；"))
  }
}

extension ServiceRule {
  /// The rule as people say it.
  package func words(_ language: DocumentLanguage) -> String {
    guard language == .zh else { return phrase }
    return alternatives.map { alternative in
      switch alternative {
      case .ownVillage: "本村有"
      case .ownTownship: "本乡镇有"
      case .within(let bound, let measure):
        (measure.isTime ? "\(SVGWriter.number(bound))分钟" : Meters(bound).words(.zh))
          + "以内（\(measure.wordsZh)）"
      }
    }.joined(separator: "或")
  }
}

extension Measure {
  fileprivate var wordsZh: String {
    switch self {
    case .straight: "直线"
    case .detour(let factor): "直线乘以\(SVGWriter.number(factor))"
    case .road: "道路"
    case .mode(.walk): "步行"
    case .mode(.ebike): "电动车"
    case .mode(.drive): "驾车"
    case .costs: "外部费用表"
    }
  }
}
