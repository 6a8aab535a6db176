internal import ServiceNetwork

/// Words as people write them, for what the tables have a word of their own.
enum WrittenWords {
  /// Yes or no; `nil` for anything else.
  static func flag(_ text: String) -> Bool? {
    switch text.halfWidth.trimmingWhitespace().lowercased() {
    case "true", "是", "有", "yes", "y", "1", "√", "✓": true
    case "false", "否", "无", "没有", "no", "n", "0", "×", "✗": false
    default: nil
    }
  }

  /// A status; `nil` for anything else.
  static func status(_ text: String) -> FacilityStatus? {
    statuses[text.halfWidth.trimmingWhitespace().lowercased()]
  }

  /// Whether a road is one-way, as OpenStreetMap, Geofabrik's shapefiles (B, F, T) and offices write it; `nil` for
  /// anything else.
  static func direction(_ text: String) -> RoadDirection? {
    switch text.halfWidth.trimmingWhitespace().lowercased() {
    case "-1", "reverse", "反向": .against
    case "单行", "正向", "ft", "f": .along
    case "双向", "双行", "b": .both
    case "tf", "t": .against
    default: flag(text).map { $0 ? .along : .both }
    }
  }

  /// A level; `nil` for anything else.
  static func level(_ text: String) -> DivisionLevel? {
    levels[text.halfWidth.trimmingWhitespace().lowercased()]
  }

  /// A category of refitting; `nil` for anything else.
  static func category(_ text: String) -> UpgradeCategory? {
    categories[text.halfWidth.trimmingWhitespace().lowercased()]
  }

  /// What an assessment says; `nil` for anything else.
  static func conditionState(_ text: String) -> Condition.State? {
    switch text.halfWidth.trimmingWhitespace() {
    case "达标", "合格", "良好", "完好", "符合", "是": .sound
    case "不达标", "未达标", "不合格", "缺陷", "需改造", "不符合", "否": .deficient
    case "未知", "未评定", "未检查", "不详": .unknown
    default: nil
    }
  }

  /// How far works have come; `nil` for anything else.
  static func upgradeStatus(_ text: String) -> Upgrade.Status? {
    switch text.halfWidth.trimmingWhitespace() {
    case "计划", "规划", "拟建", "已列入计划", "未开工": .planned
    case "已签约", "已签合同", "已招标", "签约": .contracted
    case "在建", "施工", "施工中", "已开工", "建设中", "改造中": .building
    case "已验收", "验收", "验收合格", "完工", "已完工", "完成", "已完成", "竣工": .accepted
    case "取消", "已取消", "终止", "已终止": .cancelled
    default: nil
    }
  }

  /// A level that pays; `nil` for anything else.
  static func fundingLevel(_ text: String) -> FundingLevel? {
    switch text.halfWidth.trimmingWhitespace() {
    case "中央", "中央级", "国家", "部级": .central
    case "省", "省级": .provincial
    case "市", "市级", "本级": .city
    case "县", "县级", "区级", "县区", "县区级": .county
    default: nil
    }
  }

  /// A source of money in the registry's word, where the text is a usual one for it; else the text.
  static func fundName(_ text: String) -> String {
    switch text.halfWidth.trimmingWhitespace() {
    case "福彩公益金", "福利彩票公益金", "福彩", "彩票公益金": "welfare-lottery"
    case "财政", "财政资金", "一般公共预算", "财政拨款": "fiscal"
    case "捐赠", "社会捐赠", "捐款": "donation"
    case "其他", "其它": "other"
    case let other: other
    }
  }

  /// A level and a source together, as `provincial welfare-lottery` or 省级福彩公益金; `nil` for an empty text.
  static func fundingSource(_ text: String) -> FundingSource? {
    let plain = text.halfWidth.trimmingWhitespace()
    for prefix in ["中央级", "中央", "省级", "省", "市级", "市", "县区级", "县级", "县"] where plain.hasPrefix(prefix) {
      let name = fundName(String(plain.dropFirst(prefix.count)))
      return name.isEmpty ? nil : FundingSource(fundingLevel(prefix), name)
    }
    let source = FundingSource(plain)
    return source.map { FundingSource($0.level, fundName($0.name)) }
  }

