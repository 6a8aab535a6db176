import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles

/// The files of the page at `/`: its own, and those of Leaflet, from where the system keeps them.
///
/// They are read once in a process. Where Leaflet is missing, its files are not found, and the page says
/// which package brings them.
struct WebFiles: Sendable {
  /// What a browser may load and run: what this server gives, and nothing that stands in a page or elsewhere.
  static let securityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  /// A file as it is sent.
  private struct File: Sendable {
    var data: Data
    var mediaType: String
    var tag: String
  }

  /// Debian's package libjs-leaflet.
  private static let leafletFolder = URL(
    filePath: "/usr/share/javascript/leaflet", directoryHint: .isDirectory)
  private static let leafletFiles = ["leaflet.css", "leaflet.js"]
  private static let mediaTypes = [
    "css": "text/css; charset=utf-8", "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
  ]

  /// Those of the system's Leaflet.
  static let installed = WebFiles()

  private let files: [String: File]

  /// Reads the files.
  ///
  /// - Parameter leaflet: the folder that has Leaflet's files.
  init(leaflet: URL = Self.leafletFolder) {
    var files: [String: File] = [:]
    let own = Bundle.module.bundleURL.appending(path: "Files", directoryHint: .isDirectory)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: own.path(percentEncoded: false))) ?? []
    for name in names { files["/web/\(name)"] = Self.file(at: own.appending(path: name)) }
    for name in Self.leafletFiles {
      files["/web/leaflet/\(name)"] = Self.file(at: leaflet.appending(path: name))
    }
    self.files = files
  }

  private static func file(at url: URL) -> File? {
    guard let type = mediaTypes[url.pathExtension], let data = try? Data(contentsOf: url) else { return nil }
    return File(data: data, mediaType: type, tag: Validators.strongTag(of: data))
  }

  /// The paths of all files but the page, which is at `/`.
  var paths: [String] { files.keys.filter { !$0.hasSuffix(".html") }.sorted() }

  /// The page.
  @Sendable func page(_ request: Request, _ context: RegistryContext) async throws -> Response {
    var response = try answer("/web/index.html", request)
    response.headers[.contentSecurityPolicy] = Self.securityPolicy
    return response
  }

  /// The answer to a request for one of the ``paths``.
  @Sendable func answer(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    return try answer(request.uri.path, request)
  }

  private func answer(_ path: String, _ request: Request) throws -> Response {
    guard let file = files[path] else {
      throw Problem(.notFound, "there is no file \(path)", zh: "没有文件 \(path)")
    }
    let validators = Validators(tag: file.tag)
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
