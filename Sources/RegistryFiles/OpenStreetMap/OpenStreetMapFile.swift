internal import Foundation
internal import ServiceNetwork

/// The roads of a file of OpenStreetMap's data, as a table whose rows name their junctions.
///
/// osmium picks the roads and their nodes out, in a process of its own. What they are then is ``OpenStreetMapWay``'s to
/// say. A road is cut where it ends, where roads share a node, and at barriers that not everybody may pass. There each
/// piece has a junction of its own, `123`, `123/2`, …, and pieces of no length between these are open to who may pass.
struct OpenStreetMapFile {
  /// The table.
  let part: TableFile.Part
  /// What was left out.
  let remarks: [Wording]

  /// Reads a file.
  ///
  /// - Complexity: the file is read by osmium twice, what it picks out by us three times; memory is osmium's, within
  ///   bounds, and ``OpenStreetMapNodes``.
  init(_ path: String, named name: String) async throws(TableFileError) {
    let folder = try TableFile.reading { try TemporaryFolder() }
    let ending = FileFormat.openStreetMap.ending(of: name)
    let (source, picked, target) = (
      folder.path("source.\(ending)"), folder.path("roads.opl"), folder.path("roads.csv")
    )
    let size = try TableFile.reading {
      let whole = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
      // Under a name of our own, which cannot be taken for an option.
      try FileManager.default.createSymbolicLink(atPath: source, withDestinationPath: whole.path)
      return try RegularFile(whole.path).stamp.size
    }
    let highways = OpenStreetMapWay.highways.sorted().joined(separator: ",")
    do throws(OutsideToolError) {
      _ = try await OutsideTool(limits: OutsideTool.Limits(fileSize: size), folder: folder.url).run(
        .osmium,
        [
          "tags-filter", "--no-progress", source, "w/highway=\(highways)", "w/route=ferry", "-f",
          "opl,add_metadata=none", "-o", picked,
        ])
    } catch {
      throw TableFileError(error)
    }
    (part, remarks) = try TableFile.reading {
      var writer = try OpenStreetMapRoadWriter(OPLFile(path: picked), to: target)
      try writer.write()
      var format = CSVFormat()
      // Ways as they come, for a line of the table is none of the file.
      format.numbering = .records(from: 0)
      return (
        TableFile.Part(
          name: nil, crs: "EPSG:4326", hasGeometry: true, isSpreadsheet: false,
          source: try RegularFile(target), format: format, folder: folder),
        writer.remarks
      )
    }
  }
}

/// Writes roads of OpenStreetMap as the rows of a table.
private struct OpenStreetMapRoadWriter {
  private static let pieceSize = 1 << 20

  private let file: OPLFile
  private let target: FileHandle
  private var nodes: OpenStreetMapNodes
  private var bytes: [UInt8] = []
  /// How many pieces of roads came to each barrier so far.
  private var sides: [Int64: Int] = [:]
  private var cutOff = 0

  init(_ file: OPLFile, to path: String) throws {
    self.file = file
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    target = try FileHandle(forWritingTo: URL(filePath: path))
    nodes = try OpenStreetMapNodes(file)
  }

  /// What was left out.
  var remarks: [Wording] {
    guard cutOff > 0 else { return [] }
    return [
      Wording(
        "\(cutOff) ways have nodes that the file has not; they are taken as far as it has them",
        zh: "有\(cutOff)条路的部分节点不在文件中，只采用文件中已有的部分")
    ]
  }

  mutating func write() throws {
    let file = file
    try file.forEach("w") { way in
      guard OpenStreetMapWay(tags: way.tags) != nil else { return }
      for run in nodes.runs(of: way.nodes).runs { nodes.use(run) }
    }
    bytes = Array("geometry,from,to,length_m,road_class,speed_kmh,forward,backward,name,source\n".utf8)
    try file.forEach("w") { way in
      guard let road = OpenStreetMapWay(tags: way.tags) else { return }
      try write(road, of: way)
    }
    try target.write(contentsOf: bytes)
    try target.close()
  }

  // MARK: - Private

  private mutating func write(_ road: OpenStreetMapWay, of way: OPLFile.Object) throws {
    let (runs, isWhole) = nodes.runs(of: way.nodes)
    if !isWhole { cutOff += 1 }
    for run in runs {
      var start = 0
      for end in 1..<run.count where nodes.isCut(run[end]) {
        let from = side(of: run[start])
        let to = side(of: run[end])
        write(run[start...end], from: from.name, to: to.name, road, way.id, length: nil)
        for side in [from, to] {
          guard let gate = side.gate else { continue }
          var passing = road
          (passing.forward, passing.backward) = (gate.open, gate.open)
          write(
            [gate.node, gate.node], from: String(nodes.id(gate.node)), to: side.name, passing, way.id,
            length: 0)
        }
        start = end
      }
    }
    if bytes.count > Self.pieceSize {
      try target.write(contentsOf: bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// What stands between the first piece that came to a barrier and another one.
  private struct Gate {
    var node: Int
    var open: TravelModes
  }

  /// The junction that a piece ends at, and the gate there where it is not the first to come to a barrier.
  private mutating func side(of node: Int) -> (name: String, gate: Gate?) {
    let id = nodes.id(node)
    guard let open = nodes.barriers[id] else { return (String(id), nil) }
    let number = sides[id, default: 0] + 1
    sides[id] = number
    guard number > 1 else { return (String(id), nil) }
    return ("\(id)/\(number)", open.isEmpty ? nil : Gate(node: node, open: open))
  }

  private mutating func write(
    _ positions: some Collection<Int>, from: String, to: String, _ road: OpenStreetMapWay, _ way: Int64,
    length: Int?
  ) {
    bytes.append(contentsOf: "\"LINESTRING(".utf8)
    for (index, position) in positions.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      nodes.write(position, to: &bytes)
    }
    bytes.append(contentsOf: ")\",".utf8)
    bytes.append(
      contentsOf: CSVWriter.record([
        from, to, length.map(String.init), road.roadClass, road.speed.map { "\($0)" }, road.forward.text,
        road.backward.text, road.name.map { FormulaGuard.guarded($0.withoutControls) }, "way \(way)",
      ]).utf8)
  }
}

extension OpenStreetMapNodes {
  /// The positions of a way's nodes as far as the file has them, in runs of two or more without a gap, and whether it
  /// has them all.
  ///
  /// What repeats the node before it is left out.
  fileprivate func runs(of ids: [Int64]) -> (runs: [[Int]], isWhole: Bool) {
    var (runs, isWhole) = ([[Int]()], true)
    for id in ids {
      guard let position = position(of: id) else {
        isWhole = false
        runs.append([])
        continue
      }
      if runs[runs.count - 1].last != position { runs[runs.count - 1].append(position) }
    }
    return (runs.filter { $0.count > 1 }, isWhole)
  }
}

extension String {
  /// The text with a space for each character that no cell may have.
  fileprivate var withoutControls: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
    return String(
      String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
