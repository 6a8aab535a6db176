import Hummingbird
import RegistryFiles
import ServiceNetwork

extension Response {
  /// An answer that a report is written into.
  static func report(_ format: ReportFormat, _ write: (ReportWriter) throws -> Void) throws -> Response {
    var body = ByteBuffer()
    try write(ReportWriter(format) { body.writeBytes($0) })
    return Response(
      status: .ok, headers: [.contentType: format == .geojson ? "application/geo+json" : "application/json"],
      body: ResponseBody(byteBuffer: body))
  }
}
