import Fixtures
import RegistryFiles
import ServiceNetwork
import Testing

struct CostSheetTests {
  private let bench: FileBench
  private let snapshot: NetworkSnapshot

  init() throws {
    bench = try FileBench()
    let villages = try [
      Division(code: DivisionCode("411726100201"), name: "一村", level: .village),
      Division(code: DivisionCode("411726100202"), name: "二村", level: .village),
    ]
    let facility = Facility(
      id: "H", kind: "childrens-home", name: "示例院", history: StatusHistory(always: .operating))
    let post = Post(
      id: "P", role: "child-welfare-director", division: villages[0].code,
      term: try #require(Term(appointedOn: ClusteredNetwork.date)))
    snapshot = NetworkSnapshot(divisions: villages, facilities: [facility], posts: [post])
  }

  @Test func `headings that are none, or none at all, are an error and not an empty matrix`() async throws {
    let malformed = try await read("\"origin\"x,destination,cost\n411726100201,H,3\n")
    #expect(malformed.count == nil && malformed.problems.first?.line == 1)
    await #expect(throws: TableError.self) { try await read("") }
  }

  private func read(_ text: String) async throws -> (count: Int?, problems: [RowProblem]) {
    try bench.write(Array(text.utf8), to: "c.csv")
    let file = try await TableFile(path: bench.path("c.csv"), named: "c.csv")
    var problems: [RowProblem] = []
    let matrix = try CostSheet.matrix(in: file, named: "c.csv", of: snapshot) { problems.append($0) }
    return (matrix?.count, problems)
  }

  @Test(arguments: [
    "origin,destination,cost\n411726100201,H,12\n411726100202,P,\n",
    "说明,机构编号,村代码,费用（分钟）\n随便,H,411726100201,12.5\n,P,'411726100202,\n\n",
    "to\tfrom\tminutes\nH\t411726100201.0\t1e2\nH\t411726100202\t0\n",
  ])
  func `headings in both languages, in any order, and codes as spreadsheets leave them`(text: String)
    async throws
  {
    let (count, problems) = try await read(text)
    #expect(count == 2 && problems.isEmpty)
  }

  @Test func `each wrong row is told with its line and column`() async throws {
    let (count, problems) = try await read(
      """
      origin,destination,cost
      411726100299,H,1
      411726100201,Q,1
      411726100201,H,-1
      411726100201,H,nan
      411726100201,,1
      x,H,1
      """)
    #expect(count == nil)
    #expect(problems.map(\.line) == [2, 3, 4, 5, 6, 7])
    #expect(problems.map(\.column) == ["origin", "destination", "cost", "cost", "destination", "origin"])
  }

  @Test func `a pair at two costs is told by the line where it stands again`() async throws {
    let (count, problems) = try await read("origin,destination,cost\n411726100201,H,1\n411726100201,H,2\n")
    #expect(count == nil && problems.map(\.line) == [3])
    #expect(problems.first?.message.en.contains("at 1.0 on line 2 and 2.0 here") == true)
  }

  @Test func `a file of wrong rows is left after the first fifty, and one without a column is none`()
    async throws
  {
    let rows = String(repeating: "411726100299,H,1\n", count: 80)
    #expect(try await read("origin,destination,cost\n" + rows).problems.count == CostSheet.mostProblems)
    let error = await #expect(throws: TableError.self) { _ = try await read("origin,cost\n411726100201,1\n") }
    #expect(error?.description.contains("there is no destination") == true)
  }
}
