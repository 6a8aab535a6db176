/// Matches names with a query, one after another.
///
/// For every character of a name it keeps which positions in the query can be reached behind it, as the bits of a word, and
/// by which form; a reading moves them all at once.
struct NameMatcher {
  /// A character of a name.
  private struct Letter {
    var scalar: UInt32
    /// Its readings in the table.
    var list: UInt16
    /// The one of them that it is held to; −1 for any.
    var reading: Int16 = -1
  }

  /// The positions in the query that can be reached by each form.
  private struct Reached {
    var written: UInt64 = 0
    var spelled: UInt64 = 0
    var initials: UInt64 = 0
    /// By whatever forms, one of the others among them.
    var any: UInt64 = 0

    /// Makes the start of the query a position that is reached.
    mutating func begin() {
      written |= 1
      spelled |= 1
      initials |= 1
      any |= 1
    }

    /// The best form by which a position is reached.
    func form(at position: UInt64) -> NameMatch.Form? {
      guard any & position != 0 else { return nil }
      if written & position != 0 { return .written }
      if spelled & position != 0 { return .spelled }
      return initials & position != 0 ? .initials : .mixed
    }
  }

  /// The words for what a division is, by length.
  private static let words = Dictionary(
    grouping: DivisionName.words.map(FoldedName.letters(of:)), by: \.count)

  private let query: NameQuery
  /// The position behind the last letter of the query.
  private let end: UInt64
  private var letters: [Letter] = []

  init(_ query: NameQuery) {
    self.query = query
    end = 1 << query.letters.count
  }

  /// How well a name matches; `nil` where it does not.
  mutating func match(_ name: String) -> NameMatch? {
    read(name)
    return match()
  }

  /// A name's pinyin, a syllable after another, as the query has it; where that leaves a choice, by the first readings.
  ///
  /// What has no reading stands as it is compared.
  mutating func pinyin(of name: String) -> String {
    read(name)
    let best = match()
    for position in letters.indices {
      let readings = query.table.lists[Int(letters[position].list)]
      // One of them has to keep the best match, or the match would not be there.
      for reading in readings.indices {
        letters[position].reading = Int16(reading)
        if readings.count == 1 || match() == best { break }
      }
    }
    var words: [String] = []
    var isOpen = false
    for letter in letters {
      if letter.reading >= 0 {
        let syllable = query.table.syllables[Int(query.table.lists[Int(letter.list)][Int(letter.reading)])]
        words.append(String(decoding: syllable, as: UTF8.self).replacing("v", with: "ü"))
        isOpen = false
      } else if let scalar = Unicode.Scalar(letter.scalar) {
        if !isOpen { words.append("") }
        words[words.count - 1].unicodeScalars.append(scalar)
        isOpen = true
      }
    }
    return words.joined(separator: " ")
  }

  // MARK: - Private

  private mutating func read(_ name: String) {
    letters.removeAll(keepingCapacity: true)
    for scalar in name.unicodeScalars {
      FoldedName.append(scalar, to: &letters) { Letter(scalar: $0, list: query.table.list(of: $0)) }
    }
  }

  private func match() -> NameMatch? {
    var best: NameMatch?
    func consider(_ form: NameMatch.Form, _ extent: NameMatch.Extent) {
      let match = NameMatch(form, extent)
      if best.map({ match < $0 }) ?? true { best = match }
    }
    var (fromFirst, fromLater) = (Reached(), Reached())
    fromFirst.begin()
    for position in letters.indices {
      if fromFirst.any != 0 {
        fromFirst = advanced(fromFirst, over: letters[position])
        if let form = fromFirst.form(at: end) { consider(form, extent(through: position)) }
      }
      guard position > 0 else { continue }
      fromLater.begin()
      fromLater = advanced(fromLater, over: letters[position])
      if let form = fromLater.form(at: end) { consider(form, .within) }
    }
    return best
  }

  /// How much of a name its letters from the first through one are.
  private func extent(through position: Int) -> NameMatch.Extent {
    let rest = letters[(position + 1)...]
    guard !rest.isEmpty else { return .whole }
    let isWord = Self.words[rest.count]?.contains { $0.elementsEqual(rest.lazy.map(\.scalar)) } ?? false
    return isWord ? .stem : .beginning
  }

  /// What is reached behind one more letter.
  @inline(__always)
  private func advanced(_ reached: Reached, over letter: Letter) -> Reached {
    var next = Reached()
    let places = query.positions(of: letter.scalar)
    next.written = (reached.written & places) << 1
    next.any = (reached.any & places) << 1
    guard reached.any & query.touched[Int(letter.list)] != 0 else { return next }
    let readings = query.table.lists[Int(letter.list)]
    for (position, syllable) in readings.enumerated()
    where letter.reading < 0 || letter.reading == position {
      let step = query.steps[Int(syllable)]
      next.spelled |= (reached.spelled & step.whole) << step.length
      next.initials |= (reached.initials & step.initial) << 1 | (reached.initials & step.initialPair) << 2
      next.any |=
        (reached.any & step.whole) << step.length | (reached.any & step.initial) << 1
        | (reached.any & step.initialPair) << 2
      if reached.any & step.begun != 0 { next.any |= end }
    }
    return next
  }
}
