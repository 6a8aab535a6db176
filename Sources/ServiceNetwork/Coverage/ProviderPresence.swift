/// In which divisions some providers are.
struct ProviderPresence: Sendable {
  private var byDivision: [Int32: [Int32]] = [:]
  private var byTownship: [Int32: [Int32]] = [:]

  /// - Complexity: O(providers).
  init(_ providers: Providers, in snapshot: NetworkSnapshot) {
    for position in providers.indices {
      let division = providers.division(at: position)
      guard division >= 0 else { continue }
      byDivision[division, default: []].append(Int32(position))
      let township = snapshot.ancestor(of: division, at: .township)
      if township >= 0 { byTownship[township, default: []].append(Int32(position)) }
    }
  }

  func isInDivision(_ division: Int32) -> Bool { byDivision[division] != nil }
  func isInTownship(_ township: Int32) -> Bool { byTownship[township] != nil }

  /// The positions of the providers whose division is the very one.
  func providers(inDivision division: Int32) -> [Int32] { byDivision[division] ?? [] }

  /// The positions of the providers anywhere in a township.
  func providers(inTownship township: Int32) -> [Int32] { byTownship[township] ?? [] }
}
