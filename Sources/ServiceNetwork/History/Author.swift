/// Who writes to a registry, and by what way.
public struct Author: Hashable, Sendable {
  /// A way to write.
  public enum Way: String, CaseIterable, Sendable {
    /// A command of the program.
    case command
    /// A file that was taken in.
    case `import`
    /// A request over HTTP.
    case http
  }

  /// What the author is called: an account of the machine, or a token's name.
  public var name: String
  /// The way.
  public var way: Way
  /// What it came in: the names of files, the number of a request; `nil` for a command.
  public var source: String?

  /// An author from its parts.
  public init(name: String, way: Way = .command, source: String? = nil) {
    self.name = name
    self.way = way
    self.source = source
  }
}
