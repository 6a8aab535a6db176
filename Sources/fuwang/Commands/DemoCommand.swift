import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import SampleData
import ServiceNetwork

/// The command `fuwang demo`.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Fill a registry with the sample prefecture, and print the first answers.",
    discussion: """
      The divisions are Zhumadian's real ones down to the townships; villages, facilities and persons are made \
      up. A registry that holds anything else is left alone.
      """)

  /// The day of the first answers: the end of the plan that the sample is about.
  private static let asOf = "2020-12-31"
  private static let worstService = "childrens-home"
  /// The tables of the sample, each after those that it refers to, and the folder that has them.
  private static let tables: [(folder: String, tables: [RegistryTable])] = [
    ("", [.divisions, .demand, .facilities, .posts]),
    (
      "plan-2018-2020/", [.criteria, .conditions, .upgrades, .funds, .indicators, .targets, .observations]
    ),
  ]

  @OptionGroup var registry: RegistryOption

  func run() async throws {
    if !FileManager.default.fileExists(atPath: registry.path) { try Registry.create(at: registry.path) }
    let store = try registry.open()
    guard try store.holdsOnlySample() else {
      throw Failure(
        .cannotCreate,
        "\(registry.path) holds data of your own, and was left alone; --registry demo.sqlite makes another one"
      )
    }
    for (name, table) in Self.tables.flatMap({ folder, tables in
      tables.map { ("\(folder)\($0.rawValue).csv", $0) }
    }) {
      let path = SampleData.zhumadian.appending(path: name).path(percentEncoded: false)
      let file = try await SourceFile(path: path, name: "GeoData/zhumadian/\(name)")
      var run = ImportRun(registry: store, table: table, files: [file])
      run.origin = .sample
      try run.run()
    }
    try answer(store)
    let option = registry.file.map { " --registry \($0)" } ?? ""
    Console.error(
      """

      Next:  fuwang\(option) coverage --service \(Self.worstService)
             fuwang\(option) serve        then open http://127.0.0.1:8080
      """)
  }

  private func answer(_ store: Registry) throws {
    var parameters = QuestionParameters()
    parameters.asOf = Self.asOf
    let writer = ReportWriter(.table, to: Console.write)
    try writer.write(
      try Answers(registry: store, parameters: parameters).coverage(by: .county), withAreas: false)
    try Console.print("")
    let targets = TargetParameters(asOf: Self.asOf, year: String(Self.asOf.prefix(4)))
    try writer.write(try targets.report(of: try store.plan(), today: .today))
    try Console.print("")
    parameters.services = [Self.worstService]
    try writer.write(try Answers(registry: store, parameters: parameters).unserved(), limit: 10)
  }
}
