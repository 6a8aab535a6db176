import Testing

@testable import ServiceNetwork

/// The tiles that settings name.
struct BaseMapTests {
  private static func map(_ values: [Setting: String]) throws -> BaseMap {
    try BaseMap { values[$0] ?? $0.standard }
  }

  @Test func `a new registry asks nobody for tiles`() throws {
    let map = try Self.map([.tilesKey: "k", .tilesAttribution: "谁", .tilesApproval: "审图号"])
    #expect(map == .none)
    #expect(map.origins.isEmpty && map.attribution == nil && map.approval == nil)
  }

  @Test func `Tianditu has two layers, eight hosts, a key and a name of its own`() throws {
    let map = try Self.map([.tiles: "tianditu", .tilesKey: "0a1b", .tilesApproval: "审图号：GS(2024)0000号"])
    #expect(
      map.layers.map(\.template)
        == ["vec", "cva"].map {
          "https://t{s}.tianditu.gov.cn/\($0)_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=\($0)"
            + "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=0a1b"
        })
    #expect(map.origins == (0...7).map { "https://t\($0).tianditu.gov.cn" })
    #expect(map.attribution == "天地图 Tianditu · 国家地理信息公共服务平台")
    #expect(map.approval == "审图号：GS(2024)0000号")
    #expect(
      throws: ParameterError(
        "tiles-key", "'tianditu' needs a key; set it along with the tiles", zh: "“tianditu”须有密钥，请与底图一并设置")
    ) {
      try Self.map([.tiles: "tianditu"])
    }
  }

  @Test func `an address of tiles is one layer of one host, with the key where it wants one`() throws {
    let tiles = "https://tiles.example.org:8443/a/{z}/{x}/{-y}.png?k={key}"
    let map = try Self.map([.tiles: tiles, .tilesKey: "x-1", .tilesAttribution: "<b>谁</b>"])
    #expect(map.layers.map(\.template) == ["https://tiles.example.org:8443/a/{z}/{x}/{-y}.png?k=x-1"])
    #expect(map.origins == ["https://tiles.example.org:8443"])
    #expect(map.attribution == "<b>谁</b>" && map.approval == nil)
    #expect(throws: ParameterError.self) { try Self.map([.tiles: tiles]) }
  }

  @Test(arguments: [
    "none", "tianditu", "https://t.example.org/{z}/{x}/{y}.png",
    "https://t.example.org/{z}/{x}/{-y}?a=b&c=(d)",
    "http://localhost:8000/{z}/{x}/{y}", "http://127.0.0.1/{z}/{x}/{y}", "http://[::1]:80/{z}/{x}/{y}",
    "http://10.1.2.3/{z}/{x}/{y}", "http://172.31.0.1/{z}/{x}/{y}", "http://192.168.1.9/{z}/{x}/{y}",
    "http://[fd12::1]/{z}/{x}/{y}",
  ])
  func `addresses by TLS, and near ones without, are taken`(text: String) throws {
    try BaseMap.check(tiles: text)
  }

  @Test(arguments: [
    ("", "is none of none, tianditu"), ("amap", "is none of"), ("ftp://a/{z}/{x}/{y}", "is none of"),
    ("https://a.org; script-src *//{z}/{x}/{y}", "is none of"),
    ("https://a.org,b.org/{z}/{x}/{y}", "is none of"),
    ("https://a.org/{z}/{x}/{y}'", "is none of"), ("https://a.org/{z}/{x}/{y}\n", "is none of"),
    ("https://u:p@a.org/{z}/{x}/{y}", "is none of"), ("https://*/{z}/{x}/{y}", "is none of"),
    ("https://a.org/{z}/{x}", "must have {z}, {x} and {y}"),
    ("https://a.org/{z}/{x}/{y}/{-y}", "must have {z}, {x} and {y}"),
    ("https://a.org/{s}/{z}/{x}/{y}", "nothing stands for {s}"),
    ("http://a.org/{z}/{x}/{y}", "http:// is for this machine"),
    ("http://11.0.0.1/{z}/{x}/{y}", "http:// is for this machine"),
    ("http://172.32.0.1/{z}/{x}/{y}", "http:// is for this machine"),
    ("http://10.example.org/{z}/{x}/{y}", "http:// is for this machine"),
    ("http://10.1.2.3.example.org/{z}/{x}/{y}", "http:// is for this machine"),
  ])
  func `anything else is refused, and told what would be right`(text: String, message: String) {
    let error = #expect(throws: ParameterError.self) { try BaseMap.check(tiles: text) }
    #expect(error?.parameter == "tiles")
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `keys are of letters and digits, and texts are lines`() throws {
    let catalogue = Catalogue.standard
    #expect(throws: ParameterError.self) { try Setting.tilesKey.check("a&b", in: catalogue) }
    #expect(throws: ParameterError.self) { try Setting.tilesApproval.check("一\n二", in: catalogue) }
    #expect(throws: ParameterError.self) {
      try Setting.tilesAttribution.check(String(repeating: "长", count: 501), in: catalogue)
    }
    try Setting.tilesAttribution.check("© <script>", in: catalogue)
  }
}
