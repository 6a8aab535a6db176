import ArgumentParser
import Foundation
import RegistryStore
import ServiceNetwork

/// The command `fuwang profiles`.
struct ProfilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract:
      "How the files of each sender are read: the profiles that 'import --save-profile' kept, as JSON.")

  @Argument(help: ArgumentHelp("One of them (default: all).", valueName: "name"))
  var name: String?

  @Flag(help: "Take it away.")
  var remove = false

  @OptionGroup var registry: RegistryOption

  func validate() throws {
    if remove, name == nil { throw ValidationError("--remove: say which profile") }
  }

  func run() throws {
    let store = try registry.open()
    if remove, let name {
      guard try store.removeProfile(named: name) else {
        throw Failure(.noInput, "there is no profile '\(name)'")
      }
      return Console.error("The profile '\(name)' is gone.")
    }
    let profiles = try store.profiles().filter { name == nil || $0.name == name }
    if let name, profiles.isEmpty { throw Failure(.noInput, "there is no profile '\(name)'") }
    for (name, profile) in profiles {
      try Console.print("\(name): \(String(decoding: try profile.json(), as: UTF8.self))")
    }
  }
}
