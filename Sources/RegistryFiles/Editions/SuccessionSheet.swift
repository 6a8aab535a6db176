internal import Foundation
public import ServiceNetwork

/// The table in which a person says what became of the divisions that two editions alone do not settle.
///
/// It goes out with a row for each open question, and comes back with the code of the successor in each row that was
/// answered: `-` where there is none. Two rows about one division divide it.
public enum SuccessionSheet {
  /// A column: its heading as it is written, and the others by which it is recognised.
  private enum Column: String, CaseIterable {
    case former = "原代码 former"
    case formerName = "原名称 former_name"
    case code = "现代码 code"
    case evidence = "依据 evidence"
    case question = "问题 question"
    case candidates = "可能的后继 candidates"

    var synonyms: [String] {
      switch self {
      case .former: ["former", "原代码", "old", "旧代码"]
      case .formerName: ["former_name", "原名称"]
      case .code: ["code", "现代码", "new", "新代码", "successor"]
      case .evidence: ["evidence", "依据"]
      case .question: ["question", "问题"]
      case .candidates: ["candidates", "可能的后继"]
      }
    }

    func isMeant(by heading: String) -> Bool {
      ([rawValue] + synonyms).contains { Heading($0).whole == Heading(heading).whole }
    }
  }

  /// What stands for no successor.
  private static let nothing: Set<String> = ["-", "－", "—", "无", "none"]

  /// Writes the open questions.
  ///
  /// - Parameters:
  ///   - path: where to.
  ///   - name: whose ending tells the form: `.xlsx`, else CSV.
  public static func write(_ questions: [UndecidedDivision], at path: String, as name: String) throws {
    let sink: any RowSink =
      name.lowercased().hasSuffix(".xlsx")
      ? try WorkbookSink(path: path, sheet: "沿革") : try DelimitedSink(path, separator: ",", hasMark: true)
    try sink.write(Column.allCases.map(\.rawValue))
    for question in questions {
      let candidates = question.candidates.map { "\($0.code) \($0.name)" }.joined(separator: "; ")
      try sink.write([
        question.former.code.description, question.former.name, "", "",
        "\(question.reason.wording.zh) / \(question.reason.wording.en)", candidates,
      ])
    }
    try sink.close()
  }

  /// Reads the answers; rows without one are passed over.
  ///
  /// - Parameter report: is told what is wrong with rows; they are passed over, too.
  /// - Throws: ``TableError`` for a file that is no such table.
  public static func decisions(
    in file: TableFile, named name: String, report: (RowProblem) -> Void
  ) throws -> [EditionDecision] {
    var decisions: [EditionDecision] = []
    for part in file.parts {
      let records = try part.open(named: name)
      guard case .record(let headings) = try records.next() else { continue }
      func position(_ column: Column) -> Int? { headings.fields.firstIndex { column.isMeant(by: $0) } }
      guard let former = position(.former), let code = position(.code) else {
        throw TableError(
          file: name, line: headings.line,
          Wording(
            "a table of successions needs the columns former and code; --undecided FILE writes one to fill in",
            zh: "沿革表须有“原代码”和“现代码”两列；可用 --undecided 文件名 生成"))
      }
      let evidence = position(.evidence)
      while let item = try records.next() {
        guard case .record(let record) = item else { continue }
        func cell(_ position: Int?) -> String {
          guard let position, record.fields.indices.contains(position) else { return "" }
          return FormulaGuard.unguarded(record.fields[position].trimmingWhitespace())
        }
        guard !cell(former).isEmpty, !cell(code).isEmpty else { continue }
        do throws(DivisionCodeError) {
          decisions.append(
            EditionDecision(
              former: try DivisionCode(cell(former)),
              successor: nothing.contains(cell(code)) ? nil : try DivisionCode(cell(code)),
              evidence: cell(evidence)))
        } catch {
          report(RowProblem(file: name, line: record.line, message: error.wording))
        }
      }
    }
    return decisions
  }
}
