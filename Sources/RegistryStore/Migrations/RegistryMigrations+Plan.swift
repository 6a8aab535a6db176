extension RegistryMigrations {
  /// What a plan is made of: conditions and works of nursing homes, money in fen, indicators, targets, observations; and how
  /// many of a home's residents need care.
  ///
  /// Bounds, measures and observed values are texts that the program reads: decimal numbers are to stay what was written.
  static let plan = Step(
    name: "10 plan",
    schema: """
      CREATE TABLE criterion (
        pk INTEGER PRIMARY KEY,
        list TEXT NOT NULL CHECK (list <> ''),
        category TEXT NOT NULL CHECK (category IN \(categories)),
        number INTEGER NOT NULL CHECK (number >= 0),
        textZh TEXT NOT NULL CHECK (textZh <> ''),
        textEn TEXT CHECK (textEn <> ''),
        source TEXT NOT NULL CHECK (source <> ''),
        UNIQUE (list, category, number)
      ) STRICT;

      CREATE TABLE condition (
        pk INTEGER PRIMARY KEY,
        facility INTEGER NOT NULL REFERENCES facility (pk),
        category TEXT NOT NULL CHECK (category IN \(categories)),
        state TEXT NOT NULL CHECK (state IN ('sound', 'deficient', 'unknown')),
        estimatedCost INTEGER CHECK (estimatedCost >= 0),
        assessedOn TEXT CHECK (assessedOn IS date(assessedOn, '+0 days')),
        criteria TEXT CHECK (criteria <> ''),
        source TEXT CHECK (source <> '')
      ) STRICT;
      CREATE UNIQUE INDEX conditionByDay ON condition (facility, category, ifnull(assessedOn, ''));

      CREATE TABLE upgrade (
        pk INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (id <> ''),
        facility INTEGER NOT NULL REFERENCES facility (pk),
        category TEXT NOT NULL CHECK (category IN \(categories)),
        year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
        status TEXT NOT NULL CHECK (status IN ('planned', 'contracted', 'building', 'accepted', 'cancelled')),
        cost INTEGER CHECK (cost >= 0),
        source TEXT CHECK (source <> ''),
        contractedOn TEXT CHECK (contractedOn IS date(contractedOn, '+0 days')),
        startedOn TEXT CHECK (startedOn IS date(startedOn, '+0 days')),
        acceptedOn TEXT CHECK (acceptedOn IS date(acceptedOn, '+0 days')),
        cancelledOn TEXT CHECK (cancelledOn IS date(cancelledOn, '+0 days'))
      ) STRICT;
      CREATE INDEX upgradeByFacility ON upgrade (facility, category, year);

      CREATE TABLE fund (
        pk INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (id <> ''),
        year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
        level TEXT NOT NULL CHECK (level IN ('central', 'provincial', 'city', 'county')),
        source TEXT NOT NULL CHECK (source <> ''),
        purpose TEXT NOT NULL CHECK (purpose <> ''),
        facility INTEGER REFERENCES facility (pk),
        upgrade INTEGER REFERENCES upgrade (pk),
        amount INTEGER NOT NULL,
        allocatedOn TEXT CHECK (allocatedOn IS date(allocatedOn, '+0 days'))
      ) STRICT;
      CREATE INDEX fundByYear ON fund (year, level, source, purpose);
      CREATE INDEX fundByFacility ON fund (facility);
      CREATE INDEX fundByUpgrade ON fund (upgrade);

      CREATE TABLE indicator (
        pk INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        nameZh TEXT NOT NULL CHECK (nameZh <> ''),
        nameEn TEXT NOT NULL CHECK (nameEn <> ''),
        measure TEXT NOT NULL CHECK (measure <> ''),
        unit TEXT CHECK (unit <> '')
      ) STRICT;

      CREATE TABLE target (
        pk INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (id <> ''),
        indicator INTEGER NOT NULL REFERENCES indicator (pk),
        division INTEGER NOT NULL REFERENCES division (pk),
        year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
        bound TEXT NOT NULL CHECK (bound <> ''),
        unitInCharge TEXT CHECK (unitInCharge <> ''),
        split TEXT CHECK (split <> ''),
        source TEXT CHECK (source <> '')
      ) STRICT;
      CREATE INDEX targetByIndicator ON target (indicator, division, year);
      CREATE INDEX targetByDivision ON target (division);

      CREATE TABLE observation (
        pk INTEGER PRIMARY KEY,
        indicator INTEGER NOT NULL REFERENCES indicator (pk),
        division INTEGER NOT NULL REFERENCES division (pk),
        date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
        value TEXT NOT NULL CHECK (value <> ''),
        source TEXT CHECK (source <> ''),
        UNIQUE (indicator, division, date)
      ) STRICT;
      CREATE INDEX observationByDivision ON observation (division);

      ALTER TABLE facility ADD COLUMN inCare INTEGER CHECK (inCare >= 0);
      DROP TRIGGER facilityIsAdded;
      DROP TRIGGER facilityIsChanged;
      DROP TRIGGER facilityIsRemoved;

      INSERT INTO identifier (entity, last) VALUES ('upgrade', 100000), ('fund', 100000), ('target', 100000);
      \(planTables.map(\.triggers).joined(separator: "\n"))
      """,
    registrations: [],
    layers: ""
  )

  private static let categories = "('safety', 'hygiene', 'heating', 'culture', 'rehabilitation')"

  private static let planTables: [TriggerTable] = [
    TriggerTable(
      "facility", pk: "pk", bulk: "facility",
      "id kind name division capacity occupied grade designatedOn address phone operator uscc source externalId givenX# givenY# givenCRS location* inCare"
    ),
    TriggerTable("criterion", pk: "pk", "list category number textZh textEn source"),
    TriggerTable(
      "condition", pk: "pk", "facility category state estimatedCost assessedOn criteria source"),
    TriggerTable(
      "upgrade", pk: "pk",
      "id facility category year status cost source contractedOn startedOn acceptedOn cancelledOn"),
    TriggerTable(
      "fund", pk: "pk", "id year level source purpose facility upgrade amount allocatedOn"),
    TriggerTable("indicator", pk: "pk", "name nameZh nameEn measure unit"),
    TriggerTable("target", pk: "pk", "id indicator division year bound unitInCharge split source"),
    TriggerTable("observation", pk: "pk", "indicator division date value source"),
  ]
}
