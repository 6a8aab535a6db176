import Testing

@testable import RegistryAPI

struct AnalysisGateTests {
  @Test func `as many run as may, as many more wait, and the next is refused`() async throws {
    let gate = AnalysisGate(running: 1, waiting: 1)
    let end = Signal()
    let first = Task { try await gate.run { await end.wait() } }
    try await wait { gate.counts.running == 1 }
    let second = Task { try await gate.run { gate.counts.running } }
    try await wait { gate.counts.waiting == 1 }
    await #expect(throws: AnalysisGate.Full.self) { try await gate.run {} }
    end.give()
    try await first.value
    #expect(try await second.value == 1)
    #expect(gate.counts == (0, 0))
  }

  @Test func `one that waits and is cancelled leaves its place to others`() async throws {
    let gate = AnalysisGate(running: 1, waiting: 1)
    let end = Signal()
    let first = Task { try await gate.run { await end.wait() } }
    try await wait { gate.counts.running == 1 }
    let second = Task { try await gate.run {} }
    try await wait { gate.counts.waiting == 1 }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(gate.counts == (1, 0))
    end.give()
    try await first.value
  }

  @Test func `an analysis that fails makes room`() async throws {
    struct Failure: Error {}
    let gate = AnalysisGate(running: 1, waiting: 0)
    await #expect(throws: Failure.self) { try await gate.run { throw Failure() } }
    #expect(try await gate.run { "done" } == "done")
  }
}
