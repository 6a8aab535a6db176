import Foundation

/// What a server takes upon itself at most, so that nobody can make it stop serving the others.
public struct ServerLimits: Sendable {
  /// The longest address that is taken, bytes; a longer one is a 414.
  static let addressBytes = 8 << 10
  /// The most bytes of all header fields together, and of one of them; more is a 431.
  static let headerBytes = 32 << 10
  /// The most header fields; more is a 431.
  static let headerFields = 100

  /// The largest body of a request, bytes; a larger one is a 413.
  public var bodyBytes = 2 << 20
  /// How many analyses run at once.
  public var analyses = ProcessInfo.processInfo.activeProcessorCount
  /// How many more wait for one of them to end; what comes on top is a 503.
  public var waitingAnalyses = 16
  /// How long a request may take, its body's reading and its waiting included; what takes longer is cancelled, and is
  /// a 503.
  public var requestTime: Duration = .seconds(30)
  /// How long a client may leave a connection without a request, without the rest of one, or without taking any of an
  /// answer.
  public var idleTime: Duration = .seconds(30)
  /// How many connections are open at once; for one more the one that is idle for longest is closed.
  public var connections = 500
  /// How long answers under way may take when the server is asked to end.
  public var stopTime: Duration = .seconds(20)

  /// The limits of a small machine.
  public init() {}
}
