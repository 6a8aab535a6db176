internal import ServiceNetwork

extension PrintedReport {
  /// Writes how targets stand; nothing where there are none.
  ///
  /// - Throws: what the sink throws.
  func write(_ report: TargetReport) throws {
    guard !report.lines.isEmpty else { return }
    try section(language("Targets", zh: "规划目标"), isOnNewPage: true) { html in
      let counts = TargetReport.State.allCases.compactMap { state -> String? in
        let count = report.lines.count { $0.state == state }
        return count > 0
          ? language("\(count) \(language(state.wording))", zh: "\(language(state.wording))\(count)项") : nil
      }
      html.element("p", counts.joined(separator: language(", ", zh: "，")) + language(".", zh: "。"))
      try table(
        [
          (language("year", zh: "年度"), false), (language("indicator", zh: "指标"), false),
          (language("division", zh: "区划"), false), (language("bound", zh: "目标值"), true),
          (language("value", zh: "现值"), true), (language("state", zh: "进度"), false),
          (language("missing", zh: "差额"), true), (language("in charge", zh: "责任单位"), false),
        ], report.lines, to: &html
      ) { line in
        [
          String(line.target.year), language(line.indicator.nameEn, zh: line.indicator.nameZh),
          line.divisionName,
          line.target.bound.description, line.shown(line.value) ?? "–", language(line.state.wording),
          line.shown(line.missing) ?? "–", line.target.unitInCharge ?? "–",
        ]
      }
      state(Provenance(of: report), to: &html)
    }
  }

  /// Writes the works and the money of homes by year; nothing where there are none.
  ///
  /// - Parameters:
  ///   - report: the money; of an area's homes where it is of an area.
  ///   - isOfArea: whether money that names no home was left out of it.
  /// - Throws: what the sink throws.
  func write(_ report: FundReport, isOfArea: Bool) throws {
    guard !report.lines.isEmpty else { return }
    try section(language("Works and money of nursing homes", zh: "敬老院改造工程与资金")) { html in
      if isOfArea {
        html.element(
          "p",
          language(
            "Yuan. Works are those of the area's homes; of money, only what names one of them or its works.",
            zh: "单位：元。工程为本区域敬老院的工程；资金仅计指明用于这些敬老院或其工程的部分。"))
      } else {
        html.element("p", language("Yuan.", zh: "单位：元。"))
      }
      try funds(report, to: &html)
      let uncosted = report.lines.reduce(0) { $0 + $1.worksWithoutCost }
      if uncosted > 0 {
        html.element(
          "p",
          language("\(uncosted) works have no cost, and count as nothing.", zh: "\(uncosted)项工程无费用，按零计。"))
      }
      state(Provenance(of: report), to: &html)
    }
  }

  private func funds(_ report: FundReport, to html: inout HTMLWriter) throws {
    try table(
      [
        (language("year", zh: "年度"), false), (language("source", zh: "资金来源"), false),
        (language("allocated to homes", zh: "安排到敬老院"), true), (language("planned", zh: "已计划"), true),
        (language("committed", zh: "已签约"), true), (language("accepted", zh: "已验收"), true),
        (language("unaccepted", zh: "未验收"), true), (language("works", zh: "工程数"), true),
      ], report.lines, to: &html
    ) { line in
      [
        String(line.year), line.source.words(language), line.allocatedToHomes.description,
        line.planned.description, line.committed.description, line.accepted.description,
        line.unaccepted.description, String(line.works.count),
      ]
    }
  }
}

extension TargetReport.State {
  /// The state in a few words.
  fileprivate var wording: Wording {
    switch self {
    case .met: Wording("met", zh: "已达标")
    case .onCourse: Wording("on course", zh: "按进度")
    case .behind: Wording("behind", zh: "滞后")
    case .missed: Wording("missed", zh: "未达标")
    case .unknown: Wording("unknown", zh: "无数据")
    }
  }
}

extension FundingSource {
  /// The source as people say it; one that is not known by its own name.
  fileprivate func words(_ language: DocumentLanguage) -> String {
    guard language == .zh else { return description }
    let level: String? = level.map {
      switch $0 {
      case .central: "中央"
      case .provincial: "省级"
      case .city: "市级"
      case .county: "县级"
      }
    }
    let names = ["welfare-lottery": "福彩公益金", "fiscal": "财政资金", "donation": "捐赠", "other": "其他"]
    return (level ?? "") + (names[name] ?? name)
  }
}
