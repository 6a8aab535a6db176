import Foundation
import GRDB
import ServiceNetwork
import Testing

@testable import RegistryStore

/// A folder that goes with the test.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }
}

struct RegistryTests {
  @Test func `a new registry holds the standard catalogue`() throws {
    let catalogue = try Registry.inMemory().catalogue()
    #expect(catalogue.kinds == Kind.standard)
    #expect(catalogue.services == Service.standard)
    #expect(catalogue.demandGroups == DemandGroup.standard)
  }

  @Test func `a server's writes wait for the disk, and its reads find no way to write`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("r.sqlite")
    try Registry.create(at: path)
    let served = try Registry(opening: path, access: .concurrent)
    let synchronous = try served.database.writeWithoutTransaction {
      try Int.fetchOne($0, sql: "PRAGMA synchronous")
    }
    #expect(synchronous == 2 && !served.isReadOnly)
    #expect(try Registry(opening: path, access: .concurrentReads).isReadOnly)
  }

  @Test func `a file is made whole, in WAL mode, with nothing beside it, and opens again`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("r.sqlite")
    try Registry.create(at: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()) == ["r.sqlite"])
    let mode = try Registry(opening: path).database.read {
      try String.fetchOne($0, sql: "PRAGMA journal_mode")
    }
    #expect(mode == "wal")
    #expect(throws: RegistryError.alreadyExists(path: path)) { try Registry.create(at: path) }
  }

  @Test func `opening and reading leave the file as it is, to the byte`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("r.sqlite")
    try Registry.create(at: path)
    let before = try Data(contentsOf: URL(filePath: path))
    _ = try Registry(opening: path).catalogue()
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func `what is no registry is refused and left untouched`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RegistryError.notFound(path: folder.path("none"))) {
      try Registry(opening: folder.path("none"))
    }
    let text = folder.path("text")
    try Data("名称,经度\n".utf8).write(to: URL(filePath: text))
    #expect(throws: RegistryError.notARegistry(path: text)) { try Registry(opening: text) }
    let other = folder.path("other.sqlite")
    let queue = try DatabaseQueue(path: other)
    try queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
    try queue.close()
    let before = try Data(contentsOf: URL(filePath: other))
    #expect(throws: RegistryError.notARegistry(path: other)) { try Registry(opening: other) }
    #expect(try Data(contentsOf: URL(filePath: other)) == before)
    #expect(throws: RegistryError.self) { try Registry(opening: folder.path("")) }
  }

  @Test func `a file of a newer program is refused and left untouched`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("r.sqlite")
    try Registry.create(at: path)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: RegistryError.newerVersion(path: path, found: 99, known: RegistryMigrations.version)) {
      try Registry(opening: path)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func `a hundred registries can be opened one after another`() throws {
    // SpatiaLite has room for 64 connections in a process: each must give its place back.
    let folder = try TemporaryFolder()
    let path = folder.path("r.sqlite")
    try Registry.create(at: path)
    for _ in 0..<100 { _ = try Registry(opening: path).catalogue() }
  }

  @Test func `a writer waits for another one, and then says so`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("r.sqlite")
    try Registry.create(at: path)
    let other = try DatabaseQueue(path: path)
    let registry = try Registry(opening: path, busyTimeout: 0.2)
    try other.inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      #expect(throws: RegistryError.busy(path: path, waitedSeconds: 0.2)) {
        try registry.take(smallTree, into: .divisions)
      }
      try database.execute(sql: "ROLLBACK")
    }
    #expect(try registry.take(smallTree, into: .divisions).isCommitted)
  }
}

