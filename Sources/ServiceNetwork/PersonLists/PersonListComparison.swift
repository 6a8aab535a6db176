/// A person on a list, as far as a comparison needs it; it is never stored.
public struct ListedPerson: Hashable, Sendable {
  /// The number by which the person is known, as ``CitizenNumber/plain(_:)`` has it.
  public var key: String
  /// The name; `nil` where the list has none.
  public var name: String?
  /// The village, a code or a name; `nil` where the list has none.
  public var village: String?
  /// The line of the list, from 1.
  public var line: Int

  /// A person from the parts.
  public init(key: String, name: String? = nil, village: String? = nil, line: Int) {
    self.key = key
    self.name = name
    self.village = village
    self.line = line
  }
}

/// Two lists of persons set side by side: who is on both, on one alone, has moved, or is doubtful.
///
/// The answer does not depend on the order of either list, but for the lines that it names.
public struct PersonListComparison: Sendable {
  /// A person who is on both lists.
  public struct Match: Hashable, Sendable {
    /// As the first list has it.
    public let first: ListedPerson
    /// As the second list has it.
    public let second: ListedPerson
  }

  /// Why somebody should look.
  public enum Doubt: Hashable, Sendable {
    /// The number is none.
    case fault(CitizenNumber.Fault)
    /// The number stands on several lines of the list.
    case twice(lines: [Int])
    /// The other list has somebody of the same name and date of birth under another number.
    case likely(ListedPerson)
  }

  /// Somebody on a list about whom there is a doubt.
  public struct Doubtful: Hashable, Sendable {
    /// Whether it is the second list.
    public let isOfSecond: Bool
    /// The person.
    public let person: ListedPerson
    /// Why.
    public let doubt: Doubt
  }

  /// What one village has.
  public struct Counts: Hashable, Sendable {
    /// Persons on both lists; those who moved count where the first list has them.
    public var both = 0
    /// Persons on the first list alone.
    public var onlyFirst = 0
    /// Persons on the second list alone.
    public var onlySecond = 0
    /// Of those on both, those whom the lists have in different villages.
    public var moved = 0
    /// Persons of the first list about whom there is a doubt, and of the second.
    public var doubtful = 0
    /// Persons on the first list.
    public var first: Int { both + onlyFirst }
    /// Persons on the second list, those who moved counted where the first list has them.
    public var second: Int { both + onlySecond }
  }

  /// Who is on both lists, by number.
  public let both: [Match]
  /// Who is on the first alone, by number.
  public let onlyFirst: [ListedPerson]
  /// Who is on the second alone, by number.
  public let onlySecond: [ListedPerson]
  /// Who is on both, in different villages, by number.
  public let moved: [Match]
  /// Who is doubtful: of the first list, then of the second, by number.
  public let doubtful: [Doubtful]

  /// Compares two lists.
  ///
  /// A number that stands several times on a list counts once, as its first line has it; a line without a number is
  /// doubtful, and on neither list. Numbers that are none are compared as they stand.
  ///
  /// - Complexity: O(n log n).
  public init(_ first: [ListedPerson], _ second: [ListedPerson]) {
    let (one, other) = (UniqueList(first), UniqueList(second))
    var (both, moved): ([Match], [Match]) = ([], [])
    var onlyFirst: [ListedPerson] = []
    for person in one.persons {
      guard let twin = other.byKey[person.key] else {
        onlyFirst.append(person)
        continue
      }
      let match = Match(first: person, second: twin)
      both.append(match)
      if let here = person.village, let there = twin.village, here != there { moved.append(match) }
    }
    let onlySecond = other.persons.filter { one.byKey[$0.key] == nil }
    self.both = both
    self.moved = moved
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    doubtful =
      Self.doubts(of: one, onlyFirst, against: onlySecond, isOfSecond: false)
      + Self.doubts(of: other, onlySecond, against: onlyFirst, isOfSecond: true)
  }

