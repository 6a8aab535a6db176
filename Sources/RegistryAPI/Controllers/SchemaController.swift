import Foundation
import HTTPTypes
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/collections/{collectionId}/schema`, `…/queryables` and `…/sortables`: what features have, for the one who asks.
///
/// Source: OGC API – Features – Part 3, 19-079r2, 6.2, and the draft of Part 5, 23-058.
struct SchemaController {
  private static let mediaType = "application/schema+json"
  private static let forms = [Form.json(as: mediaType), .html]

  /// What the three are called.
  static let titles: KeyValuePairs = [
    "schema": Wording("Properties", zh: "属性"),
    "queryables": Wording("Properties to choose by", zh: "可用于筛选的属性"),
    "sortables": Wording("Properties to order by", zh: "可用于排序的属性"),
  ]

  let registry: Registry
  let types: TypeMemory

  var routes: [Route] {
    [
      Route(
        path: "/collections/{collectionId}/schema", summary: Wording("What the features have", zh: "要素的属性"),
        forms: Self.forms, isOfRegistry: true, isWorded: true
      ) { request, context in
        try await answer(request, context, "schema") { _ in true }
      },
      Route(
        path: "/collections/{collectionId}/queryables",
        summary: Wording("By what features can be chosen", zh: "可用于筛选要素的属性"),
        forms: Self.forms, isOfRegistry: true, isWorded: true
      ) { request, context in
        try await answer(request, context, "queryables") { $0.isQueryable }
      },
      Route(
        path: "/collections/{collectionId}/sortables",
        summary: Wording("By what features can be ordered", zh: "可用于排序的属性"),
        forms: Self.forms, isOfRegistry: true, isWorded: true
      ) { request, context in
        try await answer(request, context, "sortables") { $0.isSortable }
      },
    ]
  }

  private func answer(
    _ request: Request, _ context: RegistryContext, _ name: String, where isMeant: (FeatureProperty) -> Bool
  ) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let id = try context.parameters.require("collectionId")
    let type = try await registry.reading { try types.entry(id, $0).type }
    let properties = type.properties.filter { property in
      // A property that the caller never sees whole is none for the caller.
      isMeant(property) && context.caller.view(of: property.sensitivity, isWithin: true) != .hidden
    }
    let language = context.language
    let schema = FeatureSchema(
      type: type, dialect: .jsonSchema, language: language,
      isWritable: context.caller.mayWriteSomewhere(of: type) && !registry.isReadOnly)
    var json = JSONWriter()
    json.object { json in
      json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      json.member("$id", "\(request.serverAddress)/collections/\(type.id)/\(name)")
      json.member("type", "object")
      json.member("title", language(type.title))
      json.member("additionalProperties", false)
      json.object("properties") { json in
        schema.writeProperties(properties, to: &json)
        if name != "sortables", type.hasPlace {
          json.object("geometry") { json in
            json.member("title", language("place", zh: "位置"))
            json.member("format", "geometry-point")
            json.member("x-ogc-role", "primary-geometry")
            if !(schema.isWritable && type.hasOwnPlace) { json.member("readOnly", true) }
          }
        }
        if name == "queryables" {
          json.object(FeatureParameters.hasGeometry.name) { json in
            json.member("title", language("whether it has a place", zh: "有无位置"))
            json.member("type", "boolean")
          }
        }
      }
      if name == "schema" {
        json.array("required") { json in
          for property in properties where property.isRequired { json.text(property.name) }
        }
      }
    }
    return Response(
      status: .ok, headers: [.contentType: Self.mediaType],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.take())))
  }
}
