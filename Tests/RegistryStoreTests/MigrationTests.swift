import Fixtures
import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// Files that an older program wrote.
struct MigrationTests {
  /// A file of the first version, with a row in every table.
  private func firstVersion(at path: String) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { try SpatiaLite.start(on: $0, busyTimeout: 0) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      try SpatiaLite.check("InitSpatialMetaData(1)", in: database)
      try database.execute(sql: "PRAGMA application_id = \(RegistryFile.applicationID)")
    }
    try RegistryMigrations.migrate(queue, to: 1)
    try queue.write { database in
      try StandardCatalogue.insert(into: database)
      try database.execute(
        sql: """
          INSERT INTO division (pk, code, name, level, parent, urbanRural, source, location) VALUES
            (1, '411700000000', '驻马店市', 'city', NULL, NULL, NULL, NULL),
            (2, '411726000000', '泌阳县', 'county', 1, NULL, 'a', MakePoint(113.3, 32.7, 4326)),
            (3, '411726100000', '王店镇', 'township', 2, NULL, NULL, NULL),
            (4, '411726100201', '刘庄村', 'village', 3, '220', NULL, MakePoint(113.5, 32.8, 4326));
          INSERT INTO facility (pk, id, kind, name, division, capacity, location)
            SELECT 1, 'A', pk, '甲院', 4, 50, MakePoint(113.51, 32.81, 4326) FROM kind WHERE name = 'nursing-home';
          INSERT INTO facilityStatus VALUES (1, '0001-01-01', 'planned'), (1, '2018-01-01', 'operating');
          INSERT INTO post (pk, id, role, division, person, appointedOn)
            SELECT 1, 'P', pk, 4, '示例', '2018-05-01' FROM kind WHERE name = 'child-welfare-director';
          INSERT INTO demand SELECT pk, 4, '2020-11-01', 12, NULL FROM demandGroup WHERE name = 'elderly';
          INSERT INTO import VALUES (1, 'divisions', 'file', 'd.csv', '2026-11-23T00:00:00Z', 'EPSG:4326', 4, 4, 0);
          """)
    }
    try queue.close()
  }

  @Test func `a file of the first version opens with all that it had, and works on`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString).sqlite")
      .path
    defer {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    try firstVersion(at: path)
    let registry = try Registry(opening: path)
    let divisions = try registry.rows(of: .divisions).map(\.values)
    #expect(divisions.map { $0["name"] } == ["驻马店市", "泌阳县", "王店镇", "刘庄村"])
    #expect(divisions[3]["longitude"] == "113.5" && divisions[3]["urban_rural"] == "220")
    let facility = try #require(try registry.rows(of: .facilities).first?.values)
    #expect(facility["division"] == "411726100201" && facility["opened_on"] == "2018-01-01")
    #expect(try registry.rows(of: .posts).first?.values["division"] == "411726100201")
    #expect(try registry.rows(of: .demand).first?.values["elderly"] == "12")
    #expect(try registry.imports().map(\.file) == ["d.csv"])
    // What it had was nobody's act, and is told to who follows its changes.
    #expect(try registry.acts(limit: 9).isEmpty)
    let changes = try await registry.reading { try $0.changes(ChangeQuery(today: .distantFuture)) }
    #expect(changes.records.count == 7 && !changes.hasMore)
    let answers = try registry.write { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA user_version"),
        try Int.fetchOne(database, sql: "SELECT CheckSpatialMetaData()"),
        try Int.fetchOne(database, sql: "SELECT CheckSpatialIndex()"),
        try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil,
        try String.fetchOne(database, sql: "PRAGMA integrity_check(1)")
      )
    }
    #expect(answers == (RegistryMigrations.version, 3, 1, true, "ok"))
    try registry.take(smallTree, into: .divisions)
    #expect(try registry.rows(of: .divisions).count == 5)
    #expect(try registry.acts(limit: 9).count == 1)
    // Opened once more, it is as it was.
    #expect(try Registry(opening: path).rows(of: .divisions).count == 5)
  }
}
