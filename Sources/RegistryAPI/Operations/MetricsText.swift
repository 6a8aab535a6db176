/// Writes figures as Prometheus reads them.
///
/// Source: Prometheus, "Exposition formats", text format 0.0.4.
struct MetricsText {
  static let mediaType = "text/plain; version=0.0.4"

  private(set) var text = ""

  /// A metric that has one value.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    add(name, kind, help, [([], value)])
  }

  /// A metric that has a value for each set of labels.
  mutating func add(
    _ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]
  ) {
    begin(name, kind.rawValue, help)
    for sample in samples { line(name, sample.labels, sample.value) }
  }

  /// A histogram for each value of a label.
  mutating func add(
    _ name: String, _ help: String, by label: String, _ histograms: [(String, ServerMetrics.Histogram)]
  ) {
    begin(name, "histogram", help)
    for (value, histogram) in histograms {
      var count = 0
      for (bound, more) in zip(ServerMetrics.Histogram.bounds.map(\.description) + ["+Inf"], histogram.counts)
      {
        count += more
        line(name + "_bucket", [(label, value), ("le", bound)], Double(count))
      }
      line(name + "_sum", [(label, value)], histogram.sum)
      line(name + "_count", [(label, value)], Double(count))
    }
  }

  /// What a value does.
  enum Kind: String {
    /// It only grows.
    case counter
    /// It goes up and down.
    case gauge
  }

  // MARK: - Private

  private mutating func begin(_ name: String, _ kind: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
  }

  private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
    let inside = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    let number = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    text += "\(name)\(inside.isEmpty ? "" : "{\(inside)}") \(number)\n"
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
