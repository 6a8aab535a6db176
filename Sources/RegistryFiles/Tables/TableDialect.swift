internal import ServiceNetwork

/// How the cells of a file are to be understood: what its sender means, and what the registry knows.
struct TableDialect {
  /// The table that the rows belong to.
  let table: RegistryTable
  /// The groups that the file counts.
  var demandGroups: [DemandGroup]
  /// What the sender means.
  let profile: ImportProfile
  /// How pairs of numbers become coordinates.
  let points: PointReading

  private let kinds: [Kind]
  /// The kinds of the words met so far: a file has few.
  private let kindsByWord: KindWords

  init(
    table: RegistryTable, demandGroups: [DemandGroup], kinds: [Kind], profile: ImportProfile,
    points: PointReading
  ) {
    self.table = table
    self.demandGroups = demandGroups
    self.kinds = kinds
    self.profile = profile
    self.points = points
    kindsByWord = KindWords(kinds)
  }

  /// The name of the kind that a word means; the word itself where it means none.
  func kind(named word: String) -> String {
    kindsByWord.name(for: word)
  }

  /// What is wrong with a 统一社会信用代码; `nil` where it is right.
  func refusal(ofSocialCreditCode code: String) -> Wording? {
    do throws(SocialCreditCodeError) {
      _ = try SocialCreditCode(code)
      return nil
    } catch {
      return error.wording
    }
  }
}

/// Remembers which kind each word means.
private final class KindWords {
  private static let limit = 1000

  private let kinds: [Kind]
  private var names: [String: String] = [:]

  init(_ kinds: [Kind]) {
    self.kinds = kinds
  }

  func name(for word: String) -> String {
    if let name = names[word] { return name }
    let name = WrittenWords.kind(word, among: kinds) ?? word
    if names.count < Self.limit { names[word] = name }
    return name
  }
}
