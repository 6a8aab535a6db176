/// A parameter that cannot be taken as it is.
public struct ParameterError: Error, Equatable, CustomStringConvertible {
  /// Its name in lower camel case, as in an address.
  public let parameter: String
  /// What is wrong and what would be right.
  public let message: String

  /// An error about a parameter.
  public init(_ parameter: String, _ message: String) {
    self.parameter = parameter
    self.message = message
  }

  /// The parameter and what is wrong with it.
  public var description: String { "\(parameter): \(message)" }

  /// Runs something, and says of what it throws which parameter is meant.
  static func naming<Value, Failure: Error & CustomStringConvertible>(
    _ parameter: String, _ body: () throws(Failure) -> Value
  ) throws(ParameterError) -> Value {
    do throws(Failure) {
      return try body()
    } catch {
      throw ParameterError(parameter, error.description)
    }
  }
}
