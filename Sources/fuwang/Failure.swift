import ArgumentParser
import Foundation
import NetworkPlanning
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// An error as the command line tells it: a sentence, and an exit code of sysexits.h.
struct Failure: Error {
  /// The exit codes that are used.
  enum Code: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case fault = 70
    case cannotCreate = 73
    case inputOutput = 74
    case tryAgain = 75
  }

  let code: Code
  let message: String
  private var parserError: (any Error)?

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// What any error means to the one who typed the command.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as RegistryError: self.init(Self.code(of: error), error.description)
    case let error as ParameterError: self = .usage(error.parameter, error.message)
    case CoverageError.costsIncomplete: self.init(.badData, String(describing: error))
    case AccessibilityError.question(let error): self.init(error)
    case AccessibilityError.noCapacities: self.init(.unavailable, String(describing: error))
    case let error as AccessibilityError: self = .usage(error.parameter ?? "within", error.description)
    case CoverageError.roadsMissing: self.init(.unavailable, String(describing: error))
    case let error as CoverageError:
      self = error.parameter.map { .usage($0, error.description) } ?? Failure(.tryAgain, error.description)
    case let error as AreaError: self = .usage(error.parameter, error.description)
    case let error as TableError: self.init(.badData, error.description)
    case let error as CSVError: self.init(.badData, error.description)
    case let error as UndoError: self.init(Self.code(of: error), error.description)
    case let error as TokenError: self.init(.badData, error.description)
    case let error as ProposalError: self.init(Self.code(of: error), error.description)
    case FeatureWriteError.refused(let problems):
      self.init(.badData, problems.map(\.message.en).joined(separator: "; "))
    case FeatureDraftError.invalid(let faults):
      self.init(.badData, faults.map(\.wording.en).joined(separator: "; "))
    case FeatureWriteError.notFound(let id):
      self.init(.badData, "there is no '\(id)' any more; reject the proposal")
    case FeatureWriteError.isThere(let id):
      self.init(.badData, "it is there already, as '\(id)'; reject the proposal")
    case let error as MergeError: self.init(.noInput, error.description)
    case ScenarioError.unknown(_, _): self.init(.noInput, String(describing: error))
    case let error as ScenarioError: self.init(.badData, error.description)
    case let error as UpgradeProblemError: self.init(.badData, error.description)
    case let error as TargetProjectionError: self = .usage(error.parameter, error.description)
    case let error as CheckError: self.init(.noInput, error.description)
    case let error as WorkbookError: self.init(.cannotCreate, error.description)
    case let error as ExportError: self.init(Self.code(of: error), error.description)
    case let error as CocoaError: self.init(.inputOutput, error.localizedDescription)
    default:
      self.init(.fault, String(describing: error))
      // What ArgumentParser threw it also knows how to print: help, versions and usage among it. An error
      // of ours it would call a plain failure.
      if Fuwang.exitCode(for: error) != .failure { parserError = error }
    }
  }

  /// Prints the message to standard error, and ends the process.
  func exit() -> Never {
    if let parserError { Fuwang.exit(withError: parserError) }
    Console.error("fuwang: \(message)")
    Foundation.exit(code.rawValue)
  }

  private static func code(of error: ProposalError) -> Code {
    if case .notFound = error { .noInput } else { .badData }
  }

  private static func code(of error: RegistryError) -> Code {
    switch error {
    case .notFound: .noInput
    case .alreadyExists, .cannotCreate: .cannotCreate
    case .notARegistry, .newerVersion, .damaged: .badData
    case .busy: .tryAgain
    case .inaccessible: .inputOutput
    case .spatialiteUnavailable: .unavailable
    }
  }

  private static func code(of error: UndoError) -> Code {
    if case .notFound = error { .noInput } else { .badData }
  }

  private static func code(of error: ExportError) -> Code {
    switch error {
    case .noPlaces, .noBoundaries: .usage
    case .textTooLong: .badData
    case .toolMissing: .unavailable
    case .failed: .inputOutput
    }
  }

  /// An option that cannot be taken as it is.
  private static func usage(_ parameter: String, _ message: String) -> Failure {
    Failure(.usage, "--\(parameter.kebabCased): \(message)")
  }
}

extension String {
  /// A name in lower camel case as options write it: `asOf` becomes `as-of`.
  fileprivate var kebabCased: String {
    reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
  }
}
