import ArgumentParser
import RegistryStore

/// The command `fuwang init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make an empty registry with the standard kinds, services and demand groups.")

  @OptionGroup var registry: RegistryOption

  func run() throws {
    try Registry.create(at: registry.path)
    Console.error("\(registry.path) is ready; 'fuwang import divisions FILE' comes next.")
  }
}
