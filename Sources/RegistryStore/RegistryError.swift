import Foundation

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
    case .spatialiteUnavailable(let reason): "SpatiaLite: \(reason)"
    }
  }
}
