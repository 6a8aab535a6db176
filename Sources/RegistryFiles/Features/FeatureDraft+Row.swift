public import ServiceNetwork

extension FeatureDraft {
  /// The feature as a row of its table, and which columns it changes.
  ///
  /// What tells a facility's life (`status`, `openedOn`, `closedOn`, `statusHistory`) stays where it is not told, in a
  /// whole feature, too: nobody means to forget it. A place in the numbers that the registry tells is no change.
  ///
  /// - Parameters:
  ///   - current: the feature as the registry has it; `nil` for a new one.
  ///   - system: the system of the coordinates.
  ///   - catalogue: the kinds that the registry has.
  ///   - today: the day whose status a facility tells.
  /// - Throws: ``FeatureDraftError/invalid(_:)``
  public func edit(
    of current: RegistryRow?, in system: ServedSystem, catalogue: Catalogue, today: CalendarDate
  ) throws(FeatureDraftError) -> RowEdit {
    let former = current?.values ?? [:]
    var target: [String: String] = [:]
    var columns: Set<String> = []
    var faults: [FeatureFault] = []
    if extent == .patch, let id, let column = type.properties.first?.column, id != former[column] {
      faults.append(FeatureFault("/id", Self.idIsFixed))
    }
    for property in type.properties where property.isWritable && !Self.life.contains(property.name) {
      guard let column = property.column else { continue }
      let isFixed = property.isIdentifying && current != nil
      if isFixed, let sent = values[property.name], sent != former[column] {
        faults.append(FeatureFault("/properties/\(property.name)", Self.idIsFixed))
      }
      let told = isFixed ? former[column] : value(of: property, former: former[column])
      target[column] = told
      if told != former[column] { columns.insert(column) }
      if told == nil, property.isRequired {
        faults.append(
          FeatureFault("/properties/\(property.name)", Wording("a value is required", zh: "必须填写")))
      }
    }
    for column in ["id", "level"] { target[column] = former[column] }
    if case .divisions(let level) = type.source { target["level"] = level.rawValue }
    if type.table == .facilities {
      do throws(FeatureFault) {
        let was = Self.history(of: current)
        let history = try history(was, today)
        target["status_history"] = history.text
        if history != was { columns.insert("status_history") }
      } catch {
        faults.append(error)
      }
    }
    if case .demand(let groups) = type.source {
      let counted = groups.map(DemandGroup.column(of:)).filter { target[$0] != nil }
      if counted.isEmpty { faults.append(FeatureFault("/properties", Self.nothingCounted)) }
      // A source is that of all counts of the feature.
      if columns.contains("source") { columns.formUnion(counted) }
    }
    guard faults.isEmpty else { throw .invalid(faults) }
    var row = try Self.row(target, of: type, catalogue: catalogue)
    if let place, let moved = try move(place, from: current, in: system) {
      row.setPlace(moved.location, given: moved.given)
      columns.formUnion(["longitude", "latitude"])
    }
    return RowEdit(row, columns: columns)
  }

  /// A row of a type's table from the values of its columns, as an export writes them.
  ///
  /// - Throws: ``FeatureDraftError/invalid(_:)``
  public static func row(
    _ values: [String: String], of type: FeatureType, catalogue: Catalogue
  ) throws(FeatureDraftError) -> RegistryRow {
    guard let table = type.table else { preconditionFailure("features that are computed have no rows") }
    let dialect = TableDialect(
      table: table, demandGroups: catalogue.demandGroups, kinds: catalogue.kinds, profile: ImportProfile(),
      points: .plain)
    var cells = RowCells(values.mapValues(FormulaGuard.escaped), dialect: dialect)
    let row = RegistryRow(&cells, table: table, demandGroups: catalogue.demandGroups)
    if cells.path != nil, let target = table.pathTarget {
      cells.refuse(target, Wording("a division's code is meant", zh: "应填写区划代码"))
    }
    guard cells.faults.isEmpty else {
      throw .invalid(cells.faults.map { FeatureFault(type.pointer(ofColumn: $0.column), $0.message) })
    }
    return row
  }

  // MARK: - Private

  private static let nothingCounted = Wording(
    "a count of one group at least is required; DELETE takes them all back", zh: "至少应填写一类人数；全部撤回请用DELETE")
  private static let idIsFixed = Wording("a feature's id does not change", zh: "要素的编号不能更改")
  private static let life: Set<String> = ["status", "openedOn", "closedOn", "statusHistory"]

