import ArgumentParser
import Foundation
import RegistryStore

/// The command `fuwang backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a copy of the registry to a file, while others work on it, and check the copy.")

  @Argument(help: ArgumentHelp("The file; there must be none of that name.", valueName: "file"))
  var file: String

  @OptionGroup var registry: RegistryOption

  func run() throws {
    let store = try registry.open()
    try store.backup(to: file)
    Console.error("\(file) is a copy of \(registry.path), checked.")
  }
}

/// The command `fuwang restore`.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make the registry what a copy has; what it was is kept in a file beside it.",
    discussion: "The copy is checked first. Where there is no registry, the copy becomes it.")

  @Argument(help: ArgumentHelp("The copy, as 'fuwang backup' writes it.", valueName: "file"))
  var file: String

  @OptionGroup var registry: RegistryOption

  func run() throws {
    try Registry.verify(file)
    guard FileManager.default.fileExists(atPath: registry.path) else {
      try Registry(opening: file).backup(to: registry.path)
      return Console.error("\(registry.path) is what \(file) has.")
    }
    let store = try registry.open()
    let time = Date().formatted(.iso8601.timeSeparator(.omitted).dateSeparator(.omitted))
    let former = "\(registry.path).before-restore-\(time)"
    try store.backup(to: former)
    try store.restore(from: file)
    Console.error("\(registry.path) is what \(file) has; what it was is in \(former).")
  }
}
