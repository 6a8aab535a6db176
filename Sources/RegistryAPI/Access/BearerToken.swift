internal import Crypto
public import Foundation

/// The text by which somebody is known over HTTP: shown once, and kept by nobody but its bearer.
///
/// `fw_` and 43 characters of base64url, 256 random bits.
///
/// Source: RFC 6750.
public struct BearerToken: Sendable {
  private static let prefix = "fw_"

  /// The text, which goes into the header `Authorization: Bearer …`.
  public let text: String

  /// A new one, from the system's random numbers.
  public static func random() -> BearerToken {
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    let digits = bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .trimmingCharacters(in: CharacterSet(charactersIn: "="))
    return BearerToken(text: prefix + digits)
  }

  /// One that somebody sent.
  init(text: String) {
    self.text = text
  }

  /// What a registry keeps of it: the SHA-256 of its text.
  public var digest: Data { Data(SHA256.hash(data: Data(text.utf8))) }
}
