internal import Foundation

/// Reads a table on a thread of its own, a few batches ahead of the one who takes them.
///
/// Reading text and writing a database take about as long as each other; side by side they use two cores.
/// What waits is bounded, so that memory does not grow with the file.
public final class ReadAhead {
  private static let batchSize = 512
  private static let batchLimit = 8

  /// How many bytes of the file were read when the batch at hand was taken.
  public private(set) var offset = 0

  private let shared: Shared
  private var batch: ArraySlice<TableReader.Item> = []
  private var end: End?

  /// What both threads touch.
  ///
  /// - Note: unchecked, since `condition` guards every stored property but the reader, which the reading
  ///   thread alone uses after the other has handed it over.
  private final class Shared: @unchecked Sendable {
    let condition = NSCondition()
    let reader: TableReader
    var batches: [[TableReader.Item]] = []
    var offset = 0
    var end: End?
    var isAbandoned = false

    init(_ reader: TableReader) {
      self.reader = reader
    }
  }

  /// How the reading ended.
  private enum End {
    case whole
    case failed(TableError)
  }

  /// Begins to read; nobody else may use the reader until all is taken.
  public init(_ reader: TableReader) {
    let shared = Shared(reader)
    self.shared = shared
    Thread { Self.read(shared) }.start()
  }

  deinit {
    shared.condition.withLock {
      shared.isAbandoned = true
      shared.condition.broadcast()
    }
  }

  /// The next item; `nil` after the last.
  ///
  /// - Throws: ``TableError`` where nothing that follows could be trusted.
  public func next() throws(TableError) -> TableReader.Item? {
    if let item = batch.popFirst() { return item }
    take()
    if let item = batch.popFirst() { return item }
    if case .failed(let error) = end { throw error }
    return nil
  }

  // MARK: - Private

  private func take() {
    shared.condition.withLock {
      while shared.batches.isEmpty, shared.end == nil { shared.condition.wait() }
      offset = shared.offset
      if shared.batches.isEmpty {
        end = shared.end
      } else {
        batch = shared.batches.removeFirst()[...]
      }
      shared.condition.broadcast()
    }
  }

  private static func read(_ shared: Shared) {
    var isOver = false
    while !isOver {
      var batch: [TableReader.Item] = []
      batch.reserveCapacity(batchSize)
      var end: End?
      do throws(TableError) {
        while batch.count < batchSize {
          guard let item = try shared.reader.next() else {
            end = .whole
            break
          }
          batch.append(item)
        }
      } catch {
        end = .failed(error)
      }
      shared.condition.withLock {
        while shared.batches.count >= batchLimit, !shared.isAbandoned { shared.condition.wait() }
        if !batch.isEmpty { shared.batches.append(batch) }
        shared.offset = shared.reader.offset
        shared.end = end
        isOver = end != nil || shared.isAbandoned
        shared.condition.broadcast()
      }
    }
  }
}
