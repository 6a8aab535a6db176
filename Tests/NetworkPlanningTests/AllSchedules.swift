import ServiceNetwork

@testable import NetworkPlanning

/// All schedules of a small problem, each looked at by itself: the plain reading of what constraints mean.
///
/// Money and beds are judged by Hall's condition rather than by a flow: what can be paid by some sources alone must not
/// exceed what these have, for whichever sources.
struct AllSchedules {
  /// Something that is done in one year or not at all.
  struct Piece {
    var home: Int
    var categories: Set<UpgradeCategory>
    /// What is paid for which categories together, and by whom alone.
    var costs: [(categories: Set<UpgradeCategory>, source: FundingSource?, fen: Int64)]
    var need: Int
    var contracted: Int?
  }

  let problem: UpgradeProblem
  let homes: [UpgradeHome]
  let years: [Int]
  private(set) var pieces: [Piece] = []
  private var near: [[Bool]] = []
  private var bedReach: [[Bool]] = []

  init(_ problem: UpgradeProblem) {
    self.problem = problem
    homes = problem.homes.sorted { $0.id < $1.id }
    years = Array(problem.years)
    let points = Dictionary(uniqueKeysWithValues: problem.priorities.map { ($0.home, $0.points) })
    for (index, home) in homes.enumerated() {
      var own: [Piece] = []
      for work in home.works {
        own.append(
          Piece(
            home: index, categories: work.categories, costs: [(work.categories, work.source, work.cost.fen)],
            need: 0,
            contracted: work.year))
      }
      let covered = Set(home.works.flatMap(\.categories))
      let open = home.deficiencies.keys.filter { !covered.contains($0) }.sorted()
      let costs = open.map { (Set([$0]), FundingSource?.none, home.deficiencies[$0]!!.fen) }
      if problem.rules.perCategory {
        own += zip(open, costs).map { Piece(home: index, categories: [$0], costs: [$1], need: 0) }
      } else if !open.isEmpty {
        own.append(Piece(home: index, categories: Set(open), costs: costs, need: 0))
      }
      // Points by categories; their sum is the home's.
      let total = own.reduce(0) { $0 + $1.categories.count }
      var (done, given) = (0, 0)
      for number in own.indices {
        done += own[number].categories.count
        let upTo = (points[home.id] ?? 0) * done / total
        own[number].need = upTo - given
        given = upTo
      }
      pieces += own
    }
    near = reach(problem.rules.spacingKilometers)
    bedReach = reach(problem.rules.bedsWithinKilometers)
  }

  /// The best objective, and the years of the first best schedule; `nil` where there is no schedule.
  func best(under constraints: [UpgradeConstraint]) -> (objective: Int, years: [Int?])? {
    var best: (objective: Int, years: [Int?])?
    forEach { years in
      let objective = objective(of: years)
      // The first of the best comes first: earlier years are tried before later ones, and none at all last.
      guard best.map({ objective > $0.objective }) ?? true else { return true }
      if constraints.allSatisfy({ miss($0, years) == 0 }), missingMoney(constraints, years) == 0 {
        best = (objective, years)
      }
      return true
    }
    return best
  }

  /// Whether there is a schedule.
  func isFeasible(under constraints: [UpgradeConstraint]) -> Bool {
    var isFeasible = false
    forEach { years in
      isFeasible = constraints.allSatisfy { miss($0, years) == 0 } && missingMoney(constraints, years) == 0
      return !isFeasible
    }
    return isFeasible
  }

  /// The least by which one constraint is missed where the others are kept; `nil` where these conflict themselves.
  func leastMiss(of constraint: UpgradeConstraint, under others: [UpgradeConstraint]) -> Int64? {
    var least: Int64?
    let isMoney = if case .budget = constraint { true } else { false }
    forEach { years in
      guard others.allSatisfy({ miss($0, years) == 0 }), missingMoney(others, years) == 0 else { return true }
      let amount = isMoney ? missingMoney(others + [constraint], years) : miss(constraint, years)
      least = min(least ?? .max, amount)
      return true
    }
    return least
  }

  func objective(of years: [Int?]) -> Int {
    var sum = 0
    for (piece, year) in zip(pieces, years) {
      if let year { sum += piece.need * (self.years[self.years.count - 1] + 1 - year) }
    }
    return sum - (problem.rules.stability?.pointsPerMove ?? 0) * moves(years)
  }

  private func forEach(_ body: ([Int?]) -> Bool) {
    var years = [Int?](repeating: nil, count: pieces.count)
    func go(_ piece: Int) -> Bool {
      guard piece < pieces.count else { return body(years) }
      for year in self.years.map(Optional.some) + [nil] {
        years[piece] = year
        if !go(piece + 1) { return false }
      }
      return true
    }
    _ = go(0)
  }

