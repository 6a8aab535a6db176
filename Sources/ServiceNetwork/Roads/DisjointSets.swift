/// Sets of numbers that have none in common, led by their least.
///
/// Source: R. E. Tarjan, "Efficiency of a good but not linear set union algorithm", Journal of the ACM 22 (1975),
/// 215–225; paths are halved.
struct DisjointSets {
  private var parents: [Int32]

  /// A set for each number below a count.
  init(count: Int) {
    parents = Array(0..<Int32(count))
  }

  /// The least number of a number's set.
  mutating func root(_ number: Int32) -> Int32 {
    var number = number
    while parents[Int(number)] != number {
      parents[Int(number)] = parents[Int(parents[Int(number)])]
      number = parents[Int(number)]
    }
    return number
  }

  /// Makes one set of those of two numbers.
  mutating func join(_ first: Int32, _ second: Int32) {
    let (first, second) = (root(first), root(second))
    if first < second { parents[Int(second)] = first } else { parents[Int(first)] = second }
  }
}
