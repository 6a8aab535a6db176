extension RegistryMigrations {
  /// What people's own files bring: pairs as they were given, ids of others, boundaries, divisions that come
  /// and go, facilities that were the same, profiles of files.
  ///
  /// A row of `division` is a place, whatever it is called: its code, name, level and parent are today's, and
  /// `formerDivision` has those that held until a day. A place that is no more has a day in `endedOn`, the first
  /// without it, and its code may be another's now; one that was not always there has a day in `since`.
  static let peoplesFiles = Step(
    name: "2 people's files",
    unregistrations: [
      "DisableSpatialIndex('division', 'location')",
      "DiscardGeometryColumn('division', 'location')",
    ],
    schema: """
      DROP VIEW counties;
      DROP VIEW townships;
      DROP VIEW villages;
      DROP VIEW facilities;
      DELETE FROM views_geometry_columns WHERE view_name IN ('counties', 'townships', 'villages', 'facilities');

      CREATE TABLE divisionOfStep1 AS
        SELECT pk, code, name, level, parent, urbanRural, source, location
        FROM division;
      DROP TABLE idx_division_location;
      DROP TABLE division;

      CREATE TABLE division (
        pk INTEGER PRIMARY KEY,
        code TEXT NOT NULL CHECK (code <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        level TEXT NOT NULL CHECK (level IN ('city', 'county', 'township', 'village')),
        parent INTEGER REFERENCES division (pk) CHECK (parent <> pk),
        urbanRural TEXT CHECK (urbanRural <> ''),
        source TEXT CHECK (source <> ''),
        system TEXT CHECK (system IN ('mca', 'nbs', 'other')),
        since TEXT CHECK (since IS date(since, '+0 days')),
        endedOn TEXT CHECK (endedOn IS date(endedOn, '+0 days') AND (since IS NULL OR since < endedOn)),
        locationOrigin TEXT NOT NULL DEFAULT 'given' CHECK (locationOrigin IN ('given', 'boundary')),
        givenX REAL,
        givenY REAL,
        givenCRS TEXT CHECK (givenCRS <> ''),
        location BLOB,
        CHECK ((givenX IS NULL) = (givenCRS IS NULL) AND (givenY IS NULL) = (givenCRS IS NULL))
      ) STRICT;
      INSERT INTO division (pk, code, name, level, parent, urbanRural, source, location)
        SELECT pk, code, name, level, parent, urbanRural, source, location
        FROM divisionOfStep1
        ORDER BY pk;
      DROP TABLE divisionOfStep1;
      CREATE UNIQUE INDEX divisionByCode ON division (code) WHERE endedOn IS NULL;
      CREATE INDEX divisionByEndedCode ON division (code) WHERE endedOn IS NOT NULL;
      CREATE INDEX divisionByParent ON division (parent);
      CREATE INDEX divisionByName ON division (name);

      CREATE TABLE edition (
        system TEXT NOT NULL CHECK (system IN ('mca', 'nbs', 'other')),
        asOf TEXT NOT NULL CHECK (asOf IS date(asOf, '+0 days')),
        acceptedAt TEXT NOT NULL CHECK (datetime(acceptedAt) IS NOT NULL),
        PRIMARY KEY (system, asOf)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE formerDivision (
        division INTEGER NOT NULL REFERENCES division (pk),
        until TEXT NOT NULL CHECK (until IS date(until, '+0 days')),
        code TEXT NOT NULL CHECK (code <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        level TEXT NOT NULL CHECK (level IN ('city', 'county', 'township', 'village')),
        parent INTEGER REFERENCES division (pk),
        system TEXT CHECK (system IN ('mca', 'nbs', 'other')),
        PRIMARY KEY (division, until)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX formerDivisionByCode ON formerDivision (code);

      CREATE TABLE succession (
        former INTEGER NOT NULL REFERENCES division (pk),
        successor INTEGER NOT NULL REFERENCES division (pk),
        since TEXT NOT NULL CHECK (since IS date(since, '+0 days')),
        formerCode TEXT NOT NULL,
        formerName TEXT NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        change TEXT NOT NULL CHECK (change <> ''),
        evidence TEXT NOT NULL CHECK (evidence <> ''),
        PRIMARY KEY (former, successor, since)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX successionByFormerCode ON succession (formerCode);

      CREATE TABLE formerFacilityDivision (
        facility INTEGER NOT NULL REFERENCES facility (pk),
        until TEXT NOT NULL CHECK (until IS date(until, '+0 days')),
        division INTEGER NOT NULL REFERENCES division (pk),
        PRIMARY KEY (facility, until)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE formerPostDivision (
        post INTEGER NOT NULL REFERENCES post (pk),
        until TEXT NOT NULL CHECK (until IS date(until, '+0 days')),
        division INTEGER NOT NULL REFERENCES division (pk),
        PRIMARY KEY (post, until)
      ) STRICT, WITHOUT ROWID;

      ALTER TABLE facility ADD COLUMN externalId TEXT CHECK (externalId <> '');
      ALTER TABLE facility ADD COLUMN givenX REAL;
      ALTER TABLE facility ADD COLUMN givenY REAL;
      ALTER TABLE facility ADD COLUMN givenCRS TEXT CHECK (givenCRS <> '');
      CREATE UNIQUE INDEX facilityByExternalId ON facility (externalId) WHERE externalId IS NOT NULL;

      CREATE TABLE facilityAlias (
        alias TEXT NOT NULL CHECK (alias <> ''),
        scheme TEXT NOT NULL CHECK (scheme IN ('id', 'external')),
        facility INTEGER NOT NULL REFERENCES facility (pk),
        mergedAt TEXT NOT NULL CHECK (datetime(mergedAt) IS NOT NULL),
        PRIMARY KEY (scheme, alias)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX facilityAliasByFacility ON facilityAlias (facility);

      CREATE TABLE distinctFacilities (
        first INTEGER NOT NULL REFERENCES facility (pk),
        second INTEGER NOT NULL REFERENCES facility (pk) CHECK (first < second),
        notedAt TEXT NOT NULL CHECK (datetime(notedAt) IS NOT NULL),
        PRIMARY KEY (first, second)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE knownFinding (
        rule TEXT NOT NULL CHECK (rule <> ''),
        subject TEXT NOT NULL CHECK (subject <> ''),
        PRIMARY KEY (rule, subject)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE importProfile (
        name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
        definition TEXT NOT NULL CHECK (json_valid(definition)),
        savedAt TEXT NOT NULL CHECK (datetime(savedAt) IS NOT NULL)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE boundary (
        division INTEGER PRIMARY KEY REFERENCES division (pk),
        isMended INTEGER NOT NULL CHECK (isMended IN (0, 1)),
        givenCRS TEXT NOT NULL CHECK (givenCRS <> ''),
        source TEXT CHECK (source <> ''),
        outline BLOB NOT NULL
      ) STRICT;
      """,
    registrations: [
      "RecoverGeometryColumn('division', 'location', 4326, 'POINT', 'XY')",
      "CreateSpatialIndex('division', 'location')",
      "RecoverGeometryColumn('boundary', 'outline', 4326, 'MULTIPOLYGON', 'XY')",
      "CreateSpatialIndex('boundary', 'outline')",
    ],
    layers: """
      CREATE VIEW counties AS
        SELECT county.pk, county.code, county.name, city.code AS cityCode, city.name AS city,
          county.source, county.location
        FROM division AS county
        LEFT JOIN division AS city ON city.pk = county.parent
        WHERE county.level = 'county' AND county.endedOn IS NULL;

      CREATE VIEW townships AS
        SELECT township.pk, township.code, township.name, county.code AS countyCode, county.name AS county,
          township.source, township.location
        FROM division AS township
        LEFT JOIN division AS county ON county.pk = township.parent
        WHERE township.level = 'township' AND township.endedOn IS NULL;

      CREATE VIEW villages AS
        SELECT village.pk, village.code, village.name, township.code AS townshipCode, township.name AS township,
          county.code AS countyCode, county.name AS county, village.urbanRural, village.source,
          village.locationOrigin, village.location
        FROM division AS village
        LEFT JOIN division AS township ON township.pk = village.parent AND township.level = 'township'
        LEFT JOIN division AS county ON county.pk = ifnull(township.parent, village.parent)
        WHERE village.level = 'village' AND village.endedOn IS NULL;

      CREATE VIEW facilities AS
        SELECT facility.pk, facility.id, facility.externalId, kind.name AS kind, kind.nameZh AS kindZh,
          facility.name, division.code AS divisionCode, division.name AS division,
          ifnull(current.status, 'planned') AS status, nullif(current.since, '0001-01-01') AS statusSince,
          facility.capacity, facility.occupied, facility.grade, facility.designatedOn, facility.address,
          facility.phone, facility.operator, facility.uscc, facility.source, facility.location
        FROM facility
        JOIN kind ON kind.pk = facility.kind
        LEFT JOIN division ON division.pk = facility.division
        LEFT JOIN facilityStatus AS current ON current.facility = facility.pk
          AND current.since = (
            SELECT max(since)
            FROM facilityStatus
            WHERE facilityStatus.facility = facility.pk AND since <= date('now', 'localtime')
          );

      CREATE VIEW boundaries AS
        SELECT boundary.division AS pk, division.code, division.name, division.level, boundary.isMended,
          boundary.givenCRS, boundary.source, boundary.outline
        FROM boundary
        JOIN division ON division.pk = boundary.division
        WHERE division.endedOn IS NULL;

      INSERT INTO views_geometry_columns
        (view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only)
      VALUES
        ('counties', 'location', 'pk', 'division', 'location', 1),
        ('townships', 'location', 'pk', 'division', 'location', 1),
        ('villages', 'location', 'pk', 'division', 'location', 1),
        ('facilities', 'location', 'pk', 'facility', 'location', 1),
        ('boundaries', 'outline', 'pk', 'boundary', 'outline', 1);
      """
  )
}
