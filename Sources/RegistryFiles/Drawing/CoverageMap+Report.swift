package import ServiceNetwork

extension CoverageMap {
  /// The map of an analysis, by the list of its unserved villages.
  ///
  /// Outlines are those of counties; of townships where less than a city is asked about. One that has no boundary is the
  /// convex hull of its villages.
  ///
  /// - Parameters:
  ///   - report: the unserved villages, and what they were found by.
  ///   - boundaries: what divisions enclose.
  ///   - provenance: by what the answer can be repeated; hashed anew where it is `nil`.
  ///   - language: the language of all words but names.
  /// - Returns: `nil` where no village has coordinates.
  /// - Complexity: O(n log n).
  package init?(
    _ report: UnservedReport, boundaries: [DivisionCode: MultiPolygon], provenance: Provenance? = nil,
    language: DocumentLanguage
  ) {
    let (analysis, question) = (report.analysis, report.question)
    let snapshot = analysis.snapshot
    let unserved = Dictionary(report.villages.map { ($0.code, $0) }) { first, _ in first }
    var villages: [Village] = []
    for village in analysis.villages {
      let entry = snapshot.divisions[Int(village.division)]
      guard let location = entry.location else { continue }
      let nearest = unserved[entry.code]?.nearest
      villages.append(
        Village(
          code: entry.code.description, name: entry.name, location: location,
          isServed: village.verdict == .served, persons: village.demand,
          cost: nearest?.distance ?? nearest?.minutes))
    }
    let facilities = analysis.serving.compactMap { provider in
      provider.location.map { Facility(id: provider.id, location: $0) }
    }
    let outlines = try? snapshot.outlines(of: analysis.levelOfParts, in: question.area, boundaries)
    self.init(
      villages: villages, facilities: facilities, outlines: outlines ?? [],
      caption: Caption(analysis, provenance ?? Provenance(of: analysis), language),
      isTime: question.measure.isTime,
      undrawn: (analysis.villages.count - villages.count, analysis.serving.count - facilities.count),
      language: language)
  }
}

extension CoverageAnalysis {
  /// The level of the divisions that divide what is asked about.
  package var levelOfParts: DivisionLevel { snapshot.levelOfParts(of: question.area) }

  /// The name of the division that is asked about; `nil` for all of the registry.
  package var areaName: String? {
    guard let area = question.area, let position = try? snapshot.division(area) else { return nil }
    return snapshot.divisions[Int(position)].name
  }
}

extension CoverageMap.Caption {
  fileprivate init(_ analysis: CoverageAnalysis, _ provenance: Provenance, _ language: DocumentLanguage) {
    let question = analysis.question
    let service = language(question.service.nameEn, zh: question.service.nameZh)
    let area = analysis.areaName
    self.init(
      title: language(
        "Coverage: \(service)\(area.map { ", \($0)" } ?? "")", zh: "\(area ?? "")\(service)覆盖情况"),
      lines: [question.conditions(language, in: analysis.snapshot.catalogue)],
      provenance: provenance.words(language))
  }
}

extension Provenance {
  /// By what an answer can be repeated, in one line.
  func words(_ language: DocumentLanguage) -> String {
    language("Registry state \(state), fuwang \(version)", zh: "登记库状态 \(state)，福网 fuwang \(version)")
  }
}
