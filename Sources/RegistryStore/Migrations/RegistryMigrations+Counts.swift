extension RegistryMigrations {
  /// Counts by division and day, as they are served and written.
  static let counts = Step(
    name: "7 counts",
    schema: "CREATE INDEX demandByDivision ON demand (division, asOf);",
    registrations: [],
    layers: ""
  )
}
