import Foundation
import RegistryFiles
import ServiceNetwork

/// A file that is taken in, opened once: its sheets or layers can be read again and again.
struct SourceFile {
  /// A sheet, a layer, or the whole of a file that has none.
  struct Part {
    /// What it is called in messages.
    var name: String
    var content: TableFile.Part
    /// How large what is read is, in bytes; `nil` where that is not known.
    var size: Int?
  }

  /// What the file is called in messages.
  let name: String
  let file: TableFile
  var parts: [Part]

  /// Opens a file.
  ///
  /// - Throws: ``Failure`` for a file that is not there.
  init(path: String, name: String, options: TableFileOptions = TableFileOptions()) async throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.noInput, "there is no file \(name)")
    }
    self.name = name
    let file: TableFile
    do throws(TableFileError) {
      file = try await TableFile(path: path, named: name, options: options)
    } catch {
      throw Failure(error.isToolMissing ? .unavailable : .badData, "\(name): \(error.wording.en)")
    }
    self.file = file
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    parts = file.parts.map { part in
      let isOnly = file.parts.count == 1 && !part.isSpreadsheet
      return Part(name: isOnly ? name : part.name.map { "\(name)[\($0)]" } ?? name, content: part, size: size)
    }
  }

  /// What was recognised that the name does not tell.
  var recognised: String? {
    let encoding = file.encoding.flatMap { $0 == "UTF-8" ? nil : $0 }
    let format = file.formatName == "CSV" ? nil : file.formatName
    let words = [format, encoding].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
