internal import ServiceNetwork

/// A column of a ``TableTemplate``.
struct TemplateColumn {
  let name: String
  let heading: String
  let isRequired: Bool
  let meaning: String
  let example: String
  var choices: [String] = []

  /// The columns that people fill in: without those that only the registry writes, and with the names of a division
  /// beside its code.
  static func columns(of table: RegistryTable, kind: Kind?, catalogue: Catalogue) -> [TemplateColumn] {
    var columns: [TemplateColumn] = []
    for column in table.columns where !written.contains(column.name) {
      if table == .demand, column.name == "source" {
        columns += catalogue.demandGroups.map {
          TemplateColumn(
            name: $0.column, heading: $0.nameZh, isRequired: false, meaning: "人数，整数；不清楚则留空，没有则填0",
            example: "12")
        }
      }
      let isPath = column.name == table.pathTarget && table != .divisions
      let (meaning, example) =
        Self.planWords[table]?[column.name] ?? Self.words[column.name] ?? ("", "")
      var own = TemplateColumn(
        name: column.name, heading: column.nameZh, isRequired: column.isRequired && !isPath,
        meaning: isPath ? "十二位区划代码；不知道时留空，改填县、乡镇、村的名称" : meaning, example: isPath ? "" : example)
      own.choices = choices(column.name, table: table, kind: kind, catalogue: catalogue)
      if let first = own.choices.first { own = own.replacing(example: first) }
      columns.append(own)
      if isPath { columns += path }
    }
    // A text stands first, so that the mark of the example fits it.
    if let first = columns.firstIndex(where: { $0.choices.isEmpty && $0.name != "id" && $0.isRequired }) {
      columns.insert(columns.remove(at: first), at: 0)
    }
    return columns
  }

  // MARK: - Private

  /// Columns that exports have and nobody fills in.
  private static let written: Set<String> = [
    "status_history", "given_x", "given_y", "given_crs", "location_origin", "forward", "backward",
  ]

  private static let path = [
    TemplateColumn(name: "county", heading: "县", isRequired: false, meaning: "县（区）的名称", example: "泌阳县"),
    TemplateColumn(name: "township", heading: "乡镇", isRequired: false, meaning: "乡镇、街道的名称", example: "王店镇"),
    TemplateColumn(name: "village", heading: "村", isRequired: false, meaning: "村、社区的名称", example: "某某村"),
  ]

  private func replacing(example: String) -> TemplateColumn {
    TemplateColumn(
      name: name, heading: heading, isRequired: isRequired, meaning: meaning, example: example,
      choices: choices)
  }

  private static func choices(
    _ column: String, table: RegistryTable, kind: Kind?, catalogue: Catalogue
  ) -> [String] {
    if let choices = planChoices(column, table: table, catalogue: catalogue) { return choices }
    return switch column {
    case "kind" where table == .facilities:
      kind.map { [$0.nameZh] } ?? catalogue.kinds.filter { !$0.isPost }.map(\.nameZh)
    case "role": kind.map { [$0.nameZh] } ?? catalogue.kinds.filter(\.isPost).map(\.nameZh)
    case "status": ["运营中", "规划中", "在建", "停业", "关闭"]
    case "level": ["村", "乡镇", "县", "市"]
    case "post": ["否", "是"]
    default: []
    }
  }

  /// What columns mean, and an example.
  private static let words: [String: (meaning: String, example: String)] = [
    "id": ("登记库的编号；新机构留空，由登记库编号", ""),
    "name": ("全称", "某某镇敬老院"),
    "kind": ("从列表中选择", "nursing-home"),
    "name_zh": ("中文名称", "某某"),
    "name_en": ("英文名称", "something"),
    "post": ("是个人岗位则填“是”", "否"),
    "service": ("小写字母、数字和连字符", "elderly-care"),
    "kinds": ("计入的类型代号，以空格分开", "nursing-home"),
    "rule": ("own-village、own-township、within 3km，可用 or 连接", "within 3km"),
    "demand_group": ("服务对象的代号", "elderly"),
    "code": ("十二位区划代码，请勿让Excel改成科学计数", "411726100201"),
    "level": ("从列表中选择", "村"),
    "parent": ("上级的区划代码；十二位代码可留空", ""),
    "longitude": ("度，如 113.98；与纬度同时填写，或都不填", "113.9812"),
    "latitude": ("度，如 32.98", "32.9815"),
    "urban_rural": ("城乡分类代码，三位数字", "220"),
    "source": ("资料来源", "县民政局2018年统计"),
    "as_of": ("统计的日期", "2018-12-31"),
    "status": ("从列表中选择；空白按运营中", "运营中"),
    "opened_on": ("开始服务的日期", "2018-05-01"),
    "closed_on": ("停止服务的第一天；仍在服务则留空", ""),
    "capacity": ("床位数或可容纳人数，整数", "50"),
    "occupied": ("在住人数，整数", "32"),
    "in_care": ("在住人员中半自理和全护理的人数，整数", "9"),
    "grade": ("评定的等级", ""),
    "designated_on": ("命名或认定的日期", ""),
    "address": ("详细地址", "某某镇某某路1号"),
    "phone": ("机构的办公电话", "0396-0000000"),
    "operator": ("运营单位", "某某镇人民政府"),
    "uscc": ("十八位统一社会信用代码", ""),
    "external_id": ("其他系统中的编号", ""),
    "role": ("从列表中选择", "儿童福利主任"),
    "person": ("姓名", "某某"),
    "appointed_on": ("任职的日期", "2018-05-01"),
    "ended_on": ("离任后的第一天；仍在任则留空", ""),
    "from": ("起点路口的编号；同一编号即同一路口", "J1"),
    "to": ("终点路口的编号", "J2"),
    "length_m": ("米；不填则按线形计算", "1250"),
    "road_class": ("OpenStreetMap的highway分类；速度见表 speeds", "residential"),
    "speed_kmh": ("公里/小时；不填则按道路等级", ""),
    "oneway": ("单行填“是”，反向单行填-1", "否"),
    "from_longitude": ("起点的经度，度", "113.9812"),
    "from_latitude": ("起点的纬度，度", "32.9815"),
    "to_longitude": ("终点的经度，度", "113.9931"),
    "to_latitude": ("终点的纬度，度", "32.9822"),
    "path": ("带拐点的线形，LINESTRING；不填则为直线", ""),
    "walk_kmh": ("公里/小时；不能通行则留空", "5"),
    "ebike_kmh": ("公里/小时；不能通行则留空", "15"),
    "drive_kmh": ("公里/小时；不能通行则留空", "25"),
  ]
}
