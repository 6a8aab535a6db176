import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// What an address asks of a type of features: read once, known to be right.
struct FeatureParameters {
  /// The most features of a page, and as many as there are without a `limit`.
  static let greatestLimit = 10_000
  static let usualLimit = 100
  /// The most texts in `q`.
  private static let mostPhrases = 10

  /// The condition of having a place.
  static let hasGeometry = ParameterDescription(
    name: "hasGeometry",
    summary: Wording(
      "Only features with a place (true), or only those without (false)", zh: "只要有位置的要素（true），或只要没有位置的（false）"
    ),
    schema: .truth)
  /// How features are chosen by where they are.
  static let placeDescriptions = [
    ParameterDescription(
      name: "bbox",
      summary: Wording(
        "A box that features must lie in; those without a place are in every box",
        zh: "要素须在其中的矩形范围，没有位置的要素视为在任何范围内"),
      schema: .numbers(least: 4, most: 6)),
    system(named: "bbox-crs", Wording("The coordinate system of bbox", zh: "bbox 的坐标系")), hasGeometry,
  ]
  /// How features are chosen by when they were.
  static let datetime = ParameterDescription(
    name: "datetime",
    summary: Wording(
      "A day, or an interval as 2018-01-01/2018-12-31 or 2018-01-01/.., on which features operated",
      zh: "要素在其间运营的日期或时段，如 2018-01-01/2018-12-31 或 2018-01-01/.."),
    schema: .text)

  /// What the parameter `limit` means.
  static let limitSummary = Wording("The most features of a page", zh: "每页最多要素数")

  private static func system(named name: String, _ summary: Wording) -> ParameterDescription {
    ParameterDescription(
      name: name, summary: summary,
      schema: .uris(ServedSystem.allCases.map(\.uri), standard: ServedSystem.crs84.uri))
  }

  /// The parameters of one item of a type.
  static func itemDescriptions(of type: FeatureType) -> [ParameterDescription] {
    [
      system(named: "crs", Wording("The coordinate system of the answer", zh: "应答的坐标系")),
      ParameterDescription(
        name: "properties",
        summary: Wording(
          "The properties that are told, with commas between (default: all)", zh: "要返回的属性，以逗号分隔（默认全部）"),
        schema: .list(of: type.properties.map(\.name))),
      .recordedAt,
    ]
  }

  /// The parameters of the items of a type: those of every type, and a condition on each property.
  static func descriptions(of type: FeatureType) -> [ParameterDescription] {
    filterDescriptions(of: type) + [
      ParameterDescription(
        name: "limit", summary: limitSummary,
        schema: .integer(minimum: 1, maximum: greatestLimit, standard: usualLimit)),
      ParameterDescription(
        name: "cursor",
        summary: Wording("Where a page begins, as a 'next' link gives it", zh: "本页的起点，由 next 链接给出"),
        schema: .text),
    ]
  }

  /// The parameters by which features are chosen, ordered and told, on one page or all at once.
  static func filterDescriptions(of type: FeatureType) -> [ParameterDescription] {
    let general =
      itemDescriptions(of: type) + placeDescriptions + [
        datetime,
        ParameterDescription(
          name: "q",
          summary: Wording("Words of which one must occur, with commas between", zh: "至少出现其一的词，以逗号分隔"),
          schema: .phrases(most: mostPhrases)),
        ParameterDescription(
          name: "sortby",
          summary: Wording(
            "Properties to order by, with commas between; - before one turns it round",
            zh: "排序所依的属性，以逗号分隔，前加“-”为降序"),
          schema: .list(of: sortables(of: type).flatMap { [$0, "-\($0)"] })),
      ]
    return general
      + queryables(of: type).map {
        ParameterDescription(name: $0.name, summary: $0.title, schema: .property($0.form))
      }
  }

  private static func queryables(of type: FeatureType) -> [FeatureProperty] {
    type.properties.filter { $0.isQueryable && $0.sensitivity == .open }
  }

