import Foundation

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
