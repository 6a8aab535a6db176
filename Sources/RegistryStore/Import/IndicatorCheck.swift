internal import GRDB
internal import ServiceNetwork

/// Refuses indicators that are made of others that are not there, or of themselves.
struct IndicatorCheck {
  private let context: ImportContext

  init(_ context: ImportContext) {
    self.context = context
  }

  /// Checks all indicators, when all rows of an import are there.
  func run() throws {
    let indicators = try RowReader(context.database).indicators()
    let measures = Dictionary(uniqueKeysWithValues: indicators.map { ($0.name, $0.measure) })
    for indicator in indicators {
      for operand in indicator.measure.operands where measures[operand] == nil {
        refuse(
          indicator, .unknown("indicator", zh: "指标", name: operand, known: measures.keys.sorted()))
      }
      if isMadeOfItself(indicator.name, measures) {
        refuse(
          indicator,
          Wording("'\(indicator.name)' is made of itself", zh: "指标“\(indicator.name)”循环引用自身"))
      }
    }
  }

  private func refuse(_ indicator: Indicator, _ wording: Wording) {
    context.refuse(
      "measure",
      Wording("\(indicator.name): \(wording.en)", zh: "\(indicator.name)：\(wording.zh)"))
  }

  private func isMadeOfItself(_ name: String, _ measures: [String: IndicatorMeasure]) -> Bool {
    var seen: Set<String> = []
    var waiting = measures[name]?.operands ?? []
    while let next = waiting.popLast() {
      if next == name { return true }
      if seen.insert(next).inserted { waiting += measures[next]?.operands ?? [] }
    }
    return false
  }
}
