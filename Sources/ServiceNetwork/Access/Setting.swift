/// What a registry's owner decides about it.
public enum Setting: String, CaseIterable, Sendable {
  /// Whose writes wait until somebody above approves them.
  case approval
  /// How much each metric of a scorecard counts.
  case scorecardWeights = "scorecard-weights"

  /// The value that it has until somebody gives it another.
  public var standard: String {
    switch self {
    case .approval: "none"
    case .scorecardWeights: ""
    }
  }

  /// The values that it can have, in words.
  public var form: String {
    switch self {
    case .approval: Self.approvals.joined(separator: ", ")
    case .scorecardWeights: "as targets=2, coverage nursing-home=3; empty for 1 each"
    }
  }

  private static let approvals = ["none", Role.townshipEditor.rawValue]

  /// Looks whether a value is one that it can have.
  ///
  /// - Parameters:
  ///   - value: the value.
  ///   - catalogue: the services that there are.
  /// - Throws: ``ParameterError``, which bears the setting's name.
  public func check(_ value: String, in catalogue: Catalogue) throws(ParameterError) {
    switch self {
    case .approval:
      guard Self.approvals.contains(value) else {
        throw ParameterError(
          rawValue, "it is one of \(form)", zh: "应为以下之一：\(Self.approvals.joined(separator: "、"))")
      }
    case .scorecardWeights:
      do {
        _ = try ScorecardWeights.weights(ScorecardWeights.texts(of: value), in: catalogue)
      } catch {
        throw ParameterError(rawValue, error.wording)
      }
    }
  }

  /// What it decides.
  public var summary: Wording {
    switch self {
    case .approval:
      Wording(
        "whose writes wait for the county's approval: none's, or those of township editors",
        zh: "谁的修改需经县级审核：无，或乡镇编辑")
    case .scorecardWeights:
      Wording(
        "how much each metric of the scorecard counts, beside the others, where a question tells no weight of it",
        zh: "记分卡各项指标的权重，查询时可另行指定")
    }
  }
}