  private static func sortables(of type: FeatureType) -> [String] {
    type.properties.filter { $0.isSortable && $0.sensitivity == .open }.map(\.name)
  }

  private(set) var query: FeatureQuery
  let system: ServedSystem
  /// Which properties are told; all where nobody chose.
  let shown: [Bool]

  /// Reads the parameters of `items`, or of a download, which has no pages.
  ///
  /// - Throws: ``Problem`` (400)
  init(
    _ request: Request, _ entry: TypeMemory.Entry, known: [ParameterDescription]? = nil, today: CalendarDate,
    caller: Caller
  ) throws {
    let type = entry.type
    let queryables = Self.queryables(of: type).map(\.name)
    let parameters = try QueryParameters(request, known: known ?? entry.parameters)
    query = FeatureQuery(type, today: today, caller: caller)
    system = parameters.word("crs") ?? .crs84
    shown = try Self.shown(parameters, type)
    query.limit = try parameters.number("limit", in: 1...Self.greatestLimit, default: Self.usualLimit)
    query.filters = queryables.compactMap { name in parameters[name].map { FeatureQuery.Filter(name, is: $0) }
    }
    query.days = try parameters["datetime"].map(Self.days)
    query.words = try Self.words(parameters)
    query.order = try Self.order(parameters, type)
    query.boxes = try Self.boxes(parameters, system: parameters.word("bbox-crs") ?? .crs84)
    query.hasPlace = try parameters.truth(Self.hasGeometry.name)
    query.after = try parameters["cursor"].map(Self.cursor)
  }

  /// Reads the parameters of one item.
  ///
  /// - Throws: ``Problem`` (400)
  init(ofItem request: Request, _ entry: TypeMemory.Entry, today: CalendarDate, caller: Caller) throws {
    let type = entry.type
    let parameters = try QueryParameters(request, known: entry.itemParameters)
    query = FeatureQuery(type, today: today, caller: caller)
    system = parameters.word("crs") ?? .crs84
    shown = try Self.shown(parameters, type)
  }

  // MARK: - Parameters

  /// Which properties are told.
  static func shown(_ parameters: QueryParameters, _ type: FeatureType) throws -> [Bool] {
    guard let list = parameters["properties"] else { return type.properties.map { _ in true } }
    let names = list.split(separator: ",").map(String.init)
    for name in names where type.property(named: name) == nil {
      throw Problem.unknownProperty(name, known: type.properties.map(\.name), parameter: "properties")
    }
    return type.properties.map { names.contains($0.name) }
  }

