/// What lies under the map of the page: tiles from elsewhere, and the texts that must stand beside them.
///
/// A new registry has none, and its page asks nobody. Tiles must be in Web Mercator (EPSG:3857) on WGS 84 or CGCS2000, which
/// differ by less than a metre; those in GCJ-02 lie hundreds of metres beside what is drawn over them.
public struct BaseMap: Equatable, Sendable {
  /// Tiles of one kind, drawn over those before.
  public struct Layer: Equatable, Sendable {
    /// Their address, with `{z}`, `{x}` and `{y}` or, counted from the south, `{-y}`; `{s}` stands for a subdomain.
    public let template: String
    /// What `{s}` stands for, by turns; none where it does not occur.
    public let subdomains: [String]
    /// The largest zoom that there are tiles of.
    public let maxZoom: Int
  }

  /// The layers, the lowest first; none where nothing is asked from elsewhere.
  public let layers: [Layer]
  /// Whose they are.
  public let attribution: String?
  /// The number under which the map was approved (审图号, Map Management Regulations, article 37), as it is to be shown.
  public let approval: String?

  /// A map without any tiles.
  public static let none = BaseMap(layers: [], attribution: nil, approval: nil)

  /// The word for no tiles.
  static let noTiles = "none"
  /// The word for those of Tianditu.
  static let tianditu = "tianditu"
  /// The most characters of a setting.
  private static let longest = 500

  private init(layers: [Layer], attribution: String?, approval: String?) {
    self.layers = layers
    self.attribution = attribution
    self.approval = approval
  }

  /// The map that settings mean.
  ///
  /// - Parameter value: the value of a setting.
  /// - Throws: ``ParameterError``, which bears a setting's name, for values that do not go together.
  public init(_ value: (Setting) throws -> String) throws {
    let (tiles, key) = (try value(.tiles), try value(.tilesKey))
    guard tiles != Self.noTiles else {
      self = .none
      return
    }
    var attribution = try value(.tilesAttribution)
    let isKeyed = tiles == Self.tianditu || tiles.contains("{key}")
    guard !isKeyed || !key.isEmpty else {
      throw ParameterError(
        Setting.tilesKey.rawValue, "'\(tiles)' needs a key; set it along with the tiles",
        zh: "“\(tiles)”须有密钥，请与底图一并设置")
    }
    if tiles == Self.tianditu {
      layers = ["vec", "cva"].map { Self.tianditu($0, key: key) }
      attribution = attribution.isEmpty ? Self.platform : "\(Self.platform), \(attribution)"
    } else {
      let template = tiles.replacing("{key}", with: key)
      layers = [Layer(template: template, subdomains: [], maxZoom: Self.maxZoom)]
    }
    let approval = try value(.tilesApproval)
    self.attribution = attribution.isEmpty ? nil : attribution
    self.approval = approval.isEmpty ? nil : approval
  }

  /// Where tiles come from, as a Content-Security-Policy names it: scheme, host and port, each once.
  public var origins: [String] {
    var origins: [String] = []
    for layer in layers {
      for subdomain in layer.subdomains.isEmpty ? [""] : layer.subdomains {
        let address = layer.template.replacing("{s}", with: subdomain)
        guard let origin = address.firstMatch(of: Self.address)?.1 else { continue }
        if !origins.contains(String(origin)) { origins.append(String(origin)) }
      }
    }
    return origins
  }

  // MARK: - Tianditu

  /// The deepest zoom of Tianditu's vector maps, and of most others.
  private static let maxZoom = 18
  private static let platform = "天地图 Tianditu · 国家地理信息公共服务平台"

