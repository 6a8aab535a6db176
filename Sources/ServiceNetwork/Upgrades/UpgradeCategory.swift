/// The categories in which a nursing home is refitted: the plan's 安全, 清洁, 取暖, 文化, 康复.
public enum UpgradeCategory: String, CaseIterable, Sendable {
  /// 安全: fire protection, doors and stairs, alarms.
  case safety
  /// 清洁: washing, laundry, kitchen, toilets.
  case hygiene
  /// 取暖: heating.
  case heating
  /// 文化: rooms and things to read, play and meet.
  case culture
  /// 康复: rehabilitation.
  case rehabilitation
}

extension UpgradeCategory: Comparable {
  /// In the plan's order.
  public static func < (left: UpgradeCategory, right: UpgradeCategory) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .safety: 0
    case .hygiene: 1
    case .heating: 2
    case .culture: 3
    case .rehabilitation: 4
    }
  }
}
