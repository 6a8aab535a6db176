import Foundation
import ServiceNetwork
import Testing

@testable import NetworkPlanning

/// Files of rules: what they may hold, and what is said of those that hold something else.
struct UpgradeRulesTests {
  private func rules(_ json: String) throws -> UpgradeRules { try UpgradeRules(json: Data(json.utf8)) }

  @Test func `every member is read`() throws {
    let read = try rules(
      """
      {"perCategory": true, "weights": {"residentsInCare": 2.5, "soleDemand": 0},
       "homes": [{"year": 2018, "atLeast": 60, "atMost": 70}, {"year": 2019}], "allBy": 2019,
       "budgets": [{"year": 2018, "source": "provincial welfare-lottery", "amount": "3400000.05"},
                   {"year": 2018, "source": "donation", "amount": 1200.1}],
       "carriesOver": true, "purposes": [{"source": "donation", "categories": ["heating", "safety"]}],
       "shares": [{"share": 0.5, "by": 2018}, {"share": 1, "by": 2019, "county": "411721"}],
       "spacingKilometers": 5, "apart": [["H1", "H2"]], "bedsWithinKilometers": 20.5, "keepsContracted": false,
       "precedence": [{"first": "H3", "then": "H4"}], "stability": {"atMostMoves": 11}}
      """)
    var expected = UpgradeRules()
    expected.perCategory = true
    expected.weights = UpgradeWeights(residentsInCare: 2.5, soleDemand: 0)
    expected.homes = [.init(year: 2018, atLeast: 60, atMost: 70), .init(year: 2019)]
    expected.allBy = 2019
    let (lottery, donation) = (FundingSource(.provincial, "welfare-lottery"), FundingSource(nil, "donation"))
    expected.budgets = [
      .init(year: 2018, source: lottery, amount: Money(fen: 340_000_005)),
      .init(year: 2018, source: donation, amount: Money(fen: 120_010)),
    ]
    expected.carriesOver = true
    expected.purposes = [.init(source: donation, categories: [.safety, .heating])]
    expected.shares = [.init(share: 0.5, by: 2018), .init(share: 1, by: 2019, county: "411721000000")]
    expected.spacingKilometers = 5
    expected.apart = [.init("H1", "H2")]
    expected.bedsWithinKilometers = 20.5
    expected.keepsContracted = false
    expected.precedence = [.init("H3", "H4")]
    expected.stability = .init(atMostMoves: 11)
    #expect(read == expected)
    let nothing = try rules("{}")
    #expect(nothing == UpgradeRules() && nothing.keepsContracted)
  }

  @Test(arguments: [
    (#"{"budget": []}"#, "there is no member budget; did you mean 'budgets'?"),
    (
      #"{"homes": [{"year": 2018, "atleast": 3}]}"#,
      "there is no member homes[0].atleast; did you mean 'atLeast'?"
    ),
    (#"{"homes": [{"atLeast": 3}]}"#, "homes[0].year is missing"),
    (#"{"homes": [{"year": 2018, "atLeast": -1}]}"#, "homes[0].atLeast is not a whole number from 0 on"),
    (#"{"homes": [{"year": 2018, "atLeast": 1.5}]}"#, "homes[0].atLeast is not a whole number from 0 on"),
    (#"{"allBy": "2019"}"#, "allBy is not a year"),
    (#"{"shares": [{"share": 1.2, "by": 2018}]}"#, "shares[0].share is not a number within 0...1"),
    (
      #"{"budgets": [{"year": 2018, "source": "donation", "amount": "0.001"}]}"#,
      "budgets[0].amount is not an amount in yuan with at most two decimals"
    ),
    (
      #"{"budgets": [{"year": 2018, "source": " ", "amount": 1}]}"#,
      "budgets[0].source is not a source such as 'provincial welfare-lottery'"
    ),
    (
      #"{"purposes": [{"source": "donation", "categories": ["roof"]}]}"#,
      "purposes[0].categories[0] is not one of safety, hygiene, heating, culture, rehabilitation"
    ),
    (#"{"apart": [["H1"]]}"#, "apart[0] is not a list of 2 texts"),
    (#"{"weights": 3}"#, "weights is not members"),
    ("[]", "the file is not members"),
  ])
  func `what is not a rule is named`(json: String, message: String) {
    let error = #expect(throws: UpgradeRulesError.self) { try rules(json) }
    #expect(error?.description == message)
  }

  @Test func `the schema has every member that is read, and no other`() throws {
    let schema = try JSONDecoder().decode(JSONValue.self, from: Data(UpgradeRules.schema.utf8))
    guard case .object(let members) = schema, case .object(let properties) = members["properties"] else {
      Issue.record("the schema is no object")
      return
    }
    #expect(members["additionalProperties"] == .flag(false))
    let names = Mirror(reflecting: UpgradeRules()).children.compactMap(\.label)
    #expect(Set(properties.keys) == Set(names))
  }
}
