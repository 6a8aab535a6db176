internal import ServiceNetwork

/// The nodes of OpenStreetMap that roads go through: where they are, and which of them roads are cut at.
///
/// Memory: 17 bytes a node.
struct OpenStreetMapNodes {
  private var ids: [Int64] = []
  private var longitudes: [Int32] = []
  private var latitudes: [Int32] = []
  /// How often roads go through each, at most 2; 2 for their ends.
  private var uses: [UInt8] = []
  /// Who may pass the nodes that not everybody may.
  private(set) var barriers: [Int64: TravelModes] = [:]

  /// Reads the nodes of a file.
  init(_ file: OPLFile) throws {
    var isInOrder = true
    try file.forEach("n") { node in
      guard let longitude = node.longitude, let latitude = node.latitude else { return }
      if let last = ids.last, last >= node.id { isInOrder = false }
      ids.append(node.id)
      longitudes.append(longitude)
      latitudes.append(latitude)
      let open = node.tags.isEmpty ? .all : OpenStreetMapBarrier.open(tags: node.tags)
      if open != .all { barriers[node.id] = open }
    }
    if !isInOrder { sort() }
    uses = [UInt8](repeating: 0, count: ids.count)
  }

  /// The position of a node; `nil` where the file has it not.
  func position(of id: Int64) -> Int? {
    var (lower, upper) = (0, ids.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if ids[middle] < id { lower = middle + 1 } else { upper = middle }
    }
    return lower < ids.count && ids[lower] == id ? lower : nil
  }

  /// The number of a node.
  func id(_ position: Int) -> Int64 { ids[position] }

  /// Notes that a road goes through nodes, one after another.
  mutating func use(_ positions: some Collection<Int>) {
    for (index, position) in positions.enumerated() {
      let isEnd = index == 0 || index == positions.count - 1
      uses[position] = isEnd ? 2 : min(uses[position] + 1, 2)
    }
  }

  /// Whether roads are cut at a node: where they end, meet, or not everybody may pass.
  func isCut(_ position: Int) -> Bool { uses[position] > 1 || barriers[ids[position]] != nil }

  /// Writes where a node is, longitude first, in degrees with all their decimals.
  func write(_ position: Int, to bytes: inout [UInt8]) {
    Self.write(longitudes[position], to: &bytes)
    bytes.append(UInt8(ascii: " "))
    Self.write(latitudes[position], to: &bytes)
  }

  // MARK: - Private

  /// Puts the nodes in order; of several with one number the last counts.
  private mutating func sort() {
    let order = ids.indices.sorted { (ids[$0], $0) < (ids[$1], $1) }
    let last = order.enumerated().filter { place, index in
      place + 1 == order.count || ids[order[place + 1]] != ids[index]
    }.map(\.element)
    ids = last.map { ids[$0] }
    longitudes = last.map { longitudes[$0] }
    latitudes = last.map { latitudes[$0] }
  }

  private static func write(_ degrees: Int32, to bytes: inout [UInt8]) {
    if degrees < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, rest) = degrees.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
    bytes.append(contentsOf: String(whole).utf8)
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    let digits = String(rest)
    for _ in digits.utf8.count..<7 { bytes.append(UInt8(ascii: "0")) }
    bytes.append(contentsOf: digits.utf8)
  }
}
