import Foundation
import HTTPTypes
import RegistryFiles
import ServiceNetwork
import Testing

@testable import RegistryAPI

/// Everything that is told can be had in Chinese and in English.
struct LanguageTests {
  private static let chinese: HTTPFields = [.acceptLanguage: "zh-CN,zh;q=0.9,en;q=0.5"]
  private static let items = "/collections/facilities/items"

  // MARK: - Which language

  @Test(
    arguments: [
      ("zh-CN,zh;q=0.9,en;q=0.5", .zh), ("en-GB,en;q=0.9,zh;q=0.8", .en), ("zh-Hant-TW", .zh), ("ZH", .zh),
      ("fr, zh;q=0.3", .zh), ("zh;q=0.2, en;q=0.7", .en), ("en;q=0.5, zh;q=0.5", .en), ("zh-CN,*", .zh),
      ("*", .en), ("de, *;q=0.1", .en), ("en;q=0, *", .zh), ("zh;q=0, zh-CN;q=0.4", .zh), ("zh;q=0", nil),
      ("fr", nil), ("", nil), ("zha", nil),
    ] as [(String, DocumentLanguage?)])
  func `languages are taken as their weights say`(header: String, language: DocumentLanguage?) {
    #expect(AcceptedLanguages(header).best == language)
  }

  @Test func `lang counts more than the header, and is one of the two`() async throws {
    try await ReadingServer().run { client in
      for path in ["/collections/villages", "/nowhere", "\(Self.items)?limit=0"] {
        let mark = path.contains("?") ? "&" : "?"
        for (address, headers, tag) in [
          (path, [:], "en"), (path, Self.chinese, "zh-CN"), (path + mark + "lang=zh", [:], "zh-CN"),
          (path + mark + "%6Cang=en", Self.chinese, "en"), (path, [.acceptLanguage: "fr"], "en"),
        ] as [(String, HTTPFields, String)] {
          let answer = try await client.ask(address, headers)
          #expect(answer.headers[.contentLanguage] == tag, "\(address) \(headers)")
          #expect(answer.headers[.vary]?.contains("Accept-Language") == true)
          #expect(try #require(answer.json["title"] as? String).hasHan == (tag == "zh-CN"))
        }
      }
      for path in ["/", "/conformance", "/api", "/collections", "/coverage", "/health", Self.items] {
        let answer = try await client.ask("\(path)?lang=fr", Self.chinese)
        #expect(answer.status == 400 && answer.json["parameter"] as? String == "lang")
        #expect(answer.json["detail"] as? String == "“fr”无效，应为以下之一：zh、en")
        #expect(try await client.ask("\(path)?lang=zh").status == 200, "\(path)")
        #expect(try await client.ask("\(path)?lang=zh&lang=en").status == 400, "\(path)")
      }
    }
  }

  // MARK: - What went wrong

  private struct Fault: Sendable {
    var method = HTTPRequest.Method.get
    var path: String
    var headers: HTTPFields = [:]
    var body: String?
    var isEditor = false
    let status: Int
    let title: String
    let detail: String
    let en: String
  }

