import Foundation
internal import GRDB

/// What a caller can do something about; everything else comes through as SQLite's own error.
public enum RegistryError: Error, Equatable, CustomStringConvertible {
  /// There is no file.
  case notFound(path: String)
  /// There is a file where a new registry was to be made.
  case alreadyExists(path: String)
  /// The file is something else; it was not touched.
  case notARegistry(path: String)
  /// The file was written by a newer program; it was not touched.
  case newerVersion(path: String, found: Int, known: Int)
  /// Another process was writing for as long as we waited.
  case busy(path: String, waitedSeconds: Double)
  /// The file or its folder cannot be written or read.
  case inaccessible(path: String, reason: String)
  /// A new file cannot be made.
  case cannotCreate(path: String)
  /// The file's content contradicts itself.
  case damaged(path: String)
  /// SpatiaLite did not do what it was asked.
  case spatialiteUnavailable(String)

  /// What is wrong and what to do, as a sentence without its full stop.
  public var description: String {
    switch self {
    case .notFound(let path):
      "there is no registry at \(path); make one with 'fuwang init', or a sample with 'fuwang demo'"
    case .alreadyExists(let path): "\(path) exists already, and was left as it is"
    case .notARegistry(let path): "\(path) is no Fuwang registry, and was left as it is"
    case .newerVersion(let path, let found, let known):
      "\(path) was written by a newer Fuwang (version \(found) of the file; this program knows \(known)); "
        + "update the program"
    case .busy(let path, let seconds):
      "another process is writing to \(path), and did not finish in \(seconds.formatted()) seconds; try again"
    case .inaccessible(let path, let reason): "\(path): \(reason)"
    case .cannotCreate(let path):
      "\(path) cannot be made; is there such a folder, and may you write there?"
    case .damaged(let path): "\(path) is damaged; put a copy of it in its place"
    case .spatialiteUnavailable(let reason): "SpatiaLite: \(reason)"
    }
  }
}

extension RegistryError {
  /// The error that a caller can act on; `nil` for any other of SQLite's.
  init?(_ error: DatabaseError, path: String, waitedSeconds: Double) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, waitedSeconds: waitedSeconds)
    case .SQLITE_NOTADB: self = .notARegistry(path: path)
    case .SQLITE_CORRUPT: self = .damaged(path: path)
    case .SQLITE_READONLY: self = .inaccessible(path: path, reason: "it, or its folder, may only be read")
    case .SQLITE_FULL: self = .inaccessible(path: path, reason: "the disk is full")
    case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM:
      self = .inaccessible(path: path, reason: error.message ?? error.description)
    default: return nil
    }
  }

  /// Does something in a task, and says of SQLite's errors what a caller can act on.
  static func translating<Value: Sendable>(
    path: String, waitedSeconds: Double, _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as DatabaseError {
      throw RegistryError(error, path: path, waitedSeconds: waitedSeconds) ?? error
    }
  }

  /// Runs something, and says of SQLite's errors what a caller can act on.
  static func translating<Value>(
    path: String, waitedSeconds: Double, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw RegistryError(error, path: path, waitedSeconds: waitedSeconds) ?? error
    }
  }
}
