/// Why something is no ``Scenario``, or none that can be had.
public enum ScenarioError: WordedError, Equatable {
  /// There is no scenario of that name.
  case unknown(String, known: [String])
  /// There is one of that name already.
  case exists(String)
  /// It is another than the one that was known.
  case changedSince(String)
  /// A text that is no name.
  case badName(String)
  /// One name was given in one place, another in another.
  case otherName(String, String)
  /// The note has too many characters.
  case noteTooLong(Int)
  /// There are too many steps.
  case tooManySteps(Int)
  /// What was sent has not the form of a scenario.
  case malformed(Wording)
  /// A step, by its number from 1, is none, or cannot be taken.
  case step(Int, of: String, ScenarioStepError)

  /// What is wrong and what would be right.
  public var wording: Wording {
    switch self {
    case .unknown(let name, let known):
      Wording("there is no scenario '\(name)'", zh: "没有方案“\(name)”")
        + .hint(
          name, among: known,
          else: known.isEmpty
            ? Wording("; 'fuwang scenario new' makes one", zh: "，可用“fuwang scenario new”新建")
            : Wording(
              "; the registry has \(known.prefix(10).joined(separator: ", "))\(known.count > 10 ? ", …" : "")",
              zh: "，登记库中有：\(known.prefix(10).joined(separator: "、"))\(known.count > 10 ? "等" : "")"))
    case .exists(let name):
      Wording(
        "there is a scenario '\(name)' already; change that, or name this one otherwise",
        zh: "方案“\(name)”已存在，请修改原方案，或另取名称")
    case .changedSince(let name):
      Wording(
        "the scenario '\(name)' is another than you know; get it anew, and change that",
        zh: "方案“\(name)”已被他人修改，请重新获取后再改")
    case .badName(let name):
      Wording(
        "'\(name)' is no name of a scenario; from 1 to \(Scenario.longestName) characters without '/', the first no hyphen and no full stop",
        zh: "“\(name)”不能作方案名，应为1至\(Scenario.longestName)个字，不含“/”，不以“-”或“.”开头")
    case .otherName(let name, let other):
      Wording(
        "it is called '\(name)' in one place and '\(other)' in another", zh: "名称“\(name)”与“\(other)”不一致")
    case .noteTooLong(let count):
      Wording(
        "a note of \(count) characters is too long; \(Scenario.longestNote) are the most",
        zh: "说明有\(count)个字，最多\(Scenario.longestNote)个")
    case .tooManySteps(let count):
      Wording(
        "\(count) steps are too many; \(Scenario.mostSteps) are the most",
        zh: "共\(count)步，最多\(Scenario.mostSteps)步")
    case .malformed(let reason):
      Wording(
        #"it is no scenario: \#(reason.en); as {"name": "…", "steps": [{"change": "close", "facility": "H1"}]}"#,
        zh: #"不是方案：\#(reason.zh)，应如 {"name": "…", "steps": [{"change": "close", "facility": "H1"}]}"#)
    case .step(let number, let name, let error):
      Wording(
        "step \(number) of the scenario '\(name)': \(error.wording.en)",
        zh: "方案“\(name)”第\(number)步：\(error.wording.zh)"
      )
    }
  }

  /// Runs something, and says of what it throws which step is meant.
  static func naming<Value>(
    _ number: Int, of name: String, _ body: () throws(ScenarioStepError) -> Value
  ) throws(ScenarioError) -> Value {
    do throws(ScenarioStepError) {
      return try body()
    } catch {
      throw .step(number, of: name, error)
    }
  }
}

/// Why a step of a scenario is none, or cannot be taken.
public enum ScenarioStepError: WordedError, Equatable {
  /// What a value should have been.
  public enum Expectation: Sendable {
    /// A day.
    case date
    /// A whole number of at least 0.
    case wholeNumber
    /// A number.
    case number
    /// A text.
    case text
    /// The id of a facility.
    case id
  }

