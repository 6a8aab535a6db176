import RegistryStore
import ServiceNetwork
import Synchronization

/// Remembers the types of features that a registry has, until something changes: every request asks for one.
final class TypeMemory: Sendable {
  /// A type, and the parameters that its items and one item know.
  struct Entry: Sendable {
    let type: FeatureType
    let parameters: [ParameterDescription]
    let itemParameters: [ParameterDescription]

    init(_ type: FeatureType) {
      self.type = type
      parameters =
        type.source == .unserved
        ? UnservedParameters.descriptions(of: type) : FeatureParameters.descriptions(of: type)
      itemParameters =
        type.source == .unserved
        ? UnservedParameters.itemDescriptions(of: type) : FeatureParameters.itemDescriptions(of: type)
    }
  }

  private let known = Mutex<(state: RegistryState, entries: [Entry])?>(nil)

  /// The types of a commit.
  func entries(_ reader: RegistryReader) throws -> [Entry] {
    let state = try reader.state()
    if let found = known.withLock({ $0.flatMap { $0.state == state ? $0.entries : nil } }) { return found }
    let entries = FeatureType.all(in: try reader.catalogue()).map(Entry.init)
    known.withLock { memory in
      if let memory, state.isBefore(memory.state) { return }
      memory = (state, entries)
    }
    return entries
  }

  /// The type of a name.
  ///
  /// - Throws: ``Problem`` (404)
  func entry(_ id: String, _ reader: RegistryReader) throws -> Entry {
    let entries = try entries(reader)
    guard let entry = entries.first(where: { $0.type.id == id }) else {
      throw Problem.noCollection(id, known: entries.map(\.type.id))
    }
    return entry
  }
}