struct SchemaTests {
  @Test func `SpatiaLite is content with its tables and indexes`() throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    let answers = try [
      "CheckSpatialMetaData()", "CheckSpatialIndex('division', 'location')",
      "CheckSpatialIndex('facility', 'location')",
    ]
    .map { call in try registry.database.write { try Int.fetchOne($0, sql: "SELECT \(call)") } }
    #expect(answers == [3, 1, 1])
  }

  @Test func `the layers are registered as points in EPSG 4326`() throws {
    try Registry.inMemory().database.read { database in
      let layers = try Row.fetchAll(
        database,
        sql: """
          SELECT view_name, geometry_type, srid
          FROM vector_layers
          JOIN views_geometry_columns ON view_name = table_name
          ORDER BY view_name
          """
      ).map { "\($0[0] as String) \($0[1] as Int) \($0[2] as Int)" }
      #expect(
        layers == [
          "boundaries 6 4326", "counties 1 4326", "facilities 1 4326", "townships 1 4326", "villages 1 4326",
        ])
    }
  }

  @Test(arguments: [
    "INSERT INTO division (code, name, level) VALUES ('X', 'x', 'hamlet')",
    "INSERT INTO division (code, name, level) VALUES ('', 'x', 'village')",
    "INSERT INTO division (code, name, level, parent) VALUES ('X', 'x', 'village', 77)",
    "INSERT INTO division (code, name, level) VALUES ('411726000000', 'x', 'county')",
    "INSERT INTO division (code, name, level, location) VALUES ('X', 'x', 'village', MakePoint(1, 2, 3857))",
    "INSERT INTO division (code, name, level, location) VALUES ('X', 'x', 'village', x'00')",
    "INSERT INTO demand (demandGroup, division, asOf, persons) VALUES (1, 1, '2018-02-30', 1)",
    "INSERT INTO demand (demandGroup, division, asOf, persons) VALUES (1, 1, '2018-02-03', -1)",
    "INSERT INTO demand (demandGroup, division, asOf, persons) VALUES (1, 1, '2018-02-03', 1.5)",
    "INSERT INTO facility (id, kind, name) VALUES ('F', 7, 'a post is no facility')",
    "INSERT INTO facility (id, kind, name) VALUES ('F', 99, 'x')",
    "INSERT INTO facility (id, kind, name, capacity) VALUES ('F', 1, 'x', -1)",
    "INSERT INTO facilityStatus (facility, since, status) VALUES (99, '2018-01-01', 'operating')",
    "INSERT INTO post (id, role, division, appointedOn) VALUES ('P', 1, 1, '2018-01-01')",
    "INSERT INTO post (id, role, division, appointedOn, endedOn) VALUES ('P', 7, 1, '2018-01-01', '2018-01-01')",
    "DELETE FROM division WHERE code = '411726000000'",
    "INSERT INTO serviceKind (service, position, kind) VALUES (1, 9, 99)",
  ])
  func `the database itself refuses what is wrong`(sql: String) throws {
    let registry = try Registry.inMemory()
    try registry.take(smallTree, into: .divisions)
    #expect(throws: DatabaseError.self) { try registry.database.write { try $0.execute(sql: sql) } }
  }

  @Test func `SpatiaLite reads the points that are written here, and the other way round`() throws {
    let place = try Coordinate(longitude: 114.022866, latitude: -32.97939)
    let blob = PointBlob.encode(place)
    try Registry.inMemory().database.read { database in
      let row = try #require(
        try Row.fetchOne(
          database,
          sql: "SELECT ST_X(?), ST_Y(?), ST_SRID(?), GeometryType(?), MakePoint(114.022866, -32.97939, 4326)",
          arguments: [blob, blob, blob, blob]))
      #expect(row[0] == place.longitude)
      #expect(row[1] == place.latitude)
      #expect(row[2] == 4326)
      #expect(row[3] == "POINT")
      #expect(row[4] == blob)
    }
    #expect(PointBlob.decode(blob) == place)
    #expect(PointBlob.decode(blob.dropLast()) == nil)
  }

  @Test func `our geodesic is SpatiaLite's`() throws {
    try Registry.inMemory().database.read { database in
      for (x, y) in [(114.3, 33.1), (-60.0, -45.5), (114.0, 33.0000001)] {
        let origin = try Coordinate(longitude: 114, latitude: 33)
        let other = try Coordinate(longitude: x, latitude: y)
        let theirs = try Double.fetchOne(
          database, sql: "SELECT ST_Distance(MakePoint(114, 33, 4326), MakePoint(?, ?, 4326), 1)",
          arguments: [x, y])
        #expect(abs(Geodesic.distance(from: origin, to: other).value - (theirs ?? 0)) < 1e-4)
      }
    }
  }
}
