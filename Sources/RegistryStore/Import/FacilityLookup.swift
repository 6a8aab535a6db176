internal import GRDB
internal import ServiceNetwork

/// Finds the facilities that rows name: by id, a former id among them, or by a name that only one bears.
struct FacilityLookup {
  private let context: ImportContext
  private var recent: [String: Int64] = [:]

  init(_ context: ImportContext) {
    self.context = context
  }

  /// The key of the facility that a text names; `nil` where the row was refused.
  mutating func resolve(_ text: String, column: String) throws -> Int64? {
    if let pk = recent[text] { return pk }
    guard let pk = try find(text, column: column) else { return nil }
    recent[text] = pk
    return pk
  }

  private func find(_ text: String, column: String) throws -> Int64? {
    if let pk = try? FacilityIdentity.find(text, context.database).pk { return pk }
    let named = try Row.fetchAll(
      context.database.cachedStatement(
        sql: "SELECT pk, id FROM facility WHERE name = ? ORDER BY id LIMIT 11"),
      arguments: [text])
    switch named.count {
    case 1: return named[0][0]
    case 0:
      context.refuse(
        column,
        Wording(
          "there is no facility '\(text)'; give its id, or a name that only one bears, or import facilities first",
          zh: "没有机构“\(text)”，请填写机构编号或唯一的名称，或先导入 facilities"))
    default:
      let ids = named.prefix(10).map { $0[1] as String }.joined(separator: ", ")
      context.refuse(
        column,
        Wording(
          "'\(text)' is the name of several: \(ids)\(named.count > 10 ? ", …" : ""); give the id",
          zh: "“\(text)”有多个同名机构：\(ids)，请填写编号"))
    }
    return nil
  }
}
