internal import ServiceNetwork

extension CoverageMap {
  /// What the marks mean, which way is north, and how long a length is; below each other, 200 units wide.
  func legend(to svg: inout SVGWriter) {
    north(to: &svg)
    var y = 78.0
    marks(to: &svg, &y)
    sizes(to: &svg, &y)
    colours(to: &svg, &y)
    outlineKinds(to: &svg, &y)
    missing(to: &svg, &y)
    scaleBar(to: &svg)
  }

  private static let textX = 30.0

  private func north(to svg: inout SVGWriter) {
    svg.element("path", ["d": "M12 6l9 40l-9 -8l-9 8Z", "fill": "#333"])
    svg.label(language("N", zh: "北"), x: 28, y: 34, size: 16, isBold: true)
  }

  private func marks(to svg: inout SVGWriter, _ y: inout Double) {
    svg.label(language("Legend", zh: "图例"), x: 0, y: y, size: 15, isBold: true)
    y += 24
    svg.element(
      "circle", ["cx": "10", "cy": SVGWriter.number(y - 4), "r": "1.6", "fill": Self.servedColour])
    let served = villages.lazy.filter(\.isServed).count
    row(language("served village (\(served))", zh: "已覆盖村（\(served)）"), to: &svg, &y)
    svg.element("path", Self.facilityAttributes("M10 \(SVGWriter.number(y - 7.4))\(Self.triangle)"))
    row(language("serves (\(facilities.count) here)", zh: "服务机构（图内\(facilities.count)）"), to: &svg, &y)
  }

  private func row(_ text: String, to svg: inout SVGWriter, _ y: inout Double) {
    svg.label(text, x: Self.textX, y: y, size: 13)
    y += 20
  }

  /// Circles of round counts of persons.
  private func sizes(to svg: inout SVGWriter, _ y: inout Double) {
    let unserved = villages.lazy.filter { !$0.isServed }
    guard !unserved.isEmpty else { return }
    y += 10
    let count = unserved.count
    svg.label(
      language("Unserved villages (\(count))", zh: "未覆盖村（\(count)）"), x: 0, y: y, size: 14, isBold: true)
    y += 18
    let most = Int(RoundNumber.below(Double(mostPersons)))
    if most > 0 {
      svg.label(language("area of the circle: persons", zh: "圆的面积：服务对象人数"), x: 0, y: y, size: 12)
      var x = 0.0
      y += 8
      let counts = [most, most / 4, most / 20].filter { $0 > 0 }
      let line = y + radius(forPersons: most)
      for count in counts {
        let radius = radius(forPersons: count)
        svg.element(
          "circle",
          [
            "cx": SVGWriter.number(x + radius + 1), "cy": SVGWriter.number(line),
            "r": SVGWriter.number(radius),
            "fill": "#eee", "stroke": "#333", "stroke-width": "0.6",
          ])
        svg.label(String(count), x: x + 2 * radius + 5, y: line + 4, size: 12)
        x += 2 * radius + 14 + drawnWidth(of: String(count), size: 12)
      }
      y = line + radius(forPersons: most) + 18
    }
    if unserved.contains(where: { ($0.persons ?? 0) == 0 }) {
      svg.element(
        "path", ["d": "M8 \(SVGWriter.number(y - 6))l4 4m0 -4l-4 4", "stroke": "#333", "stroke-width": "0.9"])
      row(language("no persons, or not counted", zh: "无服务对象或人数未统计"), to: &svg, &y)
    }
  }

  private func colours(to svg: inout SVGWriter, _ y: inout Double) {
    let rows = classes.rows(language)
    let unserved = villages.lazy.filter { !$0.isServed && ($0.persons ?? 0) > 0 }
    let hasUnknown = unserved.contains { $0.cost == nil }
    guard !rows.isEmpty || hasUnknown else { return }
    y += 4
    let heading =
      isTime
      ? language("time to the nearest", zh: "到最近机构的用时") : language("distance to the nearest", zh: "到最近机构的距离")
    svg.label(heading, x: 0, y: y, size: 12)
    y += 20
    let unknown = (label: language("not known", zh: "未知"), colour: CostClasses.unknown)
    for (label, colour) in rows + (hasUnknown ? [unknown] : []) {
      svg.element(
        "rect",
        [
          "x": "2", "y": SVGWriter.number(y - 11), "width": "18", "height": "13", "fill": colour,
          "stroke": "#333",
          "stroke-width": "0.4",
        ])
      row(label, to: &svg, &y)
    }
  }

  private func outlineKinds(to svg: inout SVGWriter, _ y: inout Double) {
    y += 8
    let drawn = outlines.filter { !$0.area.polygons.isEmpty }
    if drawn.contains(where: { !$0.isSketch }) {
      svg.element(
        "path",
        ["d": "M0 \(SVGWriter.number(y - 4))h22", "stroke": "#555", "stroke-width": "1.3"])
      row(language("boundary", zh: "行政区界线"), to: &svg, &y)
    }
    if drawn.contains(where: \.isSketch) {
      svg.element(
        "path",
        ["d": "M0 \(SVGWriter.number(y - 4))h22", "stroke": "#999", "stroke-dasharray": "6 4"])
      row("示意 sketch", to: &svg, &y)
      svg.label(language("the hull of its villages,", zh: "由村点连成的外廓，"), x: Self.textX, y: y - 3, size: 11)
      svg.label(language("no boundary", zh: "不是行政区界线"), x: Self.textX, y: y + 11, size: 11)
      y += 28
    }
  }

  /// What has no coordinates, and so no mark.
  private func missing(to svg: inout SVGWriter, _ y: inout Double) {
    guard undrawn.villages + undrawn.facilities > 0 else { return }
    svg.label(language("without coordinates, not drawn:", zh: "无坐标、未绘出："), x: 0, y: y, size: 11)
    svg.label(
      language(
        "\(undrawn.villages) villages, \(undrawn.facilities) that serve",
        zh: "村\(undrawn.villages)，服务机构\(undrawn.facilities)"), x: 0, y: y + 14, size: 11)
    y += 30
  }

  /// Beside the lower edge of the map.
  private func scaleBar(to svg: inout SVGWriter) {
    let bar = ScaleBar(projection, atMost: 180)
    let y = projection.height - 8
    let (half, whole) = (SVGWriter.number(bar.units / 2), SVGWriter.number(bar.units))
    svg.element(
      "path",
      [
        "d": "M0 \(SVGWriter.number(y - 6))v6h\(whole)v-6m-\(half) 6v-4", "fill": "none", "stroke": "#222",
        "stroke-width": "1.4",
      ])
    svg.label("0", x: 0, y: y - 10, size: 12)
    svg.label(bar.phrase(language), x: bar.units, y: y - 10, size: 12, isCentred: true)
  }
}
