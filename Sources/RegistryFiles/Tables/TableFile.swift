internal import Foundation
public import ServiceNetwork

/// How a file is to be opened, where its user says so.
public struct TableFileOptions: Sendable {
  /// The sheets or layers to read, `*` for all; none for whatever fits.
  public var sheets: [String]
  /// The encoding of its text; `nil` for what its bytes tell.
  public var encoding: String?

  /// Options from their parts.
  public init(sheets: [String] = [], encoding: String? = nil) {
    self.sheets = sheets
    self.encoding = encoding
  }
}

/// Why a file cannot be opened.
public struct TableFileError: Error {
  /// What is wrong and what to do.
  public let wording: Wording
  /// Whether a program is missing that would read it.
  public let isToolMissing: Bool

  init(_ wording: Wording, isToolMissing: Bool = false) {
    self.wording = wording
    self.isToolMissing = isToolMissing
  }

  init(_ error: OutsideToolError) {
    self.init(error.wording, isToolMissing: error.isToolMissing)
  }
}

/// A file of tables in any form that people have: text, a workbook, layers of a GIS.
///
/// Text is read where it is. All else is read by GDAL or osmium in a process of its own, which writes what it finds
/// into a private folder; that goes with the parts.
public final class TableFile {
  /// A sheet, a layer, or the whole of a file that has none.
  public struct Part {
    /// What the sheet or layer is called; `nil` for the whole of a file.
    public let name: String?
    /// The system of the coordinates as the file tells it, as `EPSG:4547`, east before north; `nil` where it does not.
    public let crs: String?
    /// Whether its rows bear geometries, in a column `WKT`.
    public let hasGeometry: Bool
    /// Whether it is a sheet, whose rows may be shorter than its headings.
    public let isSpreadsheet: Bool
    let source: RegularFile
    let format: CSVFormat
    /// Where GDAL left what it read; it goes with the last who needs it.
    let folder: TemporaryFolder?

    /// Its records, from the first.
    ///
    /// - Throws: ``CSVError``; ``CSVError/changed`` where the file is no more what it was.
    public func open() throws -> CSVReader { try CSVReader(source, as: format) }

    /// The same; an error tells what the part is called.
    public func open(named name: String) throws(TableError) -> CSVReader {
      do {
        return try open()
      } catch {
        throw TableError(error, file: name)
      }
    }
  }

  /// The name of the file's form, as `XLSX`.
  public let formatName: String
  /// The name of the encoding, where the file is text.
  public let encoding: String?
  /// What there is to say of how it was read, as what was left out.
  public let remarks: [Wording]
  /// Its sheets or layers.
  public let parts: [Part]

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what it is called; its ending helps to tell its form.
  ///   - isTextOnly: whether anything else than text is refused, which would be unpacked into a temporary folder.
  /// - Throws: ``TableFileError``
  /// - Complexity: text is only begun; all else is read whole, within bounds of time, memory and disk.
  public init(
    path: String, named name: String, options: TableFileOptions = TableFileOptions(), isTextOnly: Bool = false
  ) async throws(TableFileError) {
    let encoding = try Self.encoding(options.encoding)
    let format = try Self.format(path, named: name)
    guard format == .text || !isTextOnly else {
      throw TableFileError(
        Wording(
          "it is \(format.rawValue); save it as CSV, which is read where it is and copied nowhere",
          zh: "文件是\(format.rawValue)格式；请另存为CSV，CSV就地读取，不会产生临时副本"))
    }
    if format == .openStreetMap {
      let roads = try await OpenStreetMapFile(path, named: name)
      formatName = format.rawValue
      self.encoding = nil
      remarks = roads.remarks
      parts = [roads.part]
      return
    }
    remarks = []
    guard format == .text else {
      let layers = try await GDALLayers(
        path, named: name, format: format, options: options, encoding: encoding)
      formatName = format.rawValue
      self.encoding = layers.encoding
      parts = layers.parts
      return
    }
    guard options.sheets.isEmpty || options.sheets == ["*"] else {
      throw TableFileError(Wording("--sheet: a text file has no sheets", zh: "--sheet：文本文件没有工作表"))
    }
    let part = try Self.text(path, name: nil, encoding: encoding)
    formatName = part.format.separator == UInt8(ascii: "\t") ? "TSV" : format.rawValue
    self.encoding = part.format.encoding.name
    parts = [part]
  }

  // MARK: - Private

  /// The form of the file that stands at a path, or folder that is a FileGDB.
  private static func format(_ path: String, named name: String) throws(TableFileError) -> FileFormat {
    var isFolder: ObjCBool = false
    if name.lowercased().trimmingSuffix("/").hasSuffix(".gdb"),
      FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    {
      return .fileGDB
    }
    return try reading { () throws -> FileFormat in
      let head = try RegularFile(path).open().read(upToCount: 4096) ?? Data()
      return try FileFormat.recognise(name, head: Array(head))
    }
  }

  private static func encoding(_ name: String?) throws(TableFileError) -> TextEncoding? {
    guard let name else { return nil }
    guard let encoding = TextEncoding(named: name) else {
      throw TableFileError(
        Wording(
          "--encoding: '\(name)' is no encoding that is known here; try UTF-8 or GB18030",
          zh: "--encoding：不认识编码“\(name)”；可试UTF-8或GB18030"))
    }
    return encoding
  }

  /// A file of text, with what its bytes tell of it.
  static func text(
    _ path: String, name: String?, encoding: TextEncoding?
  ) throws(TableFileError) -> Part {
    try reading {
      let source = try RegularFile(path)
      let file = try source.open()
      var format = CSVFormat()
      format.encoding = try encoding ?? TextEncoding.recognise(file).encoding
      format.separator = try CSVFormat.separator(of: file, encoding: format.encoding)
      return Part(
        name: name, crs: nil, hasGeometry: false, isSpreadsheet: false, source: source, format: format,
        folder: nil)
    }
  }

  /// Says of any error that a file cannot be read.
  static func reading<Value>(_ body: () throws -> Value) throws(TableFileError) -> Value {
    do {
      return try body()
    } catch let error as TableFileError {
      throw error
    } catch let error as CSVError {
      throw TableFileError(error.wording)
    } catch {
      let reason = error.localizedDescription
      throw TableFileError(Wording("it cannot be read: \(reason)", zh: "无法读取：\(reason)"))
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
