/// Finds which entries of two lists are one place, level by level from the widest: a narrower one is looked for where
/// the wider one is now.
struct EditionMatcher {
  private let former: [EditionEntry]
  private let current: [EditionEntry]
  private let system: CodeSystem
  private let formerNames: [DivisionName]
  private let currentNames: [DivisionName]
  private let formerByCode: [DivisionCode: Int]
  private let currentByCode: [DivisionCode: Int]
  /// What a person decided about divisions; where the list is empty, they ended.
  private let decided: [Int: [(successor: Int, evidence: DivisionChange.Evidence)]]
  private let endings: [Int: DivisionChange.Evidence]
  /// The divisions of which something would be left behind: facilities, posts, counts, or divisions of a level that
  /// the edition does not have.
  private let isHolding: Set<Int>
  /// The widest levels of the edition, as long as each has but one entry: the neighbours of that are not spoken of.
  private let lonelyLevels: Set<DivisionLevel>

  /// Where each entry is in the other list, and how that is known.
  private var partnerOfFormer: [Int?]
  private var partnerOfCurrent: [Int?]
  private var evidence: [Int: DivisionChange.Evidence] = [:]
  /// Former entries that became a part of another one, and the ones that they became.
  private var isGone: Set<Int> = []
  /// Former entries that nothing settled, with what they may have become.
  private var candidatesOfUndecided: [Int: Set<Int>] = [:]
  private var isWaiting: Set<Int> = []

  private(set) var changes: [DivisionChange] = []
  private(set) var undecided: [UndecidedDivision] = []

  /// The place in which an entry is looked for: a former division, or none.
  private typealias Home = Int

  private static let nowhere = -1

  init(
    former: [EditionEntry], current: [EditionEntry], system: CodeSystem, decisions: [EditionDecision]
  ) throws(EditionError) {
    self.former = former
    self.current = current
    self.system = system
    formerNames = former.map { DivisionName($0.name) }
    currentNames = current.map { DivisionName($0.name) }
    let formerByCode = Dictionary(uniqueKeysWithValues: former.indices.map { (former[$0].code, $0) })
    let currentByCode = Dictionary(uniqueKeysWithValues: current.indices.map { (current[$0].code, $0) })
    (self.formerByCode, self.currentByCode) = (formerByCode, currentByCode)
    var decided: [Int: [(Int, DivisionChange.Evidence)]] = [:]
    var endings: [Int: DivisionChange.Evidence] = [:]
    for decision in decisions {
      guard let index = formerByCode[decision.former] else { throw .unknownFormer(decision.former) }
      decided[index, default: []] += []
      guard let code = decision.successor else {
        endings[index] = .decided(decision.evidence)
        continue
      }
      guard let successor = currentByCode[code] else { throw .unknownSuccessor(code, of: decision.former) }
      guard current[successor].level == former[index].level else {
        throw .otherLevel(code, of: decision.former)
      }
      decided[index, default: []].append((successor, .decided(decision.evidence)))
    }
    (self.decided, self.endings) = (decided, endings)
    let listedLevels = Set(current.map(\.level))
    var isHolding = Set(former.indices.filter { former[$0].holdings > 0 })
    for entry in former where !listedLevels.contains(entry.level) {
      if let parent = entry.parent.flatMap({ formerByCode[$0] }) { isHolding.insert(parent) }
    }
    self.isHolding = isHolding
    let counts = Dictionary(grouping: current, by: \.level).mapValues(\.count)
    lonelyLevels = Set(listedLevels.sorted().prefix { counts[$0] == 1 })
    partnerOfFormer = Array(repeating: nil, count: former.count)
    partnerOfCurrent = Array(repeating: nil, count: current.count)
  }

  /// The entries that wait for a person, as positions in the edition.
  var waiting: Set<Int> { isWaiting }

