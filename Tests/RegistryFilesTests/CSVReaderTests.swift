import Foundation
import RegistryFiles
import Testing

struct CSVReaderTests {
  /// What a file of these bytes holds: records as `line: a|b`, faults as `line,column! message`.
  private func read(_ bytes: some Sequence<UInt8>) throws -> [String] {
    let url = FileManager.default.temporaryDirectory.appending(path: "fuwang-\(UUID().uuidString).csv")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let reader = try CSVReader(url)
    var items: [String] = []
    while let item = try reader.next() {
      switch item {
      case .record(let record): items.append("\(record.line): \(record.fields.joined(separator: "|"))")
      case .malformed(let line, let column, let message): items.append("\(line),\(column)! \(message)")
      }
    }
    return items
  }

  @Test(arguments: [
    ("a,b\n1,2\n", ["1: a|b", "2: 1|2"]), ("a,b\r\n1,2", ["1: a|b", "2: 1|2"]),
    ("a,b\r1,2\r", ["1: a|b", "2: 1|2"]),
    ("a,\n,b\n", ["1: a|", "2: |b"]), ("\u{FEFF}a\n名\n", ["1: a", "2: 名"]), ("a\n\n\nb\n", ["1: a", "4: b"]),
    ("\"a,\"\"b\"\"\",c\n\"x\ny\",z\nlast,row\n", ["1: a,\"b\"|c", "2: x\ny|z", "4: last|row"]),
    ("a\"b,c\n", ["1: a\"b|c"]), ("\"\",\"\"\n", ["1: |"]), ("", []), ("\n\n", []),
  ])
  func `records and their lines`(text: String, items: [String]) throws {
    #expect(try read(text.utf8) == items)
  }

  @Test func `a faulty record is named, and reading goes on`() throws {
    let items = try read("a,b\n\"x\"y,1\nc,d\n".utf8 + [0x65, 0x2C, 0xCE, 0xE4, 0x0A] + "f,\0g\nh,i\n".utf8)
    #expect(
      items == [
        "1: a|b", "2,1! there is text after a closing quote; a quote inside is written twice", "3: c|d",
        "4,2! this is not UTF-8; if it comes from Excel, save it there as 'CSV UTF-8'",
        "5,2! there is a NUL byte; is the file damaged?", "6: h|i",
      ])
  }

  @Test func `a quote left open is named by the line of its record`() {
    #expect(throws: CSVError.quoteNotClosed(line: 2)) { try read("a\n\"b\nc\nd\n".utf8) }
  }

  @Test func `an endless line is refused and not taken into memory`() {
    let endless = "a\n".utf8 + [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    #expect(throws: CSVError.recordTooLong(line: 2, limit: 1 << 20)) { try read(endless) }
  }

  @Test func `a line of commas is refused`() {
    #expect(throws: CSVError.tooManyFields(line: 1, limit: 1000)) {
      try read([UInt8](repeating: UInt8(ascii: ","), count: 5 << 20))
    }
  }

  @Test(arguments: [
    [0x50, 0x4B, 0x03, 0x04] as [UInt8], [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xFE, 0x61, 0x00],
    [0xFE, 0xFF, 0x00, 0x61],
  ])
  func `what begins as something else is told as that`(bytes: [UInt8]) {
    #expect(throws: CSVError.self) { try read(bytes) }
  }

  @Test func `records longer than a piece of reading are whole`() throws {
    let long = String(repeating: "名", count: 100_000)
    #expect(try read("a,b\n\(long),\"\(long)\"\n".utf8) == ["1: a|b", "2: \(long)|\(long)"])
  }

  @Test func `what is written reads as the same again`() throws {
    let fields = ["", "a", "a,b", "say \"x\"", "two\nlines", " 空格 "]
    #expect(try read(CSVWriter.record(fields).utf8) == ["1: " + fields.joined(separator: "|")])
  }
}
