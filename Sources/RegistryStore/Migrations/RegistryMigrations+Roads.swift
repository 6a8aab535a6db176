extension RegistryMigrations {
  /// The road network, as two layers, and the speeds that are not the standard ones.
  ///
  /// An import replaces the network as a whole; the journal says who did, and does not keep its lines.
  static let roads = Step(
    name: "8 roads",
    schema: """
      CREATE TABLE roadNode (
        pk INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (id <> ''),
        location BLOB NOT NULL
      ) STRICT;

      CREATE TABLE road (
        pk INTEGER PRIMARY KEY,
        fromNode INTEGER NOT NULL REFERENCES roadNode (pk),
        toNode INTEGER NOT NULL REFERENCES roadNode (pk),
        roadClass TEXT NOT NULL,
        name TEXT CHECK (name <> ''),
        length REAL CHECK (length >= 0),
        speed REAL CHECK (speed > 0),
        forward INTEGER NOT NULL CHECK (forward BETWEEN 0 AND 7),
        backward INTEGER NOT NULL CHECK (backward BETWEEN 0 AND 7),
        source TEXT CHECK (source <> ''),
        line BLOB NOT NULL
      ) STRICT;

      CREATE TABLE roadNetwork (
        pk INTEGER PRIMARY KEY CHECK (pk = 1),
        digest TEXT NOT NULL CHECK (digest <> '')
      ) STRICT;

      CREATE TABLE roadSpeed (
        pk INTEGER PRIMARY KEY,
        roadClass TEXT NOT NULL UNIQUE CHECK (roadClass <> ''),
        walk REAL CHECK (walk > 0),
        ebike REAL CHECK (ebike > 0),
        drive REAL CHECK (drive > 0)
      ) STRICT;
      \(TriggerTable("roadSpeed", pk: "pk", "roadClass walk# ebike# drive#").triggers)
      """,
    registrations: [
      "RecoverGeometryColumn('roadNode', 'location', 4326, 'POINT', 'XY')",
      "RecoverGeometryColumn('road', 'line', 4326, 'LINESTRING', 'XY')",
      "CreateSpatialIndex('road', 'line')",
    ],
    layers: ""
  )
}
