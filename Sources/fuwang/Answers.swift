import RegistryFiles
import RegistryStore
import ServiceNetwork

/// Answers one question after another from a single read of a registry.
struct Answers {
  private let snapshot: NetworkSnapshot
  private let questions: [CoverageQuestion]

  init(registry: Registry, parameters: QuestionParameters) throws {
    snapshot = try Self.snapshot(of: registry, parameters)
    questions = try parameters.questions(in: snapshot.catalogue, today: .today)
  }

  /// The same where a cost matrix may take the place of the measure.
  init(registry: Registry, parameters: QuestionParameters, costs: CostOptions) async throws {
    var parameters = parameters
    parameters.takesCosts = costs.areGiven
    snapshot = try await costs.adding(to: Self.snapshot(of: registry, parameters))
    questions = try parameters.questions(in: snapshot.catalogue, today: .today)
  }

  private static func snapshot(
    of registry: Registry, _ parameters: QuestionParameters
  ) throws -> NetworkSnapshot {
    var progress = ProgressBar("reading the registry:")
    defer { progress.finish() }
    return try registry.snapshot(progress: { progress.update($0) }, parameters.scope)
  }

  func coverage(by level: DivisionLevel) throws -> [CoverageReport] {
    try questions.map { CoverageReport(try CoverageAnalysis($0, in: snapshot), by: level) }
  }

  /// The unserved villages of the first service asked for, or else of the registry's first.
  func unserved() throws -> UnservedReport {
    try UnservedReport(CoverageAnalysis(first(), in: snapshot))
  }

  /// The villages near the bound of that service's rule.
  func edge(_ width: String) throws -> EdgeReport {
    let question = try first()
    let edge = try EdgeReport.width(width, for: question)
    return try EdgeReport(CoverageAnalysis(question, in: snapshot), edge: edge)
  }

  /// The villages that are near that service as the crow flies and far by road.
  func detours() throws -> DetourReport {
    try DetourReport(CoverageAnalysis(DetourReport.question(first()), in: snapshot))
  }

  private func first() throws -> CoverageQuestion {
    guard let question = questions.first else {
      throw Failure(.usage, "the registry has no service; import services first")
    }
    return question
  }
}