  private func value(of property: FeatureProperty, former: String?) -> String? {
    if let told = values[property.name] { return told }
    switch (type.source, property.name) {
    // A collection of one kind tells it by itself.
    case (.facilities(let kind?), "kind"): return kind
    default: return extent == .patch ? former : nil
    }
  }

  // MARK: - Life

  private static func history(of row: RegistryRow?) -> StatusHistory? {
    guard case .facility(let facility)? = row else { return nil }
    return facility.history
  }

  private func history(_ former: StatusHistory?, _ today: CalendarDate) throws(FeatureFault) -> StatusHistory
  {
    func told(_ name: String) -> String? { values[name] ?? nil }
    let was = former?.account(on: today)
    var account = was ?? StatusAccount(status: .operating)
    if let status = told("status").flatMap(FacilityStatus.init(rawValue:)) { account.status = status }
    if values.keys.contains("openedOn") {
      account.openedOn = told("openedOn").flatMap(CalendarDate.init(iso8601:))
    }
    if values.keys.contains("closedOn") {
      account.closedOn = told("closedOn").flatMap(CalendarDate.init(iso8601:))
    }
    if let text = told("statusHistory"), text != former?.text {
      let history = try Self.fault(at: "statusHistory") { () throws(StatusHistoryError) in
        try StatusHistory(text: text)
      }
      let tells = history.account(on: today)
      let isSaid = [
        ("status", account.status == tells.status || account.status == was?.status || told("status") == nil),
        ("openedOn", account.openedOn == tells.openedOn || account.openedOn == was?.openedOn),
        ("closedOn", account.closedOn == tells.closedOn || account.closedOn == was?.closedOn),
      ]
      if let (name, _) = isSaid.first(where: { !$0.1 }) {
        throw FeatureFault(
          "/properties/\(name)",
          Wording("it contradicts statusHistory, which stands instead of it", zh: "与状态沿革矛盾；状态沿革代替此项"))
      }
      return history
    }
    return try Self.fault(at: told("closedOn") == nil ? "status" : "closedOn") {
      () throws(StatusHistoryError) in
      guard let former else {
        return try StatusHistory(
          status: told("status").flatMap(FacilityStatus.init(rawValue:)), openedOn: account.openedOn,
          closedOn: account.closedOn)
      }
      return try former.amended(to: account, on: today)
    }
  }

  private static func fault(
    at property: String, _ body: () throws(StatusHistoryError) -> StatusHistory
  ) throws(FeatureFault) -> StatusHistory {
    do throws(StatusHistoryError) {
      return try body()
    } catch {
      throw FeatureFault("/properties/\(property)", error.wording)
    }
  }

  // MARK: - Place

  /// Where a feature goes; `nil` where it stays.
  private func move(
    _ place: Place, from current: RegistryRow?, in system: ServedSystem
  ) throws(FeatureDraftError) -> (location: Coordinate?, given: GivenPoint?)? {
    let former = current?.location
    guard case .point(let first, let second) = place else { return former == nil ? nil : (nil, nil) }
    do {
      if let former, let told = try SystemConversion(system).numbers(of: former), told == (first, second) {
        return nil
      }
      let (x, y) = system.isNorthFirst ? (second, first) : (first, second)
      return try PointReading(system.written).read(x: x, y: y, isAxes: false)
    } catch let error as PointError {
      throw .invalid([FeatureFault("/geometry/coordinates", error.wording)])
    } catch {
      throw .invalid([FeatureFault("/geometry/coordinates", Wording("\(error)", zh: "\(error)"))])
    }
  }
}

extension ServedSystem {
  /// The system as pairs in files are read in it.
  fileprivate var written: CoordinateSystem {
    switch self {
    case .crs84, .epsg4326: .wgs84
    case .epsg4490: .cgcs2000
    case .epsg3857: .epsg(3857)
    case .epsg4547: .epsg(4547)
    case .epsg4526: .epsg(4526)
    }
  }
}

extension RegistryRow {
  /// The place of the row; `nil` where it has none, or is of a table without places.
  fileprivate var location: Coordinate? {
    switch self {
    case .division(let division): division.location
    case .facility(let facility): facility.location
    default: nil
    }
  }

  fileprivate mutating func setPlace(_ location: Coordinate?, given: GivenPoint?) {
    switch self {
    case .division(var division):
      (division.location, division.given) = (location, given)
      self = .division(division)
    case .facility(var facility):
      (facility.location, facility.given) = (location, given)
      self = .facility(facility)
    default: break
    }
  }
}
