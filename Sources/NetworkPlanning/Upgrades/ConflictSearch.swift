internal import ServiceNetwork

/// The search for the smallest sets of constraints that conflict.
///
/// A deletion filter: constraints are left out, many at once and then fewer, and stay out where the others still
/// conflict; what cannot be left out is the conflict.
///
/// Source: J. W. Chinneck, E. W. Dravnieks, "Locating minimal infeasible constraint sets in linear programs", ORSA Journal
/// on Computing 3 (1991), 157–168.
struct ConflictSearch {
  let instance: UpgradeInstance
  let limits: SolverLimits

  /// Conflicts that share no constraint, until the others can be kept together or the time is over.
  ///
  /// - Throws: `CancellationError`
  func conflicts() throws(CancellationError) -> [UpgradeConflict] {
    var conflicts: [UpgradeConflict] = []
    var candidates = Array(instance.groups.indices)
    repeat {
      let (members, isMinimal) = try smallest(of: candidates)
      conflicts.append(try conflict(members, isMinimal: isMinimal))
      candidates.removeAll(where: members.contains)
      guard isMinimal else { break }
    } while try isFeasible(candidates) == false
    return conflicts
  }

  // MARK: - Private

  /// A smallest conflict among constraints that conflict.
  private func smallest(of candidates: [Int]) throws(CancellationError) -> (members: [Int], isMinimal: Bool) {
    var kept = candidates
    var isMinimal = true
    // Those that one would give up first are left out first; the others are what the answer is about.
    var untried = Array(candidates.reversed())
    var size = max(1, untried.count / 2)
    while !untried.isEmpty {
      let part = Array(untried.prefix(size))
      let rest = kept.filter { !part.contains($0) }
      let isFeasible = try isFeasible(rest)
      if isFeasible == false {
        kept = rest
        untried.removeFirst(part.count)
        size = max(1, untried.count / 2)
      } else if part.count > 1 {
        size = part.count / 2
      } else {
        if isFeasible == nil { isMinimal = false }
        untried.removeFirst()
        size = max(1, min(untried.count / 2, 2 * size))
      }
    }
    return (kept, isMinimal)
  }

  private func isFeasible(_ groups: [Int]) throws(CancellationError) -> Bool? {
    try ScheduleSearch(instance: instance, active: active(groups), limits: limits).isFeasible()
  }

  /// A conflict, and by how much each of its constraints would have to give.
  private func conflict(_ members: [Int], isMinimal: Bool) throws(CancellationError) -> UpgradeConflict {
    var answers: [UpgradeConflict.Member] = []
    for member in members {
      answers.append(
        UpgradeConflict.Member(
          constraint: instance.groups[member], amount: try shortfall(of: member, among: members)))
    }
    return UpgradeConflict(members: answers, isMinimal: isMinimal)
  }

  /// The least by which a constraint has to be missed for the other ones to be kept; `nil` where that was not found out
  /// in time.
  private func shortfall(of member: Int, among members: [Int]) throws(CancellationError) -> Int64? {
    let model = ScheduleModel(instance, active: active(members), aim: .leastShortfall(of: member))
    let search = ScheduleSearch(
      instance: instance, active: active(members.filter { $0 != member }), limits: limits)
    guard let found = try search.least(model) else { return nil }
    switch instance.groups[member] {
    case .budget:
      let settlement = ScheduleCheck(found.years, instance, active: active(members)).settlement
      return settlement.missing
    case .purposes: return Int64((found.shortfall * model.fenPerUnit).rounded())
    default:
      return ScheduleCheck(found.years, instance, active: active(members)).shortfall(
        of: instance.groups[member])
    }
  }

  private func active(_ groups: [Int]) -> [Bool] {
    var active = [Bool](repeating: false, count: instance.groups.count)
    for group in groups { active[group] = true }
    return active
  }
}

extension ScheduleSearch {
  /// The schedule that misses a constraint by the least, and keeps all others; `nil` where that was not found in time.
  ///
  /// - Throws: `CancellationError`
  fileprivate func least(_ base: ScheduleModel) throws(CancellationError) -> (
    years: [Int], shortfall: Double
  )? {
    let answer = base.model.solved(within: limits)
    if limits.isCancelled() { throw CancellationError() }
    guard answer.status == .optimal, let values = answer.values else { return nil }
    return (base.years(in: values), base.shortfall(in: values))
  }
}
