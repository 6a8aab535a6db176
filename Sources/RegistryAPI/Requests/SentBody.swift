import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles
import ServiceNetwork

extension Request {
  /// The bytes that were sent, of one of some media types.
  ///
  /// - Throws: ``Problem`` (415) for another type; what becomes a 413 where it is too much.
  func sent(as mediaTypes: [String], _ context: RegistryContext) async throws -> Data {
    let type = (headers[.contentType] ?? "").split(separator: ";").first.map {
      $0.lowercased().trimmingWhitespace()
    }
    guard let type, mediaTypes.contains(type) else {
      throw Problem(
        .unsupportedMediaType,
        "'\(type ?? "")' is not understood here; send \(mediaTypes.joined(separator: " or "))",
        zh: "此处不接受“\(type ?? "")”，请用 \(mediaTypes.joined(separator: " 或 "))")
    }
    return Data(try await body.collect(upTo: context.maxUploadSize).readableBytesView)
  }

  /// The system of the coordinates in the body, as `Content-Crs` tells it.
  ///
  /// - Throws: ``Problem`` (400)
  func sentSystem() throws -> ServedSystem {
    guard let header = headers[.contentCrs] else { return .crs84 }
    let uri = header.hasPrefix("<") && header.hasSuffix(">") ? String(header.dropFirst().dropLast()) : header
    guard let system = ServedSystem(rawValue: uri) else {
      let all = ServedSystem.allCases.map { "<\($0.uri)>" }.joined(separator: ", ")
      throw Problem(
        .badRequest, "the header Content-Crs, '\(header)', is none of \(all)",
        zh: "请求头 Content-Crs 的“\(header)”无效，应为以下之一：\(all)")
    }
    return system
  }
}
