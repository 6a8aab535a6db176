/// A level of the four-level tree of divisions, from the widest to the narrowest.
public enum DivisionLevel: String, CaseIterable, Comparable, Sendable {
  /// 市, a prefecture-level city.
  case city
  /// 县, 区.
  case county
  /// 乡, 镇, 街道.
  case township
  /// 村, 居: the level at which services are counted.
  case village

  /// Whether the first level is the wider one.
  public static func < (first: DivisionLevel, second: DivisionLevel) -> Bool {
    first.rank < second.rank
  }

  /// The level in Chinese.
  public var nameZh: String {
    switch self {
    case .city: "市"
    case .county: "县"
    case .township: "乡镇"
    case .village: "村"
    }
  }

  private var rank: Int {
    switch self {
    case .city: 0
    case .county: 1
    case .township: 2
    case .village: 3
    }
  }
}
