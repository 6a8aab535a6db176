internal import Foundation
internal import ServiceNetwork

/// A file that is read: no pipe, device or folder, and the same from the first byte to the last.
struct RegularFile: Equatable {
  /// What tells a file's state: which one it is, how long, and when it was last written.
  struct Stamp: Equatable {
    private let device: UInt64
    private let number: UInt64
    private let seconds: Int
    private let nanoseconds: Int
    /// How long it is, in bytes.
    let size: Int

    fileprivate init(_ status: stat) {
      device = UInt64(status.st_dev)
      number = UInt64(status.st_ino)
      #if canImport(Darwin)
        (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
      #else
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      #endif
      size = Int(status.st_size)
    }
  }

  let path: String
  let stamp: Stamp

  /// Looks at a file without opening it: a pipe would wait for its writer.
  ///
  /// - Throws: ``CSVError/unreadable(_:)``
  init(_ path: String) throws(CSVError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .unreadable(Self.refusal(errno)) }
    try Self.check(status)
    self.path = path
    stamp = Stamp(status)
  }

  /// Opens the file.
  ///
  /// - Throws: ``CSVError/unreadable(_:)``; ``CSVError/changed`` where it is no more what it was.
  func open() throws(CSVError) -> FileHandle {
    // Should a pipe stand there by now, it does not wait.
    #if canImport(Darwin)
      let descriptor = Darwin.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    #else
      let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    #endif
    guard descriptor >= 0 else { throw .unreadable(Self.refusal(errno)) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try checkUnchanged(handle)
    return handle
  }

  /// Makes sure that an open file is what it was when it was looked at first.
  ///
  /// - Throws: ``CSVError/changed``
  func checkUnchanged(_ handle: FileHandle) throws(CSVError) {
    var status = stat()
    guard fstat(handle.fileDescriptor, &status) == 0 else { throw .unreadable(Self.refusal(errno)) }
    try Self.check(status)
    guard Stamp(status) == stamp else { throw .changed }
  }

  // MARK: - Private

  private static func check(_ status: stat) throws(CSVError) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw .unreadable(Wording("it is a folder", zh: "这是一个文件夹"))
    default:
      throw .unreadable(
        Wording(
          "it is no file but a pipe or a device; write its content to a file first",
          zh: "这不是文件，而是管道或设备；请先把内容保存为文件"))
    }
  }

  private static func refusal(_ number: Int32) -> Wording {
    switch number {
    case ENOENT: Wording("there is no such file", zh: "没有这个文件")
    case EACCES: Wording("you may not read it; ask for its owner's leave", zh: "没有读取权限，请向文件的主人要求")
    default:
      Wording(
        "it cannot be opened: \(String(cString: strerror(number)))",
        zh: "无法打开：\(String(cString: strerror(number)))")
    }
  }
}
