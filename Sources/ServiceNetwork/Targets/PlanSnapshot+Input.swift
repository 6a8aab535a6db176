extension TargetReport: TraceableAnswer {
  /// Writes the day, the targets that were followed, and all records that a value may be found from.
  public func writeInput(to input: inout AnswerInput) {
    input.append(asOf.description)
    input.append(Int64(lines.count))
    for line in lines { input.append(.target(line.target)) }
    plan.writeInput(to: &input)
  }
}

extension PlanSnapshot {
  /// Writes all records, and the network's divisions, counts and those who serve.
  func writeInput(to input: inout AnswerInput) {
    let tables: [[RegistryRow]] = [
      indicators.map(RegistryRow.indicator), targets.map(RegistryRow.target),
      observations.map(RegistryRow.observation), conditions.map(RegistryRow.condition),
      upgrades.map(RegistryRow.upgrade), funds.map(RegistryRow.fund), facilities.map(RegistryRow.facility),
    ]
    for rows in tables {
      input.append(Int64(rows.count))
      for row in rows { input.append(row) }
    }
    input.append(
      network.divisions.indices.lazy.map { (Int32($0), nil) }, count: network.divisions.count, in: network)
    for (group, counts) in network.demand.sorted(by: { $0.key < $1.key }) {
      input.append(group)
      input.append(Int64(counts.count))
      for count in counts {
        input.append(network.divisions[Int(count.division)].code.description)
        input.append(count.asOf.description)
        input.append(Int64(count.persons))
      }
    }
    let kinds = network.catalogue.kinds.map(\.name)
    for providers in [network.providers(ofKinds: kinds, on: .distantFuture)] {
      input.append(providers.serving, in: network)
      input.append(providers.idle, in: network)
    }
    for service in network.catalogue.services {
      input.append(service.name)
      input.append(service.rule.description)
    }
  }
}

extension AnswerInput {
  /// Adds a row by its columns, those without a value left out.
  mutating func append(_ row: RegistryRow) {
    let values = row.values.sorted { $0.key < $1.key }
    append(Int64(values.count))
    for (name, value) in values {
      append(name)
      append(value)
    }
  }
}

extension AnswerInput {
  /// Adds what a question asks, as a text.
  package mutating func append(question: String) { append(question) }

  /// Adds all records of a plan.
  package mutating func append(plan: PlanSnapshot) { plan.writeInput(to: &self) }
}
