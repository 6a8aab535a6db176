import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles

/// The files of the page at `/`: its own, and those of Leaflet, from where the system keeps them.
///
/// They are read once in a process. Where Leaflet is missing, its files are not found, and the page says
/// which package brings them.
struct WebFiles: Sendable {
  /// What a browser may load and run: what this server gives, and nothing that stands in a page or elsewhere but tiles.
  ///
  /// - Parameter tiles: where tiles come from, as ``BaseMap/origins`` has it.
  static func securityPolicy(tiles: [String]) -> String {
    let images = ["'self'", "data:"] + tiles
    return
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src \(images.joined(separator: " ")); "
      + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
      + "frame-ancestors 'none'"
  }

  /// The script that answers in the server's place where there is no network.
  private static let worker = "/web/worker.js"
  /// It asks nobody else, and loads nothing.
  private static let workerPolicy = "default-src 'none'; connect-src 'self'"

  /// A file as it is sent.
  private struct File: Sendable {
    var data: Data
    var mediaType: String
    var tag: String
  }

  /// Debian's package libjs-leaflet.
  private static let leafletFolder = URL(
    filePath: "/usr/share/javascript/leaflet", directoryHint: .isDirectory)
  /// Its files, and what each is called there: the shorter form first.
  private static let leafletFiles = [
    "leaflet.css": ["leaflet.css"], "leaflet.js": ["leaflet.min.js", "leaflet.js"],
  ]
  private static let mediaTypes = [
    "css": "text/css; charset=utf-8", "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png", "svg": "image/svg+xml", "webmanifest": "application/manifest+json",
  ]

  /// Those of the system's Leaflet.
  static let installed = WebFiles()

  private var files: [String: File]

  /// Reads the files.
  ///
  /// - Parameter leaflet: the folder that has Leaflet's files.
  init(leaflet: URL = Self.leafletFolder) {
    var files: [String: File] = [:]
    let own = Bundle.module.bundleURL.appending(path: "Files", directoryHint: .isDirectory)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: own.path(percentEncoded: false))) ?? []
    for name in names { files["/web/\(name)"] = Self.file(at: own.appending(path: name)) }
    for (name, sources) in Self.leafletFiles {
      files["/web/leaflet/\(name)"] =
        sources.lazy.compactMap { Self.file(at: leaflet.appending(path: $0)) }
        .first
    }
    self.files = files
    tellWorker()
  }

  /// Writes before the worker what the page is made of, and a digest of it all: a browser takes a worker of other bytes for
  /// a new one, which then keeps the files of its release.
  private mutating func tellWorker() {
    guard let worker = files[Self.worker] else { return }
    let kept = paths.filter { $0 != Self.worker }
    var json = JSONWriter()
    json.array { json in (["/"] + kept).forEach { json.text($0) } }
    let list = String(decoding: json.take(), as: UTF8.self)
    let tags = files.sorted { $0.key < $1.key }.map(\.value.tag).joined()
    let release = Validators.digest(of: Data(tags.utf8))
    let data = Data("const FILES = \(list);\nconst RELEASE = \"\(release)\";\n".utf8) + worker.data
    files[Self.worker] = File(
      data: data, mediaType: worker.mediaType, tag: Validators.strongTag(of: data))
  }

  private static func file(at url: URL) -> File? {
    guard let type = mediaTypes[url.pathExtension], let data = try? Data(contentsOf: url) else { return nil }
    return File(data: data, mediaType: type, tag: Validators.strongTag(of: data))
  }

  /// The paths of all files but the page, which is at `/`.
  var paths: [String] { files.keys.filter { !$0.hasSuffix(".html") }.sorted() }

  /// The page.
  ///
  /// - Parameter tiles: where its tiles come from.
  func page(_ request: Request, tiles: [String]) throws -> Response {
    let policy = Self.securityPolicy(tiles: tiles)
    var response = try answer("/web/index.html", request, beside: policy)
    response.headers[.contentSecurityPolicy] = policy
    return response
  }

  /// The answer to a request for one of the ``paths``.
  @Sendable func answer(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let path = request.uri.path
    var response = try answer(path, request)
    if path == Self.worker {
      response.headers[.contentSecurityPolicy] = Self.workerPolicy
      response.headers[.serviceWorkerAllowed] = "/"
    }
    return response
  }

  /// - Parameter header: what stands in the header and makes it another answer.
  private func answer(_ path: String, _ request: Request, beside header: String = "") throws -> Response {
    guard let file = files[path] else {
      throw Problem(.notFound, "there is no file \(path)", zh: "没有文件 \(path)")
    }
    let tag = header.isEmpty ? file.tag : Validators.strongTag(of: Data((file.tag + header).utf8))
    let validators = Validators(tag: tag)
    if request.has(validators) { return .notModified(validators) }
    var response = Response(
      status: .ok,
      // A browser asks each time whether it is still the same: after an update no old part runs with a new one.
      headers: [.contentType: file.mediaType, .cacheControl: "public, no-cache"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.data)))
    response.tell(validators)
    return response
  }
}

extension HTTPField.Name {
  /// For which addresses a worker may answer (Service Workers, 6.2).
  fileprivate static let serviceWorkerAllowed = named("Service-Worker-Allowed")
}
