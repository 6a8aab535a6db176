/// Who gives a list of divisions its codes: the same code may mean different places in two systems.
public enum CodeSystem: String, CaseIterable, Sendable {
  /// 民政部: the Ministry of Civil Affairs' 行政区划代码.
  case mca
  /// 国家统计局: the National Bureau of Statistics' 统计用区划代码.
  case nbs
  /// Anybody else.
  case other
}
