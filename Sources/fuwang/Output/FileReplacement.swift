import Foundation

/// A file that takes its place when it is whole: until then, what stood there stays.
final class FileReplacement {
  private let path: String
  private let draft: String

  /// Where the file is until it is whole.
  var draftPath: String { draft }

  private let handle: FileHandle

  init(_ path: String) throws {
    self.path = path
    draft = "\(path).\(UUID().uuidString.prefix(8)).new"
    guard FileManager.default.createFile(atPath: draft, contents: nil),
      let handle = FileHandle(forWritingAtPath: draft)
    else {
      throw Failure(
        .cannotCreate, "\(path) cannot be written; is there such a folder, and may you write there?")
    }
    self.handle = handle
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
