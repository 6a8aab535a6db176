internal import ServiceNetwork

extension Criterion {
  init(_ cells: inout RowCells) {
    self.init(
      list: cells.requiredName("list"), category: cells.category(), number: cells.requiredCount("number"),
      textZh: cells.required("text_zh"), textEn: cells.text("text_en"), source: cells.required("source"))
  }
}

extension Condition {
  init(_ cells: inout RowCells) {
    self.init(
      facility: cells.required("facility"), category: cells.category(),
      state: cells.requiredWord("state", WrittenWords.conditionState) ?? .unknown,
      estimatedCost: cells.cost("estimated_cost"), assessedOn: cells.date("assessed_on"),
      criteria: cells.text("criteria"), source: cells.text("source"))
  }
}

extension Upgrade {
  init(_ cells: inout RowCells) {
    self.init(
      id: cells.text("id"), facility: cells.required("facility"), category: cells.category(),
      year: cells.requiredYear("year"),
      status: cells.requiredWord("status", WrittenWords.upgradeStatus) ?? .planned, cost: cells.cost("cost"),
      source: cells.text("source").flatMap { WrittenWords.fundingSource($0) })
    contractedOn = cells.date("contracted_on")
    startedOn = cells.date("started_on")
    acceptedOn = cells.date("accepted_on")
    cancelledOn = cells.date("cancelled_on")
    refuseDisorder(&cells)
  }

  /// Days must follow each other as the stages do, and none be of a stage that was not reached.
  private func refuseDisorder(_ cells: inout RowCells) {
    let days = [
      ("contracted_on", Status.contracted, contractedOn), ("started_on", .building, startedOn),
      ("accepted_on", .accepted, acceptedOn), ("cancelled_on", .cancelled, cancelledOn),
    ]
    var last: CalendarDate?
    for (column, stage, day) in days {
      guard let day else { continue }
      if let last, day < last {
        cells.refuse(
          column, Wording("\(day) is before the stage before it, \(last)", zh: "\(day)早于前一阶段的日期\(last)"))
      }
      last = day
      let reached: [Status] =
        switch status {
        case .planned: []
        case .contracted: [.contracted]
        case .building: [.contracted, .building]
        case .accepted: [.contracted, .building, .accepted]
        case .cancelled: [.contracted, .building, .cancelled]
        }
      if !reached.contains(stage) {
        cells.refuse(
          column,
          Wording(
            "works that are \(status.rawValue) have no such day; mend the status, or leave the day out",
            zh: "状态为 \(status.rawValue) 的项目不应有此日期，请更正状态或留空"))
      }
    }
  }
}

extension FundAllocation {
  init(_ cells: inout RowCells) {
    let amount = cells.money("amount")
    if amount == nil, cells.text("amount") == nil {
      cells.refuse(
        "amount", Wording("an amount in yuan is required, as 205000.50", zh: "必须填写金额（元），如 205000.50"))
    }
    self.init(
      id: cells.text("id"), year: cells.requiredYear("year"),
      level: cells.requiredWord("level", WrittenWords.fundingLevel) ?? .county,
      source: cells.text("source").map(WrittenWords.fundName) ?? cells.required("source"),
      purpose: cells.requiredPurpose("purpose"), facility: cells.text("facility"),
      upgrade: cells.text("upgrade"),
      amount: amount ?? .zero, allocatedOn: cells.date("allocated_on"))
    if let allocatedOn, allocatedOn < .firstDay(ofYear: year) || allocatedOn > .lastDay(ofYear: year) {
      cells.refuse(
        "allocated_on",
        Wording("\(allocatedOn) does not lie in the year \(year)", zh: "\(allocatedOn)不在\(year)年度内"))
    }
  }
}

extension Indicator {
  init(_ cells: inout RowCells) {
    let text = cells.required("measure")
    let measure = IndicatorMeasure(text)
    if measure == nil, !text.isEmpty {
      let forms = IndicatorMeasure.forms
      cells.refuse(
        "measure",
        Wording(
          "'\(text)' is no measure; one of \(forms.joined(separator: "; "))",
          zh: "“\(text)”不是计算方法，可用：\(forms.joined(separator: "；"))"))
    }
    self.init(
      name: cells.requiredName("indicator"), nameZh: cells.required("name_zh"),
      nameEn: cells.required("name_en"), measure: measure ?? .observed, unit: cells.text("unit"))
  }
}

