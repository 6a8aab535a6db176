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
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
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
      Route(path: "/conformance", summary: "What the server conforms to", handler: conformance),
      Route(path: "/collections", summary: "The collections of features", handler: collections),
      Route(path: "/collections/{collectionId}", summary: "A collection", handler: collection),
    ]
  }

  @Sendable private func conformance(_ request: Request, _ context: RegistryContext) async throws -> Response
  {
    _ = try QueryParameters(request, known: Route.formParameter)
    return .json { json in
      json.array("conformsTo") { json in
        for name in Self.classes { json.text(name) }
      }
    }
  }

  @Sendable private func collections(_ request: Request, _ context: RegistryContext) async throws -> Response
  {
    _ = try QueryParameters(request, known: Route.formParameter)
    let today = today()
    let (all, extents) = try await registry.reading { reader in
      let all = try types.entries(reader).map(\.type)
      return (all, try all.map { try extent(of: $0, reader, today) })
    }
    return .json { json in
      json.array("links") { $0.link("self", request.serverAddress + "/collections", "application/json") }
      json.array("crs") { json in ServedSystem.allCases.forEach { json.text($0.uri) } }
      json.array("collections") { json in
        for (type, extent) in zip(all, extents) {
          json.object { json in write(type, extent, request, to: &json) }
        }
      }
    }
  }

  @Sendable private func collection(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: Route.formParameter)
    let (id, today) = (try context.parameters.require("collectionId"), today())
    let (type, box) = try await registry.reading { reader in
      let type = try types.entry(id, reader).type
      return (type, try extent(of: type, reader, today))
    }
    return .json { json in write(type, box, request, to: &json) }
  }

  // MARK: - Private

  /// The extent of a type; that of the unserved is the villages'.
  private func extent(
    of type: FeatureType, _ reader: RegistryReader, _ today: CalendarDate
  ) throws -> BoundingBox? {
    guard type.source == .unserved else { return try reader.extent(of: type, today: today) }
    let villages = try types.entries(reader).map(\.type).first { $0.source == .divisions(.village) }
    return try villages.flatMap { try reader.extent(of: $0, today: today) }
  }

  private func write(
    _ type: FeatureType, _ extent: BoundingBox?, _ request: Request, to json: inout JSONWriter
  ) {
    let address = "\(request.serverAddress)/collections/\(type.id)"
    json.member("id", type.id)
    json.member("title", "\(type.title.en) \(type.title.zh)")
    json.member("description", "\(type.summary.en). \(type.summary.zh)。")
    json.member("itemType", "feature")
    if let extent {
      json.object("extent") { json in
        json.object("spatial") { json in
          json.array("bbox") { json in
            json.array { json in
              for side in [extent.west, extent.south, extent.east, extent.north] { json.number(side) }
            }
          }
          json.member("crs", ServedSystem.crs84.uri)
        }
      }
    }
    // The unserved are worked out in one system.
    let systems = type.source == .unserved ? [.crs84] : ServedSystem.allCases
    json.array("crs") { json in systems.forEach { json.text($0.uri) } }
    json.member("storageCrs", ServedSystem.crs84.uri)
    json.array("links") { json in
      json.link("self", address, "application/json")
      let formats = type.source == .unserved ? [.geojson] : FeatureFormat.allCases
      for format in formats { json.link("items", "\(address)/items?f=\(format.rawValue)", format.mediaType) }
      for name in ["schema", "queryables", "sortables"] {
        json.link(
          "http://www.opengis.net/def/rel/ogc/1.0/\(name)", "\(address)/\(name)", "application/schema+json")
      }
    }
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
