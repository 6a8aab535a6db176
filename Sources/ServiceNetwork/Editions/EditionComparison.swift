/// What a new edition of a list of divisions changes in the one that stands.
///
/// A place is recognised by its name in the division above it, then by its code if both lists are of one system, then
/// by a name that no other place of its county has; what more than one place would fit stays open. A division is gone
/// when its neighbours are in the edition and it is not: a list of one county says nothing of the others, and a list of
/// townships nothing of villages.
public struct EditionComparison: Equatable, Sendable {
  /// The edition.
  public let edition: Edition
  /// What became of each division, from the widest level to the narrowest and by code; unchanged ones among them.
  public internal(set) var changes: [DivisionChange] = []
  /// The divisions of which the lists do not tell what became, with the entries that they may be.
  public internal(set) var undecided: [UndecidedDivision] = []
  /// The entries that wait for an answer: what undecided divisions may be, and what lies in it; by code.
  public internal(set) var waiting: [EditionEntry] = []
  /// The codes that mean different places in the two lists.
  public internal(set) var clashes: [CodeClash] = []
  /// The codes that keep the edition from being accepted: it gives them to a place, and another one still has them, of
  /// which nothing tells what became.
  public internal(set) var conflicts: [CodeClash] = []

  /// Compares an edition with the divisions that stand.
  ///
  /// - Parameters:
  ///   - edition: whose list it is, and since when.
  ///   - entries: the edition; each code once.
  ///   - standing: the divisions that the registry has; each code once.
  ///   - decisions: what a person decided; they come before all that is found.
  /// - Throws: ``EditionError`` for a decision about a division that one of the lists does not have.
  /// - Complexity: O(*n* log *n*) in the entries of both.
  public init(
    of edition: Edition, _ entries: [EditionEntry], with standing: [EditionEntry],
    decisions: [EditionDecision] = []
  ) throws(EditionError) {
    self.edition = edition
    var matcher = try EditionMatcher(
      former: standing, current: entries, system: edition.system, decisions: decisions)
    for level in DivisionLevel.allCases { matcher.match(level) }
    changes = matcher.changes.sorted {
      ($0.level, $0.code) < ($1.level, $1.code)
    }
    undecided = matcher.undecided
    waiting = matcher.waiting.map { entries[$0] }.sorted { $0.code < $1.code }
    clashes = matcher.clashes
    conflicts = matcher.conflicts
  }

  /// How many divisions differ in each way, and how many in none.
  public var counts: (kinds: [DivisionChange.Kind: Int], unchanged: Int) {
    var kinds: [DivisionChange.Kind: Int] = [:]
    var unchanged = 0
    for change in changes {
      if change.kinds.isEmpty { unchanged += 1 }
      for kind in change.kinds { kinds[kind, default: 0] += 1 }
    }
    return (kinds, unchanged)
  }
}

extension DivisionChange {
  fileprivate var level: DivisionLevel { (current ?? former)?.level ?? .village }
  fileprivate var code: DivisionCode { (current ?? former)?.code ?? DivisionCode(registered: "") }
}

/// Why an edition cannot be compared.
public enum EditionError: Error, Equatable {
  /// A decision is about a division that the registry does not have.
  case unknownFormer(DivisionCode)
  /// A decision names a successor that the edition does not have.
  case unknownSuccessor(DivisionCode, of: DivisionCode)
  /// A decision makes a division one of another level.
  case otherLevel(DivisionCode, of: DivisionCode)

  /// What is wrong and what would be right.
  public var wording: Wording {
    switch self {
    case .unknownFormer(let code):
      Wording(
        "the registry has no division \(code), of which the successions tell what became",
        zh: "登记库中没有沿革表所说的区划\(code)")
    case .unknownSuccessor(let code, let former):
      Wording(
        "the edition has no division \(code), which the successions say \(former) became",
        zh: "新版本中没有沿革表所说\(former)变成的区划\(code)")
    case .otherLevel(let code, let former):
      Wording(
        "\(former) and \(code), which the successions say it became, are of different levels",
        zh: "沿革表说\(former)变成\(code)，但两者级别不同")
    }
  }
}
