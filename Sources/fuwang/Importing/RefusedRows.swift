import Foundation
import RegistryFiles
import ServiceNetwork

/// Writes the rows that an import refused in their own form, each with what is wrong: to be mended and imported.
struct RefusedRows {
  let log: ProblemLog
  let profile: ImportProfile
  let table: RegistryTable
  let catalogue: Catalogue

  /// Reads the files once more and writes the refused rows of all of them; their headings are put together.
  ///
  /// - Parameter path: ends in `.csv` or `.xlsx`.
  func write(_ files: [SourceFile], to path: String) throws {
    let parts = files.flatMap(\.parts)
    var headings: [String] = []
    for part in parts {
      for heading in self.headings(of: part) where !headings.contains(heading) {
        headings.append(heading)
      }
    }
    let target = try FileReplacement(path)
    let sheet = try RefusedRowSheet(at: target.draftPath, as: path, headings: headings)
    for part in parts { try write(part, headings: headings, to: sheet) }
    try sheet.close()
    try target.commit()
    Console.error(
      "\(path) has \(log.refused.count.counted("refused row")); mend them there and import that file")
  }

  /// The headings of a part; none where it has no rows that could be told apart.
  private func headings(of part: SourceFile.Part) -> [String] {
    let source = TableSource(part.name, part.content, profile: profile)
    let reader = try? TableReader(
      part.content.open(named: part.name), of: source, as: table, catalogue: catalogue)
    return reader?.headings ?? []
  }

  private func write(_ part: SourceFile.Part, headings: [String], to sheet: RefusedRowSheet) throws {
    let own = self.headings(of: part)
    let positions = headings.map { own.firstIndex(of: $0) }
    let records = try part.content.open(named: part.name)
    while let item = try records.next() {
      guard case .record(let record) = item,
        let problems = log.refused[ProblemLog.Place(file: part.name, line: record.line)]
      else { continue }
      let fields = positions.map { position in
        position.flatMap { record.fields.indices.contains($0) ? record.fields[$0] : nil } ?? ""
      }
      try sheet.write(fields, problems: problems)
    }
  }
}
