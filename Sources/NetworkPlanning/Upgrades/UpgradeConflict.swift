public import ServiceNetwork

/// Constraints that cannot be kept to together, while all but any one of them can.
public struct UpgradeConflict: Equatable, Sendable {
  /// One of the constraints, and by how much it would have to give for the others to be kept.
  public struct Member: Equatable, Sendable {
    /// The constraint.
    public let constraint: UpgradeConstraint
    /// By how much, in the unit that ``UpgradeConstraint/wording(givingWay:)`` has; `nil` where it was not found out in
    /// time.
    public let amount: Int64?

    /// By how much it would have to give, in words.
    public var wording: Wording? { amount.map { constraint.wording(givingWay: $0) } }
  }

  /// The constraints, those first that one would give up last.
  public let members: [Member]
  /// Whether it is certain that all but any one can be kept to; otherwise some may have no part in the conflict, because
  /// time was over before they were all tried.
  public let isMinimal: Bool

  /// The conflict in words: what cannot be kept together, and what would do.
  public var wording: Wording {
    let names = members.map(\.constraint.wording)
    let ways = members.compactMap(\.wording)
    let doubt = isMinimal ? ("", "") : (" (not known to be the smallest set)", "（时间所限，未必是最小冲突集）")
    return Wording(
      "these cannot be kept together\(doubt.0): \(names.map(\.en).joined(separator: "; "))"
        + (ways.isEmpty ? "" : ". One of these would do: \(ways.map(\.en).joined(separator: ", or "))"),
      zh: "以下要求不能同时满足\(doubt.1)：\(names.map(\.zh).joined(separator: "；"))"
        + (ways.isEmpty ? "" : "。下列任一调整即可：\(ways.map(\.zh).joined(separator: "，或"))"))
  }
}
