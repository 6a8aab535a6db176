import Foundation
import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// `/basemap` and `/roads`: what lies under the map.
struct BaseMapController {
  /// The most roads of an answer.
  static let greatestLimit = 2000

  let registry: Registry

  var routes: [Route] {
    [
      Route(
        path: "/basemap",
        summary: Wording(
          "What lies under the map: tiles, whose they are, and whether there are roads",
          zh: "地图的底图：瓦片及其来源，以及有无路网"),
        handler: baseMap),
      Route(
        path: "/roads",
        summary: Wording("The roads of a box for drawing, the main ones first", zh: "某一范围内供绘图的道路，主要道路在前"),
        forms: [.geojson, .json, .html], parameters: { _ in Self.roadParameters }, handler: roads),
    ]
  }

  private static let roadParameters = [
    ParameterDescription(
      name: "bbox", summary: Wording("A box that the roads' own boxes must meet", zh: "矩形范围，道路的外接矩形须与之相交"),
      schema: .numbers(least: 4, most: 6)),
    ParameterDescription(
      name: "limit", summary: Wording("The most roads of the answer", zh: "最多给出多少条道路"),
      schema: .integer(minimum: 1, maximum: greatestLimit, standard: greatestLimit)),
  ]

  @Sendable private func baseMap(_ request: Request, _ context: RegistryContext) async throws -> Response {
    _ = try QueryParameters(request, known: [])
    let (map, hasRoads) = try await registry.reading { (try $0.baseMap(), try $0.hasRoads()) }
    return Self.tagged { json in
      json.array("layers") { json in
        for layer in map.layers {
          json.object { json in
            json.member("template", layer.template)
            json.array("subdomains") { json in layer.subdomains.forEach { json.text($0) } }
            json.member("maxZoom", layer.maxZoom)
          }
        }
      }
      json.member("attribution", map.attribution)
      json.member("approval", map.approval)
      json.member("roads", hasRoads)
    }
  }

  @Sendable private func roads(_ request: Request, _ context: RegistryContext) async throws -> Response {
    let query = try QueryParameters(request, known: Self.roadParameters)
    let limit = try query.number("limit", in: 1...Self.greatestLimit, default: Self.greatestLimit)
    let boxes = try FeatureParameters.boxes(query, system: .crs84).map(\.around)
    let (roads, matched) = try await registry.reading { try $0.roads(in: boxes, limit: limit) }
    let type = context.form == .json ? Form.json.mediaType : Form.geojson.mediaType
    return Self.tagged(type: type) { json in
      json.member("type", "FeatureCollection")
      json.member("numberMatched", matched)
      json.member("numberReturned", roads.count)
      json.array("features") { json in
        for road in roads { json.object { Self.write(road, to: &$0) } }
      }
    }
  }

  // MARK: - Private

  private static func write(_ road: RoadLine, to json: inout JSONWriter) {
    json.member("type", "Feature")
    json.object("geometry") { json in
      json.member("type", "LineString")
      json.array("coordinates") { json in
        for point in road.points {
          json.array { json in
            json.number(rounded(point.longitude))
            json.number(rounded(point.latitude))
          }
        }
      }
    }
    json.object("properties") { json in
      json.member("class", road.roadClass)
      json.member("name", road.name)
    }
  }

  /// A degree to five decimals: a metre, and less than a pixel of the map.
  private static func rounded(_ degrees: Double) -> Double { (degrees * 1e5).rounded() / 1e5 }

  /// An answer with a tag of its bytes: the journal does not tell of roads.
  private static func tagged(type: String = Form.json.mediaType, _ members: (inout JSONWriter) -> Void)
    -> Response
  {
    var json = JSONWriter()
    json.object { members(&$0) }
    let bytes = json.take()
    return Response(
      status: .ok, headers: [.contentType: type, .eTag: Validators.strongTag(of: Data(bytes))],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
