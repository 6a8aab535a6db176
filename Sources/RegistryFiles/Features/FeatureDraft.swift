public import Foundation
public import ServiceNetwork

/// What somebody wants a feature to be: a GeoJSON feature that was sent, or a merge patch of one.
///
/// Its values have the forms that the type's schema tells, and no others; whether they fit each other and the registry is
/// found out when it becomes a row.
///
/// Source: RFC 7946; RFC 7396.
public struct FeatureDraft: Sendable {
  /// How much of a feature is told.
  public enum Extent: Sendable {
    /// All of it: what is not told is none.
    case whole
    /// What is to change.
    case patch
  }

  /// The most characters of a text.
  public static let longestText = 4000

  /// The greatest whole number.
  public static let greatestCount = WrittenNumber.greatest

  /// A place, as it was sent.
  enum Place: Equatable, Sendable {
    case none
    case point(first: Double, second: Double)
  }

  let type: FeatureType
  let extent: Extent
  /// The values that were told, as a table's cells would have them, by the names of their properties; `nil` for none.
  let values: [String: String?]
  /// The place; `nil` where nothing was told of it.
  let place: Place?
  /// The id that it is sent with.
  let id: String?

  /// Reads a feature.
  ///
  /// - Parameters:
  ///   - json: the text that was sent.
  ///   - type: what it is to be a feature of.
  ///   - extent: how much of a feature it tells.
  /// - Throws: ``FeatureDraftError``
  public init(_ json: Data, of type: FeatureType, extent: Extent) throws(FeatureDraftError) {
    let value: JSONValue
    do {
      value = try JSONValue(json: json)
    } catch {
      throw .malformed(
        Wording("the body is no JSON: \(Self.reason(error))", zh: "正文不是JSON：\(Self.reason(error))"))
    }
    try self.init(value, of: type, extent: extent)
  }

  private init(_ value: JSONValue, of type: FeatureType, extent: Extent) throws(FeatureDraftError) {
    guard case .object(let members) = value else {
      throw .malformed(Wording("the body is no object", zh: "正文不是JSON对象"))
    }
    if extent == .whole {
      guard members["type"] == .text("Feature") else {
        throw .malformed(
          Wording(
            "the body is no GeoJSON feature: its type is not 'Feature'", zh: "正文不是GeoJSON要素：type不是Feature"))
      }
      for name in ["geometry", "properties"] where members[name] == nil {
        throw .malformed(
          Wording(
            "a GeoJSON feature has a member '\(name)'; null where there is none",
            zh: "GeoJSON要素必须有成员\(name)，没有时为null"))
      }
    }
    var faults: [FeatureFault] = []
    var values: [String: String?] = [:]
    switch members["properties"] {
    case nil: break
    case .null where extent == .whole: break
    case .object(let properties):
      for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
        let pointer = "/properties/\(name)"
        guard let property = type.property(named: name) else {
          faults.append(FeatureFault(pointer, Self.unknown(name, among: type)))
          continue
        }
        guard property.isWritable, !(property.isIdentifying && extent == .patch) else {
          // Whoever replaces a feature sends back what was told along with it.
          if extent == .patch { faults.append(FeatureFault(pointer, Self.notWritable)) }
          continue
        }
        switch property.form.text(of: value) {
        case .success(let text): values[name] = .some(text)
        case .failure(let fault): faults.append(FeatureFault(pointer, fault.wording))
        }
      }
    default:
      throw .malformed(Wording("the properties are no object", zh: "properties不是JSON对象"))
    }
    if extent == .patch {
      if let type = members["type"], type != .text("Feature") {
        faults.append(FeatureFault("/type", Wording("it is 'Feature'", zh: "应为Feature")))
      }
      for name in members.keys.sorted() where !Self.members.contains(name) {
        faults.append(FeatureFault("/\(name)", Self.unknownMember(name)))
      }
    }
    let told = try Self.place(members["geometry"], of: type, extent: extent, faults: &faults)
    guard faults.isEmpty else { throw .invalid(faults) }
    (self.type, self.extent, self.values, place) = (type, extent, values, told)
    id = if case .text(let id)? = members["id"] { id } else { nil }
  }

  // MARK: - Private

  private static func place(
    _ geometry: JSONValue?, of type: FeatureType, extent: Extent, faults: inout [FeatureFault]
  ) throws(FeatureDraftError) -> Place? {
    guard let geometry else { return nil }
    if case .object = geometry {} else if geometry != .null { throw .malformed(noGeometry) }
    guard type.hasOwnPlace else {
      if extent == .patch { faults.append(FeatureFault("/geometry", notWritable)) }
      return nil
    }
    if geometry == .null { return Place.none }
    guard case .object(let members) = geometry, case .text(let name)? = members["type"] else {
      throw .malformed(noGeometry)
    }
    guard name == "Point" else {
      faults.append(
        FeatureFault(
          "/geometry", Wording("it is a \(name), where a Point is meant", zh: "几何类型是\(name)，应为Point")))
      return nil
    }
    guard case .array(let coordinates)? = members["coordinates"], (2...3).contains(coordinates.count),
      case .number(let first) = coordinates[0], case .number(let second) = coordinates[1]
    else {
      faults.append(
        FeatureFault(
          "/geometry/coordinates",
          Wording("they are no pair of numbers, as [114.02, 32.98]", zh: "应为两个数，如 [114.02, 32.98]")))
      return nil
    }
    return .point(first: first, second: second)
  }

  /// What a feature is sent with.
  private static let members = ["type", "id", "geometry", "properties", "links"]

  private static func unknownMember(_ name: String) -> Wording {
    let closest = name.closest(among: members)
    return Wording(
      "a feature has no such member" + (closest.map { "; did you mean '\($0)'?" } ?? ""),
      zh: "要素没有这一成员" + (closest.map { "，是否指“\($0)”？" } ?? ""))
  }

  private static let noGeometry = Wording("the geometry is no GeoJSON geometry", zh: "geometry不是GeoJSON几何")
  private static let notWritable = Wording(
    "nobody writes it: the registry tells it by itself", zh: "不能写入：由登记库给出")

  private static func unknown(_ name: String, among type: FeatureType) -> Wording {
    let known = type.properties.filter(\.isWritable).map(\.name)
    let closest = name.closest(among: known)
    return Wording(
      "\(type.id) have no such property"
        + (closest.map { "; did you mean '\($0)'?" } ?? "; they have \(known.joined(separator: ", "))"),
      zh: "\(type.title.zh)没有这一属性" + (closest.map { "，是否指“\($0)”？" } ?? "，现有：\(known.joined(separator: "、"))")
    )
  }

  private static func reason(_ error: any Error) -> String {
    guard case DecodingError.dataCorrupted(let context) = error else { return "it cannot be read" }
    if let cause = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String {
      return cause
    }
    return context.debugDescription
  }
}

