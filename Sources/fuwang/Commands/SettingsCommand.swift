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
      "\(setting.rawValue): \(setting.summary.en) (\(setting.values.joined(separator: ", ")))."
    }.joined(separator: "\n"))

  @Argument(
    help: ArgumentHelp("A setting and its new value, as approval=township-editor.", valueName: "name=value"))
  var changes: [String] = []

  @OptionGroup var registry: RegistryOption

  func run() throws {
    let parsed = try changes.map(Self.parse)
    let registry = try registry.open()
    for (setting, value) in parsed {
      try registry.set(setting, to: value, author: .here, date: Date())
    }
    for (setting, value) in try registry.settings() {
      try Console.print("\(setting.rawValue)=\(value)")
    }
  }

  private static func parse(_ text: String) throws -> (Setting, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let names = Setting.allCases.map(\.rawValue)
    guard parts.count == 2, let setting = Setting(rawValue: parts[0]) else {
      throw ValidationError(
        "'\(text)' is no setting and value; the settings are \(names.joined(separator: ", "))")
    }
    guard setting.values.contains(parts[1]) else {
      throw ValidationError("\(setting.rawValue) is one of \(setting.values.joined(separator: ", "))")
    }
    return (setting, parts[1])
  }
}
