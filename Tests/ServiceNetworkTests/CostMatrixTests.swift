import Fixtures
import Testing

@testable import ServiceNetwork

struct CostMatrixTests {
  private static let villages = ["411726100201", "411726100202", "411726101201"]

  /// 一村, 二村 and 三村, of which the last has no place, and facilities of which F has one.
  private func county(_ pairs: [(Int, String, Double?)], _ missing: CostMatrix.MissingPairs = .refused) throws
    -> (SmallCounty, NetworkSnapshot)
  {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114, 33))
    try county.add("G")
    try county.add("P", in: nil, at: nil, "planned")
    var snapshot = county.snapshot
    var builder = CostMatrixBuilder(snapshot)
    for (line, pair) in pairs.enumerated() {
      try builder.add(
        origin: DivisionCode(Self.villages[pair.0]), destination: pair.1, cost: pair.2, line: line + 2)
    }
    snapshot.costs = try builder.matrix(missingPairs: missing)
    return (county, snapshot)
  }

  private func analysis(_ snapshot: NetworkSnapshot, _ change: (inout QuestionParameters) -> Void) throws
    -> CoverageAnalysis
  {
    var parameters = QuestionParameters()
    parameters.services = ["childrens-home"]
    parameters.takesCosts = true
    change(&parameters)
    let question = try #require(
      try parameters.questions(in: snapshot.catalogue, today: ClusteredNetwork.date).first)
    return try CoverageAnalysis(question, in: snapshot)
  }

  private let whole: [(Int, String, Double?)] = [
    (0, "F", 3000), (0, "G", 3500), (1, "F", 3000.5), (1, "G", nil), (2, "F", nil), (2, "G", 12),
  ]

  @Test func `the matrix takes the place of the measure, the bound included, with places or without`() throws
  {
    let (_, snapshot) = try county(whole)
    let analysis = try analysis(snapshot) { _ in }
    #expect(analysis.villages.map(\.verdict) == [.served, .unserved, .served])
    #expect(analysis.question.rule.description == "within 3000 m costs")
    #expect(analysis.question.measure.description == "costs" && analysis.question.measure.unit == .meters)
    #expect(CoverageReport(analysis, by: .county).servingWithoutLocation == 0)
    let minutes = try self.analysis(snapshot) { $0.within = "15min" }
    #expect(minutes.question.measure.unit == .minutes)
    #expect(minutes.villages.map(\.verdict) == [.unserved, .unserved, .served])
    let ebike = try self.analysis(snapshot) { $0.within = "15min by ebike" }
    #expect(ebike.question == minutes.question)
  }

  @Test func `an unserved village is told the cheapest, and one that could serve`() throws {
    let (_, snapshot) = try county(whole + [(1, "P", 500)])
    let report = try UnservedReport(analysis(snapshot) { _ in })
    let village = try #require(report.villages.first)
    #expect(report.villages.count == 1 && village.reason == .tooFar)
    #expect(village.nearest?.id == "F" && village.nearest?.distance == 3000.5)
    #expect(village.couldServe?.id == "P" && village.couldServe?.distance == 500)
  }

  @Test func `a village without a way to anybody is unreachable`() throws {
    var pairs = whole
    pairs[2].2 = nil
    let (_, snapshot) = try county(pairs)
    let village = try #require(try UnservedReport(analysis(snapshot) { _ in }).villages.first)
    #expect(village.reason == .unreachable && village.nearest == nil && village.unreachable == nil)
  }

  @Test func `missing pairs are counted and the first are named, unless they are said to be unreachable`()
    throws
  {
    let (_, snapshot) = try county([(0, "F", 1), (2, "G", 1)])
    let expected = CostGaps(
      count: 4, needed: 6,
      first: [
        .init(origin: try DivisionCode(Self.villages[0]), destination: "G"),
        .init(origin: try DivisionCode(Self.villages[1]), destination: "F"),
        .init(origin: try DivisionCode(Self.villages[1]), destination: "G"),
      ])
    #expect(throws: CoverageError.costsIncomplete(expected)) { try analysis(snapshot) { _ in } }
    #expect(CoverageError.costsIncomplete(expected).description.contains("lacks 4 of the 6 pairs"))
    // Those of an area that was not asked about are not missed, nor those of who does not serve.
    #expect(try analysis(county(whole).1) { $0.area = "411726100" }.villages.count == 2)
    let (_, lenient) = try county([(0, "F", 1), (2, "G", 1)], .unreachable)
    #expect(try analysis(lenient) { _ in }.villages.map(\.verdict) == [.served, .unserved, .served])
  }

  @Test func `a rule of costs without a matrix says what is missing`() throws {
    var (_, snapshot) = try county(whole)
    snapshot.costs = nil
    #expect(throws: CoverageError.costsMissing) { try analysis(snapshot) { _ in } }
    let rule = try ServiceRule("own-village or within 15min by costs")
    #expect(try ServiceRule(rule.description) == rule && rule.distance?.measure == .costs(.minutes))
  }

  @Test func `the nearest of a village are told by the matrix, and other places are not known to it`() throws
  {
    let (county, snapshot) = try county(whole)
    var parameters = NearestParameters()
    parameters.takesCosts = true
    parameters.village = Self.villages[0]
    let report = try parameters.report(in: snapshot, today: county.date)
    #expect(report.points.map(\.provider.id) == ["F", "G"] && report.points.map(\.cost) == [3000, 3500])
    #expect(report.points[1].location == nil && report.measure == .costs(.meters))
    parameters.village = Self.villages[2]
    parameters.measure = "drive"
    let other = try parameters.report(in: snapshot, today: county.date)
    #expect(other.points.map(\.provider.id) == ["G"] && other.near == nil && other.measure.unit == .minutes)
    parameters.village = nil
    parameters.near = "114,33"
    #expect(throws: CoverageError.costsOfPlace) { try parameters.report(in: snapshot, today: county.date) }
  }

  @Test func `a wrong row says what is wrong, and suggests what is near`() throws {
    let (_, snapshot) = try county(whole)
    var builder = CostMatrixBuilder(snapshot)
    func error(_ origin: String, _ destination: String, _ cost: Double) throws -> CostMatrixError? {
      do throws(CostMatrixError) {
        try builder.add(
          origin: DivisionCode(registered: origin), destination: destination, cost: cost, line: 2)
        return nil
      } catch {
        return error
      }
    }
    let far = DivisionCode(registered: "990000000000")
    #expect(try error("990000000000", "F", 1) == .unknownOrigin(far, closest: nil))
    let near = DivisionCode(registered: "411726100203")
    #expect(try error("411726100203", "F", 1) == .unknownOrigin(near, closest: "411726100201"))
    #expect(try error(Self.villages[0], "Q", 1) == .unknownDestination("Q", closest: "F"))
    #expect(try error(Self.villages[0], "F", -1) == .cost(-1))
    #expect(try error(Self.villages[0], "F", .infinity) == .cost(.infinity))
    #expect(try error(Self.villages[0], "F", 0) == nil)
    if case .cost? = try error(Self.villages[0], "F", .nan) {} else { Issue.record("NaN is a cost") }
  }

  @Test func `a pair may be there twice, but at one cost`() throws {
    let (_, snapshot) = try county(whole + [(0, "F", 3000)])
    #expect(snapshot.costs?.count == 6)
    let repetition = CostMatrixError.Repetition(
      origin: try DivisionCode(Self.villages[0]), destination: "F", line: 8, firstLine: 2,
      costs: [3000, 2999])
    #expect(throws: CostMatrixError.twice(repetition)) { try county(whole + [(0, "F", 2999)]) }
  }

  @Test func `pairs within a bound come by origin`() throws {
    let (_, snapshot) = try county(whole)
    let costs = try #require(snapshot.costs)
    let villages = try Self.villages.map { try snapshot.division(DivisionCode($0)) }
    let pairs = costs.pairs(from: villages, to: ["G", "F"], within: 3000)
    #expect(pairs.starts == [0, 1, 1, 2] && pairs.destinations == [1, 0] && pairs.costs == [3000, 12])
  }
}
