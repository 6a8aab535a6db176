/// A model without what is settled beforehand: variables that have one value, rows that all values meet.
///
/// A variable that can only do harm, by its rows and in the sum, stays at its least value. These few steps are done again
/// and again until nothing changes; all of them leave at least one best answer.
struct ReducedModel {
  /// What is left; `nil` where some row cannot be met.
  private(set) var model: MixedIntegerModel?

  private let original: MixedIntegerModel
  private var fixed: [Double?]
  private var kept: [Int] = []

  /// Reduces a model.
  ///
  /// - Complexity: O(terms) a round; a handful of rounds.
  init(_ model: MixedIntegerModel) {
    original = model
    fixed = zip(model.lower, model.upper).map { $0 == $1 ? $0 : nil }
    var isIn = [Bool](repeating: true, count: model.rowCount)
    for _ in 0..<8 {
      for row in 0..<model.rowCount where isIn[row] {
        switch state(of: row) {
        case .open: break
        case .met: isIn[row] = false
        case .unmet: return
        }
      }
      guard settleHarmful(isIn) else { break }
    }
    self.model = rest(isIn)
  }

  /// The values of all variables for values of those that are left.
  func values(from values: [Double]) -> [Double] {
    var all = fixed.map { $0 ?? 0 }
    for (variable, value) in zip(kept, values) { all[variable] = value }
    return all
  }

  /// The values of those variables that are left.
  func kept(of values: [Double]) -> [Double] { kept.map { values[$0] } }

  /// What the settled variables add to the sum.
  var settledSum: Double {
    fixed.indices.reduce(0) { $0 + (fixed[$1] ?? 0) * original.objective[$1] }
  }

  // MARK: - Private

  private enum RowState { case open, met, unmet }

  /// Whether all values meet a row, or none do.
  private func state(of row: Int) -> RowState {
    var (least, most) = (0.0, 0.0)
    for term in terms(of: row) {
      let (variable, coefficient) = (Int(original.termVariables[term]), original.termCoefficients[term])
      guard coefficient != 0 else { continue }
      let low = coefficient * (fixed[variable] ?? original.lower[variable])
      let high = coefficient * (fixed[variable] ?? original.upper[variable])
      least += min(low, high)
      most += max(low, high)
    }
    // Sums of settled values may miss by the last digits what they meet.
    let tolerance = 1e-7 * max(1, min(abs(original.rowLower[row]), abs(original.rowUpper[row])))
    if least > original.rowUpper[row] + tolerance || most < original.rowLower[row] - tolerance {
      return .unmet
    }
    return least >= original.rowLower[row] - 1e-9 && most <= original.rowUpper[row] + 1e-9 ? .met : .open
  }

  /// Settles variables that only do harm when they grow.
  ///
  /// - Returns: whether there were any.
  private mutating func settleHarmful(_ isIn: [Bool]) -> Bool {
    var mayHelp = original.objective.map { $0 > 0 }
    for row in isIn.indices where isIn[row] {
      let (hasLeast, hasMost) = (original.rowLower[row] > -.infinity, original.rowUpper[row] < .infinity)
      for term in terms(of: row) {
        let coefficient = original.termCoefficients[term]
        if coefficient > 0 ? hasLeast : hasMost { mayHelp[Int(original.termVariables[term])] = true }
      }
    }
    var isAny = false
    for variable in mayHelp.indices where !mayHelp[variable] && fixed[variable] == nil {
      fixed[variable] = original.lower[variable]
      isAny = true
    }
    return isAny
  }

  private mutating func rest(_ isIn: [Bool]) -> MixedIntegerModel {
    var model = MixedIntegerModel()
    var place = [Int](repeating: -1, count: fixed.count)
    for variable in fixed.indices where fixed[variable] == nil {
      place[variable] = model.addVariable(
        in: original.lower[variable]...original.upper[variable], isInteger: original.isInteger[variable],
        objective: original.objective[variable])
      kept.append(variable)
    }
    for row in isIn.indices where isIn[row] {
      var settled = 0.0
      var left: [MixedIntegerModel.Term] = []
      for term in terms(of: row) {
        let (variable, coefficient) = (Int(original.termVariables[term]), original.termCoefficients[term])
        if let value = fixed[variable] {
          settled += coefficient * value
        } else {
          left.append(.init(coefficient, place[variable]))
        }
      }
      model.addRow(left, atLeast: original.rowLower[row] - settled, atMost: original.rowUpper[row] - settled)
    }
    return model
  }

  private func terms(of row: Int) -> Range<Int> {
    Int(original.rowStarts[row])..<Int(original.rowStarts[row + 1])
  }
}
