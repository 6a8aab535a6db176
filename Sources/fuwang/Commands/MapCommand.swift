import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang map`.
struct MapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "A map of who is served and who is not, as a picture.",
    discussion: """
      Villages that are served are small and grey; of the others the area of the circle is proportional to the persons, \
      and the colour says how far the nearest is. Outlines are the registry's boundaries of counties (of townships, for \
      a county or less); where there are none, the hull of the villages, dashed and marked as a sketch. A PNG needs \
      librsvg (sudo apt-get install librsvg2-bin).
      """)

  @Option(help: ArgumentHelp("The service (default: the registry's first).", valueName: "name"))
  var service: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file: .svg or .png.", valueName: "file"))
  var output: String

  @Option(help: "The language of all words but names: zh or en.")
  var lang: DocumentLanguage = .zh

  @OptionGroup var question: QuestionOptions
  @OptionGroup var mapOptions: MapOptions
  @OptionGroup var scenario: ScenarioOption
  @OptionGroup var costs: CostOptions
  @OptionGroup var registry: ReadOptions

  func validate() throws {
    guard DrawingFormat(ofFile: output) == nil else { return }
    throw ValidationError("--output: '\(output)' must end in .svg or .png")
  }

  func run() async throws {
    guard let format = DrawingFormat(ofFile: output) else { return }
    var parameters = question.parameters(services: service.map { [$0] } ?? [])
    parameters.takesFirstService = true
    parameters.scenario = scenario.name
    mapOptions.complete(&parameters)
    let store = try registry.open()
    let report = try await Answers(registry: store, parameters: parameters, costs: costs).unserved()
    if service == nil { Console.firstService(report.question.service) }
    let boundaries = try await store.boundaries(of: report.analysis.levelOfParts)
    guard let map = CoverageMap(report, boundaries: boundaries, language: lang) else {
      throw Failure(
        .badData,
        "no village in question has coordinates, so that nothing can be drawn; "
          + "'fuwang import divisions FILE' brings them, in the columns longitude and latitude")
    }
    let target = try FileReplacement(output)
    try await format.write(map.file, to: target.draftPath)
    try target.commit()
  }
}

extension DocumentLanguage: ExpressibleByArgument {}
