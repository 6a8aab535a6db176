import Foundation

/// A program that was run to its end, and what it took.
struct ChildProcess {
  /// From start to end, seconds.
  let seconds: Double
  /// How long it kept a processor busy, seconds: less in doubt than ``seconds`` where others run, too.
  let processorSeconds: Double
  /// The greatest resident memory, bytes.
  let peakBytes: Double
  /// What it wrote to its standard output.
  let output: String

  /// Runs a program; what it says on standard error goes to ours.
  ///
  /// Foundation's `Process` waits for the child by itself, and its resource usage is lost then.
  ///
  /// - Parameter program: a path, or a name that is looked for where the shell looks.
  /// - Throws: ``ChildProcessError``
  init(_ program: String, _ arguments: [String]) throws(ChildProcessError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .notStarted(program, errno) }
    let clock = ContinuousClock()
    let start = clock.now
    let child: pid_t
    do throws(ChildProcessError) {
      defer { close(ends[1]) }
      child = try Self.spawn(program, arguments, input: ends[0], output: ends[1])
    } catch {
      close(ends[0])
      throw error
    }
    let reader = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let data = (try? reader.readToEnd()) ?? Data()
    var (status, usage) = (Int32(0), rusage())
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    guard status == 0 else { throw .failed(program, status: status) }
    seconds = (clock.now - start) / .seconds(1)
    processorSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) { sum, time in
      sum + Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
    // Linux counts kibibytes here.
    peakBytes = Double(usage.ru_maxrss) * 1024
    output = String(decoding: data, as: UTF8.self)
  }

  /// The measurements among the lines of the output.
  var measurements: [Measurement] {
    output.split(separator: "\n").compactMap { Measurement(line: $0) }
  }

  private static func spawn(
    _ program: String, _ arguments: [String], input: Int32, output: Int32
  ) throws(ChildProcessError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, output)
    posix_spawn_file_actions_addclose(&actions, input)
    let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, &actions, nil, &words, &variables)
    guard code == 0 else { throw .notStarted(program, code) }
    return child
  }
}

/// Why a program has no outcome.
enum ChildProcessError: Error, CustomStringConvertible {
  /// It could not be started; the system's error number.
  case notStarted(String, Int32)
  /// It ended with something other than success.
  case failed(String, status: Int32)

  var description: String {
    switch self {
    case .notStarted(let program, ENOENT): "\(program) is not installed"
    case .notStarted(let program, let code): "\(program) did not start: \(String(cString: strerror(code)))"
    case .failed(let program, let status): "\(program) failed (wait status \(status))"
    }
  }
}
