import Fixtures
import Testing

@testable import ServiceNetwork

/// Nobody waits for the answers of a task that is cancelled.
struct CancellationTests {
  /// What a closure throws in a task that is cancelled before it begins.
  private func error(_ body: @escaping @Sendable () throws -> Void) async -> CoverageError? {
    await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      do {
        try body()
        return nil
      } catch {
        return error as? CoverageError
      }
    }.value
  }

  @Test func `an analysis and its reports end with their task`() async throws {
    let county = try SmallCounty()
    let (snapshot, date) = (county.snapshot, county.date)
    let service = try snapshot.catalogue.service(named: "childrens-home")
    let question = CoverageQuestion(service, asOf: date)
    let analysis = try CoverageAnalysis(question, in: snapshot)
    #expect(await error { _ = try CoverageAnalysis(question, in: snapshot) } == .cancelled)
    #expect(await error { _ = try UnservedReport(analysis) } == .cancelled)
    let origin = NearestReport.Origin.coordinate(try Coordinate(114, 33))
    #expect(
      await error {
        _ = try NearestReport(near: origin, service: service, asOf: date, limit: 1, in: snapshot)
      }
        == .cancelled)
  }
}
