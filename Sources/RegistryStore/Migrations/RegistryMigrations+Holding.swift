extension RegistryMigrations {
  /// Settings, and the writes that wait for approval.
  ///
  /// A proposal keeps what was to change with the values before and after, so that it can be done later, and refused where
  /// somebody else changed the same meanwhile.
  static let holding = Step(
    name: "6 holding",
    schema: """
      CREATE TABLE setting (
        pk INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        value TEXT NOT NULL CHECK (value <> '')
      ) STRICT;
      \(TriggerTable("setting", pk: "pk", "name value").triggers)

      CREATE TABLE proposal (
        pk INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        author TEXT NOT NULL CHECK (author <> ''),
        collection TEXT NOT NULL CHECK (collection <> ''),
        change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'closed')),
        recordId TEXT CHECK ((recordId IS NULL) = (change = 'added')),
        name TEXT NOT NULL,
        division INTEGER REFERENCES division (pk),
        fields TEXT NOT NULL CHECK (json_valid(fields)),
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'rejected')),
        decidedAt TEXT CHECK ((decidedAt IS NULL) = (state = 'waiting')),
        decidedBy TEXT CHECK ((decidedBy IS NULL) = (state = 'waiting')),
        reason TEXT CHECK (reason <> '' AND (state <> 'rejected' OR reason IS NOT NULL)),
        act INTEGER REFERENCES act (pk)
      ) STRICT;
      CREATE INDEX proposalByState ON proposal (state, pk);
      """,
    registrations: [],
    layers: ""
  )
}
