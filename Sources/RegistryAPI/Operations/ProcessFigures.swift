import Foundation

/// What the system says of this process; `nil` where there is no `/proc`.
///
/// Source: proc(5).
struct ProcessFigures {
  /// Memory that is in use, bytes.
  var residentBytes: Int
  /// Time of all processors, seconds.
  var processorSeconds: Double
  /// Open files, connections among them.
  var openFiles: Int

  init?() {
    guard let sizes = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " "),
      let times = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
      let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"),
      sizes.count > 1, let pages = Int(sizes[1]),
      // The name of the program stands in parentheses, and may have spaces.
      let behindName = times.lastIndex(of: ")")
    else { return nil }
    let fields = times[behindName...].split(separator: " ")
    // utime and stime, the 14th and 15th of all, in ticks.
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
      return nil
    }
    residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
    processorSeconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    openFiles = files.count
  }
}
