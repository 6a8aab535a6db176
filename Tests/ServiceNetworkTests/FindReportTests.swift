import Fixtures
import ServiceNetwork
import Testing

/// Places by their names.
struct FindReportTests {
  private static let table = PinyinTable(
    """
    bi 泌
    chong |重
    cun 村
    dian 店
    jia 家
    liu 刘留
    ma 马
    mi |泌
    qu 渠
    shi 市
    xian 县
    yang 阳
    zhen 镇
    zhong 重
    zhu 驻
    """)

  private let snapshot: NetworkSnapshot

  init() throws {
    let names = [
      ("4117", "驻马店市"), ("411725", "重渠县"), ("411725105", "刘店镇"), ("411725105201", "留店村"),
      ("411725105202", "刘店村"), ("411726", "泌阳县"), ("411726100", "重渠镇"), ("411726100201", "刘店村"),
      ("411726100202", "马刘店村"),
    ]
    snapshot = NetworkSnapshot(
      divisions: try names.map { code, name in
        let code = try DivisionCode(code)
        return Division(
          code: code, name: name, level: code.impliedLevel ?? .village,
          location: code.impliedLevel == .village ? try Coordinate(longitude: 114, latitude: 33) : nil)
      },
      facilities: [
        Facility(
          id: "F1", kind: "childrens-home", name: "刘店家", division: try DivisionCode("411726100201"),
          history: StatusHistory(always: .closed)),
        Facility(id: "F2", kind: "nursing-home", name: "刘店家", history: StatusHistory(always: .operating)),
      ])
  }

  private func find(_ text: String, _ change: (inout FindParameters) -> Void = { _ in }) throws -> FindReport
  {
    var parameters = FindParameters()
    parameters.text = text
    change(&parameters)
    return try parameters.report(in: snapshot, readings: Self.table)
  }

  @Test func `better matches come first, then wider divisions, then lesser codes`() throws {
    let report = try find("ld")
    #expect(
      report.places.map(\.id) == [
        // The stem of each; then the beginning of two facilities; then a part.
        "411725105000", "411725105201", "411725105202", "411726100201", "F1", "F2", "411726100202",
      ])
    #expect(report.numberMatched == 7)
    #expect(try find("刘店村").places.map(\.id) == ["411725105202", "411726100201", "411726100202"])
    #expect(try find("zmd").places.map(\.name) == ["驻马店市"])
    #expect(try find("zhongqu").places.map(\.name) == ["重渠县", "重渠镇"])
    #expect(try find("xyz").places.isEmpty)
  }

  @Test func `a place says what it is and where it lies`() throws {
    let village = try #require(try find("刘店村").places.first)
    #expect(village.type == .village && village.kind == nil)
    #expect(village.township == "刘店镇" && village.county == "重渠县")
    #expect(try village.location == Coordinate(longitude: 114, latitude: 33))
    let township = try #require(try find("刘店镇").places.first)
    #expect(township.township == nil && township.county == "重渠县" && township.location == nil)
    #expect(try find("驻马店市").places.first?.county == nil)
    let homes = try find("刘店家").places
    #expect(homes.map(\.kind) == ["childrens-home", "nursing-home"])
    #expect(homes.map(\.township) == ["重渠镇", nil])
  }

  @Test func `pinyin is that of the query, else of the first readings`() throws {
    #expect(try find("chq").places.first?.pinyin == "chong qu xian")
    #expect(try find("zhongqu").places.first?.pinyin == "zhong qu xian")
    #expect(try find("重渠").places.first?.pinyin == "zhong qu xian")
    #expect(try find("biyang").places.first?.pinyin == "bi yang xian")
    #expect(try find("miyang").places.first?.pinyin == "mi yang xian")
    #expect(try find("yang").places.first?.pinyin == "bi yang xian")
  }

  @Test func `a limit, an area and a type leave others out, and all are counted`() throws {
    let few = try find("ld") { $0.limit = 2 }
    #expect(few.places.map(\.id) == ["411725105000", "411725105201"] && few.numberMatched == 7)
    let inside = try find("ld") { $0.area = "411726" }
    #expect(inside.places.map(\.id) == ["411726100201", "F1", "411726100202"])
    #expect(try find("ld") { $0.area = "411726100201" }.places.map(\.id) == ["411726100201", "F1"])
    #expect(try find("ld") { $0.type = .township }.places.map(\.id) == ["411725105000"])
    #expect(try find("ld") { $0.type = .facility }.places.map(\.id) == ["F1", "F2"])
    // Every limit has the same places in the same order.
    let all = try find("d").places.map(\.id)
    for limit in 1...all.count {
      #expect(try find("d") { $0.limit = limit }.places.map(\.id) == Array(all.prefix(limit)))
    }
  }

  @Test func `what cannot be taken is named with its parameter`() throws {
    for text in [nil, "", " '"] {
      #expect(
        throws: ParameterError(
          "q", "say what to look for: a name or its pinyin, as 刘店, liudian or ld",
          zh: "请填写要查找的名称或拼音，如 刘店、liudian、ld")
      ) {
        try find("") { $0.text = text }
      }
    }
    #expect(throws: ParameterError("q", "61 characters are too many; 60 are the most", zh: "共61个字符，最多60个")) {
      try find(String(repeating: "a", count: 61))
    }
    #expect(throws: CoverageError.unknownDivision(try DivisionCode("9999"))) {
      try find("ld") { $0.area = "9999" }
    }
  }

  @Test func `facilities are read where they are looked for`() throws {
    var parameters = FindParameters()
    #expect(try parameters.scope(in: .standard).kinds?.contains("nursing-home") == true)
    #expect(try parameters.scope(in: .standard).kinds?.contains("child-welfare-director") == false)
    parameters.type = .village
    parameters.area = "411726"
    let scope = try parameters.scope(in: .standard)
    #expect(try scope.kinds == [] && scope.area == DivisionCode("411726"))
  }
}
