import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// Where one goes from a page of features.
struct PageLinks {
  private let request: Request
  private let form: Form
  private let collection: String
  /// The path and query of the page before; `nil` where it is not known, or there is none.
  private let previous: String?
  /// The path and query of the next page; `nil` where there is none.
  private let next: String?

  init(_ request: Request, _ form: Form, collection: String, previous: String? = nil, next: String?) {
    self.request = request
    self.form = form
    self.collection = collection
    self.previous = previous
    self.next = next
  }

  private var turns: [(relation: String, address: String)] {
    [("prev", previous), ("next", next)].compactMap { relation, path in
      path.map { (relation, request.serverAddress + $0) }
    }
  }

  /// Writes them as links of OGC API.
  func write(to json: inout JSONWriter) {
    json.ownLinks(of: request, form, Form.features)
    for turn in turns { json.link(turn.relation, turn.address, form.mediaType) }
    json.link(
      "collection", "\(request.serverAddress)/collections/\(collection)", Form.json.mediaType,
      title: collection)
  }

  /// The header for forms that have no place for links (RFC 8288); `nil` where there is but this page.
  var header: String? {
    let links = turns.map { #"<\#($0.address)>; rel="\#($0.relation)"; type="\#(form.bareType)""# }
    return links.isEmpty ? nil : links.joined(separator: ", ")
  }
}

extension Response {
  /// A page of features.
  ///
  /// - Parameters:
  ///   - matched: how many features there are on all pages.
  ///   - members: writes further members of a GeoJSON collection.
  static func features(
    _ form: Form, _ encoder: FeatureEncoder, _ page: [Feature], matched: Int, _ links: PageLinks,
    members: (inout JSONWriter) -> Void
  ) throws -> Response {
    var body = ByteBuffer()
    let writer = FeatureListWriter(form: form, encoder: encoder) { body.writeBytes($0) }
    try writer.write(page) { json in
      json.member("timeStamp", Date().formatted(.iso8601))
      json.member("numberMatched", matched)
      json.member("numberReturned", page.count)
      members(&json)
    } tail: { json, _ in
      json.array("links") { links.write(to: &$0) }
    }
    var response = Response(
      status: .ok, headers: headers(form, encoder), body: ResponseBody(byteBuffer: body))
    response.headers[.numberMatched] = String(matched)
    response.headers[.numberReturned] = String(page.count)
    if let header = links.header { response.headers[.link] = header }
    return response
  }

  /// One feature.
  ///
  /// - Parameter members: writes further members of the GeoJSON feature.
  static func feature(
    _ form: Form, _ encoder: FeatureEncoder, _ feature: Feature, _ request: Request, collection: String,
    members: (inout JSONWriter) -> Void = { _ in }
  ) throws -> Response {
    var body = ByteBuffer()
    if form == .csv {
      body.writeString(CSVWriter.record(encoder.headings) + CSVWriter.record(encoder.cells(feature)))
    } else {
      var json = JSONWriter()
      json.object { json in
        encoder.write(feature, to: &json)
        members(&json)
        json.array("links") { json in
          json.ownLinks(of: request, form, Form.features)
          json.link(
            "collection", "\(request.serverAddress)/collections/\(collection)", Form.json.mediaType,
            title: collection)
        }
      }
      body.writeBytes(json.take())
    }
    return Response(status: .ok, headers: headers(form, encoder), body: ResponseBody(byteBuffer: body))
  }

  /// What is said of features in some form and system.
  static func headers(_ form: Form, _ encoder: FeatureEncoder) -> HTTPFields {
    [.contentType: form.mediaType, .contentCrs: "<\(encoder.system.uri)>"]
  }
}
