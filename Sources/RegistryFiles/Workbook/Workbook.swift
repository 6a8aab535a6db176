internal import CXlsxWriter
internal import Foundation
internal import ServiceNetwork

/// Writes an XLSX workbook, a row at a time: what was written is not kept in memory.
///
/// Texts are texts, whatever they look like: codes keep their digits, and nothing becomes a formula or a link.
final class Workbook {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let heading: UnsafeMutablePointer<lxw_format>?
  private let text: UnsafeMutablePointer<lxw_format>?
  /// The folder of what is not yet in the file.
  private let folder: TemporaryFolder
  private var names: Set<String> = []
  private var isClosed = false

  /// Begins a workbook.
  ///
  /// - Throws: ``WorkbookError``
  init(path: String) throws {
    folder = try TemporaryFolder()
    let book = folder.url.path.withCString { folder -> UnsafeMutablePointer<lxw_workbook>? in
      var options = lxw_workbook_options(
        constant_memory: 1, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 1)
      return workbook_new_opt(path, &options)
    }
    guard let book else { throw WorkbookError.cannotCreate(path) }
    self.book = book
    heading = workbook_add_format(book)
    format_set_bold(heading)
    format_set_bg_color(heading, 0xE8EEF4)
    text = workbook_add_format(book)
    format_set_num_format(text, "@")
  }

  deinit {
    // The library frees what it holds only when it closes.
    if !isClosed { workbook_close(book) }
  }

  /// Begins a sheet with a row of headings that stays in sight.
  ///
  /// - Parameter name: made fit for a sheet: without `[]:*?/\`, of 31 characters at the most, and unlike any other.
  func addSheet(_ name: String, headings: [String], widths: [Double]) throws -> Sheet {
    guard let sheet = workbook_add_worksheet(book, sheetName(name)) else {
      throw WorkbookError.library("no sheet could be added")
    }
    for (column, width) in widths.enumerated() {
      worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), width, text)
    }
    worksheet_freeze_panes(sheet, 1, 0)
    for (column, title) in headings.enumerated() {
      try WorkbookError.check(worksheet_write_string(sheet, 0, lxw_col_t(column), title, heading))
    }
    return Sheet(sheet, text: text)
  }

  /// Puts the file together.
  func close() throws {
    isClosed = true
    try WorkbookError.check(workbook_close(book))
  }

  private func sheetName(_ wanted: String) -> String {
    let plain = wanted.filter { !"[]:*?/\\".contains($0) }.trimmingCharacters(in: ["'", " "])
    let base = plain.isEmpty ? "Sheet" : plain
    var name = Self.cut(base, to: 31)
    var number = 1
    while !names.insert(name.lowercased()).inserted {
      number += 1
      let suffix = " (\(number))"
      name = Self.cut(base, to: 31 - suffix.count) + suffix
    }
    return name
  }

  /// A name within the limit, which counts UTF-16.
  private static func cut(_ name: String, to limit: Int) -> String {
    var name = name
    while name.utf16.count > limit { name.removeLast() }
    return name
  }
}

/// A sheet of a ``Workbook``.
final class Sheet {
  /// How many rows a sheet holds, its headings among them.
  static let rowLimit = 1_048_576
  /// How many characters a cell holds.
  static let textLimit = 32_767

  let worksheet: UnsafeMutablePointer<lxw_worksheet>
  private let text: UnsafeMutablePointer<lxw_format>?
  private var row: lxw_row_t = 1

  fileprivate init(_ worksheet: UnsafeMutablePointer<lxw_worksheet>, text: UnsafeMutablePointer<lxw_format>?)
  {
    self.worksheet = worksheet
    self.text = text
  }

  /// Whether no row fits any more.
  var isFull: Bool { row >= Self.rowLimit }

  /// Writes the next row.
  ///
  /// - Parameter numbers: which cells are numbers; one that would lose a digit is written as a text.
  func write(_ cells: [String?], numbers: Set<Int> = []) throws {
    for (column, cell) in cells.enumerated() {
      guard let cell, !cell.isEmpty else { continue }
      if numbers.contains(column), let number = Self.number(cell) {
        try WorkbookError.check(worksheet_write_number(worksheet, row, lxw_col_t(column), number, nil))
        continue
      }
      guard cell.utf16.count <= Self.textLimit else {
        throw WorkbookError.textTooLong(String(cell.prefix(20)), limit: Self.textLimit)
      }
      try WorkbookError.check(worksheet_write_string(worksheet, row, lxw_col_t(column), cell, text))
    }
    row += 1
  }

  /// A number that the file's fifteen digits hold.
  private static func number(_ text: String) -> Double? {
    guard let number = Double(text), Double(String(format: "%.15g", number)) == number else { return nil }
    return number
  }
}

/// Why a workbook cannot be written.
public enum WorkbookError: Error, CustomStringConvertible {
  /// No file can be made there.
  case cannotCreate(String)
  /// A cell's text is longer than a workbook takes.
  case textTooLong(String, limit: Int)
  /// What the library says.
  case library(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .cannotCreate(let path):
      "\(path) cannot be written; is there such a folder, and may you write there?"
    case .textTooLong(let text, let limit):
      "the text '\(text)…' has more than the \(limit) characters of a cell; write CSV instead"
    case .library(let reason): "the workbook cannot be written: \(reason)"
    }
  }

  static func check(_ error: lxw_error) throws {
    guard error != LXW_NO_ERROR else { return }
    throw library(lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)")
  }
}
