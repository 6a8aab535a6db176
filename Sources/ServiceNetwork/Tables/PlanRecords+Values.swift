extension Criterion {
  var values: [String: String] {
    var values = ["list": list, "category": category.rawValue, "number": String(number), "text_zh": textZh]
    values["text_en"] = textEn
    values["source"] = source
    return values
  }
}

extension Condition {
  var values: [String: String] {
    var values = ["facility": facility, "category": category.rawValue, "state": state.rawValue]
    values["estimated_cost"] = estimatedCost?.description
    values["assessed_on"] = assessedOn?.description
    values["criteria"] = criteria
    values["source"] = source
    return values
  }
}

extension Upgrade {
  var values: [String: String] {
    var values = [
      "facility": facility, "category": category.rawValue, "year": String(year), "status": status.rawValue,
    ]
    values["id"] = id
    values["cost"] = cost?.description
    values["source"] = source?.description
    values["contracted_on"] = contractedOn?.description
    values["started_on"] = startedOn?.description
    values["accepted_on"] = acceptedOn?.description
    values["cancelled_on"] = cancelledOn?.description
    return values
  }
}

extension FundAllocation {
  var values: [String: String] {
    var values = [
      "year": String(year), "level": level.rawValue, "source": source, "purpose": purpose,
      "amount": amount.description,
    ]
    values["id"] = id
    values["facility"] = facility
    values["upgrade"] = upgrade
    values["allocated_on"] = allocatedOn?.description
    return values
  }
}

extension Indicator {
  var values: [String: String] {
    var values = ["indicator": name, "name_zh": nameZh, "name_en": nameEn, "measure": measure.description]
    values["unit"] = unit
    return values
  }
}

extension Target {
  var values: [String: String] {
    var values = [
      "indicator": indicator, "division": division.description, "year": String(year),
      "bound": bound.description,
    ]
    values["id"] = id
    values["unit_in_charge"] = unitInCharge
    values["split"] = split?.description
    values["source"] = source
    return values
  }
}

extension Observation {
  var values: [String: String] {
    var values = [
      "indicator": indicator, "division": division.description, "date": date.description,
      "value": value.description,
    ]
    values["source"] = source
    return values
  }
}
