import RegistryFiles
import RegistryStore
import ServiceNetwork

/// Writes features in the form and system that were asked for.
struct FeatureEncoder {
  private let type: FeatureType
  private let shown: [Bool]
  /// The names of the properties, written once.
  private let keys: [JSONWriter.Key]
  private let conversion: SystemConversion

  /// The system of its coordinates.
  var system: ServedSystem { conversion.system }

  /// - Throws: where PROJ's database is not there.
  init(_ type: FeatureType, shown: [Bool], system: ServedSystem) throws {
    self.type = type
    self.shown = shown
    keys = type.properties.map { JSONWriter.Key($0.name) }
    conversion = try SystemConversion(system)
  }

  /// The members of a GeoJSON feature.
  func write(_ feature: Feature, to json: inout JSONWriter) {
    json.member("type", "Feature")
    json.member("id", feature.id)
    geometry(of: feature, to: &json)
    json.object("properties") { json in
      for index in keys.indices where shown[index] {
        switch feature.values[index] {
        case .hidden: continue
        case .none: json.member(keys[index], nil)
        case .text(let text): json.member(keys[index], text)
        case .integer(let number):
          json.key(keys[index])
          json.integer(number)
        case .number(let number):
          json.key(keys[index])
          json.number(number)
        case .flag(let flag):
          json.key(keys[index])
          json.flag(flag)
        }
      }
    }
  }

  /// The headings of a table of features.
  var headings: [String] {
    let names = zip(type.properties, shown).filter(\.1).map(\.0.name)
    guard type.hasPlace else { return names }
    return names + (conversion.system.isNorthFirst ? ["y", "x"] : ["x", "y"])
  }

  /// A feature as a row of that table.
  func cells(_ feature: Feature) -> [String?] {
    let values = zip(feature.values, shown).filter(\.1).map { value, _ -> String? in
      switch value {
      case .none, .hidden: nil
      case .text(let text): FormulaGuard.guarded(text)
      case .integer(let number): String(number)
      case .number(let number): String(number)
      case .flag(let flag): String(flag)
      }
    }
    guard type.hasPlace else { return values }
    let pair = feature.place.flatMap(conversion.numbers)
    return values + [pair.map { String($0.first) }, pair.map { String($0.second) }]
  }

  private func geometry(of feature: Feature, to json: inout JSONWriter) {
    guard let pair = feature.place.flatMap(conversion.numbers) else {
      return json.member("geometry", nil as String?)
    }
    json.object("geometry") { json in
      json.member("type", "Point")
      json.array("coordinates") { json in
        json.number(pair.first)
        json.number(pair.second)
      }
    }
  }
}
