internal import Foundation

extension Double {
  /// Metres to one decimal, as reports state them.
  var toDecimetre: Double { (self * 10).rounded() / 10 }

  /// A number to three decimals: millimetres, where the last of them decides.
  var toThousandth: Double { (self * 1000).rounded() / 1000 }

  /// A share to four decimals, as reports state them.
  var toTenThousandth: Double { (self * 10_000).rounded() / 10_000 }
}

extension Double? {
  /// A number to so many decimals, a dash for none.
  package func decimals(_ count: Int) -> String {
    map {
      $0.formatted(
        .number.precision(.fractionLength(count)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    } ?? "–"
  }

  /// A share as a percentage to one decimal, a dash for none.
  package var percent: String { map { Optional($0 * 100).decimals(1) + "%" } ?? "–" }
}
