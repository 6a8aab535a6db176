/// A parameter that cannot be taken as it is.
public struct ParameterError: Error, Equatable, CustomStringConvertible {
  /// Its name in lower camel case, as in an address.
  public let parameter: String
  /// What is wrong and what would be right.
  public let wording: Wording

  /// An error about a parameter.
  public init(_ parameter: String, _ wording: Wording) {
    self.parameter = parameter
    self.wording = wording
  }

  /// An error about a parameter, in both languages.
  public init(_ parameter: String, _ en: String, zh: String) {
    self.init(parameter, Wording(en, zh: zh))
  }

  /// What is wrong, in English.
  public var message: String { wording.en }

  /// The parameter and what is wrong with it, in English.
  public var description: String { "\(parameter): \(message)" }

  /// Runs something, and says of what it throws which parameter is meant.
  static func naming<Value, Failure: WordedError>(
    _ parameter: String, _ body: () throws(Failure) -> Value
  ) throws(ParameterError) -> Value {
    do throws(Failure) {
      return try body()
    } catch {
      throw ParameterError(parameter, error.wording)
    }
  }
}
