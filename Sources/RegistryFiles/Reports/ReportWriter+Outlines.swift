public import ServiceNetwork

extension ReportWriter {
  /// Writes outlines of divisions as a GeoJSON feature collection, whatever the form.
  ///
  /// - Throws: what the sink throws.
  public func write(_ outlines: [DivisionOutline]) throws {
    try writeJSON { json in
      try json.object { json in
        json.member("type", "FeatureCollection")
        try json.array("features") { json in
          try writeElements(outlines, to: &json) { outline, json in
            json.object { json in
              json.member("type", "Feature")
              json.member("id", outline.code.description)
              if outline.area.polygons.isEmpty {
                json.geometry(nil as Coordinate?)
              } else {
                json.geometry(outline.area.rightHanded)
              }
              json.object("properties") { json in
                json.member("name", outline.name)
                json.member("sketch", outline.isSketch)
                json.array("middle") { json in
                  json.number(outline.middle.longitude)
                  json.number(outline.middle.latitude)
                }
              }
            }
          }
        }
      }
    }
  }
}
