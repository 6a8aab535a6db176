internal import Foundation

/// The forms of a drawing's file, which its ending names.
package enum DrawingFormat: String, CaseIterable, Sendable {
  /// SVG, as it is drawn.
  case svg
  /// PNG, 2,000 pixels wide, by librsvg's `rsvg-convert`.
  case png

  /// The form that a file's ending names, in letters of any case; `nil` for any other ending.
  package init?(ofFile path: String) {
    guard let format = Self.allCases.first(where: { path.lowercased().hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = format
  }

  private static let pixels = 2000

  /// Writes a drawing to a file; what stands there is overwritten.
  ///
  /// - Parameters:
  ///   - drawing: a file of SVG.
  ///   - path: where it is written.
  /// - Throws: ``ExportError/toolMissing(_:)`` for a PNG where librsvg is missing, ``ExportError/failed(_:)`` where it says
  ///   what is wrong; what Foundation says of the file.
  package func write(_ drawing: [UInt8], to path: String) async throws {
    guard self == .png else { return try Data(drawing).write(to: URL(filePath: path)) }
    let folder = try TemporaryFolder()
    let (source, draft) = (folder.path("drawing.svg"), folder.path("drawing.png"))
    try Data(drawing).write(to: URL(filePath: source))
    do throws(OutsideToolError) {
      let limits = OutsideTool.Limits(fileSize: drawing.count)
      _ = try await OutsideTool(limits: limits, folder: folder.url).run(
        .rsvgConvert,
        ["--unlimited", "--keep-aspect-ratio", "--width", String(Self.pixels), "--output", draft, source])
    } catch {
      throw ExportError(error)
    }
    try Data(contentsOf: URL(filePath: draft)).write(to: URL(filePath: path))
  }
}
