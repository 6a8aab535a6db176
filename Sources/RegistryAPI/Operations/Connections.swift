import NIOCore
import Synchronization

/// A connection, as a request that came by it sees it.
final class Connection: Sendable {
  private struct State {
    var isGone = false
    var isReading = false
    /// Since when no request is under way; `nil` while one is.
    var idleSince: NIODeadline? = .now()
    var whenGone: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Whether a request has begun whose end did not come yet.
  var isReading: Bool { state.withLock(\.isReading) }

  /// Since when no request is under way; `nil` while one is.
  var idleSince: NIODeadline? { state.withLock(\.idleSince) }

  /// Remembers what to do when the client goes away, for one request after the other; if it has gone, does it.
  func whenGone(_ action: @escaping @Sendable () -> Void) {
    let isGone = state.withLock { state in
      if !state.isGone { state.whenGone = action }
      return state.isGone
    }
    if isGone { action() }
  }

  /// Forgets what there was to do.
  func forget() { state.withLock { $0.whenGone = nil } }

  // MARK: - What the channel tells

  func begin() {
    state.withLock {
      $0.isReading = true
      $0.idleSince = nil
    }
  }

  func endReading() { state.withLock { $0.isReading = false } }
  func rest() { state.withLock { $0.idleSince = .now() } }

  func leave() {
    let action = state.withLock { state in
      state.isGone = true
      return state.whenGone.take()
    }
    action?()
  }
}

/// The connections that are open.
final class Connections: Sendable {
  private struct Entry {
    var channel: any Channel
    var connection: Connection
  }

  private let limit: Int
  private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

  init(limit: Int) {
    self.limit = limit
  }

  /// How many there are.
  var count: Int { entries.withLock(\.count) }

  /// The connection of a channel.
  subscript(channel: any Channel) -> Connection? {
    entries.withLock { $0[ObjectIdentifier(channel)]?.connection }
  }

  /// Adds a connection; where there are as many as may be, the one that is idle for longest makes room.
  ///
  /// - Returns: `nil` where requests are under way on all.
  func open(_ channel: any Channel) -> Connection? {
    let connection = Connection()
    let (isOpen, displaced) = entries.withLock { entries -> (Bool, (any Channel)?) in
      var displaced: (any Channel)?
      if entries.count >= limit {
        let idle = entries.compactMap { key, entry in entry.connection.idleSince.map { (key, $0) } }
        guard let oldest = idle.min(by: { $0.1 < $1.1 }) else { return (false, nil) }
        displaced = entries.removeValue(forKey: oldest.0)?.channel
      }
      entries[ObjectIdentifier(channel)] = Entry(channel: channel, connection: connection)
      return (true, displaced)
    }
    displaced?.close(promise: nil)
    return isOpen ? connection : nil
  }

  func close(_ channel: any Channel) {
    entries.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
  }
}
