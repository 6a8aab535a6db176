import Foundation
import Hummingbird
import RegistryStore
import ServiceNetwork

/// Sees to it that nobody is shown persons' names and telephones without its being written down before.
struct PersonalReading {
  let registry: Registry
  let context: RegistryContext

  /// Writes down what is about to be shown of some features.
  ///
  /// - Parameters:
  ///   - shown: which of the type's properties are told.
  ///   - isOne: whether the request is for one feature, whose id is then kept.
  /// - Throws: ``Problem`` (503) where nothing can be written, and so nothing is shown.
  func note(_ features: [Feature], of type: FeatureType, shown: [Bool], isOne: Bool = false) async throws {
    try await note(
      features.count(where: \.isPersonal), of: type, shown: shown, onlyId: isOne ? features.first?.id : nil)
  }

  /// Writes down that values of one record are about to be shown.
  func note(_ id: String, of type: FeatureType) async throws {
    try await note(1, of: type, shown: type.properties.map { _ in true }, onlyId: id)
  }

  /// Writes down that as many features at the most are about to be shown, if the caller sees any of theirs.
  func note(upTo count: Int, of type: FeatureType, shown: [Bool]) async throws {
    guard context.caller.view(of: .personal, isWithin: true) == .whole else { return }
    try await note(count, of: type, shown: shown, onlyId: nil)
  }

  private func note(_ count: Int, of type: FeatureType, shown: [Bool], onlyId: String?) async throws {
    let isPersonal = zip(type.properties, shown).contains { $0.sensitivity == .personal && $1 }
    guard count > 0, isPersonal, let table = type.table else { return }
    guard !registry.isReadOnly else {
      throw Problem(
        .serviceUnavailable,
        "names and telephones are shown only where that can be written down, and this server writes nothing; ask for other properties",
        zh: "查看姓名和电话须留下记录，而本服务器只读，请只查询其他属性")
    }
    try await registry.record(
      PersonalRead(
        at: Date(), reader: context.caller.name, request: context.id, table: table, count: count,
        onlyId: onlyId))
  }
}