  /// The codes that mean different places; those of which it is open whether they do are not among them.
  var clashes: [CodeClash] {
    sharedCodes { other, index in
      formerNames[other] != currentNames[index]
        && candidatesOfUndecided[other]?.contains(index) != true
    }
  }

  /// The codes that the edition gives to a place while another one keeps it, since nothing tells what became of that.
  var conflicts: [CodeClash] {
    sharedCodes { other, index in
      partnerOfFormer[other] == nil && !isGone.contains(other) && !isWaiting.contains(index)
    }
  }

  /// The codes of pairs that are not one place, if they are asked for; by code.
  private func sharedCodes(where isMeant: (_ former: Int, _ current: Int) -> Bool) -> [CodeClash] {
    current.indices.compactMap { index in
      guard let other = formerByCode[current[index].code], partnerOfCurrent[index] != other,
        isMeant(other, index)
      else { return nil }
      return CodeClash(former: former[other], current: current[index])
    }.sorted { $0.current.code < $1.current.code }
  }

  /// Settles a level; the wider ones are settled.
  mutating func match(_ level: DivisionLevel) {
    let new = current.indices.filter { current[$0].level == level }
    guard !new.isEmpty else { return }
    for index in new where isWaitingForParent(index) { isWaiting.insert(index) }
    let old = former.indices.filter { former[$0].level == level && decided[$0] == nil }

    pairByCodeAndName(new)
    pair(old, new, as: .name) { $0 }
    pair(old, new, as: .stem) { $0.stem }
    pairByCode(new)
    pairByNameInDistrict(level, new)
    let claimed = applyDecisions(level)
    settleRest(level, old, new, claimed: claimed)
    for index in new { tellPair(index) }
  }

  // MARK: - Where entries lie

  private func parent(ofFormer index: Int) -> Home {
    former[index].parent.flatMap { formerByCode[$0] } ?? Self.nowhere
  }

  /// The former division that an entry of the edition lies in; `nil` where that is a new one, or not known.
  private func home(ofCurrent index: Int) -> Home? {
    guard let code = current[index].parent else { return Self.nowhere }
    if let listed = currentByCode[code] { return partnerOfCurrent[listed] }
    return formerByCode[code] ?? Self.nowhere
  }

  private func isWaitingForParent(_ index: Int) -> Bool {
    guard let code = current[index].parent, let listed = currentByCode[code] else { return false }
    return isWaiting.contains(listed)
  }

  /// The former division in which the names of a level are compared where its parent does not settle them: of villages
  /// the county, of townships the city.
  private func district(ofFormer index: Int) -> Home {
    let level = Self.districtLevel(of: former[index].level)
    var position = parent(ofFormer: index)
    while position >= 0, former[position].level > level { position = parent(ofFormer: position) }
    return position
  }

  private func district(ofCurrent index: Int) -> Home? {
    let level = Self.districtLevel(of: current[index].level)
    var position = index
    while let code = current[position].parent, let listed = currentByCode[code] {
      if current[listed].level <= level { return partnerOfCurrent[listed] }
      position = listed
    }
    guard var home = home(ofCurrent: position) else { return nil }
    while home >= 0, former[home].level > level { home = parent(ofFormer: home) }
    return home
  }

  private static func districtLevel(of level: DivisionLevel) -> DivisionLevel {
    level == .village ? .county : .city
  }

  // MARK: - Finding pairs

  private func isOpen(former index: Int) -> Bool {
    partnerOfFormer[index] == nil && decided[index] == nil
  }

  private func isOpen(current index: Int) -> Bool {
    partnerOfCurrent[index] == nil && !isWaiting.contains(index)
  }

  private mutating func pair(_ old: Int, _ new: Int, _ known: DivisionChange.Evidence) {
    partnerOfFormer[old] = new
    partnerOfCurrent[new] = old
    evidence[new] = known
  }

