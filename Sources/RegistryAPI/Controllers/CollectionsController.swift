import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/conformance`, `/collections` and `/collections/{collectionId}`.
///
/// Source: OGC API – Features – Part 1, 17-069r4, 7.4, 7.13 and 7.14.
struct CollectionsController {
  private static let classes = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
    "http://www.opengis.net/spec/ogcapi-features-4/1.0/req/optimistic-locking-etags",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
  ]

  let registry: Registry
  let types: TypeMemory
  let today: @Sendable () -> CalendarDate

  var routes: [Route] {
    [
      Route(
        path: "/conformance", summary: Wording("What the server conforms to", zh: "服务器符合的标准"),
        handler: conformance),
      Route(
        path: "/collections", summary: Wording("The collections of features", zh: "全部数据集"),
        isOfRegistry: true, isWorded: true, handler: collections),
      Route(
        path: "/collections/{collectionId}", summary: Wording("A collection", zh: "一个数据集"),
        isOfRegistry: true, isWorded: true, handler: collection),
    ]
  }

  @Sendable private func conformance(_ request: Request, _ context: RegistryContext) async throws -> Response
  {
    _ = try QueryParameters(request, known: [])
    return .json { json in
      json.array("conformsTo") { json in
        for name in Self.classes { json.text(name) }
      }
      json.array("links") { $0.ownLinks("/conformance", Form.object, of: request) }
    }
  }

  @Sendable private func collections(_ request: Request, _ context: RegistryContext) async throws -> Response
  {
    _ = try QueryParameters(request, known: [])
    let today = today()
    let (all, extents) = try await registry.reading { reader in
      let all = try types.entries(reader).map(\.type)
      return (all, try all.map { try extent(of: $0, all, reader, today) })
    }
    return .json { json in
      json.array("links") { $0.ownLinks("/collections", Form.object, of: request) }
      json.array("crs") { json in ServedSystem.allCases.forEach { json.text($0.uri) } }
      json.array("collections") { json in
        for (type, extent) in zip(all, extents) {
          json.object { json in write(type, extent, request, context.language, to: &json) }
        }
      }
    }
  }

  @Sendable private func collection(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let (id, today) = (try context.parameters.require("collectionId"), today())
    let (type, own) = try await registry.reading { reader in
      let type = try types.entry(id, reader).type
      return (type, try extent(of: type, try types.entries(reader).map(\.type), reader, today))
    }
    return .json { json in write(type, own, request, context.language, to: &json) }
  }

  // MARK: - Private

  /// Where and when the features of a type are.
  private struct Extent {
    var box: BoundingBox?
    var days: FeatureInterval?
  }

  /// The extent of a type; that of the unserved is the villages'.
  private func extent(
    of type: FeatureType, _ all: [FeatureType], _ reader: RegistryReader, _ today: CalendarDate
  ) throws -> Extent {
    guard type.source == .unserved else {
      return Extent(
        box: try reader.extent(of: type, today: today), days: try reader.interval(of: type))
    }
    let villages = all.first { $0.source == .divisions(.village) }
    return Extent(box: try villages.flatMap { try reader.extent(of: $0, today: today) })
  }

  private func write(
    _ type: FeatureType, _ extent: Extent, _ request: Request, _ language: DocumentLanguage,
    to json: inout JSONWriter
  ) {
    let path = "/collections/\(type.id)"
    let address = request.serverAddress + path
    json.member("id", type.id)
    json.member("title", language(type.title))
    json.member("description", language("\(type.summary.en).", zh: "\(type.summary.zh)。"))
    json.member("itemType", "feature")
    write(extent, to: &json)
    json.array("crs") { json in ServedSystem.allCases.forEach { json.text($0.uri) } }
    json.member("storageCrs", ServedSystem.crs84.uri)
    json.array("links") { json in
      json.ownLinks(path, Form.object, of: request)
      for form in Form.features {
        json.link(
          "items", "\(address)/items?f=\(form.name)", form.mediaType,
          title: language("Features, \(form.name)", zh: "要素，\(form.name)"))
      }
      for form in Form.files {
        json.link(
          "enclosure", "\(address)/download?f=\(form.name)", form.mediaType,
          title: language("All, \(form.name)", zh: "全部下载，\(form.name)"))
      }
      for (name, title) in SchemaController.titles {
        json.link(
          "http://www.opengis.net/def/rel/ogc/1.0/\(name)", "\(address)/\(name)", "application/schema+json",
          title: language(title))
      }
    }
  }

  private func write(_ extent: Extent, to json: inout JSONWriter) {
    guard extent.box != nil || extent.days != nil else { return }
    json.object("extent") { json in
      if let box = extent.box {
        json.object("spatial") { json in
          json.array("bbox") { json in
            json.array { json in
              for side in [box.west, box.south, box.east, box.north] { json.number(side) }
            }
          }
          json.member("crs", ServedSystem.crs84.uri)
        }
      }
      if let days = extent.days {
        json.object("temporal") { json in
          json.array("interval") { json in
            json.array { json in
              json.date(days.first)
              json.date(days.last)
            }
          }
          json.member("trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian")
        }
      }
    }
  }
}

extension JSONWriter {
  /// An element that is a day's beginning, or null.
  fileprivate mutating func date(_ date: CalendarDate?) {
    if let date { text("\(date)T00:00:00Z") } else { number(nil) }
  }
}

extension Response {
  /// An answer that is one JSON object.
  ///
  /// - Parameter headers: what is said about it; its type where that is another than JSON's.
  static func json(
    status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], _ members: (inout JSONWriter) -> Void
  ) -> Response {
    var json = JSONWriter()
    json.object { members(&$0) }
    var headers = headers
    if headers[.contentType] == nil { headers[.contentType] = "application/json" }
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.take())))
  }
}
