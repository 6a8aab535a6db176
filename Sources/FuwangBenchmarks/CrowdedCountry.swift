import Fixtures
import Foundation
import ServiceNetwork

/// A made-up country whose facilities all serve, at one density whatever its size, with places for about everybody.
struct CrowdedCountry {
  let villages: [Division]
  /// Facilities with capacities.
  let facilities: [Facility]
  /// Persons of each village.
  let demand: [Int]
  private let network: ClusteredNetwork

  init(villages: Int, facilities: Int, facilitiesPerDegree: Double) {
    let side = (Double(facilities) / facilitiesPerDegree).squareRoot()
    let extent = BoundingBox(
      west: 114 - side / 2, south: 33 - side / 2, east: 114 + side / 2, north: 33 + side / 2)
    guard let extent else { preconditionFailure("a country has its sides in order") }
    var network = ClusteredNetwork(
      villages: villages, facilities: facilities, seed: 20_181_231, extent: extent)
    let persons = network.demand.map { $0.persons[Question.demandGroup] ?? 0 }
    let most = 2 * persons.reduce(0, +) / facilities
    var random = SeededGenerator(seed: 2009)
    for index in network.facilities.indices {
      network.facilities[index].history = StatusHistory(always: .operating)
      network.facilities[index].capacity = Int.random(in: 0...most, using: &random)
    }
    self.network = network
    self.villages = network.divisions.filter { $0.level == .village }
    self.facilities = network.facilities
    demand = persons
  }

  /// The country as a registry would give it.
  var snapshot: NetworkSnapshot {
    NetworkSnapshot(divisions: network.divisions, facilities: network.facilities, demand: network.demand)
  }

  /// Writes places, persons and capacities as arrays of 64-bit numbers, one file each.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ numbers: [Double], _ name: String) throws {
      try numbers.withUnsafeBytes { try Data($0).write(to: folder.appending(path: name)) }
    }
    func degrees(_ places: [Coordinate?]) -> [Double] {
      places.flatMap { $0.map { [$0.longitude, $0.latitude] } ?? [] }
    }
    try write(degrees(villages.map(\.location)), "villages.f64")
    try write(degrees(facilities.map(\.location)), "facilities.f64")
    try write(demand.map(Double.init), "demand.f64")
    try write(facilities.map { Double($0.capacity ?? 0) }, "capacity.f64")
  }
}
