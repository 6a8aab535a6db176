internal import CXlsxWriter
internal import Foundation

extension Sheet {
  /// How many characters a list of choices may have, commas counted.
  private static let choiceLimit = 255

  /// Offers a list to choose from in cells of a column; another value is remarked on, and taken.
  ///
  /// A list that a workbook cannot hold is not offered.
  func offer(_ choices: [String], inColumn column: Int, rows: ClosedRange<Int>) throws {
    guard choices.joined(separator: ",").utf16.count <= Self.choiceLimit else { return }
    var list: [UnsafeMutablePointer<CChar>?] = choices.map { strdup($0) } + [nil]
    defer { for choice in list { free(choice) } }
    let error = list.withUnsafeMutableBufferPointer { list in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
      validation.value_list = list.baseAddress
      return worksheet_data_validation_range(
        worksheet, lxw_row_t(rows.lowerBound), lxw_col_t(column), lxw_row_t(rows.upperBound),
        lxw_col_t(column),
        &validation)
    }
    try WorkbookError.check(error)
  }
}
