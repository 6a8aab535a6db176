internal import ServiceNetwork

/// The cells of a row by the names of their columns, read as what they should be.
///
/// What cannot be read is noted, and reading goes on: a clerk wants to hear of all that is wrong at once.
struct RowCells {
  private let fields: [String]
  private let layout: TableLayout
  private let dialect: TableDialect
  private(set) var faults: [(column: String, message: Wording)] = []
  /// Columns with a date that told no day.
  private(set) var roughDates: [String] = []
  /// The division that the row tells by names.
  private(set) var path: DivisionPath?
  /// The lines of a road that is of several, but for the first.
  var furtherLines: [[Coordinate]] = []

  init(_ fields: [String], layout: TableLayout, dialect: TableDialect) {
    self.fields = layout.constants.isEmpty ? fields : fields + layout.constants
    self.layout = layout
    self.dialect = dialect
  }

  /// A row that is no row of a file: the cells by the names of their columns.
  init(_ values: [String: String], dialect: TableDialect) {
    let columns = values.keys.sorted()
    fields = columns.compactMap { values[$0] }
    layout = TableLayout(columns: columns)
    self.dialect = dialect
  }

  mutating func refuse(_ column: String, _ message: Wording) {
    faults.append((column, message))
  }

  /// A cell's text without white space around it; `nil` where it is empty or its column is not there.
  mutating func text(_ column: String) -> String? {
    guard let position = layout.positions[column] else { return nil }
    return text(at: position, column)
  }

  /// The heading under which the file has a column.
  func heading(of column: String) -> String { layout.heading(of: column) }

  /// A text that must be there; empty where it is not.
  mutating func required(_ column: String) -> String {
    guard let text = text(column) else {
      refuse(column, Wording("a value is required", zh: "必须填写"))
      return ""
    }
    return text
  }

  /// A name in kebab case, as kinds and services have; it becomes part of addresses.
  mutating func requiredName(_ column: String) -> String {
    let name = required(column)
    let isKebab = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
    if !isKebab {
      refuse(
        column,
        Wording(
          "'\(name)' must be of small letters, digits and hyphens, as nursing-home",
          zh: "“\(name)”只能用小写字母、数字和连字符，如 nursing-home"))
    }
    return name
  }

  /// A date in any form of ``WrittenDate``; one without a day or month is its first day, and noted.
  mutating func date(_ column: String) -> CalendarDate? {
    guard let text = text(column) else { return nil }
    do throws(WrittenDateError) {
      let written = try WrittenDate(text)
      if written.precision != .day { roughDates.append(column) }
      return written.date
    } catch {
      refuse(column, error.wording)
      return nil
    }
  }

  mutating func requiredDate(_ column: String) -> CalendarDate {
    if text(column) == nil {
      refuse(column, Wording("a date is required, as 2018-12-31", zh: "必须填写日期，如 2018-12-31"))
    }
    return date(column) ?? .distantPast
  }

  /// A whole number from 0 to ``WrittenNumber/greatest``.
  mutating func count(_ column: String) -> Int? {
    guard let text = text(column) else { return nil }
    guard let number = WrittenNumber.count(text) else {
      refuse(
        column,
        Wording(
          "'\(text)' is no whole number from 0 to \(WrittenNumber.greatest)",
          zh: "“\(text)”不是0到\(WrittenNumber.greatest)的整数"))
      return nil
    }
    return number
  }

  mutating func flag(_ column: String) -> Bool {
    guard let text = text(column) else { return false }
    guard let flag = WrittenWords.flag(text) else {
      refuse(column, Wording("'\(text)' is neither true nor false", zh: "“\(text)”既不是“是”，也不是“否”"))
      return false
    }
    return flag
  }

