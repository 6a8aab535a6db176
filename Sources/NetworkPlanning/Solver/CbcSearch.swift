internal import CCbc
internal import Foundation

/// One search by CBC: its model, which is freed with it.
///
/// Used by one thread, in its turn. CBC asks for cuts at each node of its tree, where a search that nobody waits for is
/// ended by cuts that no values meet.
final class CbcSearch {
  private let model: MixedIntegerModel
  private let limits: SolverLimits
  private let watch: Watch
  private let cbc: UnsafeMutableRawPointer

  /// Hands a model over to CBC.
  init(_ model: MixedIntegerModel, within limits: SolverLimits) {
    self.model = model
    self.limits = limits
    watch = Watch(limits)
    guard let cbc = Cbc_newModel() else { preconditionFailure("CBC makes a model or ends the program") }
    self.cbc = cbc
    Cbc_setLogLevel(cbc, 0)
    load()
    Cbc_setObjSense(cbc, 1)
    set("log", 0)
    set("timeMode", "elapsed")
    set("seconds", limits.secondsLeft)
    if limits.absoluteGap > 0 { set("allowableGap", limits.absoluteGap) }
    if limits.relativeGap > 0 { set("ratioGap", limits.relativeGap) }
    // CBC 2.10 ends the program in some models that it has preprocessed: by a null pointer in CglPreProcess, or by an
    // assertion of Clp about what comes of it. In thousands of models that it took as they were it did not.
    set("preprocess", "off")
    Cbc_addCutCallback(cbc, drain, "watch", Unmanaged.passUnretained(watch).toOpaque())
  }

  deinit { Cbc_deleteModel(cbc) }

  /// Gives CBC values to begin with.
  func begin(with values: [Double]) {
    let integers = values.indices.filter { model.isInteger[$0] }
    let names = integers.map { UnsafePointer(strdup(Self.name($0))) }
    defer { for name in names { free(UnsafeMutablePointer(mutating: name)) } }
    var pointers: [UnsafePointer<CChar>?] = names
    Cbc_setMIPStart(cbc, Int32(integers.count), &pointers, integers.map { values[$0].rounded() })
  }

  /// Searches.
  func run() -> MixedIntegerAnswer {
    guard !limits.isOver else { return .nothing }
    guard model.isInteger.contains(true) else { return relaxation() }
    Cbc_solve(cbc)
    let isInfeasible = Cbc_isProvenInfeasible(cbc) != 0
    let values = Cbc_bestSolution(cbc).map { found in
      model.isInteger.indices.map { model.isInteger[$0] ? found[$0].rounded() : found[$0] }
    }
    // What a drained tree says of bounds holds for nobody.
    if watch.isDrained { return MixedIntegerAnswer(status: .stopped, values: values, bound: .infinity) }
    if values == nil, isInfeasible {
      return MixedIntegerAnswer(status: .infeasible, values: nil, bound: -.infinity)
    }
    let bound = -Cbc_getBestPossibleObjValue(cbc)
    guard let values, Cbc_isProvenOptimal(cbc) != 0 else {
      return MixedIntegerAnswer(status: .stopped, values: values, bound: bound)
    }
    // Where nothing is left of the tree, its bound may be an old one; that nothing is left is the better one.
    let objective = model.value(at: values)
    let gap = max(limits.absoluteGap, limits.relativeGap * objective.magnitude)
    return MixedIntegerAnswer(status: .optimal, values: values, bound: min(bound, objective + gap))
  }

  // MARK: - Private

  /// The answer of a model without whole numbers.
  private func relaxation() -> MixedIntegerAnswer {
    guard Cbc_solve(cbc) == 0, let found = Cbc_getColSolution(cbc) else {
      return MixedIntegerAnswer(status: .infeasible, values: nil, bound: -.infinity)
    }
    let values = Array(UnsafeBufferPointer(start: found, count: model.variableCount))
    return MixedIntegerAnswer(status: .optimal, values: values, bound: model.value(at: values))
  }

  /// Hands over all columns and rows at once; one by one takes CBC a time that grows with their square.
  private func load() {
    var starts = [Int32](repeating: 0, count: model.variableCount + 1)
    for variable in model.termVariables { starts[Int(variable) + 1] += 1 }
    for variable in 0..<model.variableCount { starts[variable + 1] += starts[variable] }
    var next = starts
    var rows = [Int32](repeating: 0, count: model.termVariables.count)
    var coefficients = [Double](repeating: 0, count: model.termVariables.count)
    for row in 0..<model.rowCount {
      for term in Int(model.rowStarts[row])..<Int(model.rowStarts[row + 1]) {
        let variable = Int(model.termVariables[term])
        rows[Int(next[variable])] = Int32(row)
        coefficients[Int(next[variable])] = model.termCoefficients[term]
        next[variable] += 1
      }
    }
    Cbc_loadProblem(
      cbc, Int32(model.variableCount), Int32(model.rowCount), starts, rows, coefficients,
      model.lower.map(Self.bound),
      model.upper.map(Self.bound), model.objective.map { -$0 }, model.rowLower.map(Self.bound),
      model.rowUpper.map(Self.bound))
    // All have names or none: a presolve of Clp takes names for granted where there are some.
    for row in 0..<model.rowCount { Cbc_setRowName(cbc, Int32(row), "r\(row)") }
    for variable in 0..<model.variableCount {
      Cbc_setColName(cbc, Int32(variable), Self.name(variable))
      if model.isInteger[variable] { Cbc_setInteger(cbc, Int32(variable)) }
    }
  }

  /// A bound as CBC has it: what is infinite is the greatest number.
  private static func bound(_ value: Double) -> Double {
    min(max(value, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  private func set(_ name: String, _ value: some CustomStringConvertible) {
    Cbc_setParameter(cbc, name, value.description)
  }

  private static func name(_ variable: Int) -> String { "x\(variable)" }
}

/// Sees to it that a search ends when nobody waits for it.
private final class Watch {
  let limits: SolverLimits
  /// How long after its deadline a search that does not end by itself is ended.
  private let grace = Duration.seconds(1)
  var isDrained = false

  init(_ limits: SolverLimits) { self.limits = limits }

  var wantsEnd: Bool {
    isDrained || limits.isCancelled() || limits.deadline.duration(to: .now) > grace
  }
}

/// Where nobody waits, a cut that no values meet: so each open node of the tree is done with at once.
private func drain(
  solver: UnsafeMutableRawPointer?, cuts: UnsafeMutableRawPointer?, context: UnsafeMutableRawPointer?
) {
  guard let context else { return }
  let watch = Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue()
  guard watch.wantsEnd, Osi_getNumCols(solver) > 0 else { return }
  watch.isDrained = true
  var column: Int32 = 0
  var coefficient = 1.0
  OsiCuts_addRowCut(cuts, 1, &column, &coefficient, CChar(bitPattern: UInt8(ascii: "G")), 1e9)
}
