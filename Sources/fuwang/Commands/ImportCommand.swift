import ArgumentParser
import Foundation
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The command `fuwang import`.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take files into a table: all rows, or with a single error none.",
    discussion: """
      Files are CSV or TSV in UTF-8, GB18030 or UTF-16; XLSX, XLS, ODS; GeoJSON, GeoPackage, Shapefile, KML, \
      FileGDB, MapInfo, DXF; roads also OpenStreetMap's .osm.pbf, .osm, .osm.bz2. What comes again is recognised, so that the same file twice changes nothing. A column \
      that the file does not have keeps its values; an empty cell takes its value away. Columns, required ones with *:

      kinds       kind* name_zh* name_en* post
      services    service* name_zh* name_en* kinds* rule* demand_group
      divisions   code* name* level* parent longitude latitude urban_rural source location_origin
                  given_x given_y given_crs boundary boundary_crs
      demand      code* as_of* source, and a column for each group, as left_behind_children
      facilities  id kind* name* division longitude latitude status opened_on closed_on status_history
                  capacity occupied in_care grade designated_on address phone operator uscc source
                  external_id given_x given_y given_crs
      posts       id role* division* person phone appointed_on* ended_on source
      roads       from* to* from_longitude* from_latitude* to_longitude* to_latitude* length_m road_class speed_kmh
                  oneway forward backward path name source
      speeds      road_class* walk_kmh ebike_kmh drive_kmh
      criteria    list* category* number* text_zh* text_en source*
      conditions  facility* category* state* estimated_cost assessed_on criteria source
      upgrades    id facility* category* year* status* cost source contracted_on started_on accepted_on cancelled_on
      funds       id year* level* source* purpose* facility upgrade amount* allocated_on
      indicators  indicator* name_zh* name_en* measure* unit
      targets     id indicator* division* year* bound* unit_in_charge split source
      observations  indicator* division* date* value* source

      Usual Chinese headings are recognised, too (名称, 类型, 经度, 床位数 …); --map says what others mean. A division \
      may be told by its names instead of its code, 泌阳县/王店镇/某某村, or in columns 县, 乡镇, 村. A division's boundary is \
      the geometry of a layer, or well-known text; one without coordinates takes a point inside it. status_history \
      ('building 2016-03-01; operating 2017-06-01') stands instead of status, opened_on and closed_on. Roads of a \
      line layer need no from and to: they are cut where they meet, see --tolerance.
      """)

  @Argument(help: ArgumentHelp("The table.", valueName: "what"))
  var table: RegistryTable

  @Argument(help: ArgumentHelp("The files; all of them are one import.", valueName: "file"))
  var files: [String]

  @Flag(help: "Print what would be added, changed and closed, row by row, and change nothing.")
  var dryRun = false

  @Flag(help: "Take the good rows where others are refused.")
  var partial = false

  @Option(
    help: ArgumentHelp(
      "Write the refused rows, with what is wrong, to a file to be mended: .csv or .xlsx.", valueName: "file")
  )
  var problems: String?

  @Option(
    help: ArgumentHelp(
      "The encoding of a text file, as GB18030 (default: what its bytes tell).", valueName: "name"))
  var encoding: String?

  @OptionGroup(title: "Understanding the file") var profileOptions: ProfileOptions
  @OptionGroup(title: "Roads of a line layer") var junctionOptions: JunctionOptions
  @OptionGroup(title: "A new edition of the divisions") var editionOptions: EditionOptions
  @OptionGroup var registry: RegistryOption

  func validate() throws {
    if let problems, ![".csv", ".xlsx"].contains(where: problems.lowercased().hasSuffix) {
      throw ValidationError("--problems: '\(problems)' must end in .csv or .xlsx")
    }
    if table != .roads, let option = junctionOptions.given {
      throw ValidationError("\(option) goes with roads only")
    }
    guard editionOptions.edition != nil else { return }
    guard table == .divisions else { throw ValidationError("--edition goes with divisions only") }
    if partial {
      throw ValidationError(
        "--partial: an edition is taken whole; what is missing in it would be held for gone")
    }
  }

  func run() async throws {
    let store = try registry.open()
    let profile = try profileOptions.profile(in: store)
    let options = TableFileOptions(sheets: profile.sheets, encoding: encoding)
    var sources: [SourceFile] = []
    for file in files { sources.append(try await SourceFile(path: file, name: file, options: options)) }
    var run = ImportRun(registry: store, table: table, files: sources)
    run.profile = profile
    run.mode = ImportRun.Mode(isDryRun: dryRun, isPartial: partial, problems: problems)
    run.mode.edition = try await editionOptions.editionImport()
    run.mode.undecided = editionOptions.undecided
    run.mode.junctions = try junctionOptions.rules
    try run.run()
    if let name = profileOptions.saveProfile {
      try store.save(profile, named: name, date: Date())
      Console.error("The profile '\(name)' is kept.")
    }
  }
}
