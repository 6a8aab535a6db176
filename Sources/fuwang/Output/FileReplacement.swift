import Foundation
import RegistryFiles

/// A file that takes its place when it is whole: until then, what stood there stays.
final class FileReplacement {
  private let path: String
  private let draft: String

  /// Where the file is until it is whole.
  var draftPath: String { draft }

  private let handle: FileHandle

  /// - Parameter isPrivate: whether nobody but its owner may read it, from its first byte on.
  init(_ path: String, isPrivate: Bool = false) throws {
    self.path = path
    draft = "\(path).\(UUID().uuidString.prefix(8)).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
    guard descriptor >= 0 else {
      throw Failure(
        .cannotCreate, "\(path) cannot be written; is there such a folder, and may you write there?")
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit {
    unlink(draft)
  }

  func write(_ bytes: [UInt8]) throws {
    try handle.write(contentsOf: bytes)
  }

  func commit() throws {
    try handle.close()
    guard rename(draft, path) == 0 else {
      throw Failure(.cannotCreate, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
  }
}

extension FileReplacement {
  /// Writes a file of a form, which takes its place when it is whole.
  ///
  /// - Parameter write: is told where to write it.
  static func write(
    _ form: TableFormat, to path: String, _ write: (String) async throws -> Void
  ) async throws {
    // GDAL writes the files of a layer beside each other, and puts them into their place by itself.
    let target = form == .shp ? nil : try FileReplacement(path)
    try await write(target?.draftPath ?? path)
    try target?.commit()
  }
}

extension TableFormat {
  /// What is wrong with a file's name whose ending names none of some forms.
  static func advice(for output: String, among forms: [TableFormat] = allCases) -> String {
    "--output: '\(output)' must end in one of \(forms.map { ".\($0.rawValue)" }.joined(separator: ", "))"
  }
}
