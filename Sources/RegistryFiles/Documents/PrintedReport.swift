internal import ServiceNetwork

/// Writes a report for printing: one HTML document of A4 pages, without scripts and addresses outside.
///
/// Its parts are written in the order of the methods; each is handed over in pieces as it is ready, so that no more than a
/// drawing and some rows are in memory. All figures are those of the domain's reports.
package struct PrintedReport {
  /// The language of all words but names.
  let language: DocumentLanguage
  private let sink: ([UInt8]) throws -> Void
  /// How many bytes are kept back until they are handed over.
  private static let pieceSize = 1 << 16

  /// A report that hands its pieces over as they are ready.
  package init(_ language: DocumentLanguage, to sink: @escaping ([UInt8]) throws -> Void) {
    self.language = language
    self.sink = sink
  }

  /// Writes the head and the first page: what it is about, and a row for each service.
  ///
  /// - Parameters:
  ///   - area: the name of the area; `nil` for all of the registry.
  ///   - asOf: the day.
  ///   - services: the coverage of each service.
  /// - Throws: what the sink throws.
  func begin(area: String?, asOf: CalendarDate, _ services: [CoverageReport]) throws {
    let heading = language(
      "Welfare services\(area.map { " in \($0)" } ?? ""): report as of \(asOf)",
      zh: "\(area ?? "")福利服务网络报告（截至\(asOf)）")
    var html = HTMLWriter()
    html.open("html", ["lang": language.tag])
    html.element("head") { html in
      html.open("meta", ["charset": "utf-8"])
      html.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      html.element("title", heading)
      html.element("style", Self.style)
    }
    html.open("body")
    html.element("h1", heading)
    html.element("p", summary(of: services))
    try table(
      [
        (language("service", zh: "服务"), false), (language("rule", zh: "规则"), false),
        (language("served", zh: "已覆盖村"), true), (language("unserved", zh: "未覆盖村"), true),
        (language("no place", zh: "无坐标村"), true), (language("share", zh: "村覆盖率"), true),
        (language("persons", zh: "服务对象人数"), true), (language("unserved", zh: "未覆盖人数"), true),
        (language("share", zh: "人数覆盖率"), true),
      ], services, to: &html
    ) { report in
      let figures = report.total
      return [
        report.question.service.name(in: language), report.question.rule.words(language),
        String(figures.served), String(figures.unserved), String(figures.withoutLocation),
        figures.share.percent, String(figures.demand), String(figures.demandUnserved),
        figures.demandShare.percent,
      ]
    }
    try sink(html.take())
  }

  private func summary(of services: [CoverageReport]) -> String {
    guard let villages = services.first?.total.villages else {
      return language("The registry has no service.", zh: "登记库中没有服务。")
    }
    return language(
      "\(villages) villages, and the persons of each service's demand group.",
      zh: "共\(villages)个村；人数为各项服务的服务对象人数。")
  }

  // MARK: - Parts

  /// Writes a section, and hands it over in pieces.
  func section(
    _ heading: String, isOnNewPage: Bool = false, _ body: (inout HTMLWriter) throws -> Void
  ) throws {
    var html = HTMLWriter()
    _ = html.take()
    try html.element("section", ["class": isOnNewPage ? "page" : nil]) { html in
      html.element("h2", heading)
      try body(&html)
    }
    try sink(html.take())
  }

  /// Writes a table; each row is made when it is written.
  ///
  /// - Parameter columns: the headings, and whether what is below each is a number.
  func table<Row>(
    _ columns: [(heading: String, isNumber: Bool)], _ rows: some Sequence<Row>, to html: inout HTMLWriter,
    _ cells: (Row) -> [String]
  ) throws {
    try html.element("table") { html in
      html.element("thead") { html in
        html.element("tr") { html in
          for column in columns {
            html.element("th", ["class": column.isNumber ? "n" : nil], column.heading)
          }
        }
      }
      try html.element("tbody") { html in
        for row in rows {
          html.element("tr") { html in
            for (column, cell) in zip(columns, cells(row)) {
              html.element("td", ["class": column.isNumber ? "n" : nil], cell)
            }
          }
          if html.bytes.count > Self.pieceSize { try sink(html.take()) }
        }
      }
    }
  }

  /// Writes by what an answer can be repeated.
  func state(_ provenance: Provenance, to html: inout HTMLWriter) {
    html.element("p", ["class": "state"], provenance.words(language))
  }

  /// The style sheet, by whose digest a server can allow it.
  ///
  /// Without quotation marks and angle brackets, which would be escaped.
  package static let style = """
    @page { size: A4; margin: 16mm 14mm; }
    body { font: 10pt/1.45 Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif; \
    color: #222; max-width: 182mm; margin: 0 auto; padding: 0 4mm; }
    h1 { font-size: 19pt; margin: 6mm 0 3mm; }
    h2 { font-size: 14pt; margin: 6mm 0 2mm; border-bottom: 1px solid #999; break-after: avoid; }
    h3 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid; }
    p { margin: 1.5mm 0; }
    table { border-collapse: collapse; width: 100%; font-size: 8.5pt; margin: 2mm 0; }
    thead { display: table-header-group; }
    th, td { border-bottom: 0.5pt solid #bbb; padding: 0.8mm 1.2mm; text-align: left; vertical-align: top; }
    th { border-bottom-color: #444; }
    tr, figure { break-inside: avoid; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    th.n { white-space: normal; }
    figure { margin: 3mm 0; }
    figure svg { display: block; width: 100%; height: auto; max-height: 230mm; }
    .state { color: #666; font-size: 7.5pt; overflow-wrap: anywhere; }
    @media print { body { max-width: none; padding: 0; } .page { break-before: page; } }
    """
}

extension Service {
  /// Its name in a language.
  func name(in language: DocumentLanguage) -> String { language(nameEn, zh: nameZh) }
}
