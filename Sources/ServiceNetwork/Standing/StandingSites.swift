/// Those who serve, while some begin to and others cease; each keeps its position for good.
struct StandingSites: Sendable {
  /// Somebody who serves, or did.
  struct Site: Sendable {
    var id: String
    var isPost: Bool
    var division: Int32
    var location: Coordinate?
    var isOpen = true
  }

  private var sites: [Site]
  /// The positions of the facilities that serve.
  private var positions: [String: Int32] = [:]

  init(_ providers: Providers) {
    sites = providers.indices.map { position in
      Site(
        id: providers.id(at: position), isPost: providers.isPost(at: position),
        division: providers.division(at: position), location: providers.location(at: position))
    }
    for (position, site) in sites.enumerated() where !site.isPost { positions[site.id] = Int32(position) }
  }

  subscript(position: Int32) -> Site { sites[Int(position)] }

  /// The position of a facility that serves; `nil` where none of the id does.
  func position(of id: String) -> Int32? { positions[id] }

  /// Takes a facility in that serves from now on.
  mutating func open(_ id: String, division: Int32, location: Coordinate?) -> Int32 {
    let position = Int32(sites.count)
    sites.append(Site(id: id, isPost: false, division: division, location: location))
    positions[id] = position
    return position
  }

  /// Lets one serve no longer.
  mutating func close(_ position: Int32) {
    sites[Int(position)].isOpen = false
    if positions[sites[Int(position)].id] == position { positions[sites[Int(position)].id] = nil }
  }

  /// Whether one comes before another in the order of a full answer: facilities by id, then posts by id.
  func precedes(_ first: Int32, _ second: Int32) -> Bool {
    let (first, second) = (sites[Int(first)], sites[Int(second)])
    return first.isPost == second.isPost ? first.id < second.id : second.isPost
  }

  /// The positions of all that serve, in that order.
  var open: [Int32] {
    sites.indices.map { Int32($0) }.filter { self[$0].isOpen }.sorted(by: precedes)
  }
}
