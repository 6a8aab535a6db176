/// What somebody may see and do in a registry.
public enum Role: String, CaseIterable, Sendable {
  /// Anybody: divisions, facilities, coverage, targets; of a post its village, role and term.
  case `public`
  /// A volunteer: also how to reach facilities and organisations.
  case volunteer
  /// A township's editor: also names and telephones, and to write, within its own division.
  case townshipEditor = "township-editor"
  /// A county's editor: the same within its own.
  case countyEditor = "county-editor"
  /// The city's editor: everywhere.
  case cityEditor = "city-editor"
  /// Also tokens and settings.
  case administrator

  /// Whether the role is for one division, which a token must name.
  public var isOfDivision: Bool { self == .townshipEditor || self == .countyEditor }

  /// Whether the role may see what is only thought of: a scenario may close a home that nobody decided to close.
  public var maySeeScenarios: Bool { self != .public }

  /// Whether the role may write, somewhere.
  public var isEditor: Bool { ![.public, .volunteer].contains(self) }
}

/// How much of a value somebody must be trusted with to see it.
public enum Sensitivity: Sendable {
  /// Anybody may.
  case open
  /// How to reach a facility.
  case contact
  /// A person's name or telephone.
  case personal
}

/// Who asks, and for which division.
public struct Caller: Hashable, Sendable {
  /// What the caller is called in the journal.
  public var name: String
  /// What the caller may do.
  public var role: Role
  /// The division within which; `nil` for everywhere.
  public var division: DivisionCode?

  /// A caller from its parts.
  public init(name: String, role: Role, division: DivisionCode? = nil) {
    self.name = name
    self.role = role
    self.division = division
  }

  /// Somebody without a token.
  public static let anonymous = Caller(name: "public", role: .public)

  /// How a value is shown.
  public enum View: Equatable, Sendable {
    /// Not at all, nor that there is one.
    case hidden
    /// That there is one, and a little of it.
    case masked
    /// As it is.
    case whole
  }

  /// How a value of a row is shown.
  ///
  /// - Parameters:
  ///   - sensitivity: how much the caller must be trusted with.
  ///   - isWithin: whether the row lies in the caller's division.
  public func view(of sensitivity: Sensitivity, isWithin: Bool) -> View {
    switch (sensitivity, role) {
    case (.open, _): .whole
    case (_, .public): .hidden
    case (.contact, _): .whole
    case (.personal, .volunteer): .masked
    case (.personal, .townshipEditor), (.personal, .countyEditor): isWithin ? .whole : .masked
    case (.personal, .cityEditor), (.personal, .administrator): .whole
    }
  }

  /// Whether the caller may write a feature of a type, somewhere.
  public func mayWriteSomewhere(of type: FeatureType) -> Bool {
    role.isEditor && type.table != nil && (type.isOfDivisions || !role.isOfDivision)
  }

  /// Whether the caller may write a row.
  ///
  /// - Parameter isWithin: whether the row lies in the caller's division, before and after.
  public func mayWrite(isWithin: Bool) -> Bool {
    role.isEditor && (!role.isOfDivision || isWithin)
  }
}

extension String {
  /// The text as somebody sees it who may know that there is one: 王**, 138****5678.
  ///
  /// Of a number of seven digits and more the first three and the last four stay, of anything else the first character.
  public var masked: String {
    let characters = Array(self)
    guard characters.count >= 7, characters.allSatisfy({ $0.isASCII && ($0.isNumber || "+- ".contains($0)) })
    else {
      return characters.first.map { "\($0)**" } ?? ""
    }
    let hidden = String(repeating: "*", count: characters.count - 7)
    return String(characters.prefix(3)) + (hidden.isEmpty ? "*" : hidden) + String(characters.suffix(4))
  }
}
