import Fixtures
import Testing

@testable import ServiceNetwork

/// What an answer says that it was computed from.
struct AnswerInputTests {
  private func bytes(_ answer: some TraceableAnswer) -> [UInt8] {
    var bytes: [UInt8] = []
    var input = AnswerInput { bytes += $0 }
    answer.writeInput(to: &input)
    input.finish()
    return bytes
  }

  private func county() throws -> SmallCounty {
    var county = try SmallCounty()
    try county.add("F", at: Coordinate(114.01, 33))
    try county.add("P", at: Coordinate(114.02, 33), "planned")
    return county
  }

  private func input(_ rule: String, _ change: (inout SmallCounty) throws -> Void = { _ in }) throws
    -> [UInt8]
  {
    var county = try county()
    try change(&county)
    return bytes(try county.analysis("childrens-home", rule))
  }

  @Test func `the same question on the same data has the same input, and another has another`() throws {
    let first = try input("within 3km")
    #expect(try input("within 3km") == first)
    #expect(try input("within 3001m") != first)
    #expect(try input("own-village or within 3km") != first)
    #expect(try input("within 3km") { $0.divisions[4].name = "又一村" } != first)
    #expect(try input("within 3km") { $0.divisions[4].location = try Coordinate(114, 33.0000001) } != first)
    #expect(try input("within 3km") { $0.facilities[0].location = nil } != first)
    #expect(try input("within 3km") { $0.facilities[1].name = "另" } != first)
    // One of another kind is no part of the question.
    #expect(
      try input("within 3km") { county in
        county.facilities.append(Facility(id: "N", kind: "nursing-home", name: "院"))
      } == first)
  }

  @Test func `what stands side by side is not taken for one`() throws {
    var bytes: [[UInt8]] = []
    for words in [["ab", "c"], ["a", "bc"], ["abc", ""], ["abc", nil]] {
      var word: [UInt8] = []
      var input = AnswerInput { word += $0 }
      for text in words { input.append(text) }
      input.finish()
      bytes.append(word)
    }
    #expect(Set(bytes).count == 4)
  }

  @Test func `along roads other roads and other speeds are another input`() throws {
    let nodes = try [Coordinate(114, 33), Coordinate(114.01, 33)]
    let network = try RoadNetwork(nodes: nodes, segments: [RoadSegment(from: 0, to: 1, roadClass: "track")])
    func input(_ rule: String, _ digest: String, _ speeds: RoadSpeeds = .standard) throws -> [UInt8] {
      try self.input(rule) { $0.roads = RoadTravel(network, speeds: speeds, digest: digest) }
    }
    let slow = try RoadSpeeds(classes: [:], fallback: RoadSpeeds.Row(walk: 4), walking: 4)
    #expect(try input("within 9min by walk", "a") == input("within 9min by walk", "a"))
    #expect(try input("within 9min by walk", "a") != input("within 9min by walk", "b"))
    #expect(try input("within 9min by walk", "a") != input("within 9min by walk", "a", slow))
    // Straight distances do not depend on them.
    #expect(try input("within 3km", "a") == input("within 3km", "b", slow))
  }
}
