/// How alike two facilities of one kind are: whether somebody entered the same one twice.
///
/// The score is 0.6 of the names' likeness and 0.4 of the nearness; the same telephone adds 0.1, and the same
/// unified social credit code makes it at least 0.95. All of it is capped at 1.
///
/// - Names are compared by what is left of them when the areas before them, the words for the kind and all marks are
///   taken off: 泌阳县王店镇中心敬老院 and 王店中心养老院 are both 中心. Their likeness is 1 less the share of
///   characters that differ (Levenshtein's distance by the longer length). Names that differ in a number or a point
///   of the compass, as 第一 and 第二, are not alike at all.
/// - Nearness is 1 at the same place and falls to 0 at the greatest distance. Where one of the two has no coordinates,
///   it is 0.75 in the same division, and 0 elsewhere.
///
/// Source of the distance: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals",
/// Soviet Physics Doklady 10 (1966), 707–710.
public struct FacilityLikeness: Sendable {
  /// What is compared of a facility.
  public struct Subject: Sendable {
    /// Its id.
    public var id: String
    /// Its kind.
    public var kind: String
    /// Its name.
    public var name: String
    /// Its division's code.
    public var division: String?
    /// Where it is.
    public var location: Coordinate?
    /// Its telephone.
    public var phone: String?
    /// Its unified social credit code.
    public var uscc: String?
    /// What is left of its name.
    let core: [Character]

    /// A facility from what is compared.
    public init(
      id: String, kind: String, name: String, division: String? = nil, location: Coordinate? = nil,
      phone: String? = nil, uscc: String? = nil
    ) {
      self.id = id
      self.kind = kind
      self.name = name
      self.division = division
      self.location = location
      self.phone = phone
      self.uscc = uscc
      core = Array(FacilityName.core(of: name))
    }
  }

  /// The greatest distance of two that may be the same, metres.
  public let within: Meters

  /// A comparison within a distance.
  public init(within: Meters) {
    self.within = within
  }

  /// The score of two facilities and how far apart they are, 0 to 1; of different kinds always 0.
  public func score(_ one: Subject, _ other: Subject) -> (score: Double, distance: Meters?) {
    guard one.kind == other.kind else { return (0, nil) }
    var distance: Meters?
    var nearness = one.division != nil && one.division == other.division ? 0.75 : 0
    if let here = one.location, let there = other.location {
      let apart = Geodesic.distance(from: here, to: there)
      distance = apart
      nearness = max(0, 1 - apart.value / within.value)
    }
    var score = 0.6 * FacilityName.likeness(one.core, other.core) + 0.4 * nearness
    if let phone = one.phone, phone == other.phone { score += 0.1 }
    if let code = one.uscc, code == other.uscc { score = max(score, 0.95) }
    return (min(score, 1), distance)
  }
}

/// What a facility's name says beside where it is and what it is.
enum FacilityName {
  /// What is left of a name without areas, words for the kind and marks.
  static func core(of name: String) -> String {
    var core = name.halfWidth.lowercased().filter { $0.isLetter || $0.isNumber }
    for word in kindWords { replace(word, with: "", in: &core) }
    return withoutAreas(core)
  }

  /// 1 for the same, 0 for nothing in common or another number or direction.
  static func likeness(_ one: [Character], _ other: [Character]) -> Double {
    guard one.filter(distinguishing.contains) == other.filter(distinguishing.contains) else { return 0 }
    return EditDistance.likeness(one, other)
  }

  // MARK: - Private

  /// Words for kinds of facilities, the longest first: a shorter one may be a part of it.
  private static let kindWords = [
    "特困人员供养服务机构", "特困供养服务机构", "老年人日间照料中心", "日间照料中心", "养老服务中心", "综合减灾示范社区", "特困供养中心", "社会福利中心",
    "社会福利院", "互助幸福院", "农村幸福院", "养老中心", "敬老院", "养老院", "幸福院", "福利院", "光荣院", "儿童之家", "老年公寓", "居民委员会", "村民委员会",
    "居委会", "村委会", "农村",
  ].sorted { $0.count > $1.count }

  private static let areaEnds: Set<Character> = ["省", "市", "县", "区", "乡", "镇", "村"]
  private static let distinguishing = Set("0123456789一二三四五六七八九十东西南北甲乙丙丁")

  /// Replaces a word that is most likely not there: its first character tells, and is quicker to look for.
  private static func replace(_ word: String, with other: String, in text: inout String) {
    guard let first = word.first, text.contains(first) else { return }
    text = text.replacing(word, with: other)
  }

  /// The name behind its areas: 泌阳县王店镇中心 is 中心; 王店 before nothing that ends an area stays.
  private static func withoutAreas(_ name: String) -> String {
    var name = name
    for word in ["街道办事处", "街道", "社区"] { replace(word, with: "村", in: &name) }
    var rest = Substring(name)
    while let end = rest.firstIndex(where: areaEnds.contains),
      rest.distance(from: rest.startIndex, to: end) <= 6
    {
      rest = rest[rest.index(after: end)...]
    }
    return String(rest)
  }
}
