/// A column that names a division instead of telling its code; several of them make a ``DivisionPath``.
///
/// Files may have them beside the columns of a ``RegistryTable`` that refer to a division; no export does.
public enum PathColumn: String, CaseIterable, Sendable {
  case city
  case county
  case township
  case village

  /// The level of the divisions that it names.
  public var level: DivisionLevel {
    switch self {
    case .city: .city
    case .county: .county
    case .township: .township
    case .village: .village
    }
  }

  /// The headings by which it is recognised, in either language.
  public var synonyms: [String] {
    switch self {
    case .city: ["市", "地市", "所属市", "城市", "prefecture", "city_name"]
    case .county:
      [
        "县", "区", "县区", "区县", "县(区)", "县市区", "所属县", "所属县区", "所在县", "所在县区", "区县名称", "县名",
        "district", "county_name",
      ]
    case .township:
      [
        "乡", "镇", "乡镇", "街道", "乡镇街道", "乡镇(街道)", "乡镇/街道", "乡(镇)", "所属乡镇", "所在乡镇", "乡镇名称", "town",
        "township_name",
      ]
    case .village:
      [
        "村", "行政村", "村居", "村(居)", "村社区", "村(社区)", "村/社区", "村委会", "社区", "所属村", "所在村", "所在行政村",
        "村名", "村名称", "village_name",
      ]
    }
  }
}

extension RegistryTable {
  /// The column that a ``DivisionPath`` stands for; `nil` where the table refers to no division.
  public var pathTarget: String? {
    switch self {
    case .facilities, .posts, .targets, .observations: "division"
    case .demand: "code"
    case .divisions: "parent"
    case .kinds, .services, .roads, .speeds, .criteria, .conditions, .upgrades, .funds, .indicators: nil
    }
  }
}
