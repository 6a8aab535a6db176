/// A table whose rows the journal follows: how a line of it names a row, and what its values are.
struct JournaledTable {
  let name: String
  /// The columns that name a row.
  let key: [String]
  /// The columns that hold bytes, which the journal has as hexadecimal digits.
  var bytes: Set<String> = []
  /// The columns that hold numbers that are no whole ones, which it has as texts.
  var reals: Set<String> = []
  /// Tables of which the rows of a new row's are part of it: they go where it goes.
  var parts: [(table: String, column: String)] = []

  /// The table of a name; `nil` for one that the journal does not follow.
  static func named(_ name: String) -> JournaledTable? { all[name] }

  /// All of them, by name.
  static let all: [String: JournaledTable] = Dictionary(
    uniqueKeysWithValues: [
      JournaledTable(name: "kind", key: ["pk"]),
      JournaledTable(name: "service", key: ["pk"]),
      JournaledTable(name: "serviceKind", key: ["service", "position"]),
      JournaledTable(
        name: "division", key: ["pk"], bytes: ["location"], reals: ["givenX", "givenY"],
        parts: [("boundary", "division")]),
      JournaledTable(name: "boundary", key: ["division"], bytes: ["outline"]),
      JournaledTable(name: "formerDivision", key: ["division", "until"]),
      JournaledTable(name: "succession", key: ["former", "successor", "since"]),
      JournaledTable(name: "edition", key: ["system", "asOf"]),
      JournaledTable(name: "demand", key: ["demandGroup", "division", "asOf"]),
      JournaledTable(
        name: "facility", key: ["pk"], bytes: ["location"], reals: ["givenX", "givenY"],
        parts: [("facilityStatus", "facility")]),
      JournaledTable(name: "facilityStatus", key: ["facility", "since"]),
      JournaledTable(name: "facilityAlias", key: ["scheme", "alias"]),
      JournaledTable(name: "distinctFacilities", key: ["first", "second"]),
      JournaledTable(name: "formerFacilityDivision", key: ["facility", "until"]),
      JournaledTable(name: "post", key: ["pk"]),
      JournaledTable(name: "formerPostDivision", key: ["post", "until"]),
      JournaledTable(name: "setting", key: ["pk"]),
      JournaledTable(name: "scenario", key: ["pk"]),
      JournaledTable(name: "criterion", key: ["pk"]),
      JournaledTable(name: "condition", key: ["pk"]),
      JournaledTable(name: "upgrade", key: ["pk"]),
      JournaledTable(name: "fund", key: ["pk"]),
      JournaledTable(name: "indicator", key: ["pk"]),
      JournaledTable(name: "target", key: ["pk"]),
      JournaledTable(name: "observation", key: ["pk"]),
      JournaledTable(name: "roadSpeed", key: ["pk"], reals: ["walk", "ebike", "drive"]),
    ].map { ($0.name, $0) })
}
