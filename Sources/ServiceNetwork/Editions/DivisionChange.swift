/// What a new edition makes of a division.
public struct DivisionChange: Equatable, Sendable {
  /// A way in which a division differs between two editions; one may differ in several.
  public enum Kind: String, CaseIterable, Comparable, Sendable {
    /// It was not there.
    case added
    /// It is there no more, and nothing is known to have followed it.
    case removed
    /// It has become a part of another one.
    case merged
    /// It is a part of another one that was divided; the rest of that one stands beside it.
    case split
    /// It lies in another division than before.
    case moved
    /// 村 has become 社区, a villagers' committee a residents' committee.
    case community
    /// It has another name.
    case renamed
    /// It has another code.
    case recoded

    /// Whether the first kind stands before the second in a list.
    public static func < (first: Kind, second: Kind) -> Bool { first.rank < second.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The word for it, in both languages.
    public var wording: Wording {
      switch self {
      case .added: Wording("added", zh: "新增")
      case .removed: Wording("removed", zh: "撤销")
      case .merged: Wording("merged", zh: "并入")
      case .split: Wording("split", zh: "析出")
      case .moved: Wording("moved", zh: "改属")
      case .community: Wording("community", zh: "村改社区")
      case .renamed: Wording("renamed", zh: "更名")
      case .recoded: Wording("recoded", zh: "变更代码")
      }
    }
  }

  /// How it is known that two entries are one place.
  public enum Evidence: Hashable, Sendable {
    /// The code and the name are the same.
    case codeAndName
    /// The name is the same, and no other in the division above has it.
    case name
    /// The name is the same but for the word for what it is, and no other in the division above has it.
    case stem
    /// The code is the same, of one system, and the names have most characters in common.
    case code
    /// The name is the same, and no other in either list has it: of villages in the county, of townships in the city.
    case nameInDistrict
    /// Somebody decided it.
    case decided(String)

    /// How the registry writes it down.
    public var text: String {
      switch self {
      case .codeAndName: "code and name"
      case .name: "name"
      case .stem: "stem"
      case .code: "code"
      case .nameInDistrict: "name in district"
      case .decided(let source): source.isEmpty ? "decided" : "decided: \(source)"
      }
    }
  }

  /// As the registry has it; `nil` for one that was not there.
  public var former: EditionEntry?
  /// As the edition has it; `nil` for one that is no more.
  public var current: EditionEntry?
  /// In what they differ, in the order of ``Kind``; empty where in nothing.
  public var kinds: [Kind]
  /// How it is known that they are one; `nil` where one is missing.
  public var evidence: Evidence?
  /// Whether an added division is of a level that the registry had none of in its district: nothing tells then that it
  /// was not always there.
  public var isFirstOfItsKind = false

  /// A change from its parts.
  public init(former: EditionEntry?, current: EditionEntry?, kinds: [Kind], evidence: Evidence?) {
    self.former = former
    self.current = current
    self.kinds = kinds
    self.evidence = evidence
  }
}

/// A division of which two editions alone do not tell what became.
public struct UndecidedDivision: Equatable, Sendable {
  /// Why nobody can tell without more.
  public enum Reason: String, Sendable {
    /// Several, or one by a likeness that proves nothing, may be what it became.
    case candidates
    /// It is gone, and the registry has facilities, posts or counts of it, or divisions in it.
    case holdings
    /// The division that it lies in is undecided.
    case parent

    /// A sentence for it.
    public var wording: Wording {
      switch self {
      case .candidates: Wording("it may be one of these, or none", zh: "可能是下列之一，也可能都不是")
      case .holdings:
        Wording(
          "it is not in the edition, and the registry has facilities, posts, counts or divisions in it",
          zh: "新版本中没有，而登记库中有其机构、岗位、人数或下级区划")
      case .parent: Wording("the division it lies in is undecided", zh: "上级区划尚未确定")
      }
    }
  }

  /// The division as the registry has it.
  public var former: EditionEntry
  /// What it may have become, by code.
  public var candidates: [EditionEntry]
  /// Why it is undecided.
  public var reason: Reason

  /// An open question from its parts.
  public init(former: EditionEntry, candidates: [EditionEntry], reason: Reason) {
    self.former = former
    self.candidates = candidates
    self.reason = reason
  }
}

/// A code that means one place in the registry and another in an edition.
public struct CodeClash: Equatable, Sendable {
  /// The place that has the code in the registry.
  public var former: EditionEntry
  /// The place that has it in the edition.
  public var current: EditionEntry

  /// A clash from its parts.
  public init(former: EditionEntry, current: EditionEntry) {
    self.former = former
    self.current = current
  }
}