extension Target {
  init(_ cells: inout RowCells) {
    let text = cells.required("bound")
    let bound = TargetBound(text)
    if bound == nil, !text.isEmpty {
      cells.refuse(
        "bound",
        Wording(
          "'\(text)' is no bound, as >= 60, = 100%, > 0 or <= 12", zh: "“\(text)”不是目标值，应如 >= 60、= 100%、> 0"))
    }
    let splitText = cells.text("split")
    let split = splitText.flatMap(Split.init)
    if split == nil, let splitText {
      cells.refuse(
        "split",
        Wording(
          "'\(splitText)' is none of \(Split.forms.joined(separator: ", "))",
          zh: "“\(splitText)”不是以下之一：\(Split.forms.joined(separator: "、"))"))
    }
    self.init(
      id: cells.text("id"), indicator: cells.required("indicator"), division: cells.requiredCode("division"),
      year: cells.requiredYear("year"), bound: bound ?? TargetBound(.equal, ExactNumber(0)),
      unitInCharge: cells.text("unit_in_charge"), split: split, source: cells.text("source"))
  }
}

extension Observation {
  init(_ cells: inout RowCells) {
    let text = cells.required("value")
    let value = ExactNumber(text.halfWidth.filter { $0 != "," })
    if value == nil, !text.isEmpty {
      cells.refuse(
        "value",
        Wording(
          "'\(text)' is no number with at most \(ExactNumber.mostDigits) digits behind the point, as 3450 or 6%",
          zh: "“\(text)”不是数值（小数最多\(ExactNumber.mostDigits)位），应如 3450 或 6%"))
    }
    self.init(
      indicator: cells.required("indicator"), division: cells.requiredCode("division"),
      date: cells.requiredDate("date"), value: value ?? ExactNumber(0), source: cells.text("source"))
  }
}

// MARK: - Cells

extension RowCells {
  /// A category of refitting.
  fileprivate mutating func category() -> UpgradeCategory {
    requiredWord("category", WrittenWords.category) ?? .safety
  }

  /// A word that must be there.
  fileprivate mutating func requiredWord<Word: RawRepresentable<String> & CaseIterable>(
    _ column: String, _ usual: (String) -> Word?
  ) -> Word? {
    if text(column) == nil {
      let all = Word.allCases.map(\.rawValue)
      refuse(
        column,
        Wording(
          "a value is required, one of \(all.joined(separator: ", "))",
          zh: "必须填写以下之一：\(all.joined(separator: "、"))"))
    }
    return word(column, usual)
  }

  fileprivate mutating func requiredCount(_ column: String) -> Int {
    if text(column) == nil { refuse(column, Wording("a number is required", zh: "必须填写序号")) }
    return count(column) ?? 0
  }

  /// A year of four digits, `2018` or `2018年`; 1970 where it is refused.
  fileprivate mutating func requiredYear(_ column: String) -> Int {
    let text = required(column)
    var digits = text.halfWidth
    if digits.hasSuffix("年") { digits.removeLast() }
    if digits.hasSuffix(".0") { digits.removeLast(2) }
    if digits.isASCIIDigits, let year = Int(digits), (1949...2199).contains(year) { return year }
    if !text.isEmpty {
      refuse(
        column,
        Wording("'\(text)' is no year from 1949 to 2199, as 2018", zh: "“\(text)”不是1949到2199的年份，应如 2018"))
    }
    return 1970
  }

  /// Yuan to the fen: `205000`, `205,000.50`, `20.5万`, `205000元`; nothing is rounded.
  fileprivate mutating func money(_ column: String) -> Money? {
    guard let text = text(column) else { return nil }
    guard let money = WrittenMoney.read(text) else {
      refuse(
        column,
        Wording(
          "'\(text)' is no amount in yuan to the fen, as 205000.50 or 20.5万, up to \(Money.greatest)",
          zh: "“\(text)”不是金额（元，精确到分），应如 205000.50 或 20.5万，不超过\(Money.greatest)"))
      return nil
    }
    return money
  }

  /// An amount that is not less than nothing.
  fileprivate mutating func cost(_ column: String) -> Money? {
    guard let money = money(column) else { return nil }
    if money < .zero { refuse(column, Wording("a cost cannot be negative", zh: "费用不能为负数")) }
    return money
  }

  /// A kind by its name or a usual word for it, or `other`.
  fileprivate mutating func requiredPurpose(_ column: String) -> String {
    let text = required(column)
    return ["其他", "其它"].contains(text) ? FundAllocation.otherPurpose : requiredKind(column)
  }
}
