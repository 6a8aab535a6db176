/// A table that goes in and out of a registry as a file, with its columns.
///
/// The one description that reading, writing, help and templates share.
public enum RegistryTable: String, CaseIterable, Sendable {
  /// Kinds of facilities, and roles.
  case kinds
  /// Services and their rules.
  case services
  /// The tree of divisions.
  case divisions
  /// Persons of each demand group, by division and date.
  case demand
  /// Facilities, with the dates of their statuses.
  case facilities
  /// Appointments of persons to divisions.
  case posts
  /// The road network.
  case roads
  /// How fast one travels on each class of road.
  case speeds
  /// Lists of what makes a nursing home sound.
  case criteria
  /// In what state nursing homes are, by category.
  case conditions
  /// Works that refit nursing homes.
  case upgrades
  /// Money that was allocated.
  case funds
  /// What is followed, and how its value is found.
  case indicators
  /// What indicators are to be.
  case targets
  /// Values of indicators that the registry cannot count.
  case observations

  /// A column of a table.
  public struct Column: Hashable, Sendable {
    /// Its heading.
    public let name: String
    /// Its heading in Chinese.
    public let nameZh: String
    /// Other headings by which it is recognised, in either language.
    public let synonyms: [String]
    /// Whether each row must have a value there.
    public let isRequired: Bool

    /// A column from a line `name* 中文 synonym synonym`.
    fileprivate init(_ line: Substring) {
      let words = line.split(separator: " ").map(String.init)
      isRequired = words[0].hasSuffix("*")
      name = isRequired ? String(words[0].dropLast()) : words[0]
      nameZh = words[1]
      synonyms = Array(words.dropFirst(2))
    }
  }

  /// The columns in the order in which they are written; `demand` has one more for each group.
  public var columns: [Column] {
    switch self {
    case .kinds: Self.kindColumns
    case .services: Self.serviceColumns
    case .divisions: Self.divisionColumns
    case .demand: Self.demandColumns
    case .facilities: Self.facilityColumns
    case .posts: Self.postColumns
    case .roads: Self.roadColumns
    case .speeds: Self.speedColumns
    case .criteria: Self.criterionColumns
    case .conditions: Self.conditionColumns
    case .upgrades: Self.upgradeColumns
    case .funds: Self.fundColumns
    case .indicators: Self.indicatorColumns
    case .targets: Self.targetColumns
    case .observations: Self.observationColumns
    }
  }

  /// The table's name in Chinese.
  public var nameZh: String {
    switch self {
    case .kinds: "类型"
    case .services: "服务"
    case .divisions: "区划"
    case .demand: "服务对象人数"
    case .facilities: "机构设施"
    case .posts: "岗位"
    case .roads: "道路"
    case .speeds: "道路速度"
    case .criteria: "评定标准"
    case .conditions: "设施状况"
    case .upgrades: "改造项目"
    case .funds: "资金"
    case .indicators: "指标"
    case .targets: "目标"
    case .observations: "指标数据"
    }
  }

  fileprivate static func columns(_ lines: String) -> [Column] {
    lines.split(separator: "\n").map(Column.init)
  }

  private static let kindColumns = columns(
    """
    kind* 类型代号
    name_zh* 中文名称
    name_en* 英文名称
    post 是否岗位
    """)

  private static let serviceColumns = columns(
    """
    service* 服务代号
    name_zh* 中文名称
    name_en* 英文名称
    kinds* 计入类型
    rule* 服务标准
    demand_group 服务对象
    """)

  private static let divisionColumns = columns(
    """
    code* 区划代码 行政区划代码 统计用区划代码 代码 adcode code12 编码
    name* 名称 区划名称 行政区划名称 单位名称
    level* 级别 层级 行政级别
    parent 上级区划代码 上级代码 父级代码 parent_code
    longitude 经度 lng lon long 东经 经度坐标 easting 东坐标 横坐标
    latitude 纬度 lat 北纬 纬度坐标 northing 北坐标 纵坐标
    urban_rural 城乡分类代码 城乡分类 城乡属性
    source 来源 数据来源
    location_origin 坐标由来
    given_x 原始横坐标
    given_y 原始纵坐标
    given_crs 原始坐标系
    boundary_crs 边界原始坐标系
    """)

