extension RegistryMigrations {
  /// Who changed what, and when: a journal that triggers keep, so that no writer can forget it, and no other program
  /// either.
  ///
  /// An act is what one writer did in one transaction. A line of the journal is what became of one row: of a changed one
  /// the values before and after, of a removed one all its values; of an added one nothing, since it is there, or its
  /// values are in a later line. Rows that one import added to a table are one line, from `key` to `lastKey`. `writing`
  /// has the act under way; a line without an act was written by another program.
  static let history = Step(
    name: "3 history",
    schema: """
      CREATE TABLE act (
        pk INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        author TEXT NOT NULL CHECK (author <> ''),
        via TEXT NOT NULL CHECK (via IN ('command', 'import', 'http')),
        what TEXT NOT NULL CHECK (what <> ''),
        source TEXT CHECK (source <> ''),
        undoes INTEGER REFERENCES act (pk)
      ) STRICT;

      CREATE TABLE journal (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        act INTEGER REFERENCES act (pk),
        at TEXT CHECK ((at IS NULL) = (act IS NOT NULL)),
        rowTable TEXT NOT NULL,
        key INTEGER NOT NULL,
        lastKey INTEGER CHECK (lastKey >= key),
        rowKey TEXT CHECK (rowKey IS NULL OR json_valid(rowKey)),
        change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'removed')),
        fields TEXT CHECK (fields IS NULL OR json_valid(fields)),
        CHECK ((fields IS NULL) = (change = 'added'))
      ) STRICT;
      CREATE INDEX journalByKey ON journal (key, rowTable) WHERE lastKey IS NULL;
      CREATE INDEX journalByRange ON journal (rowTable, lastKey, key) WHERE lastKey IS NOT NULL;
      CREATE INDEX journalByAct ON journal (act);

      CREATE TABLE writing (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        act INTEGER REFERENCES act (pk),
        bulkTable TEXT,
        bulkAfter INTEGER
      ) STRICT;
      INSERT INTO writing (one) VALUES (1);

      \(historyTables.map(\.triggers).joined(separator: "\n"))
      """,
    registrations: [],
    layers: ""
  )

  private static let historyTables: [TriggerTable] = [
    TriggerTable("kind", pk: "pk", "name nameZh nameEn isPost"),
    TriggerTable("service", pk: "pk", "name nameZh nameEn rule demandGroup"),
    TriggerTable("serviceKind", owner: "service", key: "service position", "kind"),
    TriggerTable(
      "division", pk: "pk", bulk: "division",
      "code name level parent urbanRural source system since endedOn locationOrigin givenX# givenY# givenCRS location*"
    ),
    TriggerTable("boundary", pk: "division", bulk: "division", "isMended givenCRS source outline*"),
    TriggerTable("formerDivision", owner: "division", key: "division until", "code name level parent system"),
    TriggerTable(
      "succession", owner: "former", key: "former successor since",
      "formerCode formerName code name change evidence"),
    TriggerTable("edition", owner: "0", key: "system asOf", "acceptedAt"),
    TriggerTable("demand", owner: "division", key: "demandGroup division asOf", "persons source"),
    TriggerTable(
      "facility", pk: "pk", bulk: "facility",
      "id kind name division capacity occupied grade designatedOn address phone operator uscc source externalId givenX# givenY# givenCRS location*"
    ),
    TriggerTable("facilityStatus", owner: "facility", key: "facility since", bulk: "facility", "status"),
    TriggerTable("facilityAlias", owner: "facility", key: "scheme alias", "facility mergedAt"),
    TriggerTable("distinctFacilities", owner: "first", key: "first second", "notedAt"),
    TriggerTable("formerFacilityDivision", owner: "facility", key: "facility until", "division"),
    TriggerTable(
      "post", pk: "pk", bulk: "post", "id role division person phone appointedOn endedOn source"),
    TriggerTable("formerPostDivision", owner: "post", key: "post until", "division"),
  ]