  /// By how much a constraint that is not about money is missed.
  private func miss(_ constraint: UpgradeConstraint, _ years: [Int?]) -> Int64 {
    switch constraint {
    case .homesAtLeast(let count, let year):
      Int64(max(0, count - homes.indices.count { finish($0, years) == year }))
    case .homesAtMost(let count, let year):
      Int64(max(0, homes.indices.count { works($0, year, years) } - count))
    case .allBy(let year):
      Int64(homes.indices.count { !homes[$0].lacks.isEmpty && finish($0, years) ?? 9999 > year })
    case .countyShare(let county, _, let count, _, let year):
      Int64(
        max(
          0, count - homes.indices.count { homes[$0].county == county && finish($0, years) ?? 9999 <= year }))
    case .spacing: together(years) { near[$0][$1] }
    case .apart:
      together(years) { first, second in
        let ids: Set = [homes[first].id, homes[second].id]
        return problem.rules.apart.contains { Set([$0.first, $0.second]) == ids }
      }
    case .beds: self.years.reduce(0) { $0 + missingBeds($1, years) }
    case .contracted(let home, _, let year, let categories):
      pieces.indices.contains {
        homes[pieces[$0].home].id == home && pieces[$0].categories == categories
          && pieces[$0].contracted == year
          && years[$0] == year
      } ? 0 : 1
    case .precedence(let first, let second):
      homes.indices.contains { one in
        homes[one].id == first
          && pieces.indices.contains { other in
            homes[pieces[other].home].id == second && years[other] != nil && !homes[one].lacks.isEmpty
              && finish(one, years) ?? 9999 > years[other]!
          }
      } ? 1 : 0
    case .moves(let count): Int64(max(0, moves(years) - count))
    case .budget, .purposes: 0
    }
  }

  private func finish(_ home: Int, _ years: [Int?]) -> Int? {
    let own = pieces.indices.filter { pieces[$0].home == home }
    guard !own.isEmpty, own.allSatisfy({ years[$0] != nil }) else { return nil }
    return own.compactMap { years[$0] }.max()
  }

  private func works(_ home: Int, _ year: Int, _ years: [Int?]) -> Bool {
    pieces.indices.contains { pieces[$0].home == home && years[$0] == year }
  }

  private func together(_ years: [Int?], _ isPair: (Int, Int) -> Bool) -> Int64 {
    var count: Int64 = 0
    for first in homes.indices {
      for second in homes.indices where second > first && isPair(first, second) {
        count += Int64(self.years.count { works(first, $0, years) && works(second, $0, years) })
      }
    }
    return count
  }

  private func moves(_ years: [Int?]) -> Int {
    homes.indices.count { home in
      pieces.indices.contains { piece in
        guard pieces[piece].home == home else { return false }
        return pieces[piece].categories.contains { category in
          problem.standing.first { $0.home == homes[home].id && $0.category == category }?.year
            != years[piece]
        }
      }
    }
  }

  private func missingBeds(_ year: Int, _ years: [Int?]) -> Int64 {
    let busy = homes.indices.filter { works($0, year, years) }
    var missing: Int64 = 0
    for mask in 0..<(1 << busy.count) {
      let some = busy.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
      let open = homes.indices.filter { other in
        !busy.contains(other) && some.contains { bedReach[$0][other] }
      }
      let (guests, beds) = (
        some.reduce(0) { $0 + homes[$1].residents }, open.reduce(0) { $0 + homes[$1].freeBeds }
      )
      missing = max(missing, Int64(guests - beds))
    }
    return missing
  }

  /// What no source pays: the most that some sources, each with its money up to some year, have too little.
  private func missingMoney(_ constraints: [UpgradeConstraint], _ years: [Int?]) -> Int64 {
    let sources = Set(problem.rules.budgets.map(\.source)).sorted()
    guard !sources.isEmpty else { return 0 }
    var missing: Int64 = 0
    for combination in combinations(sources.count) {
      // For each source the years whose costs count if they can be paid by it.
      var budget: Int64 = 0
      var isBounded = true
      for (source, years) in zip(sources, combination) {
        for year in years {
          let given = problem.rules.budgets.first { $0.source == source && $0.year == year }?.amount ?? .zero
          guard constraints.contains(.budget(source, year: year, given)) else {
            isBounded = false
            break
          }
          budget += given.fen
        }
      }
      guard isBounded else { continue }
      var cost: Int64 = 0
      for (piece, year) in zip(pieces, years) {
        guard let year else { continue }
        for part in piece.costs {
          let payers: [FundingSource]
          if let source = part.source {
            guard sources.contains(source) else { continue }
            payers = [source]
          } else {
            payers = sources.filter { source in
              problem.rules.purposes.allSatisfy { purposes in
                purposes.source != source || !constraints.contains(.purposes(source, purposes.categories))
                  || part.categories.isSubset(of: purposes.categories)
              }
            }
          }
          if payers.allSatisfy({ combination[sources.firstIndex(of: $0)!].contains(year) }) {
            cost += part.fen
          }
        }
      }
      missing = max(missing, cost - budget)
    }
    return missing
  }

  /// For each source years: all up to one where money carries over, otherwise any.
  private func combinations(_ count: Int) -> [[[Int]]] {
    guard count > 0 else { return [[]] }
    let choices =
      problem.rules.carriesOver
      ? (0...years.count).map { Array(years.prefix($0)) }
      : (0..<(1 << years.count)).map { mask in
        years.indices.filter { mask >> $0 & 1 == 1 }.map { years[$0] }
      }
    return combinations(count - 1).flatMap { rest in choices.map { rest + [$0] } }
  }

  private func reach(_ kilometers: Double?) -> [[Bool]] {
    homes.indices.map { first in
      homes.indices.map { second in
        guard let kilometers, first != second, let one = homes[first].location,
          let other = homes[second].location
        else { return false }
        return Geodesic.distance(from: one, to: other).value <= kilometers * 1000
      }
    }
  }
}
