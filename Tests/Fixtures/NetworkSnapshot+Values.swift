public import ServiceNetwork

extension NetworkSnapshot {
  /// A snapshot straight from values, as a registry that held them would give it.
  ///
  /// - Precondition: codes, kinds and groups that are referred to are there.
  public init(
    divisions: [Division], facilities: [Facility] = [], posts: [Post] = [], demand: [DemandCount] = [],
    catalogue: Catalogue = .standard, roads: RoadTravel? = nil
  ) {
    let ordered = divisions.sorted { $0.code < $1.code }
    let positions = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1.code, Int32($0)) })
    let kinds = Dictionary(uniqueKeysWithValues: catalogue.kinds.enumerated().map { ($1.name, Int32($0)) })
    var statuses: [StatusHistory.Entry] = []
    var facilityEntries: [FacilityEntry] = []
    for facility in facilities {
      let start = Int32(statuses.count)
      statuses += facility.history.entries
      facilityEntries.append(
        FacilityEntry(
          id: facility.id ?? "", kind: kinds[facility.kind]!, name: facility.name,
          division: facility.division.flatMap { positions[$0] } ?? -1, location: facility.location,
          statuses: start..<Int32(statuses.count), capacity: facility.capacity.map(Int32.init),
          occupied: facility.occupied.map(Int32.init)))
    }
    var counts: [String: [DemandEntry]] = [:]
    for count in demand {
      for (group, persons) in count.persons {
        counts[group, default: []].append(
          DemandEntry(division: positions[count.division]!, asOf: count.asOf, persons: Int32(persons)))
      }
    }
    self.init(
      catalogue: catalogue,
      divisions: ordered.map { division in
        let parent = division.parent ?? division.code.impliedParent
        return DivisionEntry(
          code: division.code, name: division.name, level: division.level,
          parent: parent.flatMap { positions[$0] } ?? -1, location: division.location)
      },
      facilities: facilityEntries, statuses: statuses,
      posts: posts.map {
        PostEntry(id: $0.id ?? "", role: kinds[$0.role]!, division: positions[$0.division]!, term: $0.term)
      },
      demand: counts.mapValues { $0.sorted { ($0.division, $0.asOf) < ($1.division, $1.asOf) } }, roads: roads
    )
  }
}
