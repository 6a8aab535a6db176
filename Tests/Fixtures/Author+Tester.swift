public import ServiceNetwork

extension Author {
  /// Who writes in tests.
  public static let tester = Author(name: "tester")
}
