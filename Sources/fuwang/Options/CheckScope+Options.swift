import RegistryStore
import ServiceNetwork

extension CheckScope {
  /// What a check looks at, as options say it.
  ///
  /// - Throws: ``Failure`` for words that mean nothing.
  init(rules: [QualityRule] = [], area: String?, asOf: String?) throws {
    guard let today = asOf.map(CalendarDate.init(iso8601:)) ?? .today else {
      throw Failure(.usage, "--as-of: '\(asOf ?? "")' is no date, as 2020-12-31")
    }
    self.init(today: today)
    if !rules.isEmpty { self.rules = Set(rules) }
    self.area = try area.map { text in
      do throws(DivisionCodeError) {
        return try DivisionCode(text)
      } catch {
        throw Failure(.usage, "--area: \(error.wording.en)")
      }
    }
  }
}
