internal import Foundation
package import ServiceNetwork

/// A local equirectangular projection: metres east and north of the middle of an extent, true at its latitude.
///
/// A degree is as long as it is on the WGS 84 ellipsoid at the middle: that of longitude by the radius of its parallel,
/// that of latitude by the radius of curvature of the meridian. Away from the middle latitude distances from west to east
/// are off by the change of the cosine: for a prefecture of 200 km by about 1 %.
///
/// Source: J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), 24–25 and 90–91.
package struct MapProjection: Sendable {
  /// The place in the middle.
  package let middle: (longitude: Double, latitude: Double)
  /// The units of the drawing that a metre is.
  package let unitsPerMeter: Double
  /// The height of the drawing, units.
  let height: Double

  private let width: Double
  private let metersPerDegree: (longitude: Double, latitude: Double)
  /// The least extent from side to side, metres: a single village is drawn as something.
  private static let leastExtent = 1000.0

  /// Fits an extent into a drawing.
  ///
  /// - Parameters:
  ///   - extent: what must be seen.
  ///   - width: the width of the drawing, units.
  ///   - heights: how high the drawing may be, units.
  ///   - margin: the units that are left free on each side.
  package init(_ extent: BoundingBox, width: Double, heights: ClosedRange<Double>, margin: Double) {
    middle = ((extent.west + extent.east) / 2, (extent.south + extent.north) / 2)
    let sine = sin(middle.latitude * .pi / 180)
    let eccentricity = Geodesic.flattening * (2 - Geodesic.flattening)
    let factor = 1 - eccentricity * sine * sine
    let parallel = Geodesic.equatorialRadius / factor.squareRoot() * max((1 - sine * sine).squareRoot(), 1e-3)
    let meridian = Geodesic.equatorialRadius * (1 - eccentricity) / (factor * factor.squareRoot())
    metersPerDegree = (parallel * .pi / 180, meridian * .pi / 180)
    let eastward = max((extent.east - extent.west) * metersPerDegree.longitude, Self.leastExtent)
    let northward = max((extent.north - extent.south) * metersPerDegree.latitude, Self.leastExtent)
    let scale = min(
      (width - 2 * margin) / eastward, (heights.upperBound - 2 * margin) / northward)
    self.width = width
    unitsPerMeter = scale
    height = max(heights.lowerBound, northward * scale + 2 * margin)
  }

  /// Where a place is drawn, units from the upper left corner.
  package func point(_ place: Coordinate) -> (x: Double, y: Double) {
    (
      width / 2 + (place.longitude - middle.longitude) * metersPerDegree.longitude * unitsPerMeter,
      height / 2 - (place.latitude - middle.latitude) * metersPerDegree.latitude * unitsPerMeter
    )
  }
}

/// Numbers that people read easily: 1, 2 and 5, and these times powers of ten.
enum RoundNumber {
  /// The greatest one that is not above a number; the number itself where it is not above 0.
  static func below(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    let power = pow(10, floor(log10(value)))
    // A quotient a little below 1 by rounding is one of the power before.
    let candidates = [0.5, 1, 2, 5, 10].map { $0 * power }
    return candidates.last { $0 <= value } ?? candidates[0]
  }

  /// The least one that is not below a number; 1 where it is not above 0.
  static func above(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    let power = pow(10, floor(log10(value)))
    let candidates = [1, 2, 5, 10].map { $0 * power }
    return candidates.first { $0 >= value } ?? candidates[3]
  }
}

/// A bar of a round length, and how long it is drawn.
package struct ScaleBar: Sendable {
  /// The length on the ground at the map's middle latitude, metres: 1, 2 or 5 times a power of ten.
  package let meters: Double
  /// The length in the drawing, units.
  package let units: Double

  /// The longest bar that is no longer than some units.
  package init(_ projection: MapProjection, atMost units: Double) {
    meters = RoundNumber.below(units / projection.unitsPerMeter)
    self.units = meters * projection.unitsPerMeter
  }

  /// The length in words.
  func phrase(_ language: DocumentLanguage) -> String {
    Meters(meters).words(language)
  }
}

extension Meters {
  /// The length as people say it.
  func words(_ language: DocumentLanguage) -> String {
    language == .en
      ? phrase : phrase.replacing(" km", with: "公里").replacing(" m", with: "米")
  }
}
