internal import CProj
internal import Foundation
internal import ServiceNetwork

/// The way from a system of the EPSG dataset to WGS 84, through PROJ.
///
/// It is used by one thread at a time.
final class Projection {
  /// How far outside the area that a system is meant for a place may lie, degrees: people stretch zones.
  private static let margin = 3.0

  let number: Int
  /// What the system is called.
  let name: String
  /// Whether the numbers are metres or the like, and no degrees.
  let isProjected: Bool
  /// Whether the axis that the authority calls X points to the north, as in Gauss-Krüger systems.
  let isXNorth: Bool
  /// Whether PROJ knows nothing better than to take one datum for the other, some hundred metres off.
  let isBallpark: Bool

  private let context: OpaquePointer
  private let transformation: OpaquePointer
  private let area: BoundingBox?

  /// - Throws: ``CoordinateSystemError``
  init(epsg number: Int) throws(CoordinateSystemError) {
    guard let context = proj_context_create() else { throw .noTransformation(number, name: "") }
    proj_context_set_enable_network(context, 0)
    proj_log_level(context, PJ_LOG_NONE)
    guard let system = proj_create_from_database(context, "EPSG", "\(number)", PJ_CATEGORY_CRS, 0, nil) else {
      proj_context_destroy(context)
      throw .noNumber(number)
    }
    defer { proj_destroy(system) }
    let name = proj_get_name(system).map { String(cString: $0) } ?? ""
    let type = proj_get_type(system)
    guard type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_PROJECTED_CRS else {
      proj_context_destroy(context)
      throw .unsuitable(number, name: name)
    }
    guard let transformation = Self.transformation(number, context) else {
      proj_context_destroy(context)
      throw .noTransformation(number, name: name)
    }
    self.number = number
    self.name = name
    self.context = context
    self.transformation = transformation
    isProjected = type == PJ_TYPE_PROJECTED_CRS
    isXNorth = Self.isXNorth(system, context)
    isBallpark = Self.isBallpark(system, context)
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    let hasArea = proj_get_area_of_use(context, system, &west, &south, &east, &north, nil) == 1
    area =
      hasArea
      ? BoundingBox(west: west, south: south, east: east, north: north)?.expanded(byDegrees: Self.margin)
      : nil
  }

  deinit {
    proj_destroy(transformation)
    proj_context_destroy(context)
  }

  /// The place of a pair, east before north; `nil` where it is none, or far from where the system is meant for.
  func place(_ x: Double, _ y: Double) -> Coordinate? {
    let result = proj_trans(transformation, PJ_FWD, proj_coord(x, y, 0, .infinity))
    guard result.xy.x.isFinite, result.xy.y.isFinite,
      let place = try? Coordinate(longitude: result.xy.x, latitude: result.xy.y),
      area?.contains(place) ?? true
    else { return nil }
    return place
  }

  /// The pair of a place, east before north; `nil` where the system has none for it.
  func pair(of place: Coordinate) -> (x: Double, y: Double)? {
    let result = proj_trans(
      transformation, PJ_INV, proj_coord(place.longitude, place.latitude, 0, .infinity))
    guard result.xy.x.isFinite, result.xy.y.isFinite else { return nil }
    return (result.xy.x, result.xy.y)
  }

  // MARK: - Private

  /// A transformation whose pairs are east before north on both sides.
  private static func transformation(_ number: Int, _ context: OpaquePointer) -> OpaquePointer? {
    guard let raw = proj_create_crs_to_crs(context, "EPSG:\(number)", "EPSG:4326", nil) else { return nil }
    defer { proj_destroy(raw) }
    return proj_normalize_for_visualization(context, raw)
  }

  private static func isXNorth(_ system: OpaquePointer, _ context: OpaquePointer) -> Bool {
    guard let axes = proj_crs_get_coordinate_system(context, system) else { return false }
    defer { proj_destroy(axes) }
    return (0..<proj_cs_get_axis_count(context, axes)).contains { index in
      var (letter, direction): (UnsafePointer<CChar>?, UnsafePointer<CChar>?)
      guard proj_cs_get_axis_info(context, axes, index, nil, &letter, &direction, nil, nil, nil, nil) == 1,
        let letter, let direction
      else { return false }
      return String(cString: letter).uppercased() == "X" && String(cString: direction) == "north"
    }
  }

  private static func isBallpark(_ system: OpaquePointer, _ context: OpaquePointer) -> Bool {
    guard let target = proj_create(context, "EPSG:4326"),
      let choice = proj_create_operation_factory_context(context, nil)
    else { return false }
    defer {
      proj_destroy(target)
      proj_operation_factory_context_destroy(choice)
    }
    // CGCS2000 has no other, and needs none.
    if let datum = proj_crs_get_datum_forced(context, system) {
      defer { proj_destroy(datum) }
      if proj_get_name(datum).map({ String(cString: $0) }) == "China 2000" { return false }
    }
    guard let ways = proj_create_operations(context, system, target, choice) else { return false }
    defer { proj_list_destroy(ways) }
    guard let best = proj_list_get(context, ways, 0) else { return false }
    defer { proj_destroy(best) }
    return proj_coordoperation_has_ballpark_transformation(context, best) == 1
  }
}
