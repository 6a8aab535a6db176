import RegistryFiles
import ServiceNetwork

/// Prints what a new edition changes in the divisions.
enum ComparisonLines {
  /// Writes the changes, open questions and clashes to standard output, and how many of each to standard error.
  ///
  /// - Parameter undecidedFile: where the open questions are written to; `nil` for nowhere else.
  static func write(_ comparison: EditionComparison, isAccepted: Bool, undecidedFile: String?) throws {
    for change in comparison.changes where !change.kinds.isEmpty { try Console.print(line(change)) }
    for question in comparison.undecided { try Console.print(line(question)) }
    for clash in comparison.clashes {
      try Console.print(
        "clash \(clash.current.code): \(clash.former.name) in the registry, \(clash.current.name) in the edition"
      )
    }
    let counts = comparison.counts
    let kinds = DivisionChange.Kind.allCases.compactMap { kind in
      counts.kinds[kind].map { "\($0) \(kind.rawValue)" }
    }
    let all =
      ["\(counts.unchanged) unchanged"] + kinds + [
        "\(comparison.undecided.count) undecided", "\(comparison.clashes.count) codes that clash",
      ]
    Console.error(
      "\(comparison.edition.system.rawValue) \(comparison.edition.asOf): \(all.joined(separator: ", "))")
    if !comparison.waiting.isEmpty {
      Console.error(
        "\(comparison.waiting.count) of the edition wait for an answer: they may be what undecided ones became"
      )
    }
    if let undecidedFile, !comparison.undecided.isEmpty {
      let target = try FileReplacement(undecidedFile)
      try SuccessionSheet.write(comparison.undecided, at: target.draftPath, as: undecidedFile)
      try target.commit()
      Console.error(
        "\(undecidedFile) has what is undecided; fill in the codes, and give it with --successions")
    }
    if !isAccepted { Console.error("Nothing was changed; --accept takes it.") }
  }

  private static func line(_ change: DivisionChange) -> String {
    let kinds = change.kinds.map(\.rawValue).joined(separator: " ")
    switch (change.former, change.current) {
    case (let former?, let current?):
      let evidence = change.evidence.map { " (\($0.text))" } ?? ""
      return "\(kinds) \(former.code) \(former.name) → \(current.code) \(current.name)\(evidence)"
    case (let former?, nil): return "\(kinds) \(former.code) \(former.name)"
    case (nil, let current?): return "\(kinds) \(current.code) \(current.name)"
    case (nil, nil): return kinds
    }
  }

  private static func line(_ question: UndecidedDivision) -> String {
    let candidates = question.candidates.map { "\($0.code) \($0.name)" }.joined(separator: ", ")
    let list = candidates.isEmpty ? "" : ": \(candidates)"
    return "undecided \(question.former.code) \(question.former.name): \(question.reason.wording.en)\(list)"
  }
}
