extension RegistryMigrations {
  /// Divisions, demand, kinds, services, facilities, posts, imports; the layers that a GIS sees.
  ///
  /// Keys named `pk` are for joins within a file and mean nothing outside; `code`, `id` and `name` are what
  /// people use. The day 0001-01-01 of a status says that it has always held. A date is one that exists:
  /// only with a modifier does SQLite's `date` turn 2018-02-30 into another day.
  static let registry = Step(
    name: "1 registry",
    schema: """
      CREATE TABLE kind (
        pk INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        nameZh TEXT NOT NULL CHECK (nameZh <> ''),
        nameEn TEXT NOT NULL CHECK (nameEn <> ''),
        isPost INTEGER NOT NULL CHECK (isPost IN (0, 1)),
        UNIQUE (pk, isPost)
      ) STRICT;

      CREATE TABLE demandGroup (
        pk INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        nameZh TEXT NOT NULL CHECK (nameZh <> ''),
        nameEn TEXT NOT NULL CHECK (nameEn <> '')
      ) STRICT;

      CREATE TABLE service (
        pk INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        nameZh TEXT NOT NULL CHECK (nameZh <> ''),
        nameEn TEXT NOT NULL CHECK (nameEn <> ''),
        rule TEXT NOT NULL CHECK (rule <> ''),
        demandGroup INTEGER REFERENCES demandGroup (pk)
      ) STRICT;

      CREATE TABLE serviceKind (
        service INTEGER NOT NULL REFERENCES service (pk),
        position INTEGER NOT NULL,
        kind INTEGER NOT NULL REFERENCES kind (pk),
        PRIMARY KEY (service, position),
        UNIQUE (service, kind)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE import (
        pk INTEGER PRIMARY KEY,
        registryTable TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('file', 'sample')),
        file TEXT NOT NULL,
        importedAt TEXT NOT NULL CHECK (datetime(importedAt) IS NOT NULL),
        crs TEXT NOT NULL CHECK (crs <> ''),
        rowCount INTEGER NOT NULL CHECK (rowCount >= 0),
        addedCount INTEGER NOT NULL CHECK (addedCount >= 0),
        changedCount INTEGER NOT NULL CHECK (changedCount >= 0),
        CHECK (addedCount + changedCount <= rowCount)
      ) STRICT;

      CREATE TABLE division (
        pk INTEGER PRIMARY KEY,
        code TEXT NOT NULL UNIQUE CHECK (code <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        level TEXT NOT NULL CHECK (level IN ('city', 'county', 'township', 'village')),
        parent INTEGER REFERENCES division (pk) CHECK (parent <> pk),
        urbanRural TEXT CHECK (urbanRural <> ''),
        source TEXT CHECK (source <> ''),
        location BLOB
      ) STRICT;
      CREATE INDEX divisionByParent ON division (parent);

      CREATE TABLE demand (
        demandGroup INTEGER NOT NULL REFERENCES demandGroup (pk),
        division INTEGER NOT NULL REFERENCES division (pk),
        asOf TEXT NOT NULL CHECK (asOf IS date(asOf, '+0 days')),
        persons INTEGER NOT NULL CHECK (persons >= 0),
        source TEXT CHECK (source <> ''),
        PRIMARY KEY (demandGroup, division, asOf)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE facility (
        pk INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (id <> ''),
        kind INTEGER NOT NULL,
        isPost INTEGER NOT NULL DEFAULT 0 CHECK (isPost = 0),
        name TEXT NOT NULL CHECK (name <> ''),
        division INTEGER REFERENCES division (pk),
        capacity INTEGER CHECK (capacity >= 0),
        occupied INTEGER CHECK (occupied >= 0),
        grade TEXT CHECK (grade <> ''),
        designatedOn TEXT CHECK (designatedOn IS date(designatedOn, '+0 days')),
        address TEXT CHECK (address <> ''),
        phone TEXT CHECK (phone <> ''),
        operator TEXT CHECK (operator <> ''),
        uscc TEXT CHECK (uscc <> ''),
        source TEXT CHECK (source <> ''),
        location BLOB,
        FOREIGN KEY (kind, isPost) REFERENCES kind (pk, isPost)
      ) STRICT;
      CREATE INDEX facilityByName ON facility (kind, name, division);
      CREATE INDEX facilityByDivision ON facility (division);

      CREATE TABLE facilityStatus (
        facility INTEGER NOT NULL REFERENCES facility (pk),
        since TEXT NOT NULL CHECK (since IS date(since, '+0 days')),
        status TEXT NOT NULL CHECK (status IN ('planned', 'building', 'operating', 'suspended', 'closed')),
        PRIMARY KEY (facility, since)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE post (
        pk INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (id <> ''),
        role INTEGER NOT NULL,
        isPost INTEGER NOT NULL DEFAULT 1 CHECK (isPost = 1),
        division INTEGER NOT NULL REFERENCES division (pk),
        person TEXT CHECK (person <> ''),
        phone TEXT CHECK (phone <> ''),
        appointedOn TEXT NOT NULL CHECK (appointedOn IS date(appointedOn, '+0 days')),
        endedOn TEXT CHECK (endedOn IS date(endedOn, '+0 days') AND endedOn > appointedOn),
        source TEXT CHECK (source <> ''),
        FOREIGN KEY (role, isPost) REFERENCES kind (pk, isPost)
      ) STRICT;
      CREATE UNIQUE INDEX postByAppointment ON post (division, role, appointedOn, person);

      CREATE TABLE identifier (
        entity TEXT NOT NULL PRIMARY KEY,
        last INTEGER NOT NULL CHECK (last >= 0)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO identifier (entity, last) VALUES ('facility', 100000), ('post', 100000);
      """,
    registrations: [
      "RecoverGeometryColumn('division', 'location', 4326, 'POINT', 'XY')",
      "CreateSpatialIndex('division', 'location')",
      "RecoverGeometryColumn('facility', 'location', 4326, 'POINT', 'XY')",
      "CreateSpatialIndex('facility', 'location')",
    ],
    layers: """
      CREATE VIEW counties AS
        SELECT county.pk, county.code, county.name, city.code AS cityCode, city.name AS city,
          county.source, county.location
        FROM division AS county
        LEFT JOIN division AS city ON city.pk = county.parent
        WHERE county.level = 'county';

      CREATE VIEW townships AS
        SELECT township.pk, township.code, township.name, county.code AS countyCode, county.name AS county,
          township.source, township.location
        FROM division AS township
        LEFT JOIN division AS county ON county.pk = township.parent
        WHERE township.level = 'township';

      CREATE VIEW villages AS
        SELECT village.pk, village.code, village.name, township.code AS townshipCode, township.name AS township,
          county.code AS countyCode, county.name AS county, village.urbanRural, village.source, village.location
        FROM division AS village
        LEFT JOIN division AS township ON township.pk = village.parent AND township.level = 'township'
        LEFT JOIN division AS county ON county.pk = ifnull(township.parent, village.parent)
        WHERE village.level = 'village';

      CREATE VIEW facilities AS
        SELECT facility.pk, facility.id, kind.name AS kind, kind.nameZh AS kindZh, facility.name,
          division.code AS divisionCode, division.name AS division,
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

      INSERT INTO views_geometry_columns
        (view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only)
      VALUES
        ('counties', 'location', 'pk', 'division', 'location', 1),
        ('townships', 'location', 'pk', 'division', 'location', 1),
        ('villages', 'location', 'pk', 'division', 'location', 1),
        ('facilities', 'location', 'pk', 'facility', 'location', 1);
      """
  )
}
