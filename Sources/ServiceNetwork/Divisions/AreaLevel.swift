/// A level of divisions that villages are summed up by: any but their own.
public enum AreaLevel: String, CaseIterable, Sendable {
  /// 市, a prefecture-level city.
  case city
  /// 县, 区.
  case county
  /// 乡, 镇, 街道.
  case township

  /// The level of the divisions.
  public var level: DivisionLevel {
    switch self {
    case .city: .city
    case .county: .county
    case .township: .township
    }
  }
}