  /// The days of `2018-01-01`, `2018-01-01/2018-12-31`, `../2018-12-31`, also with times of day, which are passed over.
  static func days(_ text: String) throws -> ClosedRange<CalendarDate> {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    func day(_ end: String, open: CalendarDate) -> CalendarDate? {
      if end.isEmpty || end == ".." { return open }
      // GDAL 3.6 writes a day as 2018-01-01T, without a time.
      let end = end.hasSuffix("T") ? String(end.dropLast()) : end
      if let date = CalendarDate(iso8601: end) { return date }
      guard
        (try? Date(end, strategy: .iso8601)) != nil
          || (try? Date(end, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))) != nil
      else { return nil }
      return CalendarDate(iso8601: String(end.prefix(10)))
    }
    guard (1...2).contains(ends.count), ends.count == 2 || !["", ".."].contains(ends[0]),
      let first = day(ends[0], open: .distantPast),
      let last = day(ends[ends.count - 1], open: .distantFuture),
      first <= last
    else {
      throw Problem(
        .badRequest, "'\(text)' is no day or interval, as 2018-01-01, 2018-01-01/2018-12-31 or 2018-01-01/..",
        zh: "“\(text)”不是日期或时段，应如 2018-01-01、2018-01-01/2018-12-31 或 2018-01-01/..",
        parameter: "datetime")
    }
    return first...last
  }

  private static func words(_ parameters: QueryParameters) throws -> [String] {
    guard let text = parameters["q"] else { return [] }
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0).trimmingWhitespace()
    }
    guard words.count <= mostPhrases, !words.contains("") else {
      throw Problem(
        .badRequest, "from one to ten words with commas between", zh: "应为一至十个词，以逗号分隔", parameter: "q")
    }
    return words
  }

  private static func order(_ parameters: QueryParameters, _ type: FeatureType) throws -> [FeatureQuery.Order]
  {
    guard let list = parameters["sortby"] else { return [] }
    let sortables = sortables(of: type)
    return try list.split(separator: ",").map { word in
      let name = String(word.first == "-" || word.first == "+" || word.first == " " ? word.dropFirst() : word)
      guard sortables.contains(name) else {
        throw Problem.unknownProperty(name, known: sortables, parameter: "sortby")
      }
      return FeatureQuery.Order(name, isDescending: word.first == "-")
    }
  }

  /// The boxes that `bbox` means: two where it goes across the antimeridian, none where it is not there.
  static func boxes(_ parameters: QueryParameters, system: ServedSystem) throws -> [FeatureQuery.Box] {
    guard let text = parameters["bbox"] else { return [] }
    func wrong(_ en: String, zh: String) -> Problem { Problem(.badRequest, en, zh: zh, parameter: "bbox") }
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    let numbers = words.compactMap { $0 }.filter(\.isFinite)
    guard numbers.count == words.count, [4, 6].contains(numbers.count) else {
      throw wrong(
        "'\(text)' is no box of four numbers, as 113.1,32.2,115.2,33.6",
        zh: "“\(text)”不是由四个数组成的范围，应如 113.1,32.2,115.2,33.6")
    }
    // Of six, the third and the sixth are heights.
    let plane = numbers.count == 4 ? numbers : [numbers[0], numbers[1], numbers[3], numbers[4]]
    let (west, south, east, north) =
      system.isNorthFirst
      ? (plane[1], plane[0], plane[3], plane[2]) : (plane[0], plane[1], plane[2], plane[3])
    guard south <= north else {
      throw wrong("its south, \(south), is north of its north, \(north)", zh: "南界\(south)在北界\(north)以北")
    }
    if system.plane == nil {
      guard abs(west) <= 180, abs(east) <= 180, abs(south) <= 90, abs(north) <= 90 else {
        throw wrong(
          "'\(text)' is not on the earth; longitudes are -180…180, latitudes -90…90",
          zh: "“\(text)”不在地球上：经度为-180至180，纬度为-90至90")
      }
      // West of the antimeridian and east of it (RFC 7946, 5.2).
      let spans = west <= east ? [west...east] : [west...180, -180...east]
      return spans.compactMap { span in
        BoundingBox(west: span.lowerBound, south: south, east: span.upperBound, north: north).map {
          FeatureQuery.Box(x: span, y: south...north, around: $0)
        }
      }
    }
    guard west <= east else {
      throw wrong("its west, \(west), is east of its east, \(east)", zh: "西界\(west)在东界\(east)以东")
    }
    guard let around = try SystemConversion(system).box(x: west...east, y: south...north) else {
      throw wrong("'\(text)' is nowhere", zh: "“\(text)”超出该坐标系的范围")
    }
    return [FeatureQuery.Box(srid: system.plane, x: west...east, y: south...north, around: around)]
  }

  private static func cursor(_ text: String) throws -> FeatureCursor {
    guard let cursor = FeatureCursor(opaqueText: text) else {
      throw Problem(
        .badRequest, "it is none that a 'next' link gave", zh: "不是 next 链接给出的 cursor", parameter: "cursor")
    }
    return cursor
  }
}

extension Problem {
  /// A name that is no property, with the nearest that is one.
  static func unknownProperty(_ name: String, known: [String], parameter: String) -> Problem {
    Problem(
      .badRequest,
      Wording("there is no property '\(name)'", zh: "没有属性“\(name)”")
        + .hint(
          name, among: known,
          else: Wording(
            "; it is one of \(known.joined(separator: ", "))", zh: "，应为以下之一：\(known.joined(separator: "、"))")),
      parameter: parameter)
  }
}