  /// A grade in the registry's word, where the text is a usual one for it; else the text.
  static func grade(_ text: String) -> String {
    switch text.trimmingWhitespace() {
    case "国家级", "全国": "national"
    case "省级", "全省": "provincial"
    default: text
    }
  }

  /// The kind that a text names, by its name or a usual one; `nil` where none does.
  static func kind(_ text: String, among kinds: [Kind]) -> String? {
    let plain = text.halfWidth.trimmingWhitespace().lowercased()
    if let kind = kinds.first(where: {
      $0.name == plain || $0.nameZh == text || $0.nameEn.lowercased() == plain
    }) {
      return kind.name
    }
    guard let name = usualKinds[plain], kinds.contains(where: { $0.name == name }) else { return nil }
    return name
  }

  // MARK: - Private

  private static let statuses: [String: FacilityStatus] = table([
    (.planned, "planned 规划 规划中 拟建 筹建 筹建中 筹备 待建"),
    (.building, "building 在建 建设中 施工 施工中 改建中 新建中"),
    (.operating, "operating 运营 运营中 在营 营业 营业中 正常 正常运营 正常运行 运行 运行中 已运营 开业 在用 使用中 已投入使用 投入使用"),
    (.suspended, "suspended 暂停 暂停运营 停业 歇业 停用 整改 停业整顿"),
    (.closed, "closed 关闭 已关闭 撤销 已撤销 注销 已注销 关停 终止"),
  ])

  private static let categories: [String: UpgradeCategory] = table([
    (.safety, "safety 安全 消防 安全设施"), (.hygiene, "hygiene 清洁 卫生 清洁设施"),
    (.heating, "heating 取暖 采暖 供暖 取暖设施"), (.culture, "culture 文化 文化娱乐 文化设施"),
    (.rehabilitation, "rehabilitation 康复 康复设施"),
  ])

  private static let levels: [String: DivisionLevel] = table([
    (.city, "city prefecture 市 地级市 地市 市级 地级"),
    (.county, "county district 县 区 县区 区县 县级 县(区) 市辖区 县级市"),
    (.township, "township town subdistrict 乡 镇 街道 乡镇 乡级 镇级 乡镇街道 乡镇(街道)"),
    (.village, "village community 村 社区 行政村 村级 村居 村(居) 居委会 村委会 居民委员会 村民委员会"),
  ])

  private static let usualKinds: [String: String] = table([
    ("nursing-home", "农村敬老院 敬老院 特困供养机构 特困人员供养服务机构 特困供养服务机构 中心敬老院 乡镇敬老院"),
    ("day-care-centre", "日间照料中心 老年人日间照料中心 社区老年人日间照料中心 日照中心 城市社区老年人日间照料中心"),
    ("childrens-home", "儿童之家 村级儿童之家 社区儿童之家"),
    ("disaster-reduction-community", "综合减灾示范社区 减灾示范社区 全国综合减灾示范社区 省级综合减灾示范社区"),
    ("happiness-home", "农村幸福院 幸福院 互助幸福院"),
    ("welfare-institution", "福利机构 福利院 社会福利院 儿童福利院 社会福利中心"),
    ("child-welfare-director", "儿童福利主任 儿童主任 村儿童主任"),
    ("child-welfare-supervisor", "儿童福利督导员 儿童督导员"),
  ])

  private static func table<Value>(_ lines: [(Value, String)]) -> [String: Value] {
    var table: [String: Value] = [:]
    for (value, words) in lines {
      for word in words.split(separator: " ") { table[String(word)] = value }
    }
    return table
  }
}
