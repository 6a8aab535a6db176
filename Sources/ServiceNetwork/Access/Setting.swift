/// What a registry's owner decides about it.
public enum Setting: String, CaseIterable, Sendable {
  /// Whose writes wait until somebody above approves them.
  case approval
  /// How much each metric of a scorecard counts.
  case scorecardWeights = "scorecard-weights"
  /// Which tiles lie under the map.
  case tiles
  /// The key that their service asks for.
  case tilesKey = "tiles-key"
  /// Whose they are, as it stands on the map.
  case tilesAttribution = "tiles-attribution"
  /// Under which number that map was approved.
  case tilesApproval = "tiles-approval"

  /// The value that it has until somebody gives it another.
  public var standard: String {
    switch self {
    case .approval: "none"
    case .tiles: BaseMap.noTiles
    case .scorecardWeights, .tilesKey, .tilesAttribution, .tilesApproval: ""
    }
  }

  /// The values that it can have, in words.
  public var form: String {
    switch self {
    case .approval: Self.approvals.joined(separator: ", ")
    case .scorecardWeights: "as targets=2, coverage nursing-home=3; empty for 1 each"
    case .tiles:
      "none, tianditu, or an address as https://tiles.example.org/{z}/{x}/{y}.png, also with {-y} and {key}; http:// for this machine and private networks"
    case .tilesKey: "letters and digits; empty for none"
    case .tilesAttribution: "a line; empty for none but Tianditu's own"
    case .tilesApproval: "a line, as 审图号：GS(2024)0000号; empty for none"
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
    case .tiles: try BaseMap.check(tiles: value)
    case .tilesKey: try BaseMap.check(key: value)
    case .tilesAttribution, .tilesApproval: try BaseMap.check(line: value, of: self)
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
    case .tiles:
      Wording("which tiles lie under the page's map, in Web Mercator on WGS 84 or CGCS2000", zh: "地图页底图的瓦片来源")
    case .tilesKey:
      Wording("the key that the tiles' service asks for; every browser sees it", zh: "瓦片服务的密钥，浏览器可见")
    case .tilesAttribution: Wording("whose tiles they are, shown on the map", zh: "瓦片的版权说明，显示在地图上")
    case .tilesApproval: Wording("the number of the map's approval, shown on it", zh: "底图的审图号，显示在地图上")
    }
  }
}