  /// The counts of each village, by its code or name; `nil` for persons without one.
  public var byVillage: [(village: String?, counts: Counts)] {
    var counts: [String?: Counts] = [:]
    for match in both { counts[match.first.village ?? match.second.village, default: Counts()].both += 1 }
    for match in moved { counts[match.first.village, default: Counts()].moved += 1 }
    for person in onlyFirst { counts[person.village, default: Counts()].onlyFirst += 1 }
    for person in onlySecond { counts[person.village, default: Counts()].onlySecond += 1 }
    for entry in doubtful { counts[entry.person.village, default: Counts()].doubtful += 1 }
    return counts.sorted { ($0.key ?? "\u{10FFFF}") < ($1.key ?? "\u{10FFFF}") }.map { ($0.key, $0.value) }
  }

  /// The counts of all.
  public var total: Counts {
    Counts(
      both: both.count, onlyFirst: onlyFirst.count, onlySecond: onlySecond.count, moved: moved.count,
      doubtful: doubtful.count)
  }

  // MARK: - Private

  /// A list with each number once.
  private struct UniqueList {
    /// By number.
    let persons: [ListedPerson]
    let byKey: [String: ListedPerson]
    /// The lines on which a number stands that stands on several.
    let repeated: [String: [Int]]
    let withoutKey: [ListedPerson]

    init(_ list: [ListedPerson]) {
      var lines: [String: [ListedPerson]] = [:]
      for person in list { lines[person.key, default: []].append(person) }
      withoutKey = (lines.removeValue(forKey: "") ?? []).sorted { $0.line < $1.line }
      var (byKey, repeated): ([String: ListedPerson], [String: [Int]]) = ([:], [:])
      for (key, persons) in lines {
        let sorted = persons.sorted { $0.line < $1.line }
        byKey[key] = sorted[0]
        if sorted.count > 1 { repeated[key] = sorted.map(\.line) }
      }
      self.byKey = byKey
      self.repeated = repeated
      persons = byKey.values.sorted { $0.key < $1.key }
    }
  }

  private struct Identity: Hashable {
    var name: String
    var birthDate: CalendarDate

    init?(_ person: ListedPerson) {
      guard let name = person.name, let birthDate = CitizenNumber.birthDate(of: person.key) else {
        return nil
      }
      self.name = name
      self.birthDate = birthDate
    }
  }

  private static func doubts(
    of list: UniqueList, _ alone: [ListedPerson], against others: [ListedPerson], isOfSecond: Bool
  ) -> [Doubtful] {
    var likely: [Identity: ListedPerson] = [:]
    for other in others {
      if let identity = Identity(other), likely[identity] == nil { likely[identity] = other }
    }
    let lonely = Set(alone.map(\.key))
    var doubtful = list.withoutKey.map {
      Doubtful(isOfSecond: isOfSecond, person: $0, doubt: .fault(.missing))
    }
    for person in list.persons {
      func add(_ doubt: Doubt) {
        doubtful.append(Doubtful(isOfSecond: isOfSecond, person: person, doubt: doubt))
      }
      do throws(CitizenNumber.Fault) {
        _ = try CitizenNumber(person.key)
      } catch {
        add(.fault(error))
      }
      if let lines = list.repeated[person.key] { add(.twice(lines: lines)) }
      if lonely.contains(person.key), let other = Identity(person).flatMap({ likely[$0] }) {
        add(.likely(other))
      }
    }
    return doubtful
  }
}

extension PersonListComparison.Doubt {
  /// Why somebody should look; no number of a person is in it.
  public var wording: Wording {
    switch self {
    case .fault(let fault): fault.wording
    case .twice(let lines):
      Wording(
        "the number is on several lines: \(lines.prefix(10).map(String.init).joined(separator: ", "))",
        zh: "号码重复：第\(lines.prefix(10).map(String.init).joined(separator: "、"))行")
    case .likely(let other):
      Wording(
        "the other list has this name and date of birth under another number, on line \(other.line)",
        zh: "另一名单第\(other.line)行姓名和出生日期相同，号码不同")
    }
  }
}
