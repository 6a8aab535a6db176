public import ServiceNetwork

/// What is wrong in a file of rules, and where: `budgets[1].amount`.
public enum UpgradeRulesError: WordedError, Equatable {
  /// There is no such member; perhaps another one is meant.
  case unknownMember(path: String, closest: String?)
  /// A member that has to be there is not.
  case missingMember(path: String)
  /// A value is not what is expected.
  case unexpectedValue(path: String, expected: Wording)
}

extension UpgradeRulesError {
  /// What is wrong, as a sentence without its full stop.
  public var wording: Wording {
    switch self {
    case .unknownMember(let path, let closest):
      Wording(
        "there is no member \(path)" + (closest.map { "; did you mean '\($0)'?" } ?? ""),
        zh: "没有成员\(path)" + (closest.map { "，是否为“\($0)”？" } ?? ""))
    case .missingMember(let path): Wording("\(path) is missing", zh: "缺少\(path)")
    case .unexpectedValue(let path, let expected):
      Wording(
        "\(path.isEmpty ? "the file" : path) is not \(expected.en)",
        zh: "\(path.isEmpty ? "文件" : path)的值无效，应为\(expected.zh)")
    }
  }
}
