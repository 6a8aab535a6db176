internal import Foundation
internal import ServiceNetwork

/// The sheets or layers of a file that GDAL reads, each written out as CSV into a private folder.
struct GDALLayers {
  /// The most layers that are taken from one file.
  private static let layerLimit = 200

  let parts: [TableFile.Part]
  /// The encoding that was recognised, where GDAL left that to us.
  private(set) var encoding: String?

  /// Reads a file.
  init(
    _ path: String, named name: String, format: FileFormat, options: TableFileOptions, encoding: TextEncoding?
  ) async throws(TableFileError) {
    let folder = try TableFile.reading { try TemporaryFolder() }
    let source = try TableFile.reading { try Self.link(path, named: name, format: format, in: folder) }
    let conversion = Conversion(
      format: format, source: source.path, folder: folder, limits: OutsideTool.Limits(fileSize: source.size),
      encoding: format == .shapefile ? Self.encoding(ofShapefile: source.path, said: encoding) : nil)
    let names = try Self.chosen(options.sheets, among: try await conversion.layerNames(), format: format)
    var parts: [TableFile.Part] = []
    for (index, name) in names.enumerated() {
      parts.append(try await conversion.part(of: name, number: index + 1, isOnly: names.count == 1))
    }
    self.parts = parts
    self.encoding = conversion.isEncodingUnknown ? parts.first?.format.encoding.name : nil
  }

  // MARK: - Private

  /// Lets GDAL see the file and what belongs to it under names of our own: a path cannot be taken for an option
  /// or an address, and the ending is the form's.
  private static func link(
    _ path: String, named name: String, format: FileFormat, in folder: TemporaryFolder
  ) throws -> (path: String, size: Int) {
    let whole = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
    let manager = FileManager.default
    func link(_ file: URL, _ ending: String) throws {
      try manager.createSymbolicLink(
        at: folder.url.appending(path: "source.\(ending)"), withDestinationURL: file)
    }
    var size = 0
    if format.companions.isEmpty {
      try link(whole, format.ending(of: name))
      size = format == .fileGDB ? try folderSize(whole) : try RegularFile(whole.path).stamp.size
    } else {
      let stem = whole.deletingPathExtension().lastPathComponent
      for file in try manager.contentsOfDirectory(
        at: whole.deletingLastPathComponent(), includingPropertiesForKeys: nil)
      where file.deletingPathExtension().lastPathComponent == stem {
        let ending = file.pathExtension.lowercased()
        guard format.companions.contains(ending) else { continue }
        size += try RegularFile(file.path).stamp.size
        try link(file, ending)
      }
    }
    return (folder.path("source.\(format.ending(of: name))"), size)
  }

  private static func folderSize(_ folder: URL) throws -> Int {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .reduce(0) { try $0 + RegularFile($1.path).stamp.size }
  }

  /// The encoding of a shapefile's texts: what the user says, else what the file says (`nil`), else ours to find.
  private static func encoding(ofShapefile path: String, said: TextEncoding?) -> Conversion.ShapefileEncoding
  {
    if let said { return .known(said) }
    let base = (path as NSString).deletingPathExtension
    if FileManager.default.fileExists(atPath: base + ".cpg") { return .ofFile }
    // The 30th byte of a table names its language; 0 names none.
    let head = try? RegularFile(base + ".dbf").open().read(upToCount: 32)
    return (head.map { $0.count == 32 && $0[29] != 0 } ?? false) ? .ofFile : .unknown
  }

  /// The layers that are read.
  private static func chosen(
    _ wanted: [String], among names: [String], format: FileFormat
  ) throws(TableFileError) -> [String] {
    guard !names.isEmpty else {
      throw TableFileError(Wording("there is no table in it", zh: "文件中没有表格"))
    }
    let chosen = wanted.isEmpty || wanted == ["*"] ? names : wanted
    if let unknown = chosen.first(where: { !names.contains($0) }) {
      let list = names.prefix(20).joined(separator: ", ")
      throw TableFileError(
        Wording(
          "there is no sheet or layer '\(unknown)'; there are \(list)",
          zh: "没有名为“\(unknown)”的工作表或图层；现有：\(list)"))
    }
    guard chosen.count <= layerLimit else {
      throw TableFileError(
        Wording(
          "it has \(names.count) sheets or layers, more than \(layerLimit); choose by --sheet",
          zh: "文件有\(names.count)个工作表或图层，超过\(layerLimit)个；请用 --sheet 选择"))
    }
    if let strange = chosen.first(where: { $0.hasPrefix("-") }) {
      throw TableFileError(
        Wording(
          "the sheet or layer '\(strange)' begins with a hyphen; rename it",
          zh: "工作表或图层“\(strange)”以连字符开头，请改名"))
    }
    return chosen
  }
}
