import Foundation

/// Measures Fuwang beside its peers, and prints Markdown tables: of whole countries, of long imports, of roads, of
/// accessibility, and of schedules.
///
///     FuwangBenchmarks [--part countries|imports|roads|accessibility|planning] [--size small|middle|large]
///       [--python FILE --peers FILE --road-peers FILE --access-peers FILE]
///
/// `--python` is an interpreter that has scipy, the peers are the scripts that it runs. What takes much memory runs in a process of its own: a child's peak resident memory is never less than that of the process it came
/// from.
@main
struct Benchmarks {
  static func main() throws {
    let arguments = try Arguments(CommandLine.arguments.dropFirst())
    switch arguments.step {
    case .compare:
      // The tables come last, below what the steps say on the way.
      var tables: [String] = []
      if arguments.parts.contains(.countries) {
        var table = ResultTable()
        for size in arguments.sizes { table.add(try Comparison(arguments, size: size).run(), for: size) }
        tables.append(ResultTable.caption + "\n\n" + table.markdown)
      }
      if arguments.parts.contains(.imports) {
        tables.append(ImportBenchmark.caption + "\n\n" + (try ImportBenchmark().run()))
      }
      if arguments.parts.contains(.roads) {
        tables.append(RoadBenchmark.caption + "\n\n" + (try RoadBenchmark(arguments).run()))
      }
      if arguments.parts.contains(.accessibility) {
        tables.append(
          AccessibilityBenchmark.caption + "\n\n" + (try AccessibilityBenchmark(arguments).run()))
      }
      if arguments.parts.contains(.planning) {
        tables.append(PlanningBenchmark.caption + "\n\n" + (try PlanningBenchmark().run()))
      }
      print(tables.joined(separator: "\n\n"))
    case .write(let size, let folder): try CountryFiles(folder).write(size.country())
    case .analyse(let size, let folder):
      for measurement in try AnalysisBenchmark(CountryFiles(folder), size: size).run() {
        print(measurement.line)
      }
    }
  }
}

/// What the command line asks for.
struct Arguments {
  /// What this process is to do.
  enum Step {
    /// Everything, by means of the other two.
    case compare
    /// Write a country's files into a folder.
    case write(CountrySize, URL)
    /// Measure within the process what can be measured there.
    case analyse(CountrySize, URL)
  }

  /// What is compared.
  enum Part: String, CaseIterable {
    /// Whole countries: imports and analyses.
    case countries
    /// Imports of many rows.
    case imports
    /// The nearest along roads.
    case roads
    /// Scores of everybody, and who finds a place.
    case accessibility
    /// Schedules of upgrades.
    case planning
  }

  private(set) var step = Step.compare
  private(set) var parts = Part.allCases
  private(set) var sizes = CountrySize.allCases
  private(set) var python = "python3"
  private(set) var peers: String?
  private(set) var roadPeers: String?
  private(set) var accessPeers: String?

  init(_ words: some Sequence<String>) throws(ArgumentError) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      guard let value = words.popFirst() else { throw ArgumentError("\(word) needs a value") }
      switch word {
      case "--part": parts = [try Self.choice(value)]
      case "--size": sizes = [try Self.choice(value)]
      case "--python": python = value
      case "--peers": peers = value
      case "--road-peers": roadPeers = value
      case "--access-peers": accessPeers = value
      case "write", "analyse":
        guard let path = words.popFirst() else { throw ArgumentError("\(word) needs a size and a folder") }
        let (size, folder) = (try Self.choice(value) as CountrySize, URL(filePath: path))
        step = word == "write" ? .write(size, folder) : .analyse(size, folder)
      default: throw ArgumentError("there is no option \(word)")
      }
    }
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ word: String
  ) throws(ArgumentError) -> Choice {
    guard let choice = Choice(rawValue: word) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw ArgumentError("'\(word)' is none of \(all)")
    }
    return choice
  }
}

/// What is wrong with a command line.
struct ArgumentError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