  /// A member is missing; of a change, where that is known.
  case missing(String, of: String?)
  /// A member that the change does not have.
  case unexpected(String, of: String, known: [String])
  /// A word that is no change.
  case unknownChange(String)
  /// A member with a value that is none of it.
  case badValue(String, String, Expectation)
  /// A rule that cannot be read; with the reason.
  case badRule(ServiceRuleError)
  /// Two numbers that are no place.
  case badPlace(CoordinateError)
  /// A text that is no code.
  case badCode(DivisionCodeError)
  /// A text of the command line that has not the form of its option, with an example.
  case badForm(String, example: String)
  /// A facility that is opened has neither a place nor a division.
  case nowhere
  /// The registry has no facility of that id, and perhaps one that was meant.
  case unknownFacility(String, closest: String?)
  /// The registry has a facility of the id of one that is opened.
  case isThere(String)
  /// No kind of facilities has that name.
  case unknownKind(String, known: [String])
  /// The registry has no division of that code on the day.
  case unknownDivision(DivisionCode)
  /// No service has that name.
  case unknownService(String, known: [String])
  /// An earlier step does the same to the same.
  case repeated(earlier: Int)
  /// A step closes the facility on every day, and another is about it, too.
  case closed(String, by: Int)

  /// The member at fault; `nil` where it is the step as a whole.
  public var member: String? {
    switch self {
    case .missing(let name, _), .unexpected(let name, _, _), .badValue(let name, _, _): name
    case .unknownChange: "change"
    case .badRule: "rule"
    case .badPlace(.longitudeOutOfRange): "longitude"
    case .badPlace(.latitudeOutOfRange): "latitude"
    case .badCode, .unknownDivision: "division"
    case .unknownFacility, .isThere: "facility"
    case .unknownKind: "kind"
    case .unknownService: "service"
    case .badForm, .nowhere, .repeated, .closed: nil
    }
  }

  /// What is wrong and what would be right.
  public var wording: Wording {
    switch self {
    case .missing(let name, nil): Wording("'\(name)' is missing", zh: "缺少“\(name)”")
    case .missing(let name, let change?): Wording("'\(change)' needs '\(name)'", zh: "“\(change)”须有“\(name)”")
    case .unexpected(let name, let change, let known):
      Wording("'\(change)' has no '\(name)'", zh: "“\(change)”没有“\(name)”")
        + .hint(
          name, among: known,
          else: Wording(
            "; it has \(known.joined(separator: ", "))", zh: "，可有：\(known.joined(separator: "、"))"))
    case .unknownChange(let word):
      Wording(
        "'\(word)' is no change; one of open, close, move, enlarge, demand, rule",
        zh: "“\(word)”不是改动，应为 open、close、move、enlarge、demand、rule 之一")
    case .badValue(let name, let text, let expected):
      Wording(
        "\(name): '\(text)' is no \(expected.wording.en)", zh: "\(name)：“\(text)”不是\(expected.wording.zh)")
    case .badRule(let error): error.wording
    case .badPlace(let error): error.wording
    case .badCode(let error): error.wording
    case .badForm(let text, let example):
      Wording("'\(text)' cannot be read; write it as \(example)", zh: "“\(text)”无法识别，应如 \(example)")
    case .nowhere:
      Wording(
        "a facility that is opened needs a place or a division", zh: "新设机构须有坐标或区划")
    case .unknownFacility(let id, let closest):
      AreaError.unknownFacility(id, closest: closest).wording
    case .isThere(let id):
      Wording("there is a facility '\(id)' already; give the new one another id", zh: "机构“\(id)”已存在，请另取编号")
    case .unknownKind(let name, let known):
      Wording("'\(name)' is no kind of facilities", zh: "“\(name)”不是机构类别")
        + .hint(
          name, among: known,
          else: Wording(
            "; one of \(known.joined(separator: ", "))", zh: "，应为以下之一：\(known.joined(separator: "、"))"))
    case .unknownDivision(let code):
      Wording("there is no division \(code) in the registry on the day", zh: "登记库当日没有区划\(code)")
    case .unknownService(let name, let known):
      CoverageError.unknownService(name, known: known).wording
    case .repeated(let earlier):
      Wording(
        "step \(earlier) changes the same already; keep one of the two", zh: "与第\(earlier)步改动同一事项，请只留其一")
    case .closed(let id, let number):
      Wording(
        "step \(number) closes '\(id)' on every day; leave one of the two out, or say from which day it is closed",
        zh: "第\(number)步已关闭“\(id)”，请只留其一，或注明关闭日期")
    }
  }
}

extension ScenarioStepError.Expectation {
  fileprivate var wording: Wording {
    switch self {
    case .date: Wording("date as 2020-12-31", zh: "日期，应如 2020-12-31")
    case .wholeNumber: Wording("whole number from 0 to 2147483647", zh: "非负整数")
    case .number: Wording("number", zh: "数")
    case .text: Wording("text", zh: "文字")
    case .id: Wording("id of a facility", zh: "机构编号")
    }
  }
}
