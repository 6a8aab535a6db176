import Testing

/// The plan's own table of promises, on the sample, at the ends of its three years.
struct PlanSampleTests {
  /// What each promise comes to, counted from the sample's files by other means: `indicator division year = value state`.
  private static let expected = """
    assistive-device-share 411700000000 2018 = 0.332717 met
    care-standard-full-share 411700000000 2018 = 0.193333 behind
    care-standard-partial-share 411700000000 2018 = 0.1 met
    childrens-homes-built 411700000000 2018 = 96 met
    day-care-centres-built 411700000000 2018 = 31 met
    disabled-allowances-share 411700000000 2018 = 0.990423 behind
    disabled-minimum-living-share 411700000000 2018 = 0.999562 behind
    extreme-poverty-standard-rural 411700000000 2018 = 4485 met
    extreme-poverty-standard-urban 411700000000 2018 = 7332 met
    extreme-poverty-to-minimum-living-rural 411700000000 2018 = 1.3 met
    extreme-poverty-to-minimum-living-urban 411700000000 2018 = 1.3 met
    happiness-homes-more 411700000000 2018 = 108 met
    lists-compared 411702000000 2018 = 4 met
    lists-compared 411721000000 2018 = 4 met
    lists-compared 411722000000 2018 = 3 behind
    lists-compared 411723000000 2018 = 4 met
    lists-compared 411724000000 2018 = 4 met
    lists-compared 411725000000 2018 = 4 met
    lists-compared 411726000000 2018 = 4 met
    lists-compared 411727000000 2018 = 4 met
    lists-compared 411728000000 2018 = 4 met
    lists-compared 411729000000 2018 = 4 met
    minimum-living-standard-rural 411700000000 2018 = 3450 met
    minimum-living-to-poverty-line 411700000000 2018 = 1.078125 met
    minimum-living-top-up 411700000000 2018 = 156.5 met
    national-disaster-reduction-communities 411700000000 2018 = 3 met
    nursing-homes-upgraded 411700000000 2018 = 57 behind
    pairing-followed 411723004201 2018 = 4 met
    pairing-followed 411728105212 2018 = 4 met
    provincial-disaster-reduction-communities 411700000000 2018 = 7 met
    assistive-device-share 411700000000 2019 = 0.666051 met
    childrens-home-villages-more 411700000000 2019 = 367 met
    disabled-allowances-share 411700000000 2019 = 1 met
    disabled-minimum-living-share 411700000000 2019 = 1 met
    extreme-poverty-to-minimum-living-rural 411700000000 2019 = 1.300546 met
    extreme-poverty-to-minimum-living-urban 411700000000 2019 = 1.305085 met
    happiness-homes-more 411700000000 2019 = 127 met
    lists-compared 411702000000 2019 = 4 met
    lists-compared 411721000000 2019 = 4 met
    lists-compared 411722000000 2019 = 4 met
    lists-compared 411723000000 2019 = 4 met
    lists-compared 411724000000 2019 = 4 met
    lists-compared 411725000000 2019 = 4 met
    lists-compared 411726000000 2019 = 4 met
    lists-compared 411727000000 2019 = 4 met
    lists-compared 411728000000 2019 = 4 met
    lists-compared 411729000000 2019 = 4 met
    minimum-living-standard-rural-growth 411700000000 2019 = 0.06087 met
    minimum-living-to-poverty-line 411700000000 2019 = 1.045714 met
    nursing-homes-upgraded-share 411700000000 2019 = 0.966942 behind
    pairing-followed 411723004201 2019 = 3 behind
    pairing-followed 411728105212 2019 = 4 met
    welfare-lottery-share 411700000000 2019 = 0.52 met
    assistive-device-share 411700000000 2020 = 0.998973 behind
    child-welfare-villages 411700000000 2020 = 0.900551 behind
    disabled-allowances-share 411700000000 2020 = 1 met
    disabled-minimum-living-share 411700000000 2020 = 1 met
    extreme-poverty-to-minimum-living-rural 411700000000 2020 = 1.300518 met
    extreme-poverty-to-minimum-living-urban 411700000000 2020 = 1.290323 behind
    lists-compared 411702000000 2020 = 4 met
    lists-compared 411721000000 2020 = 4 met
    lists-compared 411722000000 2020 = 4 met
    lists-compared 411723000000 2020 = 4 met
    lists-compared 411724000000 2020 = 4 met
    lists-compared 411725000000 2020 = 3 behind
    lists-compared 411726000000 2020 = 4 met
    lists-compared 411727000000 2020 = 4 met
    lists-compared 411728000000 2020 = 4 met
    lists-compared 411729000000 2020 = 4 met
    minimum-living-standard-rural-growth 411700000000 2020 = 0.054645 behind
    minimum-living-to-poverty-line 411700000000 2020 = 1.015789 met
    nursing-homes-raised-share 411700000000 2020 = 0.972973 behind
    pairing-followed 411723004201 2020 = 4 met
    pairing-followed 411728105212 2020 = 4 met
    welfare-lottery-share 411700000000 2020 = 0.46 behind
    """

  @Test func `every row of the plan's table is answered at the ends of 2018, 2019 and 2020`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.takeSample()
    var lines: [String] = []
    for year in ["2018", "2019", "2020"] {
      let answer = try program.run("targets", "--as-of", "\(year)-12-31", "--year", year, "--format", "csv")
      #expect(answer.status == 0)
      for row in answer.output.split(separator: "\n").dropFirst() {
        let cells = row.split(separator: ",", omittingEmptySubsequences: false)
        lines.append("\(cells[0]) \(cells[2]) \(cells[4]) = \(cells[6]) \(cells[7])")
      }
    }
    #expect(lines.joined(separator: "\n") == Self.expected)
  }
}
