extension RegistryMigrations {
  /// Scenarios: what would be changed, as a JSON array of steps; the journal says who made them.
  static let scenarios = Step(
    name: "9 scenarios",
    schema: """
      CREATE TABLE scenario (
        pk INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        note TEXT CHECK (note <> ''),
        steps TEXT NOT NULL CHECK (json_valid(steps) AND json_type(steps) = 'array')
      ) STRICT;
      \(TriggerTable("scenario", pk: "pk", "name note steps").triggers)
      """,
    registrations: [],
    layers: ""
  )
}
