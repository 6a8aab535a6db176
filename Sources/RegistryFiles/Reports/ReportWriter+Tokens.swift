public import Foundation
public import ServiceNetwork

extension ReportWriter {
  /// Writes whose tokens there are; a token has no place, and so no GeoJSON.
  ///
  /// - Parameter now: the time at which it is told whether they are good.
  /// - Throws: what the sink throws.
  public func write(_ tokens: [AccessToken], at now: Date) throws {
    func state(_ token: AccessToken) -> String {
      token.revokedAt != nil ? "revoked" : token.isValid(at: now) ? "good" : "expired"
    }
    func cells(_ token: AccessToken) -> [String?] {
      [
        token.name, token.role.rawValue, token.division?.description, token.createdAt.formatted(.iso8601),
        token.expiresAt?.formatted(.iso8601), state(token),
      ]
    }
    let headings = ["name", "role", "division", "created_at", "expires_at", "state"]
    switch format {
    case .table:
      var table = TextTable(headings.map { ($0.replacing("_", with: " "), .leading) })
      for token in tokens { table.append(cells(token).map { $0 ?? "–" }) }
      try write(table.text)
    case .csv: try writeCSV(headings: headings, rows: tokens, cells)
    case .json, .geojson:
      try writeJSON { json in
        try json.object { json in
          try json.array("tokens") { json in
            try writeElements(tokens, to: &json) { token, json in
              json.object { json in
                json.member("name", token.name)
                json.member("role", token.role.rawValue)
                json.member("division", token.division?.description)
                json.member("createdAt", token.createdAt.formatted(.iso8601))
                json.member("expiresAt", token.expiresAt?.formatted(.iso8601))
                json.member("state", state(token))
              }
            }
          }
        }
      }
    }
  }
}
