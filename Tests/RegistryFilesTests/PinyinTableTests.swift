import RegistryFiles
import ServiceNetwork
import Testing

/// The readings that the program ships.
struct PinyinTableTests {
  private static let common: [(Unicode.Scalar, [String])] = [
    ("刘", ["liu"]), ("劉", ["liu"]), ("店", ["dian"]), ("尧", ["yao"]), ("郏", ["jia"]),
    ("乐", ["le", "yue"]), ("樂", ["le", "yue"]), ("重", ["zhong", "chong"]), ("石", ["shi", "dan"]),
    ("泌", ["bi", "mi"]), ("漯", ["luo", "ta"]), ("解", ["xie", "jie"]), ("盖", ["gai", "ge"]),
    ("单", ["shan", "chan", "dan"]), ("曾", ["zeng", "ceng"]), ("朴", ["pu", "piao", "po"]),
    ("仇", ["qiu", "chou"]), ("长", ["chang", "zhang"]), ("吕", ["lv"]), ("略", ["lve"]), ("驿", ["yi"]),
    ("\u{2CE23}", ["xian"]),
  ]

  @Test(arguments: common)
  func `a character has all its common readings`(character: Unicode.Scalar, readings: [String]) {
    #expect(PinyinTable.standard.readings(of: character).first == readings.first)
    #expect(Set(PinyinTable.standard.readings(of: character)) == Set(readings))
  }

  @Test func `letters and signs have none`() {
    for character in "aü1·（".unicodeScalars {
      #expect(PinyinTable.standard.readings(of: character).isEmpty)
    }
  }

  private static let typed: [(String, [String])] = [
    ("驻马店市", ["zhumadian", "zmd", "zhmd"]), ("刘店村", ["liudian", "ld", "liud", "l dian", "刘店"]),
    ("泌阳县", ["biyang", "by", "miyang"]), ("汝南埠镇", ["runanbu", "rnb"]), ("闾河乡", ["lvhe", "luhe", "lh"]),
    ("重渠镇", ["zhongqu", "chongqu"]), ("西平县", ["xiping"]), ("嵖岈山镇", ["chayashan", "cys"]),
  ]

  @Test(arguments: typed)
  func `places are found as they are typed`(name: String, texts: [String]) throws {
    for text in texts {
      #expect(try NameQuery(text, in: .standard).match(name)?.extent == .stem, "\(text)")
    }
  }
}
