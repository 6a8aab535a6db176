import Foundation
import ServiceNetwork

extension Author {
  /// The account of the machine under which the command runs.
  static var here: Author { Author(name: NSUserName()) }
}
