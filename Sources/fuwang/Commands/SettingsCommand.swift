import ArgumentParser
import Foundation
import RegistryStore
import ServiceNetwork

/// The command `fuwang settings`.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "What the registry's owner decided about it.",
    discussion: Setting.allCases.map { setting in
      "\(setting.rawValue): \(setting.summary.en) (\(setting.form))."
    }.joined(separator: "\n"))

  @Argument(
    help: ArgumentHelp(
      "A setting and its new value, as approval=township-editor or scorecard-weights=targets=2,money-used=0; several are set all or none.",
      valueName: "name=value"))
  var changes: [String] = []

  @OptionGroup var registry: RegistryOption

  func run() throws {
    let parsed = try changes.map(Self.parse)
    let registry = try registry.open()
    do {
      try registry.set(parsed, author: .here, date: Date())
    } catch let error as ParameterError {
      throw Failure(.usage, error.description)
    }
    for (setting, value) in try registry.settings() {
      try Console.print("\(setting.rawValue)=\(value)")
    }
  }

  private static func parse(_ text: String) throws -> (setting: Setting, value: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = Setting.allCases.map(\.rawValue)
    guard parts.count == 2, let setting = Setting(rawValue: parts[0]) else {
      throw ValidationError(
        "'\(text)' is no setting and value; the settings are \(names.joined(separator: ", "))")
    }
    return (setting, parts[1])
  }
}