  private mutating func pairByCodeAndName(_ new: [Int]) {
    for index in new where isOpen(current: index) {
      guard let other = formerByCode[current[index].code], isOpen(former: other),
        former[other].level == current[index].level, former[other].name == current[index].name,
        home(ofCurrent: index) == parent(ofFormer: other)
      else { continue }
      pair(other, index, .codeAndName)
    }
  }

  /// Pairs those that alone have something of their names in the division above.
  private mutating func pair<Key: Hashable>(
    _ old: [Int], _ new: [Int], as known: DivisionChange.Evidence, key: (DivisionName) -> Key
  ) {
    let oldByKey = Dictionary(grouping: old.filter { isOpen(former: $0) }) {
      Located(home: parent(ofFormer: $0), key: key(formerNames[$0]))
    }
    let newByKey = Dictionary(grouping: new.filter { isOpen(current: $0) }) {
      Located(home: home(ofCurrent: $0), key: key(currentNames[$0]))
    }
    for (place, indices) in newByKey where indices.count == 1 && place.home != nil {
      if let others = oldByKey[place], others.count == 1 { pair(others[0], indices[0], known) }
    }
  }

  private struct Located<Key: Hashable>: Hashable {
    var home: Home?
    var key: Key
  }

  private mutating func pairByCode(_ new: [Int]) {
    for index in new where isOpen(current: index) {
      guard let other = formerByCode[current[index].code], isOpen(former: other),
        former[other].system == system, former[other].level == current[index].level,
        Self.likeness(formerNames[other], currentNames[index]) > 0.5
      else { continue }
      pair(other, index, .code)
    }
  }

  /// Pairs those whose names are the only ones of their kind in the district, in both lists whole.
  private mutating func pairByNameInDistrict(_ level: DivisionLevel, _ new: [Int]) {
    let all = former.indices.filter { former[$0].level == level }
    let oldByName = Dictionary(grouping: all) { Located(home: district(ofFormer: $0), key: formerNames[$0]) }
    let newByName = Dictionary(grouping: new) {
      Located(home: district(ofCurrent: $0), key: currentNames[$0])
    }
    for (place, indices) in newByName
    where indices.count == 1 && place.home != nil && isOpen(current: indices[0]) {
      guard let others = oldByName[place], others.count == 1, isOpen(former: others[0]) else { continue }
      pair(others[0], indices[0], .nameInDistrict)
    }
  }

  /// How much the names of two divisions have in common; nothing where a number or a direction differs.
  private static func likeness(_ one: DivisionName, _ other: DivisionName) -> Double {
    FacilityName.likeness(Array(one.stem), Array(other.stem))
  }

  // MARK: - What pairs do not settle

  /// Does what a person decided about a level, and returns the entries that are settled by it.
  private mutating func applyDecisions(_ level: DivisionLevel) -> Set<Int> {
    var claimed: Set<Int> = []
    let indices = decided.keys.filter { former[$0].level == level }.sorted()
    let heads = Dictionary(grouping: indices.filter { decided[$0]?.isEmpty == false }) {
      decided[$0]?.first?.successor ?? 0
    }
    for index in indices {
      isGone.insert(index)
      guard let successors = decided[index], let head = successors.first else {
        changes.append(
          DivisionChange(former: former[index], current: nil, kinds: [.removed], evidence: endings[index]))
        continue
      }
      isWaiting.remove(head.successor)
      if partnerOfCurrent[head.successor] == nil, heads[head.successor]?.count == 1 {
        isGone.remove(index)
        pair(index, head.successor, head.evidence)
      } else {
        claimed.insert(head.successor)
        changes.append(
          DivisionChange(
            former: former[index], current: current[head.successor], kinds: [.merged], evidence: head.evidence
          ))
      }
      for (successor, evidence) in successors.dropFirst() {
        isWaiting.remove(successor)
        claimed.insert(successor)
        changes.append(
          DivisionChange(
            former: former[index], current: current[successor], kinds: [.split], evidence: evidence))
      }
    }
    return claimed
  }

