internal import ServiceNetwork

extension PrintedReport {
  /// Writes what a check found: how often each rule is broken.
  ///
  /// - Throws: what the sink throws.
  func writeFindings(_ counts: [QualityRule: Int]) throws {
    try section(language("Data quality", zh: "数据质量")) { html in
      guard !counts.isEmpty else {
        return html.element("p", language("Nothing breaks a rule.", zh: "未发现违反规则的数据。"))
      }
      let rows = QualityRule.allCases.compactMap { rule in counts[rule].map { (rule, $0) } }
      try table(
        [
          (language("findings", zh: "发现"), true), (language("severity", zh: "严重程度"), false),
          (language("rule", zh: "规则"), false), (language("what it asks for", zh: "要求"), false),
        ], rows, to: &html
      ) { rule, count in
        [
          String(count),
          rule.severity == .error ? language("error", zh: "错误") : language("warning", zh: "警告"),
          rule.rawValue, language(rule.sentence),
        ]
      }
    }
  }

  /// Writes how the figures come about, which is the last section.
  ///
  /// - Parameters:
  ///   - asOf: the day.
  ///   - provenance: by what the figures of all services together can be repeated.
  /// - Throws: what the sink throws.
  func writeMethod(asOf: CalendarDate, _ provenance: Provenance) throws {
    try section(language("Method and sources", zh: "方法与来源"), isOnNewPage: true) { html in
      html.element("ul") { html in
        for sentence in Self.method(asOf) { html.element("li", language(sentence)) }
      }
      state(provenance, to: &html)
    }
  }

  private static func method(_ day: CalendarDate) -> [Wording] {
    [
      Wording(
        "A village is served where its service's rule is met on the day, \(day): one in the village or the township, or the "
          + "nearest one no farther than a bound; exactly at the bound counts. Facilities outside the area serve, too.",
        zh: "在截至日（\(day)）满足服务规则的村为已覆盖：本村或本乡镇有服务机构，或最近的机构不超过规定的距离或用时（恰好等于也算）。区域外的机构同样计入。"),
      Wording(
        "A facility serves while its status is operating, from the day it opened until the day before it closed; a post while it is held.",
        zh: "机构自开办之日起至停办前一日，状态为运营中时提供服务；岗位在任期内提供服务。"),
      Wording(
        "Straight distances are geodesics on the WGS 84 ellipsoid (Karney 2013), those of other measures as the rule names them; "
          + "lists state them to 0.1.",
        zh: "直线距离为WGS 84椭球面上的大地线长（Karney 2013），其他量度以规则所写为准；名单中精确到0.1。"),
      Wording(
        "Persons are the registry's counts of each service's demand group by village: the latest on or before the day, else the "
          + "earliest after it. Share is served ÷ (served + unserved); villages of which it cannot be told for want of coordinates "
          + "are in neither.",
        zh: "人数取登记库中各村服务对象的统计数：截至日当天或之前最近的一次，没有则取之后最早的一次。覆盖率=已覆盖÷（已覆盖＋未覆盖）；因无坐标而无法判断的村不计入。"),
      Wording(
        "On maps the area of a circle is proportional to the persons. Dashed outlines are the convex hulls of villages, where the registry "
          + "has no boundary; they are a sketch and no boundary.",
        zh: "地图中圆的面积与人数成正比。登记库中没有界线的，以村点的凸包用虚线示意，不是行政区界线。"),
      Wording(
        "Targets are compared by what the registry counts, or what was observed, on the day or at the year's end. Sums of money are exact to "
          + "the fen; works stand as they did on the day.",
        zh: "目标按截至日或年末登记库的统计数或填报值比较。金额精确到分；工程状态以截至日为准。"),
      Wording(
        "Findings of data quality are about the registry as it stands. The state under each table is a hash of all that it was computed from: the "
          + "same question on the same data has the same one.",
        zh: "数据质量为登记库现状。各部分所附状态码由计算所用全部数据得出：同样的数据、同样的问题，状态码相同。"),
    ]
  }
}
