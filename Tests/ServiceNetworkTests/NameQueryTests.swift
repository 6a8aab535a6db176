import Fixtures
import ServiceNetwork
import Testing

/// What is typed against names.
struct NameQueryTests {
  private static let table = PinyinTable(
    """
    # A line a syllable.
    an 安
    biao 表
    chang 长|场
    chong 虫|重
    cun 村
    dian 店点电
    e 鄂
    he 河
    le 乐
    liu 刘劉六
    lv 吕绿
    ma 马
    qu 渠
    shan 山|单
    dan 单
    wo 沃
    xi 西
    xian 先县
    yue |乐
    zhang 张|长
    zhe 浙
    zheng 镇
    zhong 中重
    zhu 驻
    zhuang 庄
    shi 市
    """)

  private static func match(_ text: String, _ name: String) throws -> NameMatch? {
    try NameQuery(text, in: table).match(name)
  }

  @Test(arguments: [
    ("刘店村", NameMatch(.written, .whole)), ("刘店", NameMatch(.written, .stem)),
    ("刘", NameMatch(.written, .beginning)), ("店村", NameMatch(.written, .within)),
    ("liudiancun", NameMatch(.spelled, .whole)), ("liudian", NameMatch(.spelled, .stem)),
    ("liu", NameMatch(.spelled, .beginning)), ("dian", NameMatch(.spelled, .within)),
    ("ldc", NameMatch(.initials, .whole)), ("ld", NameMatch(.initials, .stem)),
    ("l", NameMatch(.initials, .beginning)), ("dc", NameMatch(.initials, .within)),
    ("liud", NameMatch(.mixed, .stem)), ("l dian", NameMatch(.mixed, .stem)),
    ("刘d", NameMatch(.mixed, .stem)), ("刘dian村", NameMatch(.mixed, .whole)),
    ("liudi", NameMatch(.mixed, .stem)), ("li", NameMatch(.mixed, .beginning)),
    ("店c", NameMatch(.mixed, .within)), ("dcu", NameMatch(.mixed, .within)),
  ])
  func `a name is found by itself, its pinyin, its initials, and some of each`(
    text: String, match: NameMatch
  ) throws {
    #expect(try Self.match(text, "刘店村") == match)
  }

  @Test(arguments: [
    // Only the last syllable may be no more than begun, and none may be left out.
    "lidian", "liucun", "lc", "刘村", "liudianc2", "liudiancunx", "iu", "ian", "店刘", "liuuu", "x",
  ])
  func `what is in no name finds none`(text: String) throws {
    #expect(try Self.match(text, "刘店村") == nil)
  }

  @Test func `every reading of a character counts`() throws {
    for text in ["zhongqu", "chongqu", "zq", "cq", "zhq", "chq"] {
      #expect(try Self.match(text, "重渠")?.extent == .whole, "\(text)")
    }
    #expect(try Self.match("yuele", "乐乐") == NameMatch(.spelled, .whole))
    #expect(try Self.match("danshan", "单单") == NameMatch(.spelled, .whole))
    #expect(try Self.match("shuanqu", "重渠") == nil)
  }

  @Test func `zh, ch and sh are initials with and without their h`() throws {
    for text in ["zmd", "zhmd", "ZMD", "zhmds", "zmdsh"] {
      #expect(try Self.match(text, "驻马店市")?.form == .initials, "\(text)")
    }
    #expect(try Self.match("zhumd", "驻马店市") == NameMatch(.mixed, .stem))
    #expect(try Self.match("hmd", "驻马店市") == nil)
  }

  @Test func `case, width, white space, apostrophes and tones do not count`() throws {
    for text in [
      "XiAn", "xi'an", "xi’an", "xi an", " xian ", "ｘｉａｎ", "xī'ān", "xi\u{304}a\u{304}n", "x i a n", "西　安",
    ] {
      #expect(try Self.match(text, "西安")?.extent == .whole, "\(text)")
    }
    #expect(try Self.match("acun", "A 村")?.extent == .whole)
    #expect(try Self.match("a村", "Ａ村") == NameMatch(.written, .whole))
    // The same letters are one syllable elsewhere.
    #expect(try Self.match("xian", "先") == NameMatch(.spelled, .whole))
    #expect(try Self.match("Ökö", "oko") == NameMatch(.written, .whole))
  }

  @Test func `ü is v, u or itself`() throws {
    for text in ["lvdian", "ludian", "lüdian", "LÜDIAN", "lǘdian", "lu\u{308}dian"] {
      #expect(try Self.match(text, "吕店") == NameMatch(.spelled, .whole), "\(text)")
    }
    #expect(try Self.match("lydian", "吕店") == nil)
    #expect(try Self.match("liv", "刘") == nil)
  }

  @Test func `traditional characters are read, too`() throws {
    #expect(try Self.match("liudian", "劉店") == NameMatch(.spelled, .whole))
  }

  @Test func `what has no reading is found as it is written`() throws {
    #expect(try Self.match("村12", "村12") == NameMatch(.written, .whole))
    #expect(try Self.match("cun12", "村12") == NameMatch(.mixed, .whole))
    #expect(try Self.match("12", "村12") == NameMatch(.written, .within))
    #expect(try Self.match("彡", "彡村") == NameMatch(.written, .stem))
  }

