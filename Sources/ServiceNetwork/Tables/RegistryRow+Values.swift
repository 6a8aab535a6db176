extension RegistryRow {
  /// The values of the row by the names of their columns, as an export writes them; what is empty is absent.
  public var values: [String: String] {
    switch self {
    case .kind(let kind):
      ["kind": kind.name, "name_zh": kind.nameZh, "name_en": kind.nameEn, "post": String(kind.isPost)]
    case .service(let service): service.values
    case .division(let division): division.values
    case .demand(let count): count.values
    case .facility(let facility): facility.values
    case .post(let post): post.values
    case .road(let road): road.values
    case .speed(let row): row.values
    case .criterion(let criterion): criterion.values
    case .condition(let condition): condition.values
    case .upgrade(let upgrade): upgrade.values
    case .fund(let fund): fund.values
    case .indicator(let indicator): indicator.values
    case .target(let target): target.values
    case .observation(let observation): observation.values
    }
  }
}

extension Service {
  fileprivate var values: [String: String] {
    var values = [
      "service": name, "name_zh": nameZh, "name_en": nameEn, "kinds": kinds.joined(separator: " "),
      "rule": rule.description,
    ]
    values["demand_group"] = demandGroup
    return values
  }
}

extension Division {
  fileprivate var values: [String: String] {
    var values = ["code": code.description, "name": name, "level": level.rawValue]
    values["parent"] = parent?.description
    values.set(location, given)
    values["urban_rural"] = urbanRural
    values["source"] = source
    if locationOrigin != .given { values["location_origin"] = locationOrigin.rawValue }
    values["boundary"] = boundary?.wellKnownText
    values["boundary_crs"] = boundaryCRS
    return values
  }
}

extension DemandCount {
  fileprivate var values: [String: String] {
    var values = ["code": division.description, "as_of": asOf.description]
    for (group, persons) in persons { values[DemandGroup.column(of: group)] = String(persons) }
    values["source"] = source
    return values
  }
}

extension Facility {
  fileprivate var values: [String: String] {
    var values = ["kind": kind, "name": name]
    values["id"] = id
    values["division"] = division?.description
    values.set(location, given)
    values.merge(history.values) { $1 }
    values["capacity"] = capacity.map(String.init)
    values["occupied"] = occupied.map(String.init)
    values["in_care"] = inCare.map(String.init)
    values["grade"] = grade
    values["designated_on"] = designatedOn?.description
    values["address"] = address
    values["phone"] = phone
    values["operator"] = self.operator
    values["uscc"] = uscc
    values["source"] = source
    values["external_id"] = externalId
    return values
  }
}

extension StatusHistory {
  /// Its values by the names of their columns in the table of facilities.
  public var values: [String: String] {
    guard let columns else { return ["status_history": text] }
    var values = ["status": columns.status.rawValue]
    values["opened_on"] = columns.openedOn?.description
    values["closed_on"] = columns.closedOn?.description
    return values
  }
}

extension Post {
  fileprivate var values: [String: String] {
    var values = [
      "role": role, "division": division.description, "appointed_on": term.appointedOn.description,
    ]
    values["id"] = id
    values["person"] = person
    values["phone"] = phone
    values["ended_on"] = term.endedOn?.description
    values["source"] = source
    return values
  }
}

extension Road {
  fileprivate var values: [String: String] {
    var values: [String: String] = [:]
    values["from"] = ends?.from
    values["to"] = ends?.to
    for (name, place) in [("from", line.first), ("to", line.last)] {
      values["\(name)_longitude"] = place?.longitude.description
      values["\(name)_latitude"] = place?.latitude.description
    }
    values["length_m"] = length?.value.description
    values["road_class"] = roadClass.isEmpty ? nil : roadClass
    values["speed_kmh"] = speed?.description
    if let direction = RoadDirection(forward: forward, backward: backward) {
      values["oneway"] = direction.rawValue
    } else {
      values["forward"] = forward.text
      values["backward"] = backward.text
    }
    if line.count > 2 {
      values["path"] =
        "LINESTRING (" + line.map { "\($0.longitude) \($0.latitude)" }.joined(separator: ", ") + ")"
    }
    values["name"] = name
    values["source"] = source
    return values
  }
}

extension RoadClassSpeeds {
  fileprivate var values: [String: String] {
    var values = ["road_class": roadClass]
    for mode in TravelMode.allCases {
      values["\(mode.rawValue)_kmh"] = speeds[mode].map(\.shortDescription)
    }
    return values
  }
}

extension [String: String] {
  /// Numbers in the shortest form that reads as the same numbers again.
  fileprivate mutating func set(_ location: Coordinate?, _ given: GivenPoint?) {
    self["longitude"] = location?.longitude.description
    self["latitude"] = location?.latitude.description
    self["given_x"] = given?.x.description
    self["given_y"] = given?.y.description
    self["given_crs"] = given?.crs
  }
}
