import Foundation
import NetworkPlanning
import ServiceNetwork
import Yams

/// A file of rules for a schedule of upgrades: YAML where its name ends so, JSON otherwise.
enum RulesFile {
  /// Reads a file.
  ///
  /// - Throws: ``Failure`` with the file, the place in it and what is wrong.
  static func rules(at path: String) throws -> UpgradeRules {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.noInput, "there is no file \(path)")
    }
    do {
      return isYAML(path) ? try UpgradeRules(value: value(ofYAML: data)) : try UpgradeRules(json: data)
    } catch let error as UpgradeRulesError {
      throw Failure(.badData, "\(path): \(error)")
    } catch let error as YamlError {
      throw Failure(.badData, "\(path): \(error)")
    } catch {
      throw Failure(.badData, "\(path): it is no JSON: \(error.localizedDescription)")
    }
  }

  private static func isYAML(_ path: String) -> Bool {
    ["yaml", "yml"].contains(URL(filePath: path).pathExtension.lowercased())
  }

  private static func value(ofYAML data: Data) throws -> JSONValue {
    // An empty file asks for nothing.
    try Yams.compose(yaml: String(decoding: data, as: UTF8.self)).map(value) ?? .object([:])
  }

  private static func value(of node: Node) -> JSONValue {
    switch node {
    case .mapping(let mapping):
      let members = mapping.map { ($0.key.scalar?.string ?? "", value(of: $0.value)) }
      return .object(Dictionary(members) { first, _ in first })
    case .sequence(let sequence): return .array(sequence.map(value))
    case .scalar(let scalar): return value(of: scalar, in: node)
    case .alias: return .null
    }
  }

  /// What is not in quotes is what YAML takes it for; what is, is a text.
  private static func value(of scalar: Node.Scalar, in node: Node) -> JSONValue {
    switch node.tag {
    case Tag(.null): return .null
    case Tag(.bool): if let flag = node.bool { return .flag(flag) }
    case Tag(.int), Tag(.float): if let number = Double(scalar.string) { return .number(number) }
    default: break
    }
    return .text(scalar.string)
  }
}
