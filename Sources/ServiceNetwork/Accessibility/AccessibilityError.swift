/// Why a question about accessibility or capacity is not answered.
public enum AccessibilityError: Error, Equatable, CustomStringConvertible {
  /// The question itself cannot be answered.
  case question(CoverageError)
  /// The rule has no distance or time, and so nothing says how far a catchment reaches.
  case noDistance(ServiceRule)
  /// No group is counted, and so there is no demand.
  case noDemandGroup
  /// No facility that serves on the day has a capacity that is known.
  case noCapacities(service: String, isFree: Bool)
  /// More pairs of a village and a facility lie within the bound than are looked at.
  case tooManyPairs(most: Int)

  /// The parameter of a question that is at fault, in lower camel case; `nil` where none is.
  public var parameter: String? {
    switch self {
    case .question(let error): error.parameter
    case .noDistance: "within"
    case .noDemandGroup: "demand"
    case .noCapacities: "capacity"
    case .tooManyPairs: "within"
    }
  }

  /// What is wrong and what would be right, as a sentence without its full stop.
  public var description: String {
    switch self {
    case .question(let error): error.description
    case .noDistance(let rule):
      "'\(rule.phrase)' says no distance that a catchment could reach; give one, as 5km, or 30min by a mode"
    case .noDemandGroup: "the service is for no demand group; name the one that is counted"
    case .noCapacities(let service, let isFree):
      "no facility of '\(service)' that serves on the day has a capacity\(isFree ? " and an occupied" : ""); "
        + "import facilities with \(isFree ? "these columns, or take the total capacity" : "that column")"
    case .tooManyPairs(let most):
      "more than \(most) pairs of a village and a facility lie within the bound, which are the most that are looked at; give a shorter bound"
    }
  }

  /// Runs something, and takes what it throws for an error of the question.
  static func asking<Value>(
    _ body: () throws(CoverageError) -> Value
  ) throws(AccessibilityError) -> Value {
    do throws(CoverageError) {
      return try body()
    } catch {
      throw .question(error)
    }
  }
}
