extension RegistryMigrations {
  /// Who may see and do what over HTTP, and who saw what is personal.
  ///
  /// Of a token only the SHA-256 of its text is kept, which nobody can turn back: the text has 256 random bits.
  static let access = Step(
    name: "4 access",
    schema: """
      CREATE TABLE token (
        pk INTEGER PRIMARY KEY AUTOINCREMENT,
        digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        role TEXT NOT NULL
          CHECK (role IN ('volunteer', 'township-editor', 'county-editor', 'city-editor', 'administrator')),
        division INTEGER REFERENCES division (pk),
        createdAt TEXT NOT NULL CHECK (datetime(createdAt) IS NOT NULL),
        expiresAt TEXT CHECK (expiresAt IS NULL OR datetime(expiresAt) IS NOT NULL),
        revokedAt TEXT CHECK (revokedAt IS NULL OR datetime(revokedAt) IS NOT NULL),
        CHECK ((division IS NOT NULL) = (role IN ('township-editor', 'county-editor')))
      ) STRICT;

      CREATE TABLE personalRead (
        pk INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        token INTEGER NOT NULL REFERENCES token (pk),
        request TEXT NOT NULL CHECK (request <> ''),
        rowTable TEXT NOT NULL CHECK (rowTable <> ''),
        rowCount INTEGER NOT NULL CHECK (rowCount > 0),
        onlyId TEXT CHECK (onlyId <> '')
      ) STRICT;
      """,
    registrations: [],
    layers: ""
  )
}
