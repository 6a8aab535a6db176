import Foundation
import Hummingbird
import RegistryStore
import ServiceNetwork

/// The entity tag of a feature: what its record is known by, and what tells one form of it from
/// another.
///
/// Whoever writes must know the last change, and may have read it in any form. So `If-Match` looks at the record alone.
///
/// Source: RFC 9110, 8.8.3 and 13.1.1; OGC API – Features – Part 4, 20-002.
enum VersionTag {
  /// The tag of a feature in some form.
  static func tag(version: String, of form: Data) -> String {
    "\"v\(version)-\(Validators.digest(of: form))\""
  }

  /// The tag of another form of what has a tag; one that tells no version tells none then, either.
  static func tag(_ tag: String, of form: Data) -> String {
    version(of: tag).map { Self.tag(version: $0, of: form) } ?? Validators.strongTag(of: form)
  }

  /// What a request wants a feature to be before it is written.
  ///
  /// - Throws: ``Problem`` (428) where it does not say.
  static func condition(of request: Request) throws -> FeatureWrite.Condition {
    guard let header = request.headers[.ifMatch] else {
      throw Problem(
        .preconditionRequired,
        "say with If-Match which state of the feature you know: the ETag that came with it",
        zh: "请用 If-Match 给出获取要素时得到的 ETag，以说明所知的版本")
    }
    let tags = header.split(separator: ",").map { String($0).trimmingWhitespace() }
    return tags.contains("*") ? .isThere : .version(tags.compactMap(version))
  }

  /// What the tag tells of the record; `nil` for a weak one, or another's.
  private static func version(of tag: String) -> String? {
    tag.wholeMatch(of: /"v([^"-]+)-[^"]*"/).map { String($0.1) }
  }
}
