import ArgumentParser
import Foundation
import RegistryStore

/// Which registry is meant; it may stand before the command or behind it.
struct RegistryOption: ParsableArguments {
  @Option(
    name: .customLong("registry"),
    help: ArgumentHelp(
      "The registry's file (default: $FUWANG_REGISTRY, else fuwang.sqlite).", valueName: "file"))
  var file: String?

  /// The registry's path: the option, else the environment, else the default.
  var path: String {
    file ?? ProcessInfo.processInfo.environment["FUWANG_REGISTRY"] ?? "fuwang.sqlite"
  }

  func validate() throws {
    if file?.isEmpty == true { throw ValidationError("--registry: the name of a file is missing") }
  }

  /// Opens the registry.
  func open(_ access: Registry.Access = .sequential) throws -> Registry {
    try Registry(opening: path, access: access)
  }
}