  @Test func `better matches come first`() {
    let ordered: [NameMatch] = [
      NameMatch(.written, .whole), NameMatch(.written, .stem), NameMatch(.written, .beginning),
      NameMatch(.written, .within), NameMatch(.spelled, .whole), NameMatch(.spelled, .stem),
      NameMatch(.spelled, .beginning), NameMatch(.initials, .whole), NameMatch(.initials, .stem),
      NameMatch(.initials, .beginning), NameMatch(.mixed, .whole), NameMatch(.mixed, .stem),
      NameMatch(.mixed, .beginning), NameMatch(.spelled, .within), NameMatch(.initials, .within),
      NameMatch(.mixed, .within),
    ]
    #expect(ordered.shuffled().sorted() == ordered)
    #expect(Set(ordered).count == NameMatch.Form.allCases.count * NameMatch.Extent.allCases.count)
  }

  @Test func `a query has something to look for, and not too much`() throws {
    for text in ["", " ", "　", "'", "’ '"] {
      #expect(throws: NameQueryError.empty) { try NameQuery(text, in: Self.table) }
    }
    let longest = String(repeating: "a", count: NameQuery.greatestLength)
    _ = try NameQuery(longest, in: Self.table)
    #expect(throws: NameQueryError.tooLong(NameQuery.greatestLength + 1)) {
      try NameQuery(longest + "a", in: Self.table)
    }
  }

  // Multiplied out, forty characters with two readings are 2⁴⁰ names, and more ways to shorten each.
  @Test(.timeLimit(.minutes(1)))
  func `many characters of many readings cost no more than their sum`() throws {
    let name = String(repeating: "重", count: 40)
    let initials = String(repeating: "zc", count: 20)
    #expect(try Self.match(initials, name) == NameMatch(.initials, .whole))
    #expect(try Self.match(String(initials.dropLast()) + "x", name) == nil)
    #expect(
      try Self.match(String(repeating: "zhongchong", count: 6), name) == NameMatch(.spelled, .beginning))
    #expect(try Self.match(String(repeating: "zhchzc", count: 10), name) == NameMatch(.initials, .whole))
    #expect(try Self.match(String(repeating: "zhchzc", count: 9) + "zhchx", name) == nil)
  }

  // MARK: - Everything multiplied out

  /// How one character may be put, and as what form; the last one of a query also in the other ways.
  private static func ways(_ character: Unicode.Scalar) -> (ways: [(String, NameMatch.Form)], begun: [String])
  {
    var ways: [(String, NameMatch.Form)] = [(String(character), .written)]
    var begun: [String] = []
    for reading in table.readings(of: character) {
      // As it is typed with v and with u.
      for typed in Set([reading, reading.replacing("v", with: "u")]) {
        ways.append((typed, .spelled))
        begun += (1..<typed.count).map { String(typed.prefix($0)) }
      }
      ways.append((String(reading.prefix(1)), .initials))
      if ["zh", "ch", "sh"].contains(reading.prefix(2)) {
        ways.append((String(reading.prefix(2)), .initials))
      }
    }
    return (ways, begun)
  }

  /// The best of all matches, by trying every part of a name in every way.
  private static func bestByTrial(_ text: String, _ name: [Unicode.Scalar]) -> NameMatch? {
    func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(scalars))
    }
    var matches: [NameMatch] = []
    for start in name.indices {
      for end in name.indices where end >= start {
        var texts: [(text: String, forms: Set<NameMatch.Form>)] = [("", [])]
        for position in start...end {
          let (ways, begun) = ways(name[position])
          let all = ways + (position == end ? begun.map { ($0, .mixed) } : [])
          texts = texts.flatMap { before in
            all.map { (before.text + $0.0, before.forms.union([$0.1])) }
          }
        }
        let rest = string(name[(end + 1)...])
        let extent: NameMatch.Extent =
          start > 0
          ? .within : rest.isEmpty ? .whole : ["村", "县", "市"].contains(rest) ? .stem : .beginning
        for (typed, forms) in texts where typed == text {
          matches.append(NameMatch(forms.count == 1 ? forms.first ?? .mixed : .mixed, extent))
        }
      }
    }
    return matches.min()
  }

  @Test func `random names match as everything multiplied out does`() throws {
    let characters = Array("安长重村鄂乐吕西先县单浙中市表".unicodeScalars)
    var random = SeededGenerator(seed: 20_181_231)
    var (found, missed) = (0, 0)
    for _ in 0..<1500 {
      let name = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        characters.randomElement(using: &random) ?? "村"
      }
      // A way to put a part of the name, now and then with a letter more, less or another.
      let start = Int.random(in: name.indices, using: &random)
      var text = ""
      for character in name[start...] where text.isEmpty || Bool.random(using: &random) {
        let (ways, begun) = Self.ways(character)
        text += (ways.map(\.0) + begun).randomElement(using: &random) ?? ""
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        text = String(text.dropLast()) + String("acehnuxz".randomElement(using: &random) ?? "a")
      }
      let expected = Self.bestByTrial(text, name)
      let named = String(String.UnicodeScalarView(name))
      #expect(try Self.match(text, named) == expected, "\(text) in \(named)")
      if expected == nil { missed += 1 } else { found += 1 }
    }
    #expect(found > 500 && missed > 200)
  }
}
