import RegistryStore
import ServiceNetwork
import Synchronization

/// Remembers how many features a query has, until something changes: every page of it tells the number.
final class CountMemory: Sendable {
  /// How many numbers are remembered.
  private static let limit = 1000

  private struct Question: Hashable {
    var type: String
    var boxes: [FeatureQuery.Box]
    var hasPlace: Bool?
    var days: ClosedRange<CalendarDate>?
    var filters: [FeatureQuery.Filter]
    var words: [String]
    var today: CalendarDate

    init(_ query: FeatureQuery) {
      type = query.type.id
      boxes = query.boxes
      hasPlace = query.hasPlace
      days = query.days
      filters = query.filters
      words = query.words
      today = query.today
    }
  }

  private let known = Mutex<(state: RegistryState?, counts: [Question: Int])>((nil, [:]))

  /// The number of a query's features at a change; what is not remembered is counted.
  func count(_ query: FeatureQuery, at state: RegistryState, _ counting: () throws -> Int) rethrows -> Int {
    let question = Question(query)
    let found = known.withLock { $0.state == state ? $0.counts[question] : nil }
    if let found { return found }
    let count = try counting()
    known.withLock { memory in
      // What was read before a change that others have seen is of no use to them.
      if let known = memory.state, state.isBefore(known) { return }
      if state != memory.state || memory.counts.count >= Self.limit { memory = (state, [:]) }
      memory.counts[question] = count
    }
    return count
  }
}