  /// A word of an enumeration, in English or a usual Chinese one.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ column: String, _ usual: (String) -> Word?
  ) -> Word? {
    guard let text = text(column) else { return nil }
    guard let word = Word(rawValue: text) ?? usual(text) else {
      let all = Word.allCases.map(\.rawValue)
      refuse(
        column,
        Wording(
          "'\(text)' is none of \(all.joined(separator: ", "))",
          zh: "“\(text)”不是以下之一：\(all.joined(separator: "、"))"))
      return nil
    }
    return word
  }

  /// A kind or role by its name or a usual word for it; any other text is left to the registry to refuse.
  mutating func requiredKind(_ column: String) -> String {
    let text = required(column)
    return dialect.kind(named: text)
  }

  /// A 统一社会信用代码 whose check character is right.
  mutating func socialCreditCode(_ column: String) -> String? {
    guard let text = text(column) else { return nil }
    let code = text.halfWidth.uppercased()
    if let message = dialect.refusal(ofSocialCreditCode: code) { refuse(column, message) }
    return code
  }

  // MARK: - Divisions

  /// The code of a division; a text that can be no code is taken for its names, as 泌阳县/王店镇.
  mutating func code(_ column: String) -> DivisionCode? {
    let isTarget = column == dialect.table.pathTarget
    if isTarget { path = pathOfColumns() }
    guard let text = text(column) else { return nil }
    if isTarget, text.hasHan || text.contains("/") || text.contains("／") {
      path = path ?? Self.path(of: text)
      return nil
    }
    do throws(DivisionCodeError) {
      return try DivisionCode(Self.plainCode(text))
    } catch {
      refuse(column, error.wording)
      return nil
    }
  }

  /// A code that must be there, unless the row tells the division by names.
  mutating func requiredCode(_ column: String) -> DivisionCode {
    let before = faults.count
    let code = code(column)
    if code == nil, path == nil, faults.count == before {
      refuse(column, Wording("a division's code is required", zh: "必须填写区划代码"))
    }
    return code ?? DivisionCode(registered: "")
  }

  private mutating func pathOfColumns() -> DivisionPath? {
    var steps: [DivisionPath.Step] = []
    for (column, position) in layout.path {
      guard let name = text(at: position, column.rawValue) else { continue }
      steps.append(DivisionPath.Step(level: column.level, name: name))
    }
    return DivisionPath(steps)
  }

  private static func path(of text: String) -> DivisionPath? {
    let names = text.replacing("／", with: "/").replacing("＞", with: "/").replacing(">", with: "/")
      .split(separator: "/").map { String($0).trimmingWhitespace() }
    return DivisionPath(names.filter { !$0.isEmpty }.map { DivisionPath.Step(name: $0) })
  }

  /// A code without what a spreadsheet or a program put around its digits; no digit is lost by that.
  static func plainCode(_ text: String) -> String {
    var code = text.halfWidth
    if code.hasPrefix("'") { code.removeFirst() }
    if code.hasSuffix(".0"), code.dropLast(2).utf8.count >= 6, String(code.dropLast(2)).isASCIIDigits {
      code.removeLast(2)
    }
    return code
  }

  // MARK: - Places

  /// The row's point and, where that was not EPSG:4326, the pair that was given.
  mutating func location() -> (location: Coordinate?, given: GivenPoint?) {
    guard let pair = pair() else { return (nil, nil) }
    do throws(PointError) {
      // An export tells the pair that was given once beside the place, which is in EPSG:4326 by then.
      if let given = givenColumns() {
        return (try PointReading.plain.read(x: pair.x, y: pair.y, isAxes: false).0, given)
      }
      return try dialect.points.read(x: pair.x, y: pair.y, isAxes: pair.isAxes)
    } catch {
      refuse(error.isOfLatitude ? "latitude" : "longitude", error.wording)
      return (nil, nil)
    }
  }

  /// The two numbers: east and north, or those of the columns x and y.
  private mutating func pair() -> (x: Double, y: Double, isAxes: Bool)? {
    if let position = layout.point, let text = text(at: position, "longitude") {
      let parts = text.halfWidth.split { ",; ".contains($0) }.map(String.init)
      guard parts.count == 2, let x = WrittenNumber.coordinate(parts[0]),
        let y = WrittenNumber.coordinate(parts[1])
      else {
        refuse(
          "longitude", Wording("'\(text)' is no pair as 114.02,32.98", zh: "“\(text)”不是坐标对，应如 114.02,32.98"))
        return nil
      }
      return (x, y, false)
    }
    if let position = layout.geometry, layout.positions["longitude"] == nil,
      let point = wellKnownPoint(at: position)
    {
      return (point.x, point.y, false)
    }
    let isAxes = layout.positions["longitude"] == nil && !layout.axes.isEmpty
    let xText = isAxes ? layout.axes[.x].flatMap { text(at: $0, "longitude") } : text("longitude")
    let yText = isAxes ? layout.axes[.y].flatMap { text(at: $0, "latitude") } : text("latitude")
    if (xText == nil) != (yText == nil) {
      refuse(
        xText == nil ? "longitude" : "latitude",
        Wording(
          "it is missing; longitude and latitude stand together or not at all", zh: "缺失：经度和纬度须同时填写，或都不填"))
    }
    let x = number("longitude", xText)
    let y = number("latitude", yText)
    guard let x, let y else { return nil }
    return (x, y, isAxes)
  }

  private mutating func number(_ column: String, _ text: String?) -> Double? {
    guard let text else { return nil }
    guard let number = WrittenNumber.coordinate(text) else {
      refuse(column, Wording("'\(text)' is no coordinate, as 114.02", zh: "“\(text)”不是坐标，应如 114.02"))
      return nil
    }
    return number
  }

  /// A point as well-known text; what is none is refused, but for the boundary of a division.
  private mutating func wellKnownPoint(at position: Int) -> (x: Double, y: Double)? {
    guard let text = text(at: position, "longitude"), !text.hasSuffix("EMPTY") else { return nil }
    let word = text.prefix { $0.isLetter }
    guard word == "POINT", let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"),
      open < close
    else {
      if dialect.table != .divisions {
        refuse(
          "longitude", Wording("the geometry is a \(word), where a point is meant", zh: "几何类型是\(word)，应为点"))
      }
      return nil
    }
    let numbers = text[text.index(after: open)..<close].split(separator: " ").map { Double($0) }
    guard numbers.count >= 2, let x = numbers[0], let y = numbers[1] else {
      refuse("longitude", Wording("'\(text)' is no point", zh: "“\(text)”不是点"))
      return nil
    }
    return (x, y)
  }

  /// A place in two columns; what is missing or wrong is refused.
  mutating func place(_ longitude: String, _ latitude: String) -> Coordinate? {
    let texts = [(longitude, required(longitude)), (latitude, required(latitude))]
    let numbers = texts.map { column, text in text.isEmpty ? nil : number(column, text) }
    guard let x = numbers[0], let y = numbers[1] else { return nil }
    do throws(PointError) {
      return try dialect.points.read(x: x, y: y, isAxes: false).0
    } catch {
      refuse(error.isOfLatitude ? latitude : longitude, error.wording)
      return nil
    }
  }

  /// A line as well-known text in a column; `nil` where it is empty, or refused.
  mutating func line(_ column: String) -> [Coordinate]? {
    guard let lines = layout.positions[column].flatMap({ lines(at: $0, column) }) else { return nil }
    if lines.count > 1 {
      refuse(column, Wording("the road is of several lines; make a row of each", zh: "一条道路由多段线组成，请拆成多行"))
    }
    return lines[0]
  }

  /// Whether the row is of a layer, whose geometries are its lines.
  var hasGeometry: Bool { layout.geometry != nil }

  /// The lines of a layer's geometry, at least one; `nil` where there is none, or it is refused.
  mutating func layerLines() -> [[Coordinate]]? { layout.geometry.flatMap { lines(at: $0, "path") } }

  private mutating func lines(at position: Int, _ column: String) -> [[Coordinate]]? {
    guard let text = text(at: position, column), !text.hasSuffix("EMPTY") else { return nil }
    do throws(PointError) {
      return try WellKnownLine(text) { x, y throws(PointError) in
        try dialect.points.read(x: x, y: y, isAxes: false).0
      }.lines
    } catch {
      refuse(column, error.wording)
      return nil
    }
  }

  /// The pair of an export's own columns, which says what was given once.
  private mutating func givenColumns() -> GivenPoint? {
    let (crs, x, y) = (text("given_crs"), text("given_x"), text("given_y"))
    guard crs != nil || x != nil || y != nil else { return nil }
    guard let crs, let x = x.flatMap(WrittenNumber.coordinate), let y = y.flatMap(WrittenNumber.coordinate)
    else {
      refuse(
        "given_crs",
        Wording(
          "given_x, given_y and given_crs stand together, two numbers and their system, or not at all",
          zh: "原始横坐标、原始纵坐标和原始坐标系须同时填写，或都不填"))
      return nil
    }
    return GivenPoint(x: x, y: y, crs: crs)
  }

  /// What the row encloses and, where that was not EPSG:4326, the system that it was given in.
  mutating func boundary() -> (area: MultiPolygon?, crs: String?) {
    guard let position = layout.geometry, let text = text(at: position, "boundary"), !text.hasPrefix("POINT"),
      !text.hasSuffix("EMPTY")
    else { return (nil, nil) }
    // An export tells the system that was given once beside the boundary, which is in EPSG:4326 by then.
    let former = self.text("boundary_crs")
    let points = former == nil ? dialect.points : .plain
    do throws(PointError) {
      let area = try WellKnownArea(text) { x, y throws(PointError) in
        try points.read(x: x, y: y, isAxes: false).0
      }
      let crs = former ?? points.crs
      return (MultiPolygon(area.polygons).rightHanded, crs == PointReading.plain.crs ? nil : crs)
    } catch {
      refuse("boundary", error.wording)
      return (nil, nil)
    }
  }

  // MARK: - Private

  private mutating func text(at position: Int, _ column: String) -> String? {
    var text = fields[position].trimmingWhitespace()
    guard !text.isEmpty else { return nil }
    if text.utf8.first == UInt8(ascii: "'") { text = FormulaGuard.unguarded(text) }
    if !dialect.profile.words.isEmpty, let meant = dialect.profile.words[column]?[text] { text = meant }
    guard !text.isEmpty else { return nil }
    if text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 && $0 != 0x0D || $0 == 0x7F }) {
      refuse(column, Wording("there is a control character in it", zh: "含有控制字符"))
    }
    return text
  }
}
