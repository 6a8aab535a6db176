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
    var schema = schemaMembers()
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
  ///
  /// - Parameter told: says what members mean in some language.
  package static func schemaMembers(told: (Wording) -> String = \.en) -> [String: JSONValue] {
    guard case .object(let schema) = shape.schema(told) else { preconditionFailure("rules are an object") }
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
        path: "\(entry.path).source",
        expected: Wording(
          "a source such as 'provincial welfare-lottery'", zh: "资金来源，如“provincial welfare-lottery”"))
    }
    return source
  }

  /// The one description of a file of rules.
  private static let shape = RulesShape.object([
    .init(
      name: "perCategory", shape: .flag,
      meaning: Wording(
        "Whether the categories of a home may be refitted in different years.", zh: "同一敬老院的各类改造是否可分在不同年份")),
    .init(
      name: "weights", shape: .object(weightMembers),
      meaning: Wording(
        "How much each part of a home's need counts, relative to the others; 1 where it is not told.",
        zh: "敬老院改造需求各组成部分的相对权重，未给出的为1")),
    .init(
      name: "homes",
      shape: .list(
        .object([
          .init(name: "year", shape: .year, meaning: Wording("The year.", zh: "年份"), isRequired: true),
          .init(
            name: "atLeast", shape: .count,
            meaning: Wording("The least number of homes finished in the year.", zh: "当年至少完工的院数")),
          .init(
            name: "atMost", shape: .count,
            meaning: Wording("The greatest number of homes under work in the year.", zh: "当年至多施工的院数")),
        ])), meaning: Wording("How many homes a year.", zh: "每年的院数")),
    .init(
      name: "allBy", shape: .year,
      meaning: Wording("By the end of which year every deficient home is finished.", zh: "到哪一年年底全部不达标的院完工")),
    .init(
      name: "budgets",
      shape: .list(
        .object([
          .init(name: "year", shape: .year, meaning: Wording("The year.", zh: "年份"), isRequired: true),
          .init(name: "source", shape: .text, meaning: sourceMeaning, isRequired: true),
          .init(
            name: "amount", shape: .money, meaning: Wording("How much there is, yuan.", zh: "金额，元"),
            isRequired: true),
        ])),
      meaning: Wording(
        "The money there is; a source that has any has none in years that are not here.",
        zh: "可用资金；列出的来源在未列出的年份没有资金")),
    .init(
      name: "carriesOver", shape: .flag,
      meaning: Wording("Whether money that is not spent is there in the next year.", zh: "未用完的资金是否结转下一年")
    ),
    .init(
      name: "purposes",
      shape: .list(
        .object([
          .init(name: "source", shape: .text, meaning: sourceMeaning, isRequired: true),
          .init(
            name: "categories", shape: .list(.choice(UpgradeCategory.allCases.map(\.rawValue))),
            meaning: Wording("What it pays for, and nothing else.", zh: "只可用于哪些类别"), isRequired: true),
        ])),
      meaning: Wording(
        "What sources may pay for; a source that is not here pays for everything.", zh: "各来源可支付的类别；未列出的来源不限")),
    .init(
      name: "shares",
      shape: .list(
        .object([
          .init(
            name: "share", shape: .number(most: 1), meaning: Wording("The share, 0 to 1.", zh: "比例，0至1"),
            isRequired: true),
          .init(
            name: "by", shape: .year, meaning: Wording("By the end of which year.", zh: "到哪一年年底"),
            isRequired: true),
          .init(
            name: "county", shape: .text,
            meaning: Wording("The code of the county; each without it.", zh: "县的代码，未给出则各县均适用")),
        ])),
      meaning: Wording(
        "Shares of a county's deficient homes, rounded up, that are finished.", zh: "县内不达标的院须完工的比例，向上取整")),
    .init(
      name: "spacingKilometers", shape: .number(most: .infinity),
      meaning: Wording(
        "The distance within which no two homes are under work in one year.", zh: "同一年施工的院之间的最小间距")),
    .init(
      name: "apart", shape: .list(.tuple(2)),
      meaning: Wording(
        "Pairs of homes that are not under work in one year, by their ids.", zh: "不在同一年施工的成对的院，用编号")),
    .init(
      name: "bedsWithinKilometers", shape: .number(most: .infinity),
      meaning: Wording(
        "The distance within which residents of homes under work find beds in homes that are not.",
        zh: "施工期间老人可转入其他院床位的距离")),
    .init(
      name: "keepsContracted", shape: .flag,
      meaning: Wording(
        "Whether contracted works stay in their years; true without it.", zh: "已签约的工程是否保持原定年份，默认是")),
    .init(
      name: "precedence",
      shape: .list(
        .object([
          .init(
            name: "first", shape: .text, meaning: Wording("The home that is finished first.", zh: "先完工的院"),
            isRequired: true),
          .init(
            name: "then", shape: .text, meaning: Wording("The home that waits for it.", zh: "等待它的院"),
            isRequired: true),
        ])),
      meaning: Wording(
        "No work at the second home in a year unless the first is finished by its end.",
        zh: "前一院在年底前完工，后一院当年才能施工")),
    .init(
      name: "stability",
      shape: .object([
        .init(
          name: "atMostMoves", shape: .count,
          meaning: Wording("The greatest number of homes with another year.", zh: "年份变动的院数上限")),
        .init(
          name: "pointsPerMove", shape: .count,
          meaning: Wording("What a move takes from the objective, points.", zh: "每变动一院从目标值中扣除的分数")),
      ]), meaning: Wording("How far the schedule may be from the plan that stands.", zh: "排期与现行计划可相差多少")),
  ])

  private static let sourceMeaning =
    Wording(
      "The source, with its level where it has one: provincial welfare-lottery.",
      zh: "资金来源，有级别的写明级别：provincial welfare-lottery")

  private static let weightMembers: [RulesShape.Member] = [
    ("residentsInCare", Wording("Residents who need care.", zh: "需要照护的老人")),
    ("deficientCategories", Wording("Deficient categories.", zh: "不达标的类别")),
    ("soleDemand", Wording("Demand that only this home serves.", zh: "仅由该院服务的需求")),
    ("yearsSinceWorks", Wording("Years since the last works.", zh: "距上次改造的年数")),
  ].map { .init(name: $0.0, shape: .number(most: .infinity), meaning: $0.1) }
}
