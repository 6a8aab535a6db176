extension RegistryMigrations {
  /// By what a copy of the registry's changes is known from that of another's: a random number, drawn anew when a registry
  /// is made and when one is restored, since then the numbers of changes are given a second time.
  static let incarnation = Step(
    name: "5 incarnation",
    schema: """
      CREATE TABLE incarnation (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        id TEXT NOT NULL CHECK (length(id) = 32)
      ) STRICT;
      INSERT INTO incarnation (one, id) VALUES (1, lower(hex(randomblob(16))));
      """,
    registrations: [],
    layers: ""
  )
}