  private static let demandColumns = columns(
    """
    code* 区划代码 行政区划代码 代码 division 统计用区划代码 adcode
    as_of* 统计日期 截止日期 日期 统计时间 时点 date
    source 来源 数据来源
    """)

  private static let facilityColumns = columns(
    """
    id 编号 机构编号 设施编号
    kind* 类型 机构类型 设施类型 机构类别 类别 type
    name* 名称 机构名称 单位名称 设施名称 敬老院名称 中心名称 机构全称 全称
    division 区划代码 行政区划代码 所在区划代码 所在区划 所属区划 统计用区划代码
    longitude 经度 lng lon long 东经 经度坐标 easting 东坐标 横坐标
    latitude 纬度 lat 北纬 纬度坐标 northing 北坐标 纵坐标
    status 状态 运营状态 机构状态 使用状态
    opened_on 开业日期 开业时间 启用日期 启用时间 成立时间 成立日期 投入使用时间 建成时间 运营时间
    closed_on 关闭日期 关闭时间 停业日期 停业时间 撤销日期 注销日期
    status_history 状态沿革
    capacity 床位数 床位 总床位 总床位数 核定床位 设计床位 容量 可容纳人数 beds
    occupied 在住人数 入住人数 已住人数 实住人数 在院人数 已用床位
    in_care 失能半失能人数 护理人数 半自理和全护理人数 需照护人数
    grade 等级 级别 评定等级 星级
    designated_on 命名日期 命名时间 认定日期 认定时间
    address 地址 详细地址 机构地址 详细住址 住址 addr
    phone 电话 联系电话 办公电话 tel telephone
    operator 运营单位 运营方 运营机构 主办单位 举办单位 法人单位
    uscc 统一社会信用代码 社会信用代码 信用代码
    source 来源 数据来源
    external_id 外部编号 原编号 原系统编号
    given_x 原始横坐标
    given_y 原始纵坐标
    given_crs 原始坐标系
    """)

  private static let postColumns = columns(
    """
    id 编号 岗位编号
    role* 岗位 岗位类型 职务 类型
    division* 区划代码 行政区划代码 所在区划 统计用区划代码
    person 姓名 人员姓名
    phone 电话 联系电话 手机 手机号 手机号码
    appointed_on* 任职日期 任职时间 聘任日期 聘任时间 上岗时间
    ended_on 离任日期 离任时间 卸任日期 离职时间
    source 来源 数据来源
    """)
}

extension RegistryTable {
  fileprivate static let roadColumns = columns(
    """
    from* 起点 起点编号 起始节点 from_node source_node u
    to* 终点 终点编号 终止节点 to_node target_node v
    length_m 长度 道路长度 长度（米） length
    road_class 道路等级 技术等级 道路类型 等级 highway fclass class
    speed_kmh 速度 设计速度 限速 maxspeed speed
    oneway 单行 单行线 是否单行
    from_longitude* 起点经度 from_lon x1
    from_latitude* 起点纬度 from_lat y1
    to_longitude* 终点经度 to_lon x2
    to_latitude* 终点纬度 to_lat y2
    forward 正向通行
    backward 反向通行
    path 线形 geometry_wkt
    name 名称 道路名称 路名 路线名称
    source 来源 数据来源
    """)

  fileprivate static let speedColumns = columns(
    """
    road_class* 道路等级 等级
    walk_kmh 步行 步行速度
    ebike_kmh 电动自行车 电动车 电动自行车速度
    drive_kmh 驾车 汽车 驾车速度
    """)
}

