import Fixtures
import Synchronization
import Testing

@testable import NetworkPlanning

/// Best values against all values there are.
struct MixedIntegerModelTests {
  /// A search of ten seconds at most.
  private var limits: SolverLimits { SolverLimits(deadline: .now + .seconds(100)) }

  @Test func `a knapsack is filled with the best that fits`() {
    var model = MixedIntegerModel()
    let things = [(60.0, 10.0), (100, 20), (120, 30)].map { (model.addBinary(objective: $0.0), $0.1) }
    model.addRow(things.map { .init($0.1, $0.0) }, atMost: 50)
    let answer = model.solved(within: limits)
    #expect(answer.status == .optimal && answer.values == [0, 1, 1])
    #expect(abs(answer.bound - 220) < 1e-6)
    // The answer is the same from a start that is not the best, and from the best.
    for start in [[1.0, 0, 1], [0, 1, 1]] {
      #expect(model.solved(from: start, within: limits).values == [0, 1, 1])
    }
  }

  @Test func `rows that nothing meets are said to be so, and what has no whole numbers is solved, too`() {
    var model = MixedIntegerModel()
    let (first, second) = (model.addBinary(objective: 1), model.addBinary(objective: 1))
    model.addRow([.init(1, first), .init(1, second)], atLeast: 3)
    let answer = model.solved(within: limits)
    #expect(answer.status == .infeasible && answer.values == nil)

    var relaxed = MixedIntegerModel()
    let amount = relaxed.addVariable(in: 0...10, objective: 2)
    relaxed.addRow([.init(4, amount)], atMost: 6)
    #expect(relaxed.solved(within: limits).values == [1.5])
    relaxed.addRow([.init(1, amount)], atLeast: 2)
    #expect(relaxed.solved(within: limits).status == .infeasible)
  }

  @Test(arguments: 0..<60)
  func `the best value is that of all values there are`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var model = MixedIntegerModel()
    let count = Int.random(in: 1...7, using: &random)
    for _ in 0..<count {
      let least = Double(Int.random(in: 0...1, using: &random))
      let most = least + Double(Int.random(in: 0...2, using: &random))
      _ = model.addVariable(
        in: least...most, isInteger: true, objective: Double(Int.random(in: -5...5, using: &random)))
    }
    var rows: [(terms: [Int], least: Double, most: Double)] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let terms = (0..<count).map { _ in Int.random(in: -3...3, using: &random) }
      let least =
        Bool.random(using: &random) ? -Double.infinity : Double(Int.random(in: -4...2, using: &random))
      let most =
        Bool.random(using: &random)
        ? Double.infinity : max(least, Double(Int.random(in: -2...6, using: &random)))
      rows.append((terms, least, most))
      model.addRow(terms.enumerated().map { .init(Double($1), $0) }, atLeast: least, atMost: most)
    }
    var best: Double?
    var values = model.lower
    func go(_ variable: Int) {
      guard variable < count else {
        let isMet = rows.allSatisfy { row in
          let sum = zip(row.terms, values).reduce(0) { $0 + Double($1.0) * $1.1 }
          return row.least <= sum && sum <= row.most
        }
        if isMet { best = max(best ?? -.infinity, model.value(at: values)) }
        return
      }
      for value in Int(model.lower[variable])...Int(model.upper[variable]) {
        values[variable] = Double(value)
        go(variable + 1)
      }
    }
    go(0)
    let answer = model.solved(within: limits)
    #expect(answer.status == (best == nil ? .infeasible : .optimal))
    #expect(answer.values.map(model.value(at:)) == best)
    if let best { #expect(abs(answer.bound - best) < 1e-6) }
  }

  /// A market split problem: equations over 0 and 1 that branch and cut finds hard.
  private func hardModel() -> MixedIntegerModel {
    var random = SeededGenerator(seed: 1)
    var model = MixedIntegerModel()
    let variables = (0..<50).map { _ in model.addBinary() }
    for _ in 0..<6 {
      let weights = variables.map { _ in Double(Int.random(in: 0..<100, using: &random)) }
      let (over, under) = (
        model.addVariable(in: 0...1e6, objective: -1), model.addVariable(in: 0...1e6, objective: -1)
      )
      let half = (weights.reduce(0, +) / 2).rounded(.down)
      let terms = zip(weights, variables).map { MixedIntegerModel.Term($0, $1) }
      model.addRow(terms + [.init(-1, over), .init(1, under)], atLeast: half, atMost: half)
    }
    return model
  }

  @Test func `a search ends at its deadline, and soon after nobody waits for it`() {
    let model = hardModel()
    let short = model.solved(within: SolverLimits(deadline: .now + .seconds(1)))
    #expect(short.status == .stopped)
    let none = model.solved(within: SolverLimits(deadline: .now))
    #expect(none.status == .stopped && none.values == nil && none.bound == .infinity)

    let cancelled = Mutex(ContinuousClock.Instant?.none)
    let begin = ContinuousClock.now
    let answer = model.solved(
      within: SolverLimits(
        deadline: begin + .seconds(120),
        isCancelled: {
          guard begin.duration(to: .now) > .milliseconds(700) else { return false }
          cancelled.withLock { $0 = $0 ?? .now }
          return true
        }))
    let waited = cancelled.withLock { $0 }.map { $0.duration(to: .now) }
    #expect(answer.status == .stopped)
    #expect(waited ?? .seconds(9) < .seconds(1))
  }
}
