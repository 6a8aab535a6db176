import Foundation

/// The measurements of all sizes, as a Markdown table.
struct ResultTable {
  /// What stands above the table.
  static let caption = """
    Villages × facilities of a made-up country, a third of the facilities in operation; 5 km along the
    ellipsoid; one core but where two are said; medians of several runs after one to warm up, imports once.
    """

  private typealias Values = [Measurement.Figure: Double]

  private enum Unit {
    case seconds, milliseconds, nanoseconds, megabytes, millionPerSecond, count, ratio
  }

  private struct Row: Sendable {
    var title: String
    var unit: Unit
    /// The value, or `nil` where something that it is made of was not measured.
    var value: @Sendable (Values) -> Double?
    /// What the value must stay below at a size.
    var limit: (size: CountrySize, value: Double)?

    init(
      _ title: String, _ unit: Unit, limit: (CountrySize, Double)? = nil,
      _ value: @escaping @Sendable (Values) -> Double?
    ) {
      self.title = title
      self.unit = unit
      self.value = value
      self.limit = limit
    }

    init(_ title: String, _ unit: Unit, limit: (CountrySize, Double)? = nil, _ figure: Measurement.Figure) {
      self.init(title, unit, limit: limit) { $0[figure] }
    }

    /// A peer's figure as a multiple of ours.
    init(_ title: String, _ peer: Measurement.Figure, over ours: Measurement.Figure) {
      self.init(title, .ratio) { values in
        guard let peer = values[peer], let ours = values[ours] else { return nil }
        return peer / ours
      }
    }
  }

  private static let rows: [Row] = [
    Row("Geodesics of pairs within 5 km, million a second", .millionPerSecond, .geodesicsPerSecond),
    Row("`fuwang init`", .seconds, .initSeconds),
    Row("`fuwang import divisions`", .seconds, .divisionsSeconds),
    Row("`fuwang import facilities`", .seconds, .facilitiesSeconds),
    Row("`fuwang import demand`", .seconds, .demandSeconds),
    Row("The four together", .seconds, limit: (.large, 60), .importSeconds),
    Row("Their processor time", .seconds, .importProcessorSeconds),
    Row("Greatest memory of the four", .megabytes, limit: (.large, 1e9), .importBytes),
    Row("`fuwang coverage`, the whole process", .seconds, limit: (.small, 0.3), .coverageSeconds),
    Row("Its greatest memory", .megabytes, .coverageBytes),
    Row("Loading a snapshot", .seconds, limit: (.large, 1.2), .loadSeconds),
    Row("Its memory, bytes a village", .count, limit: (.large, 400), .loadedBytesPerVillage),
    Row("One county's question, its reading included", .seconds, .partSeconds),
    Row("Coverage by county, index included", .seconds, limit: (.large, 0.35), .analysisSeconds),
    Row("The same on two cores", .seconds, limit: (.large, 0.2), .analysisOfTwoSeconds),
    Row(
      "The same on one, divided by n log₂ f for n villages and facilities, f of them facilities",
      .nanoseconds,
      .analysisNanosecondsPerStep),
    Row("A facility opens, and the answer stands corrected", .milliseconds, .openedSeconds),
    Row("A facility closes", .milliseconds, .closedSeconds),
    Row("A facility moves", .milliseconds, .movedSeconds),
    Row("Unserved villages and their nearest", .seconds, .unservedSeconds),
    Row("Villages served", .count, .served),
    Row("Villages unserved", .count, .unserved),
    Row("Villages served, says scipy by chords", .count, .scipyServed),
    Row("Villages served, says SpatiaLite", .count, .spatialiteServed),
    Row("Villages served on a sphere", .count, .servedOnSphere),
    Row("Verdicts that a sphere would change", .count, .changedOnSphere),
    Row("scipy's cKDTree : our coverage", .scipySeconds, over: .analysisSeconds),
    Row("ogr2ogr : our import, facilities, time", .ogrSeconds, over: .facilitiesSeconds),
    Row("SpatiaLite's SQL : our coverage, whole processes", .spatialiteSeconds, over: .coverageSeconds),
  ]

  private var columns: [(size: CountrySize, values: Values)] = []

  /// Adds the column of a size.
  mutating func add(_ measurements: [Measurement], for size: CountrySize) {
    columns.append((size, Dictionary(measurements.map { ($0.figure, $0.value) }) { _, last in last }))
  }

  var markdown: String {
    let headings = columns.map { column in
      "\(column.size.rawValue): \(column.size.villages) × \(column.size.facilities)"
    }
    var lines = ["| | " + headings.joined(separator: " | ") + " | limit |"]
    lines.append("|---|" + String(repeating: "---:|", count: columns.count) + "---|")
    for row in Self.rows {
      let cells = columns.map { column in row.value(column.values).map { Self.text($0, row.unit) } ?? "–" }
      lines.append("| \(row.title) | " + cells.joined(separator: " | ") + " | \(limit(row)) |")
    }
    return lines.joined(separator: "\n")
  }

  private func limit(_ row: Row) -> String {
    guard let limit = row.limit else { return "" }
    let text = "\(limit.size.rawValue) < \(Self.text(limit.value, row.unit))"
    guard let values = columns.first(where: { $0.size == limit.size })?.values, let value = row.value(values)
    else { return text }
    return text + (value < limit.value ? ": holds" : ": **exceeded**")
  }

  private static func text(_ value: Double, _ unit: Unit) -> String {
    switch unit {
    case .seconds: value < 10 ? String(format: "%.3f s", value) : String(format: "%.1f s", value)
    case .milliseconds: String(format: "%.3f ms", value * 1000)
    case .nanoseconds: String(format: "%.1f ns", value)
    case .megabytes: String(format: "%.0f MB", value / 1e6)
    case .millionPerSecond: String(format: "%.2f", value / 1e6)
    case .count: String(format: "%.0f", value)
    case .ratio: String(format: "%.1f×", value)
    }
  }
}
