import Hummingbird
import RegistryFiles
import RegistryStore
import ServiceNetwork

/// What an address asks of the unserved villages: the question, and which of them, as of other features.
struct UnservedParameters {
  /// The parameters of their items: the question's, and those of every collection that are meant for computed features.
  static func descriptions(of type: FeatureType) -> [ParameterDescription] {
    filterDescriptions(of: type) + [
      ParameterDescription(
        name: "limit", summary: FeatureParameters.limitSummary,
        schema: .integer(
          minimum: 1, maximum: FeatureParameters.greatestLimit, standard: FeatureParameters.greatestLimit)),
      ParameterDescription(
        name: "offset", summary: Wording("How many features stand before the page", zh: "本页之前有多少要素"),
        schema: .integer(minimum: 0, standard: 0)),
    ]
  }

  /// The parameters of all of them at once.
  static func filterDescriptions(of type: FeatureType) -> [ParameterDescription] {
    itemDescriptions(of: type) + FeatureParameters.placeDescriptions + [
      ParameterDescription(
        name: "datetime",
        summary: Wording(
          "The unserved have no time of their own, and match every one: see asOf",
          zh: "未覆盖的村没有自己的时间，任何时间都匹配，日期见 asOf"),
        schema: .text)
    ]
  }

  /// The parameters of one of them.
  static func itemDescriptions(of type: FeatureType) -> [ParameterDescription] {
    QuestionParameters.mapDescriptions.map { description in
      // A collection is of one service.
      description.name == "service"
        ? ParameterDescription(
          name: description.name, summary: description.summary, schema: description.schema)
        : description
    } + FeatureParameters.itemDescriptions(of: type)
  }

  let question: QuestionParameters
  let limit: Int
  let offset: Int
  let system: ServedSystem
  let shown: [Bool]
  private let boxes: [FeatureQuery.Box]
  private let boxSystem: ServedSystem
  private let hasPlace: Bool?

  /// Reads the parameters.
  ///
  /// - Throws: ``Problem`` (400)
  init(_ request: Request, _ type: FeatureType, known: [ParameterDescription]) throws {
    let parameters = try QueryParameters(request, known: known)
    var question = QuestionParameters(parameters)
    // A collection can be asked for without any parameter.
    question.takesFirstService = true
    self.question = question
    let greatest = FeatureParameters.greatestLimit
    limit = try parameters.number("limit", in: 1...greatest, default: greatest)
    offset = try parameters.number("offset", in: 0...Int(Int32.max), default: 0)
    system = parameters.word("crs") ?? .crs84
    shown = try FeatureParameters.shown(parameters, type)
    boxSystem = parameters.word("bbox-crs") ?? .crs84
    boxes = try FeatureParameters.boxes(parameters, system: boxSystem)
    hasPlace = try parameters.truth(FeatureParameters.hasGeometry.name)
    _ = try parameters["datetime"].map(FeatureParameters.days)
  }

  /// Whether the answer is of a box.
  var isOfBox: Bool { !boxes.isEmpty }

  /// Those of some villages that lie where it was asked for; villages without a place are in every box.
  ///
  /// - Throws: where PROJ's database is not there.
  func chosen(of villages: [UnservedReport.Village]) throws -> [UnservedReport.Village] {
    guard !boxes.isEmpty || hasPlace != nil else { return villages }
    let conversion = try SystemConversion(boxSystem)
    return villages.filter { village in
      if let hasPlace, hasPlace != (village.location != nil) { return false }
      guard !boxes.isEmpty, let place = village.location else { return true }
      guard let pair = conversion.numbers(of: place) else { return false }
      let (x, y) = boxSystem.isNorthFirst ? (pair.second, pair.first) : (pair.first, pair.second)
      return boxes.contains { $0.x.contains(x) && $0.y.contains(y) }
    }
  }
}

extension Feature {
  /// An unserved village as a feature, with the values of the type's properties.
  init(_ village: UnservedReport.Village, demandGroup: String?, type: FeatureType) {
    let values = type.properties.map { property -> Value in
      switch property.name {
      case "code": .text(village.code.description)
      case "name": .text(village.name)
      case "township": Value(village.township)
      case "county": Value(village.county)
      case "demandGroup": Value(demandGroup)
      case "demand": village.demand.map(Value.integer) ?? .none
      case "reason": .text(village.reason.rawValue)
      case "nearestId": Value(village.nearest?.id)
      case "nearestName": Value(village.nearest?.name)
      case "nearestDistance": Value(rounding: village.nearest?.distance)
      case "nearestMinutes": Value(rounding: village.nearest?.minutes)
      case "couldServeId": Value(village.couldServe?.id)
      case "couldServeName": Value(village.couldServe?.name)
      case "couldServeStatus": Value(village.couldServe?.status.rawValue)
      case "couldServeDistance": Value(rounding: village.couldServe?.distance)
      case "couldServeMinutes": Value(rounding: village.couldServe?.minutes)
      case "unreachable": Value(village.unreachable?.rawValue)
      default: preconditionFailure("the unserved have no property \(property.name)")
      }
    }
    self.init(id: village.code.description, place: village.location, values: values)
  }
}

extension Feature.Value {
  fileprivate init(_ text: String?) {
    self = text.map(Feature.Value.text) ?? .none
  }

  /// Metres or minutes to one decimal, as reports state them.
  fileprivate init(rounding number: Double?) {
    self = number.map { .number(($0 * 10).rounded() / 10) } ?? .none
  }
}
