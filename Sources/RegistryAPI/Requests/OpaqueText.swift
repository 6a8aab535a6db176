import Foundation

extension Decodable where Self: Encodable {
  /// The value as an address has it: base64url, which nobody but the server reads.
  var opaqueText: String {
    let data = (try? JSONEncoder().encode(self)) ?? Data()
    return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }

  /// The value of a text of an address; `nil` for a text that is none.
  init?(opaqueText text: String) {
    let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
    guard let data = Data(base64Encoded: padded),
      let value = try? JSONDecoder().decode(Self.self, from: data)
    else { return nil }
    self = value
  }
}
