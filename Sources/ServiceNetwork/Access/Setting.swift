/// What a registry's owner decides about it.
public enum Setting: String, CaseIterable, Sendable {
  /// Whose writes wait until somebody above approves them.
  case approval

  /// The values that it can have, the usual one first.
  public var values: [String] {
    switch self {
    case .approval: ["none", Role.townshipEditor.rawValue]
    }
  }

  /// What it decides.
  public var summary: Wording {
    switch self {
    case .approval:
      Wording(
        "whose writes wait for the county's approval: none's, or those of township editors",
        zh: "谁的修改需经县级审核：无，或乡镇编辑")
    }
  }
}
