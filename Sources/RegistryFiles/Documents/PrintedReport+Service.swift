internal import ServiceNetwork

extension PrintedReport {
  /// Writes what is told of a service: figures, map, shares by area, and every village that is not served.
  ///
  /// - Parameters:
  ///   - coverage: the figures, by the divisions that divide the area.
  ///   - unserved: the villages, of the same analysis.
  ///   - boundaries: what divisions enclose.
  ///   - limit: how many villages are listed at the most; `nil` for all.
  /// - Throws: what the sink throws.
  func write(
    _ coverage: CoverageReport, _ unserved: UnservedReport, boundaries: [DivisionCode: MultiPolygon],
    limit: Int?
  ) throws {
    let provenance = Provenance(of: coverage.analysis)
    let question = coverage.question
    try section(question.service.name(in: language), isOnNewPage: true) { html in
      html.element("p", question.conditions(language, in: coverage.analysis.snapshot.catalogue))
      html.element("p", sentence(on: coverage))
      for remark in remarks(on: coverage) { html.element("p", remark) }
      html.element("figure") { html in
        if let map = CoverageMap(unserved, boundaries: boundaries, provenance: provenance, language: language)
        {
          html.drawing(map.drawing)
        } else {
          html.element("p", language("No village has coordinates: there is no map.", zh: "各村均无坐标，无法绘图。"))
        }
      }
      bars(of: coverage, to: &html)
      try figures(of: coverage, to: &html)
      try list(unserved, limit: limit, to: &html)
      state(provenance, to: &html)
    }
  }

  // MARK: - Private

  private func sentence(on report: CoverageReport) -> String {
    let figures = report.total
    return language(
      "\(report.serving) serve, wherever they are. Of \(figures.villages) villages \(figures.served) are served, \(figures.unserved) are not: "
        + "\(figures.share.percent) of villages and \(figures.demandShare.percent) of persons are served; "
        + "\(figures.demandUnserved) of \(figures.demand) persons are not.",
      zh:
        "提供服务的机构或岗位（含区域外）\(report.serving)个。\(figures.villages)个村中，已覆盖\(figures.served)个，未覆盖\(figures.unserved)个，"
        + "村覆盖率\(figures.share.percent)，人数覆盖率\(figures.demandShare.percent)；"
        + "服务对象\(figures.demand)人中未覆盖\(figures.demandUnserved)人。")
  }

  private func remarks(on report: CoverageReport) -> [String] {
    let figures = report.total
    let remarks: [(count: Int, en: String, zh: String)] = [
      (
        report.servingWithoutLocation, "that serve have no coordinates: no distance to them is known.",
        "个提供服务的机构或岗位无坐标，无法计算距离。"
      ),
      (
        figures.withoutLocation,
        "villages have no coordinates, and may or may not be served; they are in no share.",
        "个村无坐标，无法判断是否覆盖，不计入覆盖率。"
      ),
      (
        report.question.demandGroup == nil ? 0 : figures.withoutDemand,
        "villages have no count of persons, and add none.", "个村未统计人数，按无人计。"
      ),
      (
        figures.demandLater, "villages have a count only from after the day, which was taken.",
        "个村仅有截至日之后的统计人数，已予采用。"
      ),
    ]
    return remarks.filter { $0.count > 0 }.map { language("\($0.count) \($0.en)", zh: "\($0.count)\($0.zh)") }
  }

  /// How many bars stand in one drawing: as many as fit a page.
  private static let barsInDrawing = 40

  private func bars(of report: CoverageReport, to html: inout HTMLWriter) {
    let bars = report.areas.map { area in
      let figures = area.figures
      return BarChart.Bar(
        name: name(of: area, report.level), share: figures.demandShare ?? figures.share,
        note: language(
          "\(figures.served) of \(figures.served + figures.unserved) villages",
          zh: "\(figures.served)/\(figures.served + figures.unserved)村"))
    }
    let title =
      report.question.demandGroup == nil
      ? language("Share of villages served", zh: "村覆盖率") : language("Share of persons served", zh: "人数覆盖率")
    for start in stride(from: 0, to: bars.count, by: Self.barsInDrawing) {
      html.element("figure") { html in
        html.drawing(BarChart(title: title, Array(bars[start...].prefix(Self.barsInDrawing))).drawing)
      }
    }
  }

  private func figures(of report: CoverageReport, to html: inout HTMLWriter) throws {
    let level = report.level == .county ? language("county", zh: "县区") : language("township", zh: "乡镇")
    let rows =
      report.areas.map { (name(of: $0, report.level), $0.figures) } + [
        (language("total", zh: "合计"), report.total)
      ]
    try table(
      [
        (level, false), (language("villages", zh: "村数"), true), (language("served", zh: "已覆盖村"), true),
        (language("unserved", zh: "未覆盖村"), true), (language("no place", zh: "无坐标村"), true),
        (language("share", zh: "村覆盖率"), true), (language("persons", zh: "服务对象人数"), true),
        (language("unserved", zh: "未覆盖人数"), true), (language("share", zh: "人数覆盖率"), true),
      ], rows, to: &html
    ) { name, figures in
      [
        name, String(figures.villages), String(figures.served), String(figures.unserved),
        String(figures.withoutLocation), figures.share.percent, String(figures.demand),
        String(figures.demandUnserved), figures.demandShare.percent,
      ]
    }
  }

  private func name(of area: CoverageReport.Area, _ level: DivisionLevel) -> String {
    area.name ?? language("(in no \(level.rawValue))", zh: "（不属任何\(level.nameZh)）")
  }

  private func list(_ report: UnservedReport, limit: Int?, to html: inout HTMLWriter) throws {
    let count = report.villages.count
    html.element("h3", language("Villages not served: \(count)", zh: "未覆盖村名单（\(count)个）"))
    guard count > 0 else { return }
    let shown = report.villages.prefix(limit ?? count)
    if shown.count < count {
      html.element(
        "p", language("The first \(shown.count), most persons first.", zh: "按服务对象人数列出前\(shown.count)个。"))
    }
    let isTime = report.question.measure.isTime
    try table(
      [
        (language("code", zh: "区划代码"), false), (language("village", zh: "村"), false),
        (language("township", zh: "乡镇"), false), (language("county", zh: "县区"), false),
        (language("persons", zh: "人数"), true), (language("reason", zh: "原因"), false),
        (language("nearest", zh: "最近机构"), false),
        (isTime ? language("min", zh: "分钟") : language("m", zh: "米"), true),
      ], shown, to: &html
    ) { village in
      village.shownNames + [
        village.demand.map(String.init) ?? "–",
        language(village.unreachable?.sentence ?? village.reason.wording(isTime: isTime)),
        village.nearest?.name ?? "–", village.nearest?.cost ?? "–",
      ]
    }
  }
}

extension UnservedReport.Reason {
  /// The reason in a few words.
  fileprivate func wording(isTime: Bool) -> Wording {
    switch self {
    case .tooFar: isTime ? Wording("takes too long", zh: "用时超限") : Wording("too far", zh: "距离超限")
    case .noneInVillage: Wording("none in the village", zh: "本村没有")
    case .noneInTownship: Wording("none in the township", zh: "本乡镇没有")
    case .noProvider: Wording("nobody serves", zh: "无服务机构")
    case .unreachable: Wording("no way leads there", zh: "无路可达")
    case .noLocation: Wording("no coordinates", zh: "村无坐标")
    }
  }
}
