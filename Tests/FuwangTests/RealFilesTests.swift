import Foundation
import RegistryStore
import ServiceNetwork
import Testing

/// Real files, as they were published.
///
/// Every one is taken by its options alone, and what is refused is refused for a true reason. They are no part of the
/// project, and stand beside it where they were fetched; see ``RealFiles/folder``.
@Suite(.enabled(if: RealFiles.areThere, "the real files are not here"))
struct RealFilesTests {
  private let program: Program

  init() throws {
    program = try Program()
    #expect(try program.run("init").status == 0)
  }

  /// Takes a file, and returns the last line about its rows.
  private func take(_ table: String, _ file: String, _ options: String..., status: Int32 = 0) throws -> String
  {
    let outcome = try program.run(["import", table, RealFiles.path(file)] + options)
    #expect(outcome.status == status, "\(file): \(outcome.errors)")
    let prefix = status == 0 ? "\(table): " : "fuwang: "
    return outcome.errors.split(separator: "\n").map(String.init).last { $0.hasPrefix(prefix) }
      ?? outcome.errors
  }

  private func counted(_ summary: String) -> String {
    summary.split(separator: ";").first.map(String.init) ?? summary
  }

  /// The divisions of Zhumadian as the statistics bureau had them in 2021.
  private func takeZhumadian() throws {
    let counties = try take(
      "divisions", "zhumadian/counties.csv", "--word", "level:prefecture=city", "--word",
      "level:statistical_zone=county", "--map", "amap_center_lon_gcj02=longitude", "--map",
      "amap_center_lat_gcj02=latitude", "--crs", "gcj02", "--map", "parent_code6=parent")
    #expect(counted(counties) == "divisions: 12 rows, 12 added, 0 changed, 0 as they were")
    let townships = try take(
      "divisions", "zhumadian/townships.csv", "--map", "name_2021=name", "--set", "level=township", "--map",
      "lon_wgs84=longitude", "--map", "lat_wgs84=latitude")
    #expect(counted(townships) == "divisions: 208 rows, 208 added, 0 changed, 0 as they were")
    let villages = try take("divisions", "zhumadian/villages.csv", "--set", "level=village")
    #expect(counted(villages) == "divisions: 2906 rows, 2906 added, 0 changed, 0 as they were")
  }

