public import Foundation

/// The data sets that the program ships, each in a folder of its own beside this file.
public enum SampleData {
  /// The folder of the sample prefecture: native tables as CSV, and a README that says what is real.
  public static var zhumadian: URL {
    Bundle.module.bundleURL.appending(path: "zhumadian", directoryHint: .isDirectory)
  }
}
