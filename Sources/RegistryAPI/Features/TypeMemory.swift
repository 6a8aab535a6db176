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
        type.source == .unserved ? UnservedController.parameters : FeatureParameters.descriptions(of: type)
      itemParameters = FeatureParameters.itemDescriptions(of: type)
    }
  }

  private let known = Mutex<(change: Int, entries: [Entry])?>(nil)

  /// The types of a commit.
  func entries(_ reader: RegistryReader) throws -> [Entry] {
    let change = try reader.lastChange()
    if let found = known.withLock({ $0.flatMap { $0.change == change ? $0.entries : nil } }) { return found }
    let entries = FeatureType.all(in: try reader.catalogue()).map(Entry.init)
    known.withLock { memory in
      if change >= memory?.change ?? 0 { memory = (change, entries) }
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
