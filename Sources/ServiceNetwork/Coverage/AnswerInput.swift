/// An answer that can say what it was computed from: who has two can tell whether they are of the same data.
public protocol TraceableAnswer {
  /// Writes all that the answer depends on, in an order that depends on nothing else.
  ///
  /// - Complexity: O(villages + facilities), some 60 bytes each.
  func writeInput(to input: inout AnswerInput)
}

/// What an answer was computed from, as bytes: the same for the same values, whatever file they were read from.
///
/// Texts have their length before them, numbers are 8 bytes, little-endian; what is missing is told from what is empty.
public struct AnswerInput: ~Copyable {
  private static let pieceSize = 1 << 16

  private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 8)
  private var used = 0
  private let sink: (UnsafeRawBufferPointer) -> Void

  /// Begins with nothing.
  ///
  /// - Parameter sink: takes the bytes, piece by piece.
  public init(sink: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.sink = sink
  }

  deinit { piece.deallocate() }

  /// Hands over what is left.
  public mutating func finish() {
    sink(UnsafeRawBufferPointer(rebasing: piece[..<used]))
    used = 0
  }

  /// Adds a text, or that there is none.
  mutating func append(_ text: String?) {
    guard let text else { return append(Int64(-1)) }
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
    if isWritten == nil { Array(text.utf8).withUnsafeBytes { append($0) } }
  }

  /// Adds a whole number.
  @inline(__always)
  mutating func append(_ number: Int64) {
    if used + MemoryLayout<Int64>.size > Self.pieceSize { finish() }
    piece.storeBytes(of: number.littleEndian, toByteOffset: used, as: Int64.self)
    used += MemoryLayout<Int64>.size
  }

  /// Adds bytes, with their number before them.
  private mutating func append(_ bytes: UnsafeRawBufferPointer) {
    append(Int64(bytes.count))
    if used + bytes.count > Self.pieceSize { finish() }
    guard bytes.count <= Self.pieceSize else { return sink(bytes) }
    UnsafeMutableRawBufferPointer(rebasing: piece[used...]).copyMemory(from: bytes)
    used += bytes.count
  }

  /// Adds a whole number, or that there is none.
  mutating func append(_ number: Int?) {
    append(number == nil ? Int64(0) : Int64(1))
    if let number { append(Int64(number)) }
  }

  /// Adds a number.
  mutating func append(_ number: Double) { append(Int64(bitPattern: number.bitPattern)) }

  /// Adds a place, or that there is none.
  mutating func append(_ place: Coordinate?) {
    append(place == nil ? Int64(0) : Int64(1))
    guard let place else { return }
    append(place.longitude)
    append(place.latitude)
  }

  /// Adds villages and how many persons live in each.
  mutating func append(
    _ villages: some Sequence<(Int32, Int?)>, count: Int, in snapshot: NetworkSnapshot
  ) {
    append(Int64(count))
    snapshot.divisions.withUnsafeBufferPointer { divisions in
      for (village, persons) in villages {
        let position = Int(village)
        append(divisions[position].code.description)
        append(divisions[position].name)
        let parent = Int(divisions[position].parent)
        if parent >= 0 { append(divisions[parent].code.description) } else { append(Int64(-1)) }
        append(divisions[position].location)
        append(persons)
      }
    }
  }

  /// Adds those who may serve; of what division they are only where that is asked about.
  mutating func append(_ providers: Providers, in snapshot: NetworkSnapshot, area: DivisionCode? = nil) {
    append(Int64(providers.count))
    let root = area.flatMap { try? snapshot.division($0) }.map(snapshot.neighbourhood)
    for provider in providers {
      append(provider.id)
      append(provider.name)
      append(provider.kind)
      append(provider.status.rawValue)
      let isTold =
        provider.division >= 0 && (root.map { snapshot.isDivision(provider.division, in: $0) } ?? true)
      append(isTold ? snapshot.divisions[Int(provider.division)].code.description : nil)
      append(provider.location)
      append(provider.capacity)
      append(provider.occupied)
    }
  }

  /// Adds what a measure needs: the cost matrix, or the roads and the speeds on them.
  mutating func append(_ measure: Measure, in snapshot: NetworkSnapshot) {
    append(measure.description)
    append(measure.unit.rawValue)
    if case .costs = measure { snapshot.costs?.write(to: &self) }
    guard measure.needsRoads, let roads = snapshot.roads else { return }
    append(roads.digest)
    append(roads.tolerance.value)
    append(roads.speeds.walking)
    for mode in TravelMode.allCases { append(roads.speeds.fallback[mode] ?? -1) }
    for (roadClass, speeds) in roads.speeds.classes.sorted(by: { $0.key < $1.key }) {
      append(roadClass)
      for mode in TravelMode.allCases { append(speeds[mode] ?? -1) }
    }
  }
}

extension CoverageAnalysis: TraceableAnswer {
  /// Writes what the question asks, and those who live and serve in what it was asked of.
  public func writeInput(to input: inout AnswerInput) {
    input.append(question.service.name)
    input.append(question.rule.description)
    input.append(question.asOf.description)
    input.append(question.area?.description)
    if let region = question.region { input.append(region.description) }
    input.append(question.demandGroup)
    input.append(question.measure, in: snapshot)
    input.append(
      villages.lazy.map { ($0.division, $0.demand) }, count: villages.count, in: snapshot)
    input.append(serving, in: snapshot, area: question.area)
    input.append(idle, in: snapshot, area: question.area)
  }
}
