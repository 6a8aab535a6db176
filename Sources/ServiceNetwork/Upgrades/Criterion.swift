/// A line of a list that says what makes a category of a nursing home sound.
public struct Criterion: Hashable, Sendable {
  /// The list and its version, as `nursing-home-2018`; conditions refer to it.
  public var list: String
  /// The category that it is about.
  public var category: UpgradeCategory
  /// Its place among the list's lines of the category, from 1.
  public var number: Int
  /// What must be so, in Chinese.
  public var textZh: String
  /// What must be so, in English.
  public var textEn: String?
  /// The standard or document that asks for it.
  public var source: String

  /// A criterion from its parts.
  public init(
    list: String, category: UpgradeCategory, number: Int, textZh: String, textEn: String? = nil,
    source: String
  ) {
    self.list = list
    self.category = category
    self.number = number
    self.textZh = textZh
    self.textEn = textEn
    self.source = source
  }
}