  private mutating func settleRest(
    _ level: DivisionLevel, _ old: [Int], _ new: [Int], claimed: Set<Int>
  ) {
    let open = new.filter { isOpen(current: $0) && !claimed.contains($0) }
    let openByHome = Dictionary(grouping: open) { home(ofCurrent: $0) }
    let openByStem = Dictionary(grouping: open) {
      Located(home: district(ofCurrent: $0), key: currentNames[$0].stem)
    }
    let homes = Set(new.compactMap { home(ofCurrent: $0) })
    let districts = Set(new.compactMap { district(ofCurrent: $0) })
    for index in old where isOpen(former: index) {
      let parent = parent(ofFormer: index)
      let isParentOpen = candidatesOfUndecided[parent] != nil
      guard !lonelyLevels.contains(level),
        homes.contains(parent)
          || (isGone.contains(parent) || isParentOpen) && districts.contains(district(ofFormer: index))
      else { continue }
      let candidates = candidates(
        for: index, among: openByHome[parent] ?? [],
        namesakes: openByStem[Located(home: district(ofFormer: index), key: formerNames[index].stem)] ?? [])
      let reason: UndecidedDivision.Reason? =
        if !candidates.isEmpty { .candidates } else if isParentOpen {
          .parent
        } else if isHolding.contains(index) {
          .holdings
        } else { nil }
      guard let reason else {
        isGone.insert(index)
        changes.append(DivisionChange(former: former[index], current: nil, kinds: [.removed], evidence: nil))
        continue
      }
      candidatesOfUndecided[index] = Set(candidates)
      isWaiting.formUnion(candidates)
      undecided.append(
        UndecidedDivision(
          former: former[index], candidates: candidates.map { current[$0] }.sorted { $0.code < $1.code },
          reason: reason))
    }
    let oldDistricts = Set(
      former.indices.filter { former[$0].level == level }.map { district(ofFormer: $0) })
    for index in open where !isWaiting.contains(index) {
      var change = DivisionChange(former: nil, current: current[index], kinds: [.added], evidence: nil)
      change.isFirstOfItsKind = district(ofCurrent: index).map { !oldDistricts.contains($0) } ?? false
      changes.append(change)
    }
    undecided.sort { ($0.former.level, $0.former.code) < ($1.former.level, $1.former.code) }
  }

  /// What a division may have become: by its stem in the district, its code in the system, or a character otherwise.
  private func candidates(for index: Int, among neighbours: [Int], namesakes: [Int]) -> [Int] {
    var candidates = Set(namesakes)
    if former[index].system == system, let same = currentByCode[former[index].code], isOpen(current: same),
      current[same].level == former[index].level
    {
      candidates.insert(same)
    }
    let name = formerNames[index]
    for neighbour in neighbours {
      let other = currentNames[neighbour]
      // Of 张庄 and 李庄, 庄 tells nothing; there are fewer townships, and a slip in one of two characters happens.
      let isShort = former[index].level == .village && max(name.stem.count, other.stem.count) < 3
      if !isShort, Self.likeness(name, other) >= 0.5 { candidates.insert(neighbour) }
    }
    return candidates.sorted()
  }

  private mutating func tellPair(_ index: Int) {
    guard let other = partnerOfCurrent[index] else { return }
    var kinds: [DivisionChange.Kind] = []
    let (oldName, newName) = (formerNames[other], currentNames[index])
    let isCommunity = oldName.form == .villagersCommittee && newName.form == .community
    let parent = parent(ofFormer: other)
    if parent >= 0, home(ofCurrent: index) != parent { kinds.append(.moved) }
    if isCommunity { kinds.append(.community) }
    if former[other].name != current[index].name, !isCommunity || oldName.stem != newName.stem {
      kinds.append(.renamed)
    }
    if former[other].code != current[index].code { kinds.append(.recoded) }
    changes.append(
      DivisionChange(
        former: former[other], current: current[index], kinds: kinds, evidence: evidence[index]))
  }
}
