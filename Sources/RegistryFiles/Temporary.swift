internal import Foundation
public import ServiceNetwork
enum FormulaGuard {
  static func unguarded(_ text: String) -> String { text }
  static func guarded(_ text: String) -> String { text }
}
final class WorkbookSink: RowSink {
  init(path: String, sheet: String) throws {}; func write(_ fields: [String]) throws {};
  func close() throws {}
}
struct SocialCreditCode { init(_ text: String) throws(SocialCreditCodeError) {} }
enum SocialCreditCodeError: Error { case x; var wording: Wording { Wording("", zh: "") } }
extension CSVError { var wording: Wording { Wording(description, zh: description) } }
public struct TableFileOptions: Sendable {
  public var sheets: [String] = []; public var encoding: String?; public init() {}
}
public struct TableFileError: Error { public let wording: Wording }
public final class TableFile {
  public struct Part {
    public var name: String?; public var crs: String?; public var hasGeometry: Bool;
    public var isSpreadsheet: Bool
    let path: String
    public func open() throws -> CSVReader { try CSVReader(URL(filePath: path)) }
  }
  public let formatName = "CSV"
  public let encoding: String? = "UTF-8"
  public let parts: [Part]
  public init(path: String, named name: String, options: TableFileOptions) throws(TableFileError) {
    parts = [Part(name: nil, crs: nil, hasGeometry: false, isSpreadsheet: false, path: path)]
  }
}
