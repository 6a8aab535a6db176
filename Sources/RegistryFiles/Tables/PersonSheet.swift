internal import Foundation
public import ServiceNetwork

/// A list of persons as an office keeps it: text, read where it is, so that nothing of it is copied anywhere.
public enum PersonSheet {
  /// The most persons that are read.
  public static let mostRows = 5_000_000

  /// How the columns are called; `nil` for what is recognised.
  public struct Columns: Sendable {
    /// The column of the number.
    public var key: String
    /// The column of the name.
    public var name: String?
    /// The column of the village.
    public var village: String?

    /// The names of columns.
    public init(key: String, name: String? = nil, village: String? = nil) {
      self.key = key
      self.name = name
      self.village = village
    }
  }

  private static let names = ["姓名", "人员姓名", "户主姓名", "name", "person"]
  private static let villages = [
    "村代码", "区划代码", "村级区划代码", "村", "行政村", "村居", "村（社区）", "所在村", "village", "division", "code",
  ]

  /// Reads a list.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what it is called in messages.
  /// - Throws: ``TableFileError`` for a file that is not text, ``TableError`` for one without the columns, and with more than
  ///   ``mostRows`` persons; nothing that they say has anything of a person in it.
  public static func persons(
    at path: String, named name: String, _ columns: Columns, encoding: String? = nil
  ) async throws -> [ListedPerson] {
    let file = try await TableFile(
      path: path, named: name, options: TableFileOptions(encoding: encoding), isTextOnly: true)
    var persons: [ListedPerson] = []
    for part in file.parts {
      let records = try part.open(named: name)
      guard case .record(let headings)? = try records.next() else {
        throw TableError(
          file: name, line: nil,
          Wording("the file is empty; its first line must be the headings", zh: "文件是空的，第一行应为表头"))
      }
      func position(_ given: String?, among usual: [String]) -> Int? {
        let wanted = (given.map { [$0] } ?? usual).map { Heading($0).whole }
        return wanted.lazy.compactMap { word in headings.fields.firstIndex { Heading($0).whole == word } }
          .first
      }
      func required(_ given: String, _ option: String) throws(TableError) -> Int {
        guard let found = position(given, among: []) else {
          let all = headings.fields.joined(separator: ", ")
          throw TableError(
            file: name, line: headings.line,
            Wording(
              "there is no column '\(given)' (\(option)); its headings are \(all)",
              zh: "没有“\(given)”列（\(option)），表头为：\(all)"))
        }
        return found
      }
      let key = try required(columns.key, "--key")
      let nameAt =
        try columns.name.map { given throws(TableError) in try required(given, "--name") }
        ?? position(nil, among: names)
      let villageAt =
        try columns.village.map { given throws(TableError) in try required(given, "--village") }
        ?? position(nil, among: villages)
      while let item = try records.next() {
        switch item {
        case .malformed(let line, _, let message): throw TableError(file: name, line: line, message)
        case .record(let record):
          func cell(_ position: Int?) -> String? {
            guard let position, record.fields.indices.contains(position) else { return nil }
            let text = FormulaGuard.unguarded(record.fields[position].trimmingWhitespace())
            return text.isEmpty ? nil : text
          }
          if record.fields.allSatisfy({ $0.trimmingWhitespace().isEmpty }) { continue }
          guard persons.count < mostRows else {
            throw TableError(
              file: name, line: record.line,
              Wording("more than \(mostRows) persons; split the list", zh: "超过\(mostRows)人，请拆分名单"))
          }
          persons.append(
            ListedPerson(
              key: CitizenNumber.plain((cell(key) ?? "").halfWidth),
              name: cell(nameAt)?.filter { !$0.isWhitespace },
              village: cell(villageAt).map(RowCells.plainCode), line: record.line))
        }
      }
    }
    return persons
  }
}
