/// This release of Fuwang.
public enum Release {
  /// Its number, as SemVer has it; every report states it.
  public static let version = "0.1.0"
}
