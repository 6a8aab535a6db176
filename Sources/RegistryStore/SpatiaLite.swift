internal import CSpatiaLite
internal import GRDB

/// Starts the linked libspatialite on a connection.
enum SpatiaLite {
  /// Makes SpatiaLite's functions and triggers work on a connection, until it closes.
  ///
  /// - Parameter busyTimeout: how many seconds the connection waits for another writer.
  /// - Throws: ``RegistryError/spatialiteUnavailable(_:)``
  static func start(on database: Database, busyTimeout: Double) throws {
    // Each connection has a cache of its own, which must live as long as the connection does: SQLite calls
    // the destructor of this function, which nobody calls, when it closes the connection. Without it, the
    // library's 64 places for caches would be used up by the 64th connection that a process opens.
    guard let cache = spatialite_alloc_connection() else {
      throw RegistryError.spatialiteUnavailable("no more connections are possible in this process")
    }
    spatialite_init_ex(database.sqliteConnection, cache, 0)
    // What geometries lack is asked for, and told in our own words; the library would write to standard error.
    spatialite_set_silent_mode(cache)
    // It has set a timeout of its own, five seconds.
    sqlite3_busy_timeout(database.sqliteConnection, Int32(busyTimeout * 1000))
    let code = sqlite3_create_function_v2(
      database.sqliteConnection, "fuwangKeepsSpatialiteCache", 0, SQLITE_UTF8, cache,
      { context, _, _ in sqlite3_result_null(context) }, nil, nil,
      { cache in spatialite_cleanup_ex(cache) })
    guard code == SQLITE_OK else {
      throw RegistryError.spatialiteUnavailable("its cache could not be kept (SQLite error \(code))")
    }
  }

  /// Calls one of SpatiaLite's functions that answer 1 for success and 0 for failure, and raise nothing.
  ///
  /// - Throws: ``RegistryError/spatialiteUnavailable(_:)`` with the call that failed.
  static func check(_ call: String, in database: Database) throws {
    let answer = try Int.fetchOne(database, sql: "SELECT \(call)")
    guard answer == 1 else {
      throw RegistryError.spatialiteUnavailable("\(call) answered \(answer.map(String.init) ?? "nothing")")
    }
  }
}
