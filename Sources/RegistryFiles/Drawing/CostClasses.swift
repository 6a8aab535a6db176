/// Classes of how far something is, each with a colour: a few round bounds, and the rest beyond the last.
struct CostClasses: Sendable {
  /// Five colours of viridis from light to dark: their lightness falls evenly, so that they are told apart without hue.
  ///
  /// Source: S. van der Walt, N. Smith, the default colour map of matplotlib 2 (2015), CC0.
  static let colours = ["#fde725", "#5ec962", "#21918c", "#3b528b", "#440154"]
  /// The colour of what nobody knows how far it is.
  static let unknown = "#ffffff"

  /// The bounds between the classes, ascending, one fewer than there are colours; empty where nothing is known.
  let bounds: [Double]
  private let isTime: Bool

  /// Classes for some costs, metres or minutes: nine in ten of them are below the last bound.
  init(_ costs: [Double], isTime: Bool) {
    self.isTime = isTime
    let sorted = costs.sorted()
    guard let least = sorted.first else {
      bounds = []
      return
    }
    let most = sorted[(sorted.count - 1) * 9 / 10]
    let count = Self.colours.count - 1
    let step = RoundNumber.above(max((most - least) / Double(count), isTime ? 1 : 100))
    let start = (least / step).rounded(.down) * step
    bounds = (1...count).map { start + Double($0) * step }
  }

  /// The colour of a cost.
  func colour(of cost: Double?) -> String {
    guard let cost else { return Self.unknown }
    return Self.colours[bounds.firstIndex { cost < $0 } ?? Self.colours.count - 1]
  }

  /// Each class as people say it, with its colour.
  func rows(_ language: DocumentLanguage) -> [(label: String, colour: String)] {
    guard let first = bounds.first, let last = bounds.last else { return [] }
    let isLong = !isTime && last >= 1000
    let unit = isTime ? language("min", zh: "分钟") : isLong ? language("km", zh: "公里") : language("m", zh: "米")
    func words(_ bound: Double) -> String { SVGWriter.number(isLong ? bound / 1000 : bound) }
    let between = zip(bounds, bounds.dropFirst()).map { "\(words($0))–\(words($1)) \(unit)" }
    let labels = ["< \(words(first)) \(unit)"] + between + ["≥ \(words(last)) \(unit)"]
    return Array(zip(labels, Self.colours)).map { (label: $0, colour: $1) }
  }
}
