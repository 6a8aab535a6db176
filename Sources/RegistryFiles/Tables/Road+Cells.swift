import ServiceNetwork

extension Road {
  /// Reads a row of roads: its ends by columns, its line by them, by `path`, or by the geometry of a layer.
  ///
  /// The further lines of a geometry of several stay with the cells.
  init(_ cells: inout RowCells) {
    let line = cells.roadLine()
    let direction = cells.word("oneway", WrittenWords.direction) ?? .both
    let (forward, backward) = (cells.modes("forward"), cells.modes("backward"))
    if (forward != nil || backward != nil) && cells.text("oneway") != nil {
      cells.refuse(
        "oneway",
        Wording("it stands instead of forward and backward, not beside them", zh: "单行与正向、反向通行不能同时填写"))
    }
    self.init(
      ends: cells.ends(isLayer: line.isOfLayer), line: line.points,
      length: cells.number("length_m", in: RoadSegment.lengths, "metres", "米").map { Meters($0) },
      roadClass: cells.text("road_class") ?? "",
      speed: cells.roadSpeed(),
      forward: forward ?? direction.forward, backward: backward ?? direction.backward,
      name: cells.text("name"), source: cells.text("source"))
  }
}

extension RoadClassSpeeds {
  /// Reads a row of speeds; an empty cell says that the mode may not pass.
  init(_ cells: inout RowCells) {
    func speed(_ mode: TravelMode) -> Double? {
      cells.number("\(mode.rawValue)_kmh", in: RoadSegment.speeds, "km/h", "公里/小时")
    }
    let roadClass = cells.required("road_class")
    self.init(
      roadClass, RoadSpeeds.Row(walk: speed(.walk), ebike: speed(.ebike), drive: speed(.drive)))
    if roadClass == Self.offRoad, speeds.walk == nil || speeds.ebike != nil || speeds.drive != nil {
      cells.refuse(
        "walk_kmh",
        Wording("off the road one walks: a walking speed, and no other", zh: "道路以外只能步行：只填步行速度"))
    }
  }
}

extension RowCells {
  fileprivate mutating func ends(isLayer: Bool) -> Road.Ends? {
    if isLayer, text("from") == nil, text("to") == nil { return nil }
    return Road.Ends(from: required("from"), to: required("to"))
  }

  /// The points of a road, and whether they are a layer's, whose lines tell where junctions are.
  fileprivate mutating func roadLine() -> (points: [Coordinate], isOfLayer: Bool) {
    if let line = line("path") { return (line, false) }
    guard hasGeometry else {
      return (["from", "to"].compactMap { place("\($0)_longitude", "\($0)_latitude") }, false)
    }
    let before = faults.count
    guard let lines = layerLines() else {
      if faults.count == before {
        refuse("path", Wording("it has no line; draw it, or take the row away", zh: "没有线形；请补画，或删去此行"))
      }
      return ([], true)
    }
    if let line = lines.first(where: { line in line.allSatisfy { $0 == line[0] } }), text("from") == nil {
      refuse(
        "path",
        Wording(
          "all points of the line are the same, \(line[0].junctionName); a road leads from one place to another",
          zh: "线上各点相同（\(line[0].junctionName)）；道路应由一处通往另一处"))
    }
    if lines.count > 1, text("from") != nil || text("to") != nil {
      refuse(
        "path",
        Wording(
          "the road is of several lines, and from and to can be the ends of one; make a row of each",
          zh: "一条道路由多段线组成，起点、终点只能对应一段，请拆成多行"))
    }
    furtherLines = Array(lines.dropFirst())
    return (lines[0], true)
  }

  /// The speed of a road; where the column is OpenStreetMap's, as its tag `maxspeed` has it, and 0 for none.
  fileprivate mutating func roadSpeed() -> Double? {
    guard heading(of: "speed_kmh").lowercased() == "maxspeed", let text = text("speed_kmh"),
      WrittenNumber.coordinate(text).map({ $0 == 0 }) ?? true
    else { return number("speed_kmh", in: RoadSegment.speeds, "km/h", "公里/小时") }
    return OpenStreetMapWay.speed(ofTag: text)
  }

  fileprivate mutating func modes(_ column: String) -> TravelModes? {
    guard let text = text(column) else { return nil }
    guard let modes = TravelModes(text: text) else {
      refuse(
        column,
        Wording(
          "'\(text)' is no list of walk, ebike and drive, and not 'none'",
          zh: "“\(text)”应为 walk、ebike、drive 中的若干项，以空格分开，或 none"))
      return nil
    }
    return modes
  }

  /// A number within bounds, its unit in words.
  fileprivate mutating func number(
    _ column: String, in bounds: ClosedRange<Double>, _ unit: String, _ unitZh: String
  ) -> Double? {
    guard let text = text(column) else { return nil }
    guard let number = WrittenNumber.coordinate(text), bounds.contains(number) else {
      let (least, most) = (bounds.lowerBound.shortDescription, bounds.upperBound.shortDescription)
      refuse(
        column,
        Wording(
          "'\(text)' is no number of \(unit) from \(least) to \(most)",
          zh: "“\(text)”不是\(least)到\(most)之间的数（\(unitZh)）"))
      return nil
    }
    return number
  }
}