extension RegistryTable {
  fileprivate static let criterionColumns = columns(
    """
    list* 标准清单 清单 标准 criteria
    category* 类别 改造类别
    number* 序号 条目 编号
    text_zh* 内容 中文内容 要求 标准内容
    text_en 英文内容
    source* 依据 来源 标准依据
    """)

  fileprivate static let conditionColumns = columns(
    """
    facility* 机构编号 设施编号 敬老院编号 敬老院 机构名称 敬老院名称
    category* 类别 改造类别
    state* 状况 评定结果 状态 是否达标
    estimated_cost 预计费用 估算费用 所需资金 预算
    assessed_on 评定日期 评估日期 检查日期
    criteria 标准清单 评定标准
    source 来源 数据来源
    """)

  fileprivate static let upgradeColumns = columns(
    """
    id 编号 项目编号
    facility* 机构编号 设施编号 敬老院编号 敬老院 机构名称 敬老院名称
    category* 类别 改造类别
    year* 年度 计划年度 年份
    status* 进展 状态 项目状态 进度
    cost 费用 金额 造价 合同金额 投资
    source 资金来源 来源
    contracted_on 签约日期 合同日期
    started_on 开工日期 开工时间
    accepted_on 验收日期 验收时间 竣工验收日期
    cancelled_on 取消日期 终止日期
    """)

  fileprivate static let fundColumns = columns(
    """
    id 编号 资金编号
    year* 年度 年份 预算年度
    level* 资金级次 级次 级别 资金级别
    source* 资金来源 来源 资金性质
    purpose* 用途 投向 资金用途
    facility 机构编号 设施编号 机构名称
    upgrade 项目编号 改造项目
    amount* 金额 资金金额 拨付金额 下达金额
    allocated_on 下达日期 拨付日期 下达时间
    """)

  fileprivate static let indicatorColumns = columns(
    """
    indicator* 指标代号 指标
    name_zh* 中文名称 指标名称
    name_en* 英文名称
    measure* 计算方法 算法
    unit 单位 计量单位
    """)

  fileprivate static let targetColumns = columns(
    """
    id 编号 目标编号
    indicator* 指标 指标代号
    division* 区划代码 行政区划代码 责任区划 统计用区划代码
    year* 年度 年份
    bound* 目标值 目标 指标值
    unit_in_charge 责任单位 牵头单位
    split 分解方式 分解依据
    source 来源 依据
    """)

  fileprivate static let observationColumns = columns(
    """
    indicator* 指标 指标代号
    division* 区划代码 行政区划代码 统计用区划代码
    date* 日期 统计日期 时点 截止日期
    value* 数值 数值结果 值 数据
    source 来源 数据来源
    """)
}

/// A row of a ``RegistryTable``, read and valid in itself; whether it fits the registry is not yet known.
public enum RegistryRow: Equatable, Sendable {
  /// A row of ``RegistryTable/kinds``.
  case kind(Kind)
  /// A row of ``RegistryTable/services``.
  case service(Service)
  /// A row of ``RegistryTable/divisions``.
  case division(Division)
  /// A row of ``RegistryTable/demand``.
  case demand(DemandCount)
  /// A row of ``RegistryTable/facilities``.
  case facility(Facility)
  /// A row of ``RegistryTable/posts``.
  case post(Post)
  /// A row of ``RegistryTable/roads``.
  case road(Road)
  /// A row of ``RegistryTable/speeds``.
  case speed(RoadClassSpeeds)
  /// A row of ``RegistryTable/criteria``.
  case criterion(Criterion)
  /// A row of ``RegistryTable/conditions``.
  case condition(Condition)
  /// A row of ``RegistryTable/upgrades``.
  case upgrade(Upgrade)
  /// A row of ``RegistryTable/funds``.
  case fund(FundAllocation)
  /// A row of ``RegistryTable/indicators``.
  case indicator(Indicator)
  /// A row of ``RegistryTable/targets``.
  case target(Target)
  /// A row of ``RegistryTable/observations``.
  case observation(Observation)
}
