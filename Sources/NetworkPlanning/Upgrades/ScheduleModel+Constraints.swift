internal import ServiceNetwork

extension ScheduleModel {
  /// Adds the rows of a constraint; those of money are added together.
  mutating func add(_ constraint: UpgradeConstraint, _ group: Int) {
    switch constraint {
    case .homesAtLeast(let count, let year):
      let index = year - instance.firstYear
      let terms = instance.problem.homes.indices.flatMap { home in
        finish(home, by: index) + finish(home, by: index - 1).map { Term(-$0.coefficient, $0.variable) }
      }
      addRow(terms, atLeast: Double(count), of: group)
    case .homesAtMost(let count, let year):
      let terms = instance.problem.homes.indices.flatMap { work($0, in: year - instance.firstYear) }
      addRow(terms, atMost: Double(count), of: group)
    case .allBy(let year):
      let homes = instance.problem.homes.indices.filter { !instance.itemsOfHome[$0].isEmpty }
      if isElastic(group) {
        let terms = homes.flatMap { finish($0, by: year - instance.firstYear) }
        addRow(terms, atLeast: Double(homes.count), of: group)
      } else {
        for home in homes { model.addRow(finish(home, by: year - instance.firstYear), atLeast: 1) }
      }
    case .countyShare(let county, _, let count, _, let year):
      let homes = instance.problem.homes.indices.filter { instance.problem.homes[$0].county == county }
      addRow(homes.flatMap { finish($0, by: year - instance.firstYear) }, atLeast: Double(count), of: group)
    case .spacing: keepApart(instance.nearPairs, group)
    case .apart: keepApart(instance.apartPairs, group)
    case .beds: addBeds(group)
    case .contracted(let home, _, let year, let categories):
      for item in instance.itemsOfHome[instance.number[home] ?? 0] {
        let index = year - instance.firstYear
        guard instance.items[item].contracted == index, Set(instance.items[item].categories) == categories
        else { continue }
        addRow([Term(1, choice[item][index])], atLeast: 1, of: group)
      }
    case .precedence(let first, let second): addPrecedence(first, second, group)
    case .moves(let count):
      let terms = instance.problem.homes.indices.compactMap { moved($0).map { Term(1, $0) } }
      addRow(terms, atMost: Double(count), of: group)
    case .budget, .purposes: break
    }
  }

  /// A home waits for another one: for each of its items and each year.
  private mutating func addPrecedence(_ first: String, _ second: String, _ group: Int) {
    guard let one = instance.number[first], let other = instance.number[second],
      !instance.itemsOfHome[one].isEmpty
    else { return }
    let way = isElastic(group) ? [Term(-1, model.addBinary(objective: -1))] : []
    for item in instance.itemsOfHome[other] {
      for year in 0..<instance.yearCount {
        let begun = (0...year).map { Term(1, choice[item][$0]) }
        let done = finish(one, by: year).map { Term(-$0.coefficient, $0.variable) }
        model.addRow(begun + done + way, atMost: 0)
      }
    }
  }

  /// Homes that are not under work together: a row for each clique of them and each year.
  ///
  /// Where the constraint may be missed, a row for each pair: so the pairs are counted.
  private mutating func keepApart(_ pairs: [(Int, Int)], _ group: Int) {
    let cliques =
      isElastic(group)
      ? pairs.map { [$0.0, $0.1] } : CliqueCover(pairs, of: instance.problem.homes.count).cliques
    for clique in cliques {
      for year in 0..<instance.yearCount {
        addRow(clique.flatMap { work($0, in: year) }, atMost: 1, of: group, each: true)
      }
    }
  }

  /// Residents go to beds of homes that are not under work.
  private mutating func addBeds(_ group: Int) {
    let homes = instance.problem.homes
    for year in 0..<instance.yearCount {
      var guests = [[Term]](repeating: [], count: homes.count)
      for home in homes.indices where homes[home].residents > 0 && !instance.itemsOfHome[home].isEmpty {
        var ways: [Term] = []
        for other in instance.bedsOfHome[home] where homes[other].freeBeds > 0 {
          let most = min(homes[home].residents, homes[other].freeBeds)
          let way = model.addVariable(in: 0...Double(most))
          ways.append(Term(1, way))
          guests[other].append(Term(1, way))
        }
        let needed = work(home, in: year).map {
          Term(-Double(homes[home].residents) * $0.coefficient, $0.variable)
        }
        addRow(ways + needed, atLeast: 0, of: group, each: true)
      }
      for other in homes.indices where !guests[other].isEmpty {
        let beds = Double(homes[other].freeBeds)
        let taken = work(other, in: year).map { Term(beds * $0.coefficient, $0.variable) }
        model.addRow(guests[other] + taken, atMost: beds)
      }
    }
  }
}

/// Cliques of a graph that together have all its edges.
struct CliqueCover {
  private(set) var cliques: [[Int]] = []

  /// Finds cliques, one edge after another that none has yet, each as great as it grows in the order of the nodes.
  ///
  /// - Parameter nodes: how many there are.
  init(_ edges: [(Int, Int)], of nodes: Int) {
    var neighbours = [Set<Int>](repeating: [], count: nodes)
    for (first, second) in edges {
      neighbours[first].insert(second)
      neighbours[second].insert(first)
    }
    var covered: Set<[Int]> = []
    for (first, second) in edges where !covered.contains([first, second]) {
      var clique = [first, second]
      for candidate in neighbours[first].intersection(neighbours[second]).sorted()
      where clique.allSatisfy({ neighbours[candidate].contains($0) }) {
        clique.append(candidate)
      }
      clique.sort()
      for (place, one) in clique.enumerated() {
        for other in clique[(place + 1)...] { covered.insert([one, other]) }
      }
      cliques.append(clique)
    }
  }
}
