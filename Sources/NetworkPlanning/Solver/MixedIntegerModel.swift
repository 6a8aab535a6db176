/// A mixed-integer linear model that is to be maximised: variables with bounds, rows of terms with bounds.
///
/// A plain value: it may be copied, changed and solved again, and be solved in several tasks. ``solved(from:within:)``
/// finds the best values.
struct MixedIntegerModel: Sendable {
  /// A variable of a model, by its position.
  typealias Variable = Int

  /// A variable and what it is multiplied by in a row.
  struct Term: Sendable {
    /// The variable.
    var variable: Variable
    /// What it is multiplied by.
    var coefficient: Double

    /// A term.
    init(_ coefficient: Double, _ variable: Variable) {
      self.variable = variable
      self.coefficient = coefficient
    }
  }

  /// The least value of each variable.
  private(set) var lower: [Double] = []
  /// The greatest value of each variable; may be infinite.
  private(set) var upper: [Double] = []
  /// Whether each variable takes whole numbers alone.
  private(set) var isInteger: [Bool] = []
  /// What each variable counts in the sum that is maximised.
  var objective: [Double] = []

  /// Where the terms of each row begin; one more than there are rows.
  private(set) var rowStarts: [Int32] = [0]
  /// The variable of each term.
  private(set) var termVariables: [Int32] = []
  /// The coefficient of each term.
  private(set) var termCoefficients: [Double] = []
  /// The least value of each row; may be infinite.
  private(set) var rowLower: [Double] = []
  /// The greatest value of each row; may be infinite.
  private(set) var rowUpper: [Double] = []

  /// How many variables there are.
  var variableCount: Int { lower.count }
  /// How many rows there are.
  var rowCount: Int { rowLower.count }

  /// Adds a variable.
  mutating func addVariable(
    in range: ClosedRange<Double>, isInteger: Bool = false, objective: Double = 0
  ) -> Variable {
    lower.append(range.lowerBound)
    upper.append(range.upperBound)
    self.isInteger.append(isInteger)
    self.objective.append(objective)
    return lower.count - 1
  }

  /// Adds a variable that is 0 or 1.
  mutating func addBinary(objective: Double = 0) -> Variable {
    addVariable(in: 0...1, isInteger: true, objective: objective)
  }

  /// Adds a row; terms of one variable are added up.
  mutating func addRow(
    _ terms: [Term], atLeast least: Double = -.infinity, atMost most: Double = .infinity
  ) {
    let ordered = terms.sorted { $0.variable < $1.variable }
    let start = termVariables.count
    for term in ordered {
      if termVariables.count > start, termVariables[termVariables.count - 1] == Int32(term.variable) {
        termCoefficients[termCoefficients.count - 1] += term.coefficient
      } else {
        termVariables.append(Int32(term.variable))
        termCoefficients.append(term.coefficient)
      }
    }
    rowStarts.append(Int32(termVariables.count))
    rowLower.append(least)
    rowUpper.append(most)
  }

  /// Narrows a variable to one value.
  mutating func fix(_ variable: Variable, at value: Double) {
    lower[variable] = value
    upper[variable] = value
  }

  /// The sum that is maximised, at some values.
  func value(at values: [Double]) -> Double {
    zip(objective, values).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
