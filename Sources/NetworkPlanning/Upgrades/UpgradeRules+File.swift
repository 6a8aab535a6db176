public import Foundation
package import ServiceNetwork

extension UpgradeRules {
  /// Reads rules, from a value of JSON or of what says the same: members as ``schema`` has them, all of them optional.
  ///
  /// - Throws: ``UpgradeRulesError`` with the path of what is at fault.
  package init(value: JSONValue) throws(UpgradeRulesError) {
    let file = RulesReader(value: value, shape: Self.shape, path: "")
    try file.check()
    self.init()
    perCategory = file["perCategory"]?.flag ?? false
    weights = Self.weights(file["weights"])
    homes = (file["homes"]?.elements ?? []).map {
      HomesInYear(year: $0["year"]?.count ?? 0, atLeast: $0["atLeast"]?.count, atMost: $0["atMost"]?.count)
    }
    allBy = file["allBy"]?.count
    budgets = try (file["budgets"]?.elements ?? []).map { entry throws(UpgradeRulesError) in
      Budget(
        year: entry["year"]?.count ?? 0, source: try Self.source(entry),
        amount: entry["amount"]?.money ?? .zero)
    }
    carriesOver = file["carriesOver"]?.flag ?? false
    purposes = try (file["purposes"]?.elements ?? []).map { entry throws(UpgradeRulesError) in
      let categories = (entry["categories"]?.elements ?? []).compactMap {
        $0.text.flatMap(UpgradeCategory.init)
      }
      return Purposes(source: try Self.source(entry), categories: Set(categories))
    }
    shares = (file["shares"]?.elements ?? []).map {
      CountyShare(
        share: $0["share"]?.number ?? 0, by: $0["by"]?.count ?? 0,
        county: $0["county"]?.text.map { (try? DivisionCode($0))?.description ?? $0 })
    }
    spacingKilometers = file["spacingKilometers"]?.number
    apart = (file["apart"]?.elements ?? []).map { Pair($0.texts[0], $0.texts[1]) }
    bedsWithinKilometers = file["bedsWithinKilometers"]?.number
    keepsContracted = file["keepsContracted"]?.flag ?? true
    precedence = (file["precedence"]?.elements ?? []).map {
      Pair($0["first"]?.text ?? "", $0["then"]?.text ?? "")
    }
    stability = file["stability"].map {
      Stability(atMostMoves: $0["atMostMoves"]?.count, pointsPerMove: $0["pointsPerMove"]?.count ?? 0)
    }
  }

  /// Reads rules of JSON, UTF-8.
  ///
  /// - Throws: ``UpgradeRulesError``, and the decoder's error for what is no JSON.
  public init(json: Data) throws {
    try self.init(value: JSONValue(json: json))
  }

