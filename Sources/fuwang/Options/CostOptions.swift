public import ArgumentParser
import RegistryFiles
import ServiceNetwork

/// The options that put a cost matrix in the place of a measure.
struct CostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Instead of any measure, a table of origin (a village), destination (a facility or post) and cost, in the unit of the rule: metres or minutes.",
      valueName: "file"))
  var costs: String?

  @Option(
    help: ArgumentHelp(
      "What a pair means that the table lacks: refused, or unreachable (default: refused).",
      valueName: "meaning"))
  var missingCosts: CostMatrix.MissingPairs?

  /// Whether there is a cost matrix.
  var areGiven: Bool { costs != nil }

  func validate() throws {
    if missingCosts != nil, costs == nil { throw ValidationError("--missing-costs goes with --costs") }
  }

  /// A snapshot with the cost matrix that the options name; the snapshot itself where they name none.
  ///
  /// - Throws: ``Failure`` for a file that is not there, or whose rows are wrong; these are told.
  func adding(to snapshot: NetworkSnapshot) async throws -> NetworkSnapshot {
    guard let costs else { return snapshot }
    let source = try await SourceFile(path: costs, name: costs)
    var problems = 0
    let matrix = try CostSheet.matrix(
      in: source.file, named: costs, of: snapshot, missingPairs: missingCosts ?? .refused
    ) { problem in
      problems += 1
      Console.error(problem.description)
    }
    guard let matrix else {
      throw Failure(.badData, "\(problems.counted("error")) in \(costs); nothing was answered")
    }
    var snapshot = snapshot
    snapshot.costs = matrix
    return snapshot
  }
}

extension CostMatrix.MissingPairs: ExpressibleByArgument {}
