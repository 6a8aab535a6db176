import ServiceNetwork

extension RegistryRow {
  /// Reads a row of a table; the cells note what is wrong with it.
  init(_ cells: inout RowCells, table: RegistryTable, demandGroups: [DemandGroup]) {
    self =
      switch table {
      case .kinds: .kind(Kind(&cells))
      case .services: .service(Service(&cells))
      case .divisions: .division(Division(&cells))
      case .demand: .demand(DemandCount(&cells, groups: demandGroups))
      case .facilities: .facility(Facility(&cells))
      case .posts: .post(Post(&cells))
      case .roads: .road(Road(&cells))
      case .speeds: .speed(RoadClassSpeeds(&cells))
      case .criteria: .criterion(Criterion(&cells))
      case .conditions: .condition(Condition(&cells))
      case .upgrades: .upgrade(Upgrade(&cells))
      case .funds: .fund(FundAllocation(&cells))
      case .indicators: .indicator(Indicator(&cells))
      case .targets: .target(Target(&cells))
      case .observations: .observation(Observation(&cells))
      }
  }
}

extension Kind {
  fileprivate init(_ cells: inout RowCells) {
    self.init(
      name: cells.requiredName("kind"), nameZh: cells.required("name_zh"), nameEn: cells.required("name_en"),
      isPost: cells.flag("post"))
  }
}

extension Service {
  fileprivate init(_ cells: inout RowCells) {
    let kinds = cells.required("kinds").split(whereSeparator: \.isWhitespace).map(String.init)
    if Set(kinds).count < kinds.count {
      cells.refuse("kinds", Wording("a kind is there twice", zh: "同一类型出现了两次"))
    }
    var rule: ServiceRule?
    do throws(ServiceRuleError) {
      rule = try ServiceRule(cells.required("rule"))
    } catch {
      cells.refuse(
        "rule", Wording(error.description, zh: "不是服务标准，应如 own-village、within 3km（\(error.description)）"))
    }
    self.init(
      name: cells.requiredName("service"), nameZh: cells.required("name_zh"),
      nameEn: cells.required("name_en"),
      kinds: kinds, rule: rule ?? .placeholder, demandGroup: cells.text("demand_group"))
  }
}

extension ServiceRule {
  /// What stands for a rule that could not be read, in a row that is refused.
  fileprivate static let placeholder: ServiceRule = {
    guard let rule = try? ServiceRule([.ownVillage]) else {
      preconditionFailure("one alternative makes a rule")
    }
    return rule
  }()
}

extension Division {
  fileprivate init(_ cells: inout RowCells) {
    let code = cells.requiredCode("code")
    if cells.text("level") == nil {
      cells.refuse(
        "level",
        Wording(
          "a level is required: city, county, township or village", zh: "必须填写级别：市、县、乡镇或村"))
    }
    let point = cells.location()
    self.init(
      code: code, name: cells.required("name"), level: cells.word("level", WrittenWords.level) ?? .village,
      parent: cells.code("parent"), location: point.location, urbanRural: cells.text("urban_rural"),
      source: cells.text("source"))
    given = point.given
    locationOrigin = cells.word("location_origin", { _ in nil }) ?? .given
    (boundary, boundaryCRS) = cells.boundary()
    if parent == code {
      cells.refuse("parent", Wording("a division cannot lie in itself", zh: "区划不能属于自身"))
    }
  }
}

extension DemandCount {
  fileprivate init(_ cells: inout RowCells, groups: [DemandGroup]) {
    var persons: [String: Int] = [:]
    for group in groups { persons[group.name] = cells.count(group.column) }
    self.init(
      division: cells.requiredCode("code"), asOf: cells.requiredDate("as_of"), persons: persons,
      source: cells.text("source"))
  }
}

extension Facility {
  fileprivate init(_ cells: inout RowCells) {
    let point = cells.location()
    self.init(
      id: cells.text("id"), kind: cells.requiredKind("kind"), name: cells.required("name"),
      division: cells.code("division"), location: point.location, history: StatusHistory(&cells))
    given = point.given
    externalId = cells.text("external_id")
    capacity = cells.count("capacity")
    occupied = cells.count("occupied")
    inCare = cells.count("in_care")
    grade = cells.text("grade").map(WrittenWords.grade)
    designatedOn = cells.date("designated_on")
    address = cells.text("address")
    phone = cells.text("phone")
    self.operator = cells.text("operator")
    uscc = cells.socialCreditCode("uscc")
    source = cells.text("source")
  }
}

extension StatusHistory {
  /// Reads `status_history`, or `status`, `opened_on` and `closed_on`.
  fileprivate init(_ cells: inout RowCells) {
    let status = cells.word("status", WrittenWords.status)
    let openedOn = cells.date("opened_on")
    let closedOn = cells.date("closed_on")
    let column = cells.text("status_history") == nil ? "closed_on" : "status_history"
    do throws(StatusHistoryError) {
      if let text = cells.text("status_history") {
        if status != nil || openedOn != nil || closedOn != nil {
          cells.refuse(
            column,
            Wording(
              "it stands instead of status, opened_on and closed_on, not beside them",
              zh: "状态沿革用来代替状态、开业日期和关闭日期，不能同时填写"))
        }
        self = try StatusHistory(text: text)
      } else {
        self = try StatusHistory(status: status, openedOn: openedOn, closedOn: closedOn)
      }
    } catch {
      cells.refuse(column, error.wording)
      self = StatusHistory(always: .planned)
    }
  }
}

extension Post {
  fileprivate init(_ cells: inout RowCells) {
    let appointedOn = cells.requiredDate("appointed_on")
    let endedOn = cells.date("ended_on")
    let term = Term(appointedOn: appointedOn, endedOn: endedOn)
    if term == nil, let endedOn {
      cells.refuse(
        "ended_on",
        Wording(
          "\(endedOn) is not after the appointment on \(appointedOn)", zh: "\(endedOn)不晚于任职日期\(appointedOn)"))
    }
    self.init(
      id: cells.text("id"), role: cells.requiredKind("role"), division: cells.requiredCode("division"),
      term: term ?? .placeholder, person: cells.text("person"), phone: cells.text("phone"),
      source: cells.text("source"))
  }
}

extension Term {
  /// What stands for a term that could not be read, in a row that is refused.
  fileprivate static let placeholder: Term = {
    guard let term = Term(appointedOn: .distantPast) else { preconditionFailure("an open term is a term") }
    return term
  }()
}