  /// A layer of the National Platform for Common Geospatial Information Services: CGCS2000 in Web Mercator, by WMTS.
  ///
  /// Source: lbs.tianditu.gov.cn/server/MapService.html; OGC 07-057r7 (WMTS 1.0.0), 8.
  private static func tianditu(_ name: String, key: String) -> Layer {
    let query = [
      "SERVICE=WMTS", "REQUEST=GetTile", "VERSION=1.0.0", "LAYER=\(name)", "STYLE=default", "TILEMATRIXSET=w",
      "FORMAT=tiles", "TILEMATRIX={z}", "TILEROW={y}", "TILECOL={x}", "tk=\(key)",
    ]
    return Layer(
      template: "https://t{s}.tianditu.gov.cn/\(name)_w/wmts?\(query.joined(separator: "&"))",
      subdomains: (0...7).map(String.init), maxZoom: maxZoom)
  }

  // MARK: - Checks

  /// Scheme and host, then the rest; what would end a directive of a policy is in neither.
  private static var address: Regex<(Substring, Substring, Substring)> {
    /(https?:\/\/(?:[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?)(\/[!#-&(-;=?-\[\]-~]*)/
  }

  /// Looks whether a text is an address of tiles.
  static func check(tiles text: String) throws(ParameterError) {
    func wrong(_ en: String, zh: String) -> ParameterError {
      ParameterError(Setting.tiles.rawValue, en, zh: zh)
    }
    if [noTiles, tianditu].contains(text) { return }
    guard text.count <= longest, let match = text.wholeMatch(of: address) else {
      throw wrong(
        "'\(text)' is none of \(Setting.tiles.form)", zh: "“\(text)”无效，应为以下之一：\(Setting.tiles.form)")
    }
    let places = match.2.matches(of: /\{[^}]*\}/).map { String($0.0) }
    if let unknown = places.first(where: { !["{z}", "{x}", "{y}", "{-y}", "{key}"].contains($0) }) {
      throw wrong(
        "nothing stands for \(unknown); the address may have {z}, {x}, {y} or {-y}, and {key}",
        zh: "无法代入\(unknown)，地址中只可有 {z}、{x}、{y} 或 {-y}，以及 {key}")
    }
    guard places.contains("{z}"), places.contains("{x}"), places.contains("{y}") != places.contains("{-y}")
    else {
      throw wrong(
        "the address must have {z}, {x} and {y}, or {-y} where rows are counted from the south",
        zh: "地址中须有 {z}、{x} 和 {y}，行号自南起算的用 {-y}")
    }
    if text.hasPrefix("http:"), !isNear(String(match.1)) {
      throw wrong(
        "http:// is for this machine and private networks; anything else is asked by https://",
        zh: "http:// 只用于本机和内网，其他地址请用 https://")
    }
  }

  /// Whether an origin is this machine or an address of a private network, where a page may ask without TLS.
  ///
  /// Source: RFC 1918, 3; RFC 4193, 3.1; RFC 6761, 6.3.
  private static func isNear(_ origin: String) -> Bool {
    let host = origin.dropFirst("http://".count).replacing(/:[0-9]{1,5}$/, with: "").lowercased()
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    if host.hasPrefix("[fc") || host.hasPrefix("[fd") { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 4, parts.allSatisfy({ $0.map((0...255).contains) == true }) else { return false }
    return parts[0] == 127 || parts[0] == 10 || (parts[0] == 192 && parts[1] == 168)
      || (parts[0] == 172 && (16...31).contains(parts[1] ?? 0))
  }

  /// Looks whether a text can be the key of a service, which stands in addresses as it is.
  static func check(key text: String) throws(ParameterError) {
    guard text.count <= longest, text.wholeMatch(of: /[A-Za-z0-9._~\-]*/) != nil else {
      throw ParameterError(
        Setting.tilesKey.rawValue, "a key has letters, digits and . _ ~ - alone; '\(text)' has others",
        zh: "密钥只含字母、数字和 . _ ~ -，“\(text)”含有其他字符")
    }
  }

  /// Looks whether a text can stand on the map, in one line.
  static func check(line text: String, of setting: Setting) throws(ParameterError) {
    guard text.count <= longest, !text.contains(where: \.isNewline),
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw ParameterError(
        setting.rawValue, "it is a line of at most \(longest) characters", zh: "应为一行文字，最多\(longest)个字")
    }
  }
}
