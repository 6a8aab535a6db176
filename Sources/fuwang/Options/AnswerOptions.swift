import ArgumentParser
import RegistryFiles

/// Where an answer goes: to standard output in a form, or to a file in the form that its ending names.
struct AnswerOptions: ParsableArguments {
  @Option(help: "The form of the answer on standard output.")
  var format: ReportFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write it to a file instead: .xlsx, .csv, and what else it can be.", valueName: "file")
  )
  var output: String?

  /// Writes an answer.
  ///
  /// - Parameters:
  ///   - name: what it is called, as a sheet or layer.
  ///   - hasPlaces: whether its rows have places, as the forms of a GIS need them.
  func write(
    named name: String, hasPlaces: Bool = false, _ report: (ReportWriter) throws -> Void
  ) async throws {
    guard let output else { return try report(Console.report(format)) }
    let known = TableFormat.allCases.filter { hasPlaces || !$0.isGeographic }
    guard let form = TableFormat(ofFile: output), known.contains(form) else {
      throw Failure(.usage, TableFormat.advice(for: output, among: known))
    }
    try await FileReplacement.write(form, to: output) {
      try await ReportExport.write(as: form, to: $0, named: name, report)
    }
  }
}