  /// The JSON Schema of rules, draft 2020-12.
  public static var schema: String {
    var schema = schemaMembers
    schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    schema["title"] = .text("Rules for a schedule of upgrades")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(JSONValue.object(schema)) else {
      preconditionFailure("texts and finite numbers always are JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The members of that schema that say what rules are; OpenAPI 3.0 understands them, too.
  package static var schemaMembers: [String: JSONValue] {
    guard case .object(let schema) = shape.schema else { preconditionFailure("rules are an object") }
    return schema
  }

  // MARK: - Private

  private static func weights(_ file: RulesReader?) -> UpgradeWeights {
    let standard = UpgradeWeights()
    return UpgradeWeights(
      residentsInCare: file?["residentsInCare"]?.number ?? standard.residentsInCare,
      deficientCategories: file?["deficientCategories"]?.number ?? standard.deficientCategories,
      soleDemand: file?["soleDemand"]?.number ?? standard.soleDemand,
      yearsSinceWorks: file?["yearsSinceWorks"]?.number ?? standard.yearsSinceWorks)
  }

  private static func source(_ entry: RulesReader) throws(UpgradeRulesError) -> FundingSource {
    let text = entry["source"]?.text ?? ""
    guard let source = FundingSource(text) else {
      throw .unexpectedValue(
        path: "\(entry.path).source", expected: "a source such as 'provincial welfare-lottery'")
    }
    return source
  }

  /// The one description of a file of rules.
  private static let shape = RulesShape.object([
    .init(
      name: "perCategory", shape: .flag,
      meaning: "Whether the categories of a home may be refitted in different years."),
    .init(
      name: "weights", shape: .object(weightMembers),
      meaning: "How much each part of a home's need counts, relative to the others; 1 where it is not told."),
    .init(
      name: "homes",
      shape: .list(
        .object([
          .init(name: "year", shape: .year, meaning: "The year.", isRequired: true),
          .init(name: "atLeast", shape: .count, meaning: "The least number of homes finished in the year."),
          .init(
            name: "atMost", shape: .count, meaning: "The greatest number of homes under work in the year."),
        ])), meaning: "How many homes a year."),
    .init(name: "allBy", shape: .year, meaning: "By the end of which year every deficient home is finished."),
    .init(
      name: "budgets",
      shape: .list(
        .object([
          .init(name: "year", shape: .year, meaning: "The year.", isRequired: true),
          .init(name: "source", shape: .text, meaning: sourceMeaning, isRequired: true),
          .init(name: "amount", shape: .money, meaning: "How much there is, yuan.", isRequired: true),
        ])), meaning: "The money there is; a source that has any has none in years that are not here."),
    .init(
      name: "carriesOver", shape: .flag, meaning: "Whether money that is not spent is there in the next year."
    ),
    .init(
      name: "purposes",
      shape: .list(
        .object([
          .init(name: "source", shape: .text, meaning: sourceMeaning, isRequired: true),
          .init(
            name: "categories", shape: .list(.choice(UpgradeCategory.allCases.map(\.rawValue))),
            meaning: "What it pays for, and nothing else.", isRequired: true),
        ])), meaning: "What sources may pay for; a source that is not here pays for everything."),
    .init(
      name: "shares",
      shape: .list(
        .object([
          .init(name: "share", shape: .number(most: 1), meaning: "The share, 0 to 1.", isRequired: true),
          .init(name: "by", shape: .year, meaning: "By the end of which year.", isRequired: true),
          .init(name: "county", shape: .text, meaning: "The code of the county; each without it."),
        ])), meaning: "Shares of a county's deficient homes, rounded up, that are finished."),
    .init(
      name: "spacingKilometers", shape: .number(most: .infinity),
      meaning: "The distance within which no two homes are under work in one year."),
    .init(
      name: "apart", shape: .list(.tuple(2)),
      meaning: "Pairs of homes that are not under work in one year, by their ids."),
    .init(
      name: "bedsWithinKilometers", shape: .number(most: .infinity),
      meaning: "The distance within which residents of homes under work find beds in homes that are not."),
    .init(
      name: "keepsContracted", shape: .flag,
      meaning: "Whether contracted works stay in their years; true without it."),
    .init(
      name: "precedence",
      shape: .list(
        .object([
          .init(name: "first", shape: .text, meaning: "The home that is finished first.", isRequired: true),
          .init(name: "then", shape: .text, meaning: "The home that waits for it.", isRequired: true),
        ])), meaning: "No work at the second home in a year unless the first is finished by its end."),
    .init(
      name: "stability",
      shape: .object([
        .init(name: "atMostMoves", shape: .count, meaning: "The greatest number of homes with another year."),
        .init(name: "pointsPerMove", shape: .count, meaning: "What a move takes from the objective, points."),
      ]), meaning: "How far the schedule may be from the plan that stands."),
  ])

  private static let sourceMeaning =
    "The source, with its level where it has one: provincial welfare-lottery."

  private static let weightMembers: [RulesShape.Member] = [
    ("residentsInCare", "Residents who need care."), ("deficientCategories", "Deficient categories."),
    ("soleDemand", "Demand that only this home serves."), ("yearsSinceWorks", "Years since the last works."),
  ].map { .init(name: $0.0, shape: .number(most: .infinity), meaning: $0.1) }
}
