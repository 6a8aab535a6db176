import Fixtures
import Foundation
import RegistryStore
import ServiceNetwork

/// What is measured within the process, on one core but where it is said.
struct AnalysisBenchmark {
  private let files: CountryFiles
  private let size: CountrySize

  init(_ files: CountryFiles, size: CountrySize) {
    self.files = files
    self.size = size
  }

  func run() throws -> [Measurement] {
    let registry = try Registry(opening: files.registry)
    // First of all: memory that was given back would be taken again.
    let before = Self.residentBytes
    let first = try registry.snapshot { try Question.parameters.scope(in: $0) }
    let loadedBytes = Double(Self.residentBytes - before)
    precondition(first.divisions.count >= size.villages, "the snapshot is still there")
    guard let county = first.divisions.first(where: { $0.level == .county })?.code else {
      preconditionFailure("a country has counties")
    }
    let partSeconds = try medianSeconds(of: 3) { try answer(of: county, from: registry) }.seconds
    let (loadSeconds, snapshot) = try medianSeconds(of: 3) {
      try registry.snapshot { try Question.parameters.scope(in: $0) }
    }
    let question = try Question.parameters.questions(
      in: snapshot.catalogue, today: ClusteredNetwork.date)[0]
    let (analysisSeconds, (analysis, report)) = try medianSeconds {
      let analysis = try CoverageAnalysis(question, in: snapshot, workers: .one)
      return (analysis, CoverageReport(analysis, by: .county))
    }
    let (sharedSeconds, _) = try medianSeconds {
      CoverageReport(try CoverageAnalysis(question, in: snapshot, workers: Workers(2)), by: .county)
    }
    let (unservedSeconds, unserved) = try medianSeconds { try UnservedReport(analysis) }
    let sphere = SphereVerdicts(of: analysis, in: snapshot)
    return [
      Measurement(.geodesicsPerSecond, geodesicsPerSecond()), Measurement(.loadSeconds, loadSeconds),
      Measurement(.loadedBytesPerVillage, loadedBytes / Double(size.villages)),
      Measurement(.partSeconds, partSeconds),
      Measurement(.analysisSeconds, analysisSeconds), Measurement(.analysisOfTwoSeconds, sharedSeconds),
      Measurement(.analysisNanosecondsPerStep, 1e9 * analysisSeconds / steps),
      Measurement(.unservedSeconds, unservedSeconds),
      Measurement(.served, Double(report.total.served)),
      Measurement(.unserved, Double(unserved.villages.count)),
      Measurement(.servedOnSphere, Double(sphere.served)),
      Measurement(.changedOnSphere, Double(sphere.changed)),
    ] + (try StandingBenchmark(analysis, in: snapshot).run())
  }

  /// Reads what the question about a county needs, and answers it.
  private func answer(of county: DivisionCode, from registry: Registry) throws -> CoverageReport {
    var parameters = Question.parameters
    parameters.area = county.description
    let snapshot = try registry.snapshot { try parameters.scope(in: $0) }
    let question = try parameters.questions(in: snapshot.catalogue, today: ClusteredNetwork.date)[0]
    return CoverageReport(try CoverageAnalysis(question, in: snapshot, workers: .one), by: .township)
  }

  /// The memory of this process that is resident.
  private static var residentBytes: Int {
    let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    return (words.flatMap { $0.count > 1 ? Int($0[1]) : nil } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// What an analysis would take if it grew as n log n: each village and facility goes down the tree once.
  private var steps: Double {
    Double(size.villages + size.facilities) * log2(Double(size.facilities))
  }

  /// Geodesics of pairs up to 5 km apart, a second.
  private func geodesicsPerSecond() -> Double {
    var random = SeededGenerator(seed: 1)
    let origins = ClusteredNetwork(villages: 50_000, facilities: 0, seed: 2).divisions.compactMap(\.location)
    let pairs = origins.compactMap { origin -> (Coordinate, Coordinate)? in
      let longitude = origin.longitude + .random(in: -0.05...0.05, using: &random)
      let latitude = origin.latitude + .random(in: -0.04...0.04, using: &random)
      guard let place = try? Coordinate(longitude: longitude, latitude: latitude) else { return nil }
      return Geodesic.distance(from: origin, to: place) <= Question.standard ? (origin, place) : nil
    }
    let rounds = 20
    let (seconds, sum) = medianSeconds {
      var sum = 0.0
      for _ in 0..<rounds {
        for (origin, place) in pairs { sum += Geodesic.distance(from: origin, to: place).value }
      }
      return sum
    }
    precondition(sum > 0, "pairs are some way apart")
    return Double(rounds * pairs.count) / seconds
  }
}
