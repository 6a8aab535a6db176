import Fixtures
import Testing

@testable import ServiceNetwork

struct CostQueueTests {
  @Test func `nodes come out cheapest first, however many wait and however they came in`() {
    var random = SeededGenerator(seed: 4)
    var queue = CostQueue(capacity: 1)
    var waiting: [UInt64] = []
    for round in 0..<20_000 {
      // It fills to some thousands, and empties towards the end.
      if round < 8000 ? round % 3 != 0 : round % 3 == 0 {
        let cost = UInt64.random(in: 0..<500, using: &random)
        queue.insert(Int32(round), cost: cost)
        waiting.append(cost)
      } else {
        let least = waiting.indices.min { waiting[$0] < waiting[$1] }
        let popped = queue.popLeast()
        #expect(popped?.cost == least.map { waiting.remove(at: $0) })
      }
    }
    #expect(queue.popLeast() == nil)
  }

  @Test func `from buckets all come out, and none before one that costs a bucket less`() {
    var random = SeededGenerator(seed: 5)
    let (width, reach): (UInt64, UInt64) = (16, 1000)
    var queue = CostBuckets(width: width, reach: reach)
    var (inserted, popped, last) = (0, 0, UInt64(0))
    for node in 0..<50 {
      queue.insert(Int32(node), cost: .random(in: 0...reach, using: &random))
      inserted += 1
    }
    while let entry = queue.popNext() {
      popped += 1
      #expect(entry.cost >= last / width * width)
      last = max(last, entry.cost)
      guard inserted < 20_000 else { continue }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        queue.insert(entry.node, cost: entry.cost + .random(in: 0...reach, using: &random))
        inserted += 1
      }
    }
    #expect(popped == inserted)
  }
}
