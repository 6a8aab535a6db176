extension DecayFunction {
  /// How each form is written, by its name.
  private static let forms: [(name: String, form: Wording)] = [
    ("step", Wording("step", zh: "step")),
    ("steps", Wording("steps:1km=1,3km=0.68,5km=0.22", zh: "steps:1km=1,3km=0.68,5km=0.22")),
    ("linear", Wording("linear", zh: "linear")),
    (
      "gaussian",
      Wording(
        "gaussian, which ends at 0, or gaussian:2km with its standard deviation",
        zh: "gaussian（在界限处衰减为0），或带标准差的 gaussian:2km")
    ),
    (
      "logistic",
      Wording("logistic:3km,500m, the midpoint and the scale", zh: "logistic:3km,500m（中点和尺度）")
    ),
    (
      "power",
      Wording(
        "power:1.5, or power:1.5,100m with the distance up to which the weight is 1",
        zh: "power:1.5，或带权重为1的距离的 power:1.5,100m")
    ),
  ]

  /// Up to where a power weighs 1 if nothing else is said: 100 m, or a minute.
  private static func standardFloor(_ measure: Measure) -> Double { measure.isTime ? 1 : 100 }

  /// Reads a function: its name, and after a colon what it is made of, with commas between.
  ///
  /// - Parameters:
  ///   - text: `step`, `steps:1km=1,3km=0.68,5km=0.22`, `linear`, `gaussian`, `gaussian:2km`, `logistic:3km,500m`,
  ///     `power:1.5`, `power:1.5,100m`.
  ///   - measure: what costs are measured by; a time stands where it is a mode, a distance where it is not.
  /// - Throws: ``DecayError``
  public init(_ text: String, by measure: Measure) throws(DecayError) {
    let parts = text.trimmingWhitespace().lowercased().split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false
    ).map(String.init)
    let name = parts[0]
    guard let form = Self.forms.first(where: { $0.name == name })?.form else {
      throw .unknown(text, name.closest(among: Self.forms.map(\.name)))
    }
    let arguments =
      parts.count < 2
      ? []
      : parts[1].split(separator: ",", omittingEmptySubsequences: false).map {
        String($0).trimmingWhitespace()
      }
    func quantity(_ text: String) throws(DecayError) -> Double {
      try Self.quantity(text, by: measure)
    }
    switch (name, arguments.count) {
    case ("step", 0): self = .step
    case ("linear", 0): self = .linear
    case ("gaussian", 0): self = .gaussianToZero
    case ("gaussian", 1): self = .gaussian(sigma: try Self.positive(try quantity(arguments[0]), text))
    case ("logistic", 2):
      self = .logistic(
        midpoint: try quantity(arguments[0]), scale: try Self.positive(try quantity(arguments[1]), text))
    case ("power", 1...2):
      guard let exponent = Double(arguments[0]), exponent > 0, exponent <= 100 else {
        throw .badExponent(arguments[0])
      }
      let floor = arguments.count == 2 ? try quantity(arguments[1]) : Self.standardFloor(measure)
      self = .power(exponent: exponent, floor: try Self.positive(floor, text))
    case ("steps", 1...): self = .zones(try Self.zones(arguments, by: measure))
    default: throw .malformed(text, form: form)
    }
  }

  /// The function as it is written, which reads as the same function again by the same measure.
  public func text(by measure: Measure) -> String {
    func quantity(_ value: Double) -> String { value.shortDescription + (measure.isTime ? "min" : "m") }
    return switch self {
    case .step: "step"
    case .zones(let zones):
      "steps:" + zones.map { "\(quantity($0.bound))=\($0.weight.shortDescription)" }.joined(separator: ",")
    case .linear: "linear"
    case .gaussianToZero: "gaussian"
    case .gaussian(let sigma): "gaussian:\(quantity(sigma))"
    case .logistic(let midpoint, let scale): "logistic:\(quantity(midpoint)),\(quantity(scale))"
    case .power(let exponent, let floor): "power:\(exponent.shortDescription),\(quantity(floor))"
    }
  }

  // MARK: - Private

  private static func zones(_ arguments: [String], by measure: Measure) throws(DecayError) -> [Zone] {
    var zones: [Zone] = []
    for argument in arguments {
      let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw .badZone(argument) }
      let bound = try quantity(parts[0], by: measure)
      guard let weight = Double(parts[1]), (0...1).contains(weight) else { throw .badWeight(parts[1]) }
      if let last = zones.last {
        guard bound > last.bound, weight <= last.weight else { throw .zoneOrder(argument) }
      }
      zones.append(Zone(bound: bound, weight: weight))
    }
    return zones
  }

  private static func quantity(_ text: String, by measure: Measure) throws(DecayError) -> Double {
    do throws(ServiceRuleError) {
      let quantity = try Quantity(text)
      guard quantity.isTime == measure.isTime else {
        throw ServiceRuleError.unitMismatch(text, measure.description)
      }
      return quantity.value
    } catch {
      throw .quantity(error)
    }
  }

  private static func positive(_ value: Double, _ text: String) throws(DecayError) -> Double {
    guard value > 0 else { throw .zero(text) }
    return value
  }
}

/// Why a text is no ``DecayFunction``.
public enum DecayError: WordedError, Equatable {
  /// There is no function of that name; the one that may be meant.
  case unknown(String, String?)
  /// The function is written otherwise.
  case malformed(String, form: Wording)
  /// A distance or time in it cannot be taken.
  case quantity(ServiceRuleError)
  /// An exponent that is no number above 0 and up to 100.
  case badExponent(String)
  /// A zone that is no bound and weight.
  case badZone(String)
  /// A weight that is not from 0 to 1.
  case badWeight(String)
  /// A zone that lies no farther out than the one before it, or weighs more.
  case zoneOrder(String)
  /// A standard deviation, scale or floor of 0.
  case zero(String)

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var wording: Wording {
    switch self {
    case .unknown(let text, let closest):
      Wording("'\(text)' is no decay", zh: "“\(text)”不是衰减函数")
        + .hint(
          closest,
          else: Wording(
            "; one of step, steps:1km=1,3km=0.68,5km=0.22, linear, gaussian, gaussian:2km, logistic:3km,500m, power:1.5",
            zh:
              "，应如：step、steps:1km=1,3km=0.68,5km=0.22、linear、gaussian、gaussian:2km、logistic:3km,500m、power:1.5"
          ))
    case .malformed(let text, let form):
      Wording("'\(text)' cannot be read; write \(form.en)", zh: "“\(text)”无法识别，应写作 \(form.zh)")
    case .quantity(let error): error.wording
    case .badExponent(let text):
      Wording(
        "'\(text)' is no exponent; a number above 0 and up to 100, as power:1.5",
        zh: "“\(text)”不是指数，应为大于0且不超过100的数，如 power:1.5")
    case .badZone(let text):
      Wording(
        "'\(text)' is no zone; a bound and a weight, as 3km=0.68", zh: "“\(text)”不是分段，应为界限和权重，如 3km=0.68")
    case .badWeight(let text):
      Wording("'\(text)' is no weight; a number from 0 to 1", zh: "“\(text)”不是权重，应为0至1的数")
    case .zoneOrder(let text):
      Wording(
        "the zone '\(text)' lies no farther out than the one before it, or weighs more; begin with the nearest",
        zh: "分段“\(text)”不比前一段远，或权重比前一段大；请由近到远填写")
    case .zero(let text):
      Wording("'\(text)' has a 0 where only more makes sense", zh: "“\(text)”中有应大于0而为0的数")
    }
  }
}
