/// The state of a facility's life.
public enum FacilityStatus: String, CaseIterable, Sendable {
  /// It is intended; nothing stands yet.
  case planned
  /// It is being built.
  case building
  /// It serves.
  case operating
  /// It served, does not now, and is to serve again.
  case suspended
  /// It no longer serves.
  case closed
}
