import ServiceNetwork
import Testing

/// Money, to the fen.
struct MoneyTests {
  @Test(arguments: [
    ("205000", 20_500_000), ("205000.5", 20_500_050), ("-12.34", -1234), ("0.01", 1), ("+7", 700),
    ("1.500", 150),
    ("10000000000", 1_000_000_000_000),
  ])
  func `yuan are read to the fen`(text: String, fen: Int64) {
    #expect(Money(yuan: text)?.fen == fen)
  }

  @Test(arguments: [
    "", "-", ".5", "5.", "1.005", "1e3", "1,000", "10000000000.01", "１", "99999999999999999999", "NaN",
  ])
  func `what is no amount is none`(text: String) {
    #expect(Money(yuan: text) == nil)
  }

  @Test(arguments: [(0, "0.00"), (1, "0.01"), (-5, "-0.05"), (-1234, "-12.34"), (20_500_000, "205000.00")])
  func `an amount is written with two digits, and reads as itself`(fen: Int64, text: String) {
    #expect(Money(fen: fen).description == text)
    #expect(Money(yuan: text) == Money(fen: fen))
  }

  @Test func `a source is read with its level and without`() {
    #expect(FundingSource("provincial welfare-lottery") == FundingSource(.provincial, "welfare-lottery"))
    #expect(FundingSource("donation") == FundingSource(nil, "donation"))
    #expect(FundingSource("") == nil)
    #expect(FundingSource(.county, "fiscal").description == "county fiscal")
  }
}
