internal import ServiceNetwork

/// A map of who is served: outlines of areas, villages and who serves them.
///
/// Villages that are served are small and grey. Of the others the area of the circle is proportional to the persons, and
/// its colour says how far the nearest is. The same marks in any order make the same bytes.
package struct CoverageMap: Sendable {
  /// A village.
  struct Village: Sendable {
    /// Its code, by which equal ones are put in order.
    var code: String
    /// Its name.
    var name: String
    /// Where it lies, EPSG:4326.
    var location: Coordinate
    /// Whether it is served.
    var isServed: Bool
    /// How many persons live there; `nil` where nobody counted.
    var persons: Int?
    /// How far the nearest is, metres, or minutes where the map is about a time; `nil` where nobody knows.
    var cost: Double?
  }

  /// Who serves.
  struct Facility: Sendable {
    /// Its id.
    var id: String
    /// Where it is, EPSG:4326.
    var location: Coordinate
  }

  /// What stands above the map and below it.
  struct Caption: Sendable {
    /// The title.
    var title: String
    /// The lines below the title.
    var lines: [String]
    /// By what the map can be repeated, in the last line.
    var provenance: String
  }

  /// What stands above and below.
  let caption: Caption
  /// The language of the legend.
  let language: DocumentLanguage
  /// The villages: those that are served by code, then the others, most persons first.
  let villages: [Village]
  /// Who serves within the frame, by id.
  let facilities: [Facility]
  /// The outlines, by code.
  let outlines: [DivisionOutline]
  /// How far is what colour.
  let classes: CostClasses
  /// How many villages and facilities have no coordinates, and are not drawn.
  let undrawn: (villages: Int, facilities: Int)
  /// Where places are drawn.
  let projection: MapProjection
  /// Whether costs are minutes.
  let isTime: Bool

  /// A map of some marks.
  ///
  /// - Parameters:
  ///   - villages: who is served, and who is not.
  ///   - facilities: who serves; those outside the extent of villages and outlines are left out.
  ///   - outlines: the areas.
  ///   - caption: what stands above and below.
  ///   - isTime: whether costs are minutes.
  ///   - undrawn: how many villages and facilities could not be given for want of coordinates.
  ///   - language: the language of the legend.
  /// - Returns: `nil` where there is no village: nothing says where the map would be.
  /// - Complexity: O(n log n).
  init?(
    villages: [Village], facilities: [Facility], outlines: [DivisionOutline], caption: Caption,
    isTime: Bool = false,
    undrawn: (villages: Int, facilities: Int) = (0, 0), language: DocumentLanguage
  ) {
    let places =
      villages.map(\.location) + outlines.flatMap { $0.area.polygons.flatMap(\.exterior) }
    guard let first = villages.first else { return nil }
    var extent = BoundingBox(first.location)
    for place in places { extent.formUnion(place) }
    let seen = extent.expanded(byDegrees: 0.01 * max(extent.east - extent.west, extent.north - extent.south))
    self.villages = villages.sorted { Self.rank($0) < Self.rank($1) }
    self.facilities = facilities.filter { seen.contains($0.location) }.sorted { $0.id < $1.id }
    self.outlines = outlines.sorted { $0.code.description < $1.code.description }
    self.caption = caption
    self.isTime = isTime
    self.undrawn = undrawn
    self.language = language
    classes = CostClasses(villages.compactMap { $0.isServed ? nil : $0.cost }, isTime: isTime)
    projection = MapProjection(extent, width: Self.frameWidth, heights: 440...900, margin: 24)
  }

  private static func rank(_ village: Village) -> (Int, Int, String) {
    village.isServed ? (0, 0, village.code) : (1, -(village.persons ?? 0), village.code)
  }

  /// The width of the part that is the map, units.
  static let frameWidth = 760.0
}
