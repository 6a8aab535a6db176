public import Foundation

/// A token as a registry lists it: whose it is, and never its text.
public struct AccessToken: Equatable, Sendable {
  /// Whose it is, as the journal names the author; unique.
  public var name: String
  /// What it allows.
  public var role: Role
  /// The code of the division within which; `nil` for everywhere.
  public var division: DivisionCode?
  /// When it was made.
  public var createdAt: Date
  /// From when on it opens nothing more; `nil` for never.
  public var expiresAt: Date?
  /// When it was taken back; `nil` for one that was not.
  public var revokedAt: Date?

  /// A token from its parts.
  public init(
    name: String, role: Role, division: DivisionCode? = nil, createdAt: Date, expiresAt: Date? = nil,
    revokedAt: Date? = nil
  ) {
    self.name = name
    self.role = role
    self.division = division
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
  }

  /// Whether it opens anything at a time.
  public func isValid(at date: Date) -> Bool {
    revokedAt == nil && expiresAt.map { date < $0 } ?? true
  }
}
