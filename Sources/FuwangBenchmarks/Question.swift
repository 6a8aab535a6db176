import Fixtures
import ServiceNetwork

/// The question that everything here answers: which villages have a children's home within 5 km.
enum Question {
  static let service = "childrens-home"
  static let demandGroup = "left-behind-children"
  static let standard = Meters(5000)

  /// The question in words.
  static let parameters: QuestionParameters = {
    var parameters = QuestionParameters()
    parameters.services = [service]
    parameters.within = "5km"
    parameters.asOf = ClusteredNetwork.date.description
    return parameters
  }()
}