  private static let faults = [
    Fault(
      path: "\(items)?limt=5", status: 400, title: "请求有误", detail: "此地址没有参数“limt”，是否为“limit”？",
      en: "this address knows no parameter 'limt'; did you mean 'limit'?"),
    Fault(
      path: "/health?speed=5", status: 400, title: "请求有误", detail: "此地址没有参数“speed”，可用的参数：lang、f",
      en: "this address knows no parameter 'speed'; it knows lang, f"),
    Fault(
      path: "/coverage?service=childrens-hme", status: 400, title: "请求有误",
      detail: "没有服务“childrens-hme”，是否为“childrens-home”？",
      en: "there is no service 'childrens-hme'; did you mean 'childrens-home'?"),
    Fault(
      path: "/coverage?service=childrens-home&area=999999", status: 400, title: "请求有误",
      detail: "登记库中没有区划999999000000，请填写区划代码，如 411726",
      en: "there is no division 999999000000 in the registry; give one by its code, as 411726"),
    Fault(
      path: "/nearest?near=32.6,113", status: 400, title: "请求有误", detail: "纬度113.0不在-90至90度之间；经度在前",
      en: "latitude 113.0 is not within -90…90 degrees; longitude comes first"),
    Fault(
      path: "/coverage?within=3", status: 400, title: "请求有误",
      detail: "“3”不是距离或时间，应为不小于0的数加单位，如 3km、3000m、15min",
      en: "'3' is no distance or time; a number of at least 0 with its unit, as 3km, 3000m or 15min"),
    Fault(
      path: "/accessibility?decay=gausian", status: 400, title: "请求有误",
      detail: "“gausian”不是衰减函数，是否为“gaussian”？",
      en: "'gausian' is no decay; did you mean 'gaussian'?"),
    Fault(
      path: "/area?facility=H99&within=5km", status: 400, title: "请求有误", detail: "没有机构“H99”，是否为“H9”？",
      en: "there is no facility 'H99'; did you mean 'H9'?"),
    Fault(
      path: "\(items)?capacity=ten", status: 400, title: "请求有误", detail: "“ten”无效，应为整数",
      en: "'ten' is not a whole number"),
    Fault(
      path: "/scenarios", status: 401, title: "未经授权", detail: "方案须持令牌查看",
      en: "scenarios are shown to those who bear a token"),
    Fault(
      path: items, headers: [.authorization: "Bearer none"], status: 401, title: "未经授权",
      detail: "令牌无效或已失效", en: "the token is none, or opens nothing any more"),
    Fault(
      path: "/nowhere", status: 404, title: "未找到", detail: "此地址没有内容", en: "there is nothing at this address"),
    Fault(
      path: "/collections/vilages", status: 404, title: "未找到", detail: "没有数据集“vilages”，是否为“villages”？",
      en: "there is no collection 'vilages'; did you mean 'villages'?"),
    Fault(
      path: "\(items)/none", status: 404, title: "未找到", detail: "数据集 facilities 没有要素“none”",
      en: "the collection facilities has no feature 'none'"),
    Fault(
      method: .delete, path: "/collections", status: 405, title: "不允许的方法", detail: "此处不能使用 DELETE",
      en: "DELETE is not possible here"),
    Fault(
      path: "/health", headers: [.accept: "image/png"], status: 406, title: "格式不可用",
      detail: "可提供的格式：application/json、text/html; charset=utf-8",
      en: "this can be had as application/json, text/html; charset=utf-8"),
    Fault(
      method: .delete, path: "\(items)/H1", headers: [.ifMatch: #""v1-x""#], isEditor: true, status: 412,
      title: "前提条件不符", detail: "“H1”已被他人修改，请重新获取后再改",
      en: "'H1' is another than you know; get it anew, and change that"),
    Fault(
      method: .post, path: items, headers: [.contentType: "text/plain"], body: "x", isEditor: true,
      status: 415,
      title: "不支持的正文类型", detail: "此处不接受“text/plain”，请用 application/geo+json 或 application/json",
      en: "'text/plain' is not understood here; send application/geo+json or application/json"),
    Fault(
      method: .delete, path: "\(items)/H1", isEditor: true, status: 428, title: "缺少前提条件",
      detail: "请用 If-Match 给出获取要素时得到的 ETag，以说明所知的版本",
      en: "say with If-Match which state of the feature you know: the ETag that came with it"),
  ]

  @Test func `faults are told in the language that is asked for, by the header and by lang`() async throws {
    let server = try ReadingServer()
    let editor = try LiveServer.token(.cityEditor, of: server.registry)
    try await server.run { client in
      for fault in Self.faults {
        let address = fault.path + (fault.path.contains("?") ? "&" : "?") + "lang=zh"
        for (path, language) in [(fault.path, "zh-CN,zh;q=0.9,en;q=0.5"), (address, nil), (fault.path, nil)] {
          var headers = fault.headers
          if fault.isEditor { headers.append(contentsOf: editor) }
          headers[.acceptLanguage] = language
          let answer = try await client.ask(path, method: fault.method, headers, body: fault.body)
          let isChinese = path == address || language != nil
          #expect(answer.status == fault.status, "\(fault.path)")
          #expect(answer.json["detail"] as? String == (isChinese ? fault.detail : fault.en))
          #expect(answer.json["description"] as? String == answer.json["detail"] as? String)
          let title = try #require(answer.json["title"] as? String)
          #expect(isChinese ? title == fault.title : !title.hasHan)
          #expect(answer.headers[.contentLanguage] == (isChinese ? "zh-CN" : "en"))
        }
      }
    }
  }

  @Test func `the parts of what was sent that are wrong are told in the language, too`() async throws {
    let server = try ReadingServer()
    let editor = try LiveServer.token(.cityEditor, of: server.registry)
    try await server.run { client in
      for isChinese in [true, false] {
        var headers = editor
        headers[.contentType] = "application/geo+json"
        headers[.acceptLanguage] = isChinese ? "zh" : nil
        let answer = try await client.ask(
          Self.items, method: .post, headers,
          body: #"{"type": "Feature", "geometry": null, "properties": {"kind": "school", "nme": "x"}}"#)
        #expect(answer.status == 422)
        #expect(answer.json["title"] as? String == (isChinese ? "内容无法处理" : "Unprocessable Content"))
        let errors = try #require(answer.json["errors"] as? [[String: String]])
        #expect(errors.isEmpty == false)
        for error in errors {
          let (detail, chinese) = (try #require(error["detail"]), try #require(error["detailZh"]))
          #expect(chinese.hasHan && detail.hasHan == isChinese)
        }
        #expect(try #require(answer.json["detail"] as? String).hasHan == isChinese)
      }
    }
  }

  @Test func `every status that is told has a name in Chinese`() {
    for code in [
      400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 422, 428, 431, 499, 500, 503,
    ] {
      #expect(HTTPResponse.Status(code: code).title.zh.hasHan, "\(code)")
    }
  }

  // MARK: - What there is

  @Test func `every route, parameter and answer is described in Chinese`() async throws {
    try await ReadingServer().run { client in
      let english = try await client.ask("/api")
      let chinese = try await client.ask("/api?lang=zh")
      #expect(english.headers[.eTag] != chinese.headers[.eTag])
      let paths = try #require(chinese.json["paths"] as? [String: [String: [String: Any]]])
      let same = try #require(english.json["paths"] as? [String: [String: [String: Any]]])
      #expect(paths.mapValues { Set($0.keys) } == same.mapValues { Set($0.keys) })
      var texts = 0
      for (path, operations) in paths {
        for (method, operation) in operations {
          let summary = try #require(operation["summary"] as? String)
          #expect(summary.hasHan, "\(method) \(path): \(summary)")
          let other = try #require(same[path]?[method]?["summary"] as? String)
          #expect(!other.hasHan, "\(method) \(path): \(other)")
          let parameters = try #require(operation["parameters"] as? [[String: Any]])
          for parameter in parameters where parameter["in"] as? String != "path" {
            let description = try #require(parameter["description"] as? String)
            #expect(description.hasHan, "\(path) \(parameter["name"] ?? ""): \(description)")
            #expect(!description.hasSuffix("。"))
            texts += 1
          }
          #expect(parameters.contains { $0["name"] as? String == "lang" })
          for (code, response) in try #require(operation["responses"] as? [String: [String: Any]]) {
            let description = try #require(response["description"] as? String)
            #expect(description.hasHan, "\(path) \(code): \(description)")
          }
        }
      }
      #expect(texts > 500)
    }
  }

  @Test func `titles of collections, properties and links are in the language`() async throws {
    try await ReadingServer().run { client in
      for (lang, isChinese) in [("zh", true), ("en", false)] {
        func check(_ texts: [Any?], _ place: String) {
          for text in texts {
            #expect((text as? String)?.hasHan == isChinese, "\(place): \(text ?? "")")
          }
        }
        let landing = try await client.ask("/?f=json&lang=\(lang)")
        check([landing.json["title"], landing.json["description"]], "/")
        check(
          landing.links.filter { $0["rel"] != "alternate" && $0["rel"] != "self" }.map { $0["title"] }, "/")
        let all = try #require(
          try await client.ask("/collections?lang=\(lang)").json["collections"] as? [[String: Any]])
        for collection in all {
          let id = try #require(collection["id"] as? String)
          check([collection["title"], collection["description"]], id)
          for name in ["schema", "queryables", "sortables"] {
            let schema = try await client.ask("/collections/\(id)/\(name)?lang=\(lang)").json
            let properties = try #require(schema["properties"] as? [String: [String: Any]])
            check([schema["title"]] + properties.values.map { $0["title"] }, "\(id) \(name)")
          }
        }
      }
    }
  }

  // MARK: - What is kept

  @Test func `who has it in one language does not have it in the other`() async throws {
    try await ReadingServer().run { client in
      for path in [
        "/api", "/collections", "/collections/villages", "/collections/villages/schema", "/coverage?f=html",
        "\(Self.items)/H1?f=html",
      ] {
        let english = try await client.ask(path)
        let tag = try #require(english.headers[.eTag])
        #expect(english.headers[.contentLanguage] == "en")
        #expect(english.headers[.vary]?.contains("Accept-Language") == true)
        var headers = Self.chinese
        headers[.ifNoneMatch] = tag
        let chinese = try await client.ask(path, headers)
        #expect(chinese.status == 200 && chinese.headers[.contentLanguage] == "zh-CN", "\(path)")
        #expect(chinese.headers[.eTag] != tag && chinese.text != english.text)
        headers[.ifNoneMatch] = chinese.headers[.eTag]
        #expect(try await client.ask(path, headers).status == 304, "\(path)")
      }
      // Figures and features are the same for all.
      for path in ["/coverage", Self.items, "\(Self.items)/H1", "\(Self.items)?f=csv"] {
        let (english, chinese) = (try await client.ask(path), try await client.ask(path, Self.chinese))
        #expect(english.headers[.eTag] == chinese.headers[.eTag] && chinese.headers[.contentLanguage] == nil)
        #expect(chinese.headers[.vary]?.contains("Accept-Language") != true)
      }
    }
  }

  // MARK: - Pages

  @Test func `a page is in its language, and leads to the other`() async throws {
    try await ReadingServer().run { client in
      let path = "/collections/villages/items?f=html&limit=9"
      let english = try await client.ask(path)
      #expect(english.text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
      #expect(
        english.text.contains(
          #"<a href="/collections/villages/items?f=html&amp;limit=9&amp;lang=zh" rel="alternate" hreflang="zh-CN" lang="zh-CN">中文</a>"#
        ))
      let chinese = try await client.ask(path, Self.chinese)
      #expect(chinese.text.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-CN\">"))
      #expect(chinese.text.contains("<h1>村（社区）</h1>") && chinese.text.contains(">下一页</a>"))
      #expect(
        chinese.text.contains("&amp;lang=en\" rel=\"alternate\" hreflang=\"en\" lang=\"en\">English</a>"))
      // The browser says so each time.
      #expect(chinese.text.contains(#"<a href="/collections/villages/items/411726100210">"#))
      // What was chosen by hand stays so, wherever a link leads.
      let chosen = try await client.ask(path + "&lang=zh")
      #expect(chosen.text.contains(#"<a href="/collections/villages/items/411726100210?lang=zh">"#))
      #expect(chosen.text.contains(#"<a href="/?lang=zh">福网</a>"#))
      #expect(chosen.text.contains(#"<a href="/collections/villages/items?lang=zh">去除</a>"#))
      #expect(chosen.text.contains(#"<input type="hidden" name="lang" value="zh">"#))
      for link in chosen.text.matches(of: /<a href="(http:[^"]*)"/) {
        #expect(link.output.1.contains("lang=zh"), "\(link.output.1)")
      }
      let api = try await client.ask("/api?f=html&lang=zh")
      #expect(api.text.contains("供程序使用：") && api.text.contains("<th>含义</th>"))
    }
  }
}