  @Test func `every file of Zhumadian is taken, and what is not there is told`() throws {
    defer { program.remove() }
    try takeZhumadian()
    // Seats were given in GCJ-02: the computed ones of the same file are where they come to lie.
    let seat = try #require(
      try program.run("export", "divisions").output.split(separator: "\n").first {
        $0.hasPrefix("411702000000")
      })
    #expect(seat.contains(",114.02326"))
    // Five of the places are of no township, and have neither code nor name.
    let places = try take(
      "divisions", "zhumadian/geonames_places.csv", "--map", "township_code9=code", "--map",
      "township_name=name",
      "--set", "level=township", "--map", "lon_wgs84=longitude", "--map", "lat_wgs84=latitude", "--map",
      "county_code6=", "--partial")
    #expect(counted(places) == "divisions: 51 rows, 0 added, 0 changed, 46 as they were, 5 refused")
    let census = try take(
      "demand", "zhumadian/population_2020_census.csv", "--map", "code6=code", "--map",
      "pop_total=population",
      "--map", "age_60_plus=elderly", "--map", "age_80_plus=elderly_80", "--set", "as_of=2020-11-01")
    #expect(counted(census) == "demand: 12 rows, 12 added, 0 changed, 0 as they were")
    // The counties add up to the city; 29 names of villages occur more than once in a county.
    let check = try program.run("check", "--format", "csv")
    let rules = Dictionary(grouping: check.output.split(separator: "\n").dropFirst()) {
      $0.split(separator: ",").first.map(String.init) ?? ""
    }.mapValues(\.count)
    #expect(
      rules == ["village-without-location": 2906, "repeated-name": 29, "village-without-demand": 2906])
  }

  @Test(
    .enabled(if: RealFiles.hasGDAL, "gdal-bin is not installed"),
    arguments: [("boundaries_wgs84", "wgs84"), ("boundaries_gcj02", "gcj02")])
  func `boundaries of both sources fit without a gap, and hold every seat`(file: String, crs: String) throws {
    defer { program.remove() }
    try takeZhumadian()
    let options = ["--map", "adcode=code", "--word", "level:prefecture=city", "--crs", crs]
    let first = try program.run(
      ["import", "divisions", RealFiles.path("zhumadian/\(file).geojson")] + options)
    #expect(first.errors.contains("11 rows, 0 added, 11 changed, 0 as they were"), "\(first.errors)")
    let again = try program.run(
      ["import", "divisions", RealFiles.path("zhumadian/\(file).geojson")] + options)
    #expect(again.errors.contains("11 rows, 0 added, 0 changed, 11 as they were"), "\(again.errors)")
    let check = try program.run(
      "check", "--rule", "boundary-overlap", "--rule", "boundary-gap", "--rule", "mended-boundary", "--rule",
      "outside-parent")
    #expect(check.output == "Nothing breaks a rule.\n")
  }

  @Test func `the ministry's list is compared with the bureau's: 24 codes mean other places`() throws {
    defer { program.remove() }
    try #expect(
      take(
        "divisions", "zhumadian/counties.csv", "--word", "level:prefecture=city", "--word",
        "level:statistical_zone=county"
      ).contains("12 added"))
    // 郭楼镇 has no name in the list of 2023, since it was a township no more: it is refused, with its nine villages.
    let townships = try take(
      "divisions", "zhumadian/townships.csv", "--map", "name_2023=name", "--set", "level=township",
      "--partial")
    #expect(counted(townships) == "divisions: 208 rows, 207 added, 0 changed, 0 as they were, 1 refused")
    let villages = try take("divisions", "zhumadian/villages.csv", "--set", "level=village", "--partial")
    #expect(counted(villages) == "divisions: 2906 rows, 2897 added, 0 changed, 0 as they were, 9 refused")
    let edition = [
      "import", "divisions", RealFiles.path("zhumadian/townships_mca_2025.csv"), "--map", "mca_code9=code",
      "--map",
      "mca_name_2025=name", "--set", "level=township", "--edition", "2025-12-31", "--system", "mca",
    ]
    let shown = try program.run(edition + ["--undecided", "u.csv"])
    #expect(
      shown.errors.contains(
        "mca 2025-12-31: 159 unchanged, 1 added, 1 moved, 6 renamed, 34 recoded, 10 undecided, 24 codes that clash"
      ), "\(shown.errors)")
    #expect(shown.output.split(separator: "\n").count { $0.hasPrefix("clash") } == 24)
    // Two are variants of one character, which nobody but a person can tell: their codes are open.
    let early = try program.run(edition + ["--accept"])
    #expect(early.status == 65)
    #expect(early.errors.contains("411728001000 is still that of 瞿阳街道, and cannot be that of 莲花湖街道"))
    var answers = String(decoding: try program.bytes("u.csv"), as: UTF8.self)
    for (former, code) in [("411728001000,瞿阳街道", "411728002000"), ("411728103000,查岈山镇", "411728103000")] {
      answers = answers.replacing("\(former),,", with: "\(former),\(code),异体字")
    }
    try program.write(answers, to: "u.csv")
    let accepted = try program.run(edition + ["--successions", "u.csv", "--accept"])
    #expect(accepted.status == 0, "\(accepted.errors)")
    let successions = try program.run("successions", "--format", "csv").output
    #expect(
      successions.contains("2025-12-31,renamed recoded,411728001000,瞿阳街道,411728002000,灈阳街道,decided: 异体字"))
    // The day before is answered as it was.
    let day = try program.run(
      "unserved", "--service", "happiness-home", "--as-of", "2025-12-30", "--area", "411728001", "--format",
      "csv")
    #expect(day.output.contains(",瞿阳街道,遂平县,"))
    let today = try program.run(
      "unserved", "--service", "happiness-home", "--as-of", "2025-12-31", "--area", "411728002", "--format",
      "csv")
    #expect(today.output.contains(",灈阳街道,遂平县,"))
    // And again: nothing.
    let again = try program.run(edition + ["--successions", "u.csv", "--accept"])
    #expect(again.errors.contains("0 added, 0 changed"), "\(again.errors)")
  }

  @Test(.enabled(if: RealFiles.hasGDAL, "gdal-bin is not installed"))
  func `the raw tables of Taipei are taken with a profile, misspelt districts refused`() throws {
    defer { program.remove() }
    let districts = try take(
      "divisions", "taipei_north/villages.geojson", "--map", "WKT=", "--map", "district_id=code", "--map",
      "district=name", "--set", "level=county", "--map", "village=", "--map", "village_id=")
    #expect(counted(districts) == "divisions: 152 rows, 4 added, 0 changed, 148 as they were")
    let villages = try take(
      "divisions", "taipei_north/villages.geojson", "--map", "village_id=code", "--map", "district_id=parent",
      "--map", "village=name", "--map", "district=", "--set", "level=village", "--save-profile", "里")
    #expect(counted(villages) == "divisions: 152 rows, 152 added, 0 changed, 0 as they were")
    let again = try take("divisions", "taipei_north/villages.geojson", "--profile", "里")
    #expect(counted(again) == "divisions: 152 rows, 0 added, 0 changed, 152 as they were")
    let points = try take(
      "divisions", "taipei_north/villages.csv", "--map", "village_id=code", "--map", "district=county",
      "--map",
      "village=name", "--set", "level=village")
    #expect(counted(points) == "divisions: 152 rows, 0 added, 152 changed, 0 as they were")
    let demand = try take(
      "demand", "taipei_north/villages.csv", "--map", "village_id=code", "--map", "age_65_plus=elderly",
      "--set",
      "as_of=2024-12-31", "--map", "district=", "--map", "village=")
    #expect(counted(demand) == "demand: 152 rows, 152 added, 0 changed, 0 as they were")
    let facilities = try program.run([
      "import", "facilities", RealFiles.path("taipei_north/facilities.csv"), "--map",
      "district_claimed=county",
      "--map", "village_claimed=village", "--map", "fid=external_id", "--word",
      "kind:elderly_institution=nursing-home", "--word", "kind:nursing_home=nursing-home", "--word",
      "kind:residential_ltc=nursing-home", "--word", "kind:day_care=day-care-centre", "--word",
      "kind:c_level_ltc_station=day-care-centre", "--word", "kind:dementia_station=day-care-centre", "--word",
      "kind:small_multifunction_day_care=day-care-centre", "--word",
      "kind:community_care_station=happiness-home",
      "--partial", "--problems", "p.csv",
    ])
    // 松山 is none of the four districts, 土林 a slip three times, and two capacities stand in one cell.
    #expect(
      facilities.errors.contains("331 rows, 326 added, 0 changed, 0 as they were, 5 refused"),
      "\(facilities.errors)")
    #expect(facilities.errors.contains("there is no division '土林'; did you mean '士林區'?"))
    #expect(facilities.errors.contains("there is no division '松山'"))
    #expect(facilities.errors.contains("'住宿式71床 社區式16人' is no whole number"))
    #expect(String(decoding: try program.bytes("p.csv"), as: UTF8.self).split(separator: "\n").count == 6)
    // Boundaries tell which lie outside the village that they claim.
    let check = try program.run("check", "--rule", "outside-division", "--format", "csv").output
    #expect(check.split(separator: "\n").count > 20)
    #expect(check.contains("outside the boundary of 紫星里"))
  }

  @Test(.enabled(if: RealFiles.hasOsmium, "osmium-tool is not installed"))
  func `the roads of Andorra are as long, class by class, as another reading of the same data has them`()
    throws
  {
    defer { program.remove() }
    let taken = try program.run("import", "roads", RealFiles.path("andorra_osm/andorra.osm.pbf"))
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.errors.contains("roads: 2769 rows, 2769 added"))
    // Of these classes that reading took every way; of others, tracks among them, we take more.
    let classes = [
      ("residential", 90.2), ("service", 15.9), ("secondary", 154.8), ("tertiary", 9.1),
      ("unclassified", 22.3),
      ("primary_link", 1.3), ("road", 1.0),
    ]
    let reference = try String(contentsOfFile: RealFiles.path("andorra_osm/edges.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let table = taken.errors.split(separator: "\n").map { $0.split(separator: " ") }
    for (name, kilometres) in classes {
      let length = reference.filter { $0[4] == name }.reduce(0) { $0 + (Double($1[7]) ?? .nan) }
      #expect(abs(length / 1000 - kilometres) < 0.051, "\(name)")
      #expect(table.first { $0.first.map(String.init) == name }?.last == "\(kilometres)", "\(name)")
    }
  }
}

/// Files that are no part of the project.
enum RealFiles {
  /// `$FUWANG_DATA`, else `shared/data` beside the project.
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["FUWANG_DATA"] { return URL(filePath: path) }
    let project = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../")
    return project.appending(path: "../shared/data").standardizedFileURL
  }()

  static let areThere = FileManager.default.fileExists(atPath: path("zhumadian/villages.csv"))
  static let hasGDAL = FileManager.default.isExecutableFile(atPath: "/usr/bin/ogr2ogr")
  static let hasOsmium = FileManager.default.isExecutableFile(atPath: "/usr/bin/osmium")

  static func path(_ name: String) -> String { folder.appending(path: name).path }
}