  /// The triggers of a table, as text; frozen with the steps that use it.
  struct TriggerTable {
    let name: String
    let owner: String
    let key: [String]
    let bulk: String?
    /// The columns beside the key; one with a star holds bytes, one with a hash numbers that are no whole ones.
    let columns: [String]

    /// A table whose key is one number.
    init(_ name: String, pk: String, bulk: String? = nil, _ columns: String) {
      self.init(name, owner: pk, key: "", bulk: bulk, columns)
    }

    init(_ name: String, owner: String, key: String, bulk: String? = nil, _ columns: String) {
      self.name = name
      self.owner = owner
      self.key = key.split(separator: " ").map(String.init)
      self.bulk = bulk
      self.columns = columns.split(separator: " ").map(String.init)
    }

    var triggers: String {
      """
      CREATE TRIGGER \(name)IsAdded AFTER INSERT ON \(name)\(unlessBulk("NEW"))
      BEGIN
        INSERT INTO journal (act, at, rowTable, key, rowKey, change)
        SELECT act, \(Self.at), '\(name)', \(owner("NEW")), \(rowKey("NEW")), 'added' FROM writing;
      END;
      CREATE TRIGGER \(name)IsChanged AFTER UPDATE ON \(name)\(unlessBulk("OLD"))
      BEGIN
        INSERT INTO journal (act, at, rowTable, key, rowKey, change, fields)
        SELECT act, \(Self.at), '\(name)', \(owner("OLD")), \(rowKey("OLD")), 'changed', fields
        FROM writing, (SELECT json_patch('{}', json_object(\(changes))) AS fields)
        WHERE fields <> '{}';
      END;
      CREATE TRIGGER \(name)IsRemoved AFTER DELETE ON \(name)
      BEGIN
        INSERT INTO journal (act, at, rowTable, key, rowKey, change, fields)
        SELECT act, \(Self.at), '\(name)', \(owner("OLD")), \(rowKey("OLD")), 'removed', json_object(\(values))
        FROM writing;
      END;
      """
    }

    /// The time of a line that another program writes.
    private static let at = "iif(act IS NULL, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL)"

    private func owner(_ row: String) -> String { owner == "0" ? "0" : "\(row).\(owner)" }

    /// The key where it is no single number.
    private func rowKey(_ row: String) -> String {
      guard !key.isEmpty else { return "NULL" }
      return "json_object(\(key.map { "'\($0)', \(row).\($0)" }.joined(separator: ", ")))"
    }

    /// Leaves out the rows that an import under way has added.
    private func unlessBulk(_ row: String) -> String {
      guard let bulk else { return "" }
      return """

        WHEN NOT EXISTS (SELECT 1 FROM writing WHERE bulkTable = '\(bulk)' AND \(row).\(owner) > bulkAfter)
        """
    }

    /// A merge patch drops what did not change.
    private var changes: String {
      columns.map { column in
        let (name, old, new) = parts(column)
        return "'\(name)', json(iif(OLD.\(name) IS NEW.\(name), NULL, json_array(\(old), \(new))))"
      }.joined(separator: ", ")
    }

    private var values: String {
      columns.map { column in
        let (name, old, _) = parts(column)
        return "'\(name)', \(old)"
      }.joined(separator: ", ")
    }

    private func parts(_ column: String) -> (name: String, old: String, new: String) {
      let function: (String) -> String
      switch column.last {
      // JSON has no bytes, and as a number of JSON SQLite writes fifteen digits alone.
      case "*": function = { "hex(\($0))" }
      case "#": function = { "printf('%!.17g', \($0))" }
      default: return (column, "OLD.\(column)", "NEW.\(column)")
      }
      let name = String(column.dropLast())
      func text(_ value: String) -> String { "iif(\(value) IS NULL, NULL, \(function(value)))" }
      return (name, text("OLD.\(name)"), text("NEW.\(name)"))
    }
  }
}
