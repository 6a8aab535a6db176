public import Foundation
internal import GRDB
public import ServiceNetwork

extension Registry {
  /// Makes works the planned ones of some years, as one act.
  ///
  /// What is planned there for the same home and category is changed to them; what else is planned there is cancelled on the
  /// day. What is contracted, building or accepted stays as it is.
  ///
  /// - Parameters:
  ///   - works: the works, without ids.
  ///   - years: the years that they plan.
  ///   - day: the day of the decision.
  ///   - author: who decides.
  ///   - date: when it is written.
  ///   - report: is told what is wrong with works, as a home that is no more; nothing is written then.
  /// - Throws: ``RegistryError``
  public func plan(
    _ works: [Upgrade], for years: ClosedRange<Int>, decidedOn day: CalendarDate, author: Author, date: Date,
    report: @escaping (RowProblem) -> Void
  ) throws -> ImportSummary {
    let known = try read { database in try RowReader(database).upgrades() }
    let rows = Self.rows(works, known, years, day)
    return try importRows(
      ImportDescription(table: .upgrades, author: author, date: date), report: report
    ) { importer in
      try importer.begin(file: "plan upgrades", columns: Set(RegistryTable.upgrades.columns.map(\.name)))
      for (index, row) in rows.enumerated() {
        try importer.add(TableRow(row: .upgrade(row), line: index + 1))
      }
    }
  }

  /// The rows that are to be written, each with its id.
  private static func rows(
    _ works: [Upgrade], _ known: [Upgrade], _ years: ClosedRange<Int>, _ day: CalendarDate
  ) -> [Upgrade] {
    struct Key: Hashable {
      var facility: String
      var category: UpgradeCategory
    }
    let standing = known.filter { $0.status == .planned && years.contains($0.year) }
    var free = Dictionary(grouping: standing) { Key(facility: $0.facility, category: $0.category) }
    var taken = Set(known.compactMap(\.id))
    var rows: [Upgrade] = []
    for var work in works {
      let key = Key(facility: work.facility, category: work.category)
      if let former = free[key]?.popLast() {
        work.id = former.id
      } else {
        let stem = "\(work.facility)-\(work.category.rawValue)-\(work.year)"
        var id = stem
        var number = 1
        while !taken.insert(id).inserted {
          number += 1
          id = "\(stem)-\(number)"
        }
        work.id = id
      }
      rows.append(work)
    }
    for var work in free.values.joined().sorted(by: { ($0.id ?? "") < ($1.id ?? "") }) {
      work.status = .cancelled
      work.cancelledOn = day
      rows.append(work)
    }
    return rows
  }
}