/// What is wrong with a part of a feature.
public struct FeatureFault: Error, Equatable, Sendable {
  /// Where, as a JSON pointer (RFC 6901).
  public var pointer: String
  /// What is wrong and what would be right.
  public var wording: Wording

  /// A fault from its parts.
  public init(_ pointer: String, _ wording: Wording) {
    self.pointer = pointer
    self.wording = wording
  }
}

/// Why something sent is no feature.
public enum FeatureDraftError: Error, Equatable {
  /// It is none at all.
  case malformed(Wording)
  /// It is one, and of these parts wrong.
  case invalid([FeatureFault])
}

extension FeatureProperty.Form {
  /// Why a value is none of a property's.
  struct Mismatch: Error {
    let wording: Wording
  }

  /// A value as a table's cell has it; `nil` for none.
  func text(of value: JSONValue) -> Result<String?, Mismatch> {
    switch (self, value) {
    case (_, .null): return .success(nil)
    case (.integer, .number(let number)):
      guard let count = Int(exactly: number), (0...WrittenNumber.greatest).contains(count) else {
        return Self.mismatch(
          "no whole number from 0 to \(WrittenNumber.greatest)", zh: "应为0到\(WrittenNumber.greatest)的整数")
      }
      return .success(String(count))
    case (.integer, _): return Self.mismatch("no whole number", zh: "应为整数")
    case (.number, .number(let number)): return .success(String(number))
    case (.number, _): return Self.mismatch("no number", zh: "应为数字")
    case (.date, .text(let text)):
      guard CalendarDate(iso8601: text) != nil else {
        return Self.mismatch("no date, as 2018-12-31", zh: "应为日期，如 2018-12-31")
      }
      return .success(text)
    case (.date, _): return Self.mismatch("no date, as 2018-12-31", zh: "应为日期，如 2018-12-31")
    case (.word(let words), .text(let text)) where words.contains(text): return .success(text)
    case (.word(let words), _):
      return Self.mismatch(
        "none of \(words.joined(separator: ", "))", zh: "应为以下之一：\(words.joined(separator: "、"))")
    case (.flag, .flag(let flag)): return .success(String(flag))
    case (.flag, _): return Self.mismatch("neither true nor false", zh: "应为true或false")
    case (.text, .text(let text)):
      guard !text.trimmingWhitespace().isEmpty, text.count <= FeatureDraft.longestText else {
        return Self.mismatch(
          "no text of 1 to \(FeatureDraft.longestText) characters; null for none",
          zh: "应为1到\(FeatureDraft.longestText)个字符；没有时为null")
      }
      return .success(text)
    case (.text, _): return Self.mismatch("no text", zh: "应为文本")
    }
  }

  private static func mismatch(_ en: String, zh: String) -> Result<String?, Mismatch> {
    .failure(Mismatch(wording: Wording("it is \(en)", zh: zh)))
  }
}
