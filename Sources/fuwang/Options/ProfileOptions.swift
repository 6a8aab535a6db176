import ArgumentParser
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// The options that say how a file is to be understood.
struct ProfileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A heading and the column that it means, as '机构名称=name'; '备注=' leaves one out. Repeatable.",
      valueName: "heading=column"))
  var map: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value for a column that the file does not have, as 'level=village'. Repeatable.",
      valueName: "column=value"))
  var constants: [String] = []

  @Option(
    name: .customLong("word"),
    help: ArgumentHelp(
      "What a word of the file means in a column, as 'kind:养老机构=nursing-home'. Repeatable.",
      valueName: "column:word=value"))
  var words: [String] = []

  @Option(
    help: ArgumentHelp(
      "The coordinates' system: wgs84, cgcs2000, gcj02 (Amap, Tencent), bd09 (Baidu), or EPSG:n "
        + "(default: what the file says, else wgs84).", valueName: "system"))
  var crs: String?

  @Option(
    name: .customLong("sheet"),
    help: ArgumentHelp(
      "The sheet or layer to read; '*' for all (default: those with the table's headings). Repeatable.",
      valueName: "name"))
  var sheets: [String] = []

  @Option(help: ArgumentHelp("Read the file as this profile of the registry says.", valueName: "name"))
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "Keep these options in the registry under a name, for the next file of the same sender.",
      valueName: "name"))
  var saveProfile: String?

  func validate() throws {
    _ = try given()
    guard let crs else { return }
    do throws(CoordinateSystemError) {
      _ = try CoordinateSystem(crs)
    } catch {
      throw ValidationError("--crs: \(error.wording.en)")
    }
  }

  /// What the options say, upon what the named profile says.
  func profile(in registry: Registry) throws -> ImportProfile {
    let given = try given()
    guard let profile else { return given }
    guard let known = try registry.profile(named: profile) else {
      let names = try registry.profiles().map(\.name)
      let hint = names.isEmpty ? "; --save-profile makes one" : "; there are \(names.joined(separator: ", "))"
      throw Failure(.usage, "there is no profile '\(profile)'\(hint)")
    }
    return known.overridden(by: given)
  }

  private func given() throws -> ImportProfile {
    var given = ImportProfile(crs: crs, sheets: sheets)
    for text in map {
      guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
        throw ValidationError("--map: '\(text)' is no heading and column, as '机构名称=name'")
      }
      given.headings[String(text[..<sign])] = String(text[text.index(after: sign)...])
    }
    for text in constants {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
        throw ValidationError("--set: '\(text)' is no column and value, as 'level=village'")
      }
      given.constants[String(text[..<sign])] = String(text[text.index(after: sign)...])
    }
    for text in words {
      guard let colon = text.firstIndex(of: ":"), let sign = text.lastIndex(of: "="), colon < sign,
        colon > text.startIndex
      else {
        throw ValidationError("--word: '\(text)' is no column, word and value, as 'kind:养老机构=nursing-home'")
      }
      let word = String(text[text.index(after: colon)..<sign])
      given.words[String(text[..<colon]), default: [:]][word] = String(text[text.index(after: sign)...])
    }
    return given
  }
}
