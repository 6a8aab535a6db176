import Foundation

/// What the first bytes of a file tell of it, read without SQLite, which would touch it.
enum RegistryFile {
  /// `FuWa` in ASCII: the `application_id` of every registry.
  static let applicationID: Int32 = 0x4675_5761

  /// Checks that a file is a registry that this program can open.
  ///
  /// - Throws: ``RegistryError``
  static func check(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { throw RegistryError.notFound(path: path) }
    let header: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? file.close() }
      header = try file.read(upToCount: 100) ?? Data()
    } catch {
      throw RegistryError.inaccessible(path: path, reason: error.localizedDescription)
    }
    // https://www.sqlite.org/fileformat2.html#the_database_header: big-endian numbers at fixed places.
    guard header.count == 100, header.starts(with: Data("SQLite format 3\0".utf8)),
      number(at: 68, of: header) == applicationID
    else { throw RegistryError.notARegistry(path: path) }
    let version = Int(number(at: 60, of: header))
    guard version <= RegistryMigrations.version else {
      throw RegistryError.newerVersion(path: path, found: version, known: RegistryMigrations.version)
    }
  }

  private static func number(at offset: Int, of header: Data) -> Int32 {
    Int32(bitPattern: header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) })
  }
}
