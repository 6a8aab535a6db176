internal import GRDB
internal import ServiceNetwork

/// How narrow a division is meant to be that a facility or post of a kind names, as the rules of the kind's services
/// tell; a wider one is what a spreadsheet leaves of a longer code.
struct ExpectedDivision {
  private let context: ImportContext
  /// The narrowest level that a service of the kind looks at.
  private let levels: [String: DivisionLevel]

  init(_ context: ImportContext) throws {
    self.context = context
    var levels: [String: DivisionLevel] = [:]
    for service in try ServiceRecord.fetchAll(context.database) {
      let alternatives = service.rule.alternatives
      let level: DivisionLevel? =
        if alternatives == [.ownVillage] { .village } else if alternatives.contains(.ownTownship) {
          .township
        } else { nil }
      for kind in service.kinds { levels[kind] = [levels[kind], level].compactMap { $0 }.max() }
    }
    self.levels = levels
  }

  /// Holds the division of a row against what is meant: `false` where the row was refused.
  ///
  /// A county or city is refused where a village is meant; every other division that is too wide to count, and every
  /// city, is remarked on.
  func accepts(_ code: DivisionCode, _ level: DivisionLevel, of kind: String, column: String) -> Bool {
    let expected = levels[kind] ?? .county
    guard level < expected else { return true }
    let zh = level.nameZh
    if expected == .village, level <= .county {
      context.refuse(
        column,
        Wording(
          "\(code) is a whole \(level.rawValue), where a village is meant; has a spreadsheet damaged the code?",
          zh: "\(code)是\(zh)级代码，应填写村级代码；代码是否被电子表格损坏？"))
      return false
    }
    context.warn(
      column,
      Wording(
        "\(code) is a whole \(level.rawValue), where a \(expected.rawValue) is meant; has a spreadsheet damaged the code?",
        zh: "\(code)是\(zh)级代码，应填写\(expected.nameZh)级代码；代码是否被电子表格损坏？"))
    return true
  }
}
