/// Something that is followed: what it is called, and how its value is found.
public struct Indicator: Hashable, Sendable {
  /// The name by which targets and observations mean it, in kebab case.
  public var name: String
  /// The name in Chinese.
  public var nameZh: String
  /// The name in English.
  public var nameEn: String
  /// How its value is found.
  public var measure: IndicatorMeasure
  /// The unit of its value, as `yuan a year`; `nil` for counts and shares.
  public var unit: String?

  /// An indicator from its parts.
  public init(name: String, nameZh: String, nameEn: String, measure: IndicatorMeasure, unit: String? = nil) {
    self.name = name
    self.nameZh = nameZh
    self.nameEn = nameEn
    self.measure = measure
    self.unit = unit
  }
}

/// A value of an indicator that somebody observed, because the registry cannot count it.
public struct Observation: Hashable, Sendable {
  /// The indicator's name.
  public var indicator: String
  /// The division that it is of.
  public var division: DivisionCode
  /// The day that it is of.
  public var date: CalendarDate
  /// The value.
  public var value: ExactNumber
  /// Where it comes from.
  public var source: String?

  /// An observation from its parts.
  public init(
    indicator: String, division: DivisionCode, date: CalendarDate, value: ExactNumber, source: String? = nil
  ) {
    self.indicator = indicator
    self.division = division
    self.date = date
    self.value = value
    self.source = source
  }
}
