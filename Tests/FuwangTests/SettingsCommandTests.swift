import Testing

/// `fuwang settings`, as a user runs it.
struct SettingsCommandTests {
  @Test func `tiles are set along with their key, and taken back`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.run("init")
    let keyless = try program.run("settings", "tiles=tianditu")
    #expect(
      keyless.status == 64 && keyless.errors.contains("tiles-key: 'tianditu' needs a key"),
      "\(keyless.errors)")
    let set = try program.run(
      "settings", "tiles=tianditu", "tiles-key=0a1b", "tiles-approval=审图号：GS(2024)0000号")
    #expect(set.status == 0, "\(set.errors)")
    #expect(set.output.contains("tiles=tianditu\ntiles-key=0a1b\ntiles-attribution=\ntiles-approval=审图号"))
    let wrong = try program.run("settings", "tiles=http://tiles.example.org/{z}/{x}/{y}.png")
    #expect(wrong.status == 64 && wrong.errors.contains("is asked by https://"), "\(wrong.errors)")
    let back = try program.run("settings", "tiles=none", "tiles-key=")
    #expect(back.status == 0 && back.output.contains("tiles=none\ntiles-key=\n"), "\(back.errors)")
    #expect(try program.run("settings", "tiles").status == 64)
  }
}
