import Fixtures

/// How large a made-up country is.
enum CountrySize: String, CaseIterable {
  /// A prefecture.
  case small
  /// A province.
  case middle
  /// China with all its villages and communities.
  case large

  var villages: Int {
    switch self {
    case .small: 3000
    case .middle: 30_000
    case .large: 690_000
    }
  }

  /// Facilities of all statuses; a third of them serves.
  var facilities: Int {
    switch self {
    case .small: 500
    case .middle: 5000
    case .large: 300_000
    }
  }

  /// The same country each time.
  func country() -> ClusteredNetwork {
    ClusteredNetwork(villages: villages, facilities: facilities, seed: 20_181_231)
  }
}
