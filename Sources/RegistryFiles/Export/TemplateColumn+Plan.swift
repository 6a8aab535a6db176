internal import ServiceNetwork

/// What the columns of a plan's tables mean, where that is another thing than in the other tables.
extension TemplateColumn {
  /// The words that a column of a plan's table may have; `nil` for a column that is as in the other tables.
  static func planChoices(_ column: String, table: RegistryTable, catalogue: Catalogue) -> [String]? {
    switch (table, column) {
    case (.criteria, "category"), (.conditions, "category"), (.upgrades, "category"):
      UpgradeCategory.allCases.map(\.nameZh)
    case (.conditions, "state"): ["不达标", "达标", "未知"]
    case (.upgrades, "status"): ["计划", "已签约", "在建", "已验收", "取消"]
    case (.funds, "level"): ["省级", "中央", "市级", "县级"]
    case (.funds, "source"): ["福彩公益金", "财政", "捐赠", "其他"]
    case (.funds, "purpose"): catalogue.kinds.filter { !$0.isPost }.map(\.nameZh) + ["其他"]
    case (.criteria, _), (.conditions, _), (.upgrades, _), (.funds, _), (.indicators, _), (.targets, _),
      (.observations, _):
      []
    default: nil
    }
  }

  /// What columns mean, and an example.
  static let planWords: [RegistryTable: [String: (meaning: String, example: String)]] = [
    .criteria: [
      "list": ("清单的代号和版本", "nursing-home-2018"),
      "number": ("该类别中的序号", "1"),
      "text_zh": ("应达到的要求", "疏散通道畅通"),
      "text_en": ("英文，可不填", ""),
      "source": ("依据的标准或文件", "GB 38600-2019"),
    ],
    .conditions: [
      "facility": ("机构编号，或登记库中唯一的名称", "NH0001"),
      "estimated_cost": ("元，精确到分；可写 20.5万", "12000.00"),
      "assessed_on": ("评定的日期", "2018-03-01"),
      "criteria": ("评定所用清单的代号", "nursing-home-2018"),
    ],
    .upgrades: [
      "id": ("登记库的编号；新项目留空", ""),
      "facility": ("机构编号，或登记库中唯一的名称", "NH0001"),
      "year": ("计划完成的年度", "2018"),
      "cost": ("元，精确到分；可写 20.5万", "12000.00"),
      "source": ("级次和来源", "省级福彩公益金"),
      "contracted_on": ("签约的日期；尚未签约则留空", ""),
      "started_on": ("开工的日期；尚未开工则留空", ""),
      "accepted_on": ("验收的日期；尚未验收则留空", ""),
      "cancelled_on": ("取消的日期；未取消则留空", ""),
    ],
    .funds: [
      "id": ("登记库的编号；新资金留空", ""),
      "year": ("预算年度", "2018"),
      "facility": ("专用于某机构时填写其编号", ""),
      "upgrade": ("专用于某改造项目时填写其编号", ""),
      "amount": ("元，精确到分；可写 20.5万", "205000.00"),
      "allocated_on": ("下达的日期", "2018-03-01"),
    ],
    .indicators: [
      "indicator": ("小写字母、数字和连字符", "childrens-homes-built"),
      "measure": ("计算方法，见 README", "opened childrens-home"),
      "unit": ("计量单位；计数和占比留空", ""),
    ],
    .targets: [
      "id": ("登记库的编号；新目标留空", ""),
      "indicator": ("指标代号", "childrens-homes-built"),
      "year": ("年底应达到的年度", "2018"),
      "bound": (">= 60、= 100%、> 0 等", ">= 90"),
      "unit_in_charge": ("责任单位，不写个人", "社会福利科"),
      "split": ("分解到下级的依据：each、villages、demand elderly、facilities nursing-home", "villages"),
    ],
    .observations: [
      "indicator": ("指标代号", "minimum-living-standard-rural"),
      "date": ("数据的日期", "2018-12-31"),
      "value": ("数值，最多六位小数；可写 6%", "3450"),
    ],
  ]
}
