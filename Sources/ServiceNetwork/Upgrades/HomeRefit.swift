/// How far the refit of one nursing home has come by a day, category by category.
public struct HomeRefit: Equatable, Sendable {
  /// The kind whose facilities are refitted.
  package static let kind = "nursing-home"

  /// The home's id.
  public let facility: String
  /// The categories that were found deficient by the day.
  ///
  /// Where nobody assessed the home, those that works were planned or done in, since somebody thought so.
  public let deficient: Set<UpgradeCategory>
  /// The categories of these whose works were accepted, with the day of that.
  public let accepted: [UpgradeCategory: CalendarDate]
  /// The categories of these that a later assessment found sound without works.
  public let foundSound: Set<UpgradeCategory>
  /// What refitting the categories that remain is estimated to cost, in as far as somebody estimated it.
  public let estimatedCost: Money

  /// The categories that remain to be refitted.
  public var remaining: Set<UpgradeCategory> { deficient.subtracting(accepted.keys).subtracting(foundSound) }

  /// The day on which the last category was accepted; `nil` while some remain, and where no works were done.
  public var finishedOn: CalendarDate? { remaining.isEmpty ? accepted.values.max() : nil }

  /// The refit of a home by the end of a day.
  ///
  /// Works end a deficiency that was found on or before the day of their acceptance; one that is found later is a new one.
  ///
  /// - Parameters:
  ///   - facility: the home's id.
  ///   - conditions: its assessments; those later than the day are left out.
  ///   - upgrades: the works on it.
  ///   - day: the day.
  public init(_ facility: String, conditions: [Condition], upgrades: [Upgrade], on day: CalendarDate) {
    self.facility = facility
    let known = conditions.filter { $0.assessedOn.map { $0 <= day } ?? true }
    var (deficient, sound): (Set<UpgradeCategory>, Set<UpgradeCategory>) = ([], [])
    var accepted: [UpgradeCategory: CalendarDate] = [:]
    var cost = Money.zero
    for category in UpgradeCategory.allCases {
      let assessments = known.filter { $0.category == category }.sorted {
        ($0.assessedOn ?? .distantPast) < ($1.assessedOn ?? .distantPast)
      }
      let works = upgrades.filter { $0.category == category }
      let found = assessments.last { $0.state == .deficient }
      guard found != nil || known.isEmpty && works.contains(where: { $0.status(on: day) != .cancelled })
      else {
        continue
      }
      deficient.insert(category)
      let since = found?.assessedOn ?? .distantPast
      let days = works.compactMap { work -> CalendarDate? in
        guard work.status(on: day) == .accepted, let day = work.day(of: .accepted), day >= since else {
          return nil
        }
        return day
      }
      if let first = days.min() {
        accepted[category] = first
      } else if let last = assessments.last, last.state == .sound {
        sound.insert(category)
      } else {
        cost += found?.estimatedCost ?? .zero
      }
    }
    self.deficient = deficient
    self.accepted = accepted
    foundSound = sound
    estimatedCost = cost
  }
}
