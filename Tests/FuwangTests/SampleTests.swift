import Foundation
import RegistryStore
import ServiceNetwork
import Testing

/// The sample's answers against comparing every village with everyone who serves.
struct SampleTests {
  private static let date = CalendarDate(iso8601: "2020-12-31")!
  private static let distances = [300.0, 500, 1000, 2000, 3000, 5000]

  /// What the registry's rows say, by themselves.
  private struct Rows {
    var villages: [Division] = []
    var points: [DivisionCode: Coordinate] = [:]
    var facilities: [Facility] = []
    var posts: [Post] = []
    var demand: [DivisionCode: [String: Int]] = [:]

    init(_ registry: Registry) throws {
      for table in [RegistryTable.divisions, .demand, .facilities, .posts] {
        try registry.forEachRow(of: table) { row in
          switch row {
          case .division(let division):
            points[division.code] = division.location
            if division.level == .village { villages.append(division) }
          case .demand(let count):
            // Rows come by date, and all of the sample's are on or before the day.
            demand[count.division] = count.persons
          case .facility(let facility): facilities.append(facility)
          case .post(let post): posts.append(post)
          default: break
          }
        }
      }
    }

    /// Where those who serve are, by id.
    func serving(_ service: Service) -> [(id: String, place: Coordinate)] {
      let facilities = facilities.compactMap { facility -> (id: String, place: Coordinate)? in
        guard service.kinds.contains(facility.kind),
          facility.history.status(on: SampleTests.date) == .operating,
          let id = facility.id, let place = facility.location
        else { return nil }
        return (id, place)
      }
      let posts = posts.compactMap { post -> (id: String, place: Coordinate)? in
        guard service.kinds.contains(post.role), post.term.contains(SampleTests.date), let id = post.id,
          let place = points[post.division]
        else { return nil }
        return (id, place)
      }
      return facilities + posts
    }
  }

  @Test func `every service at every distance is as brute force has it`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample()
    let registry = try Registry(opening: program.path("fuwang.sqlite"))
    let rows = try Rows(registry)
    let snapshot = try registry.snapshot { catalogue in
      SnapshotScope(kinds: nil, demandGroups: Set(catalogue.demandGroups.map(\.name)))
    }
    #expect(rows.villages.count == 2906)
    for service in snapshot.catalogue.services {
      let serving = rows.serving(service)
      // Posts are thousands: every seventh village is enough there.
      let step = serving.count > 1000 ? 7 : 1
      let checked = stride(from: 0, to: rows.villages.count, by: step).map { rows.villages[$0] }
      let nearest = checked.map { Self.nearest(to: $0, among: serving) }
      for distance in Self.distances {
        let rule = try ServiceRule("within \(distance)m")
        let analysis = try CoverageAnalysis(
          CoverageQuestion(service, rule: rule, asOf: Self.date), in: snapshot)
        let unserved = Dictionary(
          uniqueKeysWithValues: try UnservedReport(analysis).villages.map { ($0.code, $0) })
        var (served, demandServed) = (0, 0)
        for (village, nearest) in zip(checked, nearest) {
          let found = unserved[village.code]
          guard let nearest else {
            #expect(found?.reason == .noLocation)
            continue
          }
          #expect(
            (found == nil) == (nearest.distance <= distance), "\(service.name) \(village.code) \(distance)")
          if let found {
            #expect(found.nearest?.id == nearest.id)
            #expect(found.nearest?.distance == nearest.distance)
          } else {
            served += 1
            demandServed += rows.demand[village.code]?[service.demandGroup ?? ""] ?? 0
          }
        }
        guard step == 1 else { continue }
        let total = CoverageReport(analysis, by: .county).total
        #expect(total.served == served)
        #expect(total.demandServed == demandServed)
        #expect(total.withoutLocation == 3)
      }
    }
  }

  private static func nearest(
    to village: Division, among serving: [(id: String, place: Coordinate)]
  ) -> (id: String, distance: Double)? {
    guard let origin = village.location else { return nil }
    var best: (id: String, distance: Double)?
    for candidate in serving {
      let distance = Geodesic.distance(from: origin, to: candidate.place).value
      if let found = best, (found.distance, found.id) <= (distance, candidate.id) { continue }
      best = (candidate.id, distance)
    }
    return best
  }
}
