public import ServiceNetwork

/// Writes rows of a ``RegistryTable`` as CSV: what ``TableReader`` reads as the same rows again.
public struct TableWriter {
  private let table: RegistryTable
  private let columns: [String]

  /// A writer for a table.
  ///
  /// - Parameter demandGroups: the groups that the registry counts, each a column of ``RegistryTable/demand``.
  public init(_ table: RegistryTable, demandGroups: [DemandGroup]) {
    self.table = table
    let names = table.columns.map(\.name)
    // Groups stand before the last column, which is the source.
    columns =
      table == .demand ? Array(names.dropLast()) + demandGroups.map(\.column) + names.suffix(1) : names
  }

  /// The headings as a line.
  public var header: String { CSVWriter.record(columns) }

  /// A row as a line.
  public func line(_ row: RegistryRow) -> String {
    let cells = row.cells
    return CSVWriter.record(columns.map { cells[$0] })
  }
}

extension RegistryRow {
  /// The values of a row by the names of their columns.
  fileprivate var cells: [String: String] {
    switch self {
    case .kind(let kind):
      return [
        "kind": kind.name, "name_zh": kind.nameZh, "name_en": kind.nameEn,
        "post": kind.isPost ? "true" : "false",
      ]
    case .service(let service):
      var cells = [
        "service": service.name, "name_zh": service.nameZh, "name_en": service.nameEn,
        "kinds": service.kinds.joined(separator: " "), "rule": service.rule.description,
      ]
      cells["demand_group"] = service.demandGroup
      return cells
    case .division(let division):
      var cells = [
        "code": division.code.description, "name": division.name, "level": division.level.rawValue,
      ]
      cells["parent"] = division.parent?.description
      cells.set(division.location)
      cells["urban_rural"] = division.urbanRural
      cells["source"] = division.source
      return cells
    case .demand(let count):
      var cells = ["code": count.division.description, "as_of": count.asOf.description]
      for (group, persons) in count.persons { cells[group.replacing("-", with: "_")] = String(persons) }
      cells["source"] = count.source
      return cells
    case .facility(let facility): return facility.cells
    case .post(let post):
      var cells = [
        "role": post.role, "division": post.division.description,
        "appointed_on": post.term.appointedOn.description,
      ]
      cells["id"] = post.id
      cells["person"] = post.person
      cells["phone"] = post.phone
      cells["ended_on"] = post.term.endedOn?.description
      cells["source"] = post.source
      return cells
    }
  }
}

extension Facility {
  fileprivate var cells: [String: String] {
    var cells = ["kind": kind, "name": name]
    cells["id"] = id
    cells["division"] = division?.description
    cells.set(location)
    if let columns = history.columns {
      cells["status"] = columns.status.rawValue
      cells["opened_on"] = columns.openedOn?.description
      cells["closed_on"] = columns.closedOn?.description
    } else {
      cells["status_history"] = history.text
    }
    cells["capacity"] = capacity.map(String.init)
    cells["occupied"] = occupied.map(String.init)
    cells["grade"] = grade
    cells["designated_on"] = designatedOn?.description
    cells["address"] = address
    cells["phone"] = phone
    cells["operator"] = self.operator
    cells["uscc"] = uscc
    cells["source"] = source
    return cells
  }
}

extension [String: String] {
  /// Longitude and latitude in the shortest form that reads as the same numbers again.
  fileprivate mutating func set(_ location: Coordinate?) {
    self["longitude"] = location?.longitude.description
    self["latitude"] = location?.latitude.description
  }
}
