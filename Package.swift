// swift-tools-version: 6.2

import PackageDescription

// Warnings are errors where the project checks itself (Scripts/check), not on a user's machine: a later
// compiler's new warning must not keep anybody from building.
let isStrict = Context.environment["FUWANG_STRICT"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
  name: "fuwang",
  products: [
    .executable(name: "fuwang", targets: ["fuwang"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.90.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.20.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // MARK: - The system's C libraries

    // CBC's own pkg-config file asks for all that the library is made of; what it links is told in the module map.
    .systemLibrary(
      name: "CCbc",
      providers: [.apt(["coinor-libcbc-dev"]), .brew(["cbc"])]
    ),
    .systemLibrary(
      name: "CProj",
      pkgConfig: "proj",
      providers: [.apt(["libproj-dev"]), .brew(["proj"])]
    ),
    .systemLibrary(
      name: "CSpatiaLite",
      pkgConfig: "spatialite",
      providers: [.apt(["libspatialite-dev", "libsqlite3-dev"]), .brew(["libspatialite"])]
    ),
    .systemLibrary(
      name: "CXlsxWriter",
      pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),

    // MARK: - Modules: one for each kind of dependency

    .target(
      name: "ServiceNetwork",
      dependencies: ["CProj"],
      swiftSettings: settings
    ),
    .target(
      name: "NetworkPlanning",
      dependencies: ["ServiceNetwork", "CCbc"],
      swiftSettings: settings
    ),
    .target(
      name: "RegistryStore",
      dependencies: [
        "ServiceNetwork", "CSpatiaLite",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "RegistryFiles",
      dependencies: [
        "ServiceNetwork", "CProj", "CXlsxWriter",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      resources: [.copy("Names/pinyin.txt")],
      swiftSettings: settings
    ),
    .target(
      name: "RegistryAPI",
      dependencies: [
        "ServiceNetwork", "NetworkPlanning", "RegistryStore", "RegistryFiles", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.copy("Web/Files")],
      swiftSettings: settings
    ),
    .target(
      name: "SampleData",
      path: "GeoData",
      sources: ["SampleData.swift"],
      resources: [.copy("zhumadian")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "fuwang",
      dependencies: [
        "ServiceNetwork", "NetworkPlanning", "RegistryStore", "RegistryFiles", "RegistryAPI", "SampleData",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings
    ),

    // MARK: - Tests

    .target(
      name: "Fixtures",
      dependencies: ["ServiceNetwork"],
      path: "Tests/Fixtures",
      swiftSettings: settings
    ),
    .testTarget(
      name: "ServiceNetworkTests",
      dependencies: ["ServiceNetwork", "Fixtures"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "NetworkPlanningTests",
      dependencies: ["NetworkPlanning", "ServiceNetwork", "Fixtures"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "RegistryStoreTests",
      dependencies: [
        "RegistryStore", "ServiceNetwork", "Fixtures",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "RegistryFilesTests",
      dependencies: ["RegistryFiles", "ServiceNetwork", "Fixtures"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "RegistryAPITests",
      dependencies: [
        "RegistryAPI", "RegistryFiles", "RegistryStore", "ServiceNetwork", "Fixtures", "CZlib",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "FuwangTests",
      dependencies: ["fuwang", "RegistryStore", "SampleData", "ServiceNetwork", "Fixtures"],
      swiftSettings: settings
    ),
  ],
  swiftLanguageModes: [.v6]
)

// The benchmarks are built only where they are asked for: Scripts/bench sets this.
if Context.environment["FUWANG_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "FuwangBenchmarks",
      dependencies: ["ServiceNetwork", "NetworkPlanning", "RegistryStore", "RegistryFiles", "Fixtures"],
      swiftSettings: settings
    )
  )
}
