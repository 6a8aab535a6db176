internal import Foundation
public import ServiceNetwork

extension PinyinTable {
  /// The readings that the program ships, of the characters that names in China may have; read once in a process.
  ///
  /// Source: the Unicode Character Database, as the head of `pinyin.txt` says.
  public static let standard: PinyinTable = {
    let file = Bundle.module.bundleURL.appending(path: "pinyin.txt")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      preconditionFailure("\(file.path(percentEncoded: false)) belongs to the program and is missing")
    }
    return PinyinTable(text)
  }()
}
