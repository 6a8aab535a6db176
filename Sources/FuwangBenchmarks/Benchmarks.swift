import Foundation

/// Measures Fuwang beside its peers, and prints a Markdown table.
///
///     FuwangBenchmarks [--size small|middle|large] [--python FILE --peers FILE]
///
/// `--python` is an interpreter that has scipy, `--peers` the script that it runs. What takes much memory runs
/// in a process of its own: a child's peak resident memory is never less than that of the process it came from.
@main
struct Benchmarks {
  static func main() throws {
    let arguments = try Arguments(CommandLine.arguments.dropFirst())
    switch arguments.step {
    case .compare:
      // The table comes last, below what the steps say on the way.
      var table = ResultTable()
      for size in arguments.sizes { table.add(try Comparison(arguments, size: size).run(), for: size) }
      print(table.markdown)
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

  private(set) var step = Step.compare
  private(set) var sizes = CountrySize.allCases
  private(set) var python = "python3"
  private(set) var peers: String?

  init(_ words: some Sequence<String>) throws(ArgumentError) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      guard let value = words.popFirst() else { throw ArgumentError("\(word) needs a value") }
      switch word {
      case "--size": sizes = [try Self.size(value)]
      case "--python": python = value
      case "--peers": peers = value
      case "write", "analyse":
        guard let path = words.popFirst() else { throw ArgumentError("\(word) needs a size and a folder") }
        let (size, folder) = (try Self.size(value), URL(filePath: path))
        step = word == "write" ? .write(size, folder) : .analyse(size, folder)
      default: throw ArgumentError("there is no option \(word)")
      }
    }
  }

  private static func size(_ word: String) throws(ArgumentError) -> CountrySize {
    guard let size = CountrySize(rawValue: word) else {
      let sizes = CountrySize.allCases.map(\.rawValue).joined(separator: ", ")
      throw ArgumentError("'\(word)' is no size; one of \(sizes)")
    }
    return size
  }
}

/// What is wrong with a command line.
struct ArgumentError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
