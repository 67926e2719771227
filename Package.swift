// swift-tools-version: 6.2

import PackageDescription

// One list of compiler settings for every target of ours: the newest language rules, and no warning lives.
let generatedCodeSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

// All but Events, whose protobuf code is generated and marks no unsafe expression.
let settings = generatedCodeSettings + [.strictMemorySafety()]

// Programs hold Swift's runtime themselves: calls into it, where a sixth of an annotation's time goes, then need no table of addresses. Told
// to the compiler as well, since it names the libraries.
let programSettings = settings + [.unsafeFlags(["-static-stdlib"])]
let programLinking: [LinkerSetting] = [.unsafeFlags(["-static-stdlib"])]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: [Target.Dependency] = [
    .product(name: "Metrics", package: "swift-metrics"), .product(name: "CoreMetrics", package: "swift-metrics"),
]
let sqlite: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

/// A room of the program: see docs/architecture.md for what each is for.
func room(
    _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], flags: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources,
        swiftSettings: flags.isEmpty ? settings : settings + [.unsafeFlags(flags, .when(configuration: .release))])
}

// How an annotation, where nearly all time goes, is compiled for release:
let forSpeed = [
    // The compiler makes a part of its own of each file, into which what stands in other files cannot be taken over. As one part the code is
    // smaller and 4 % faster.
    "-Xfrontend", "-enable-single-module-llvm-emission",
    // Nobody asks at run time whether two change the same memory at once, which costs 2 %. It is safe: all that changes belongs to one
    // reading of one text on one thread (what threads share is immutable, or atomic), and the checks, which stay in debug builds, never
    // stopped a test or a text.
    "-enforce-exclusivity=unchecked",
]

/// Fixtures are read by their path in the checkout, so they are no resources: a target excludes them.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "claimstream",
    products: [.executable(name: "claimstream", targets: ["claimstream"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        // No traits: nothing of them is used, and two of them reach the compiler in changing order, which compiles the package anew.
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // C libraries of the system, each imported by one room only.
        .systemLibrary(name: "CRDKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // What travels, and the pure rooms.
        .target(
            name: "Events",
            dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf"), "CCrypto"],
            exclude: ["Proto"],
            swiftSettings: generatedCodeSettings),
        room("Articles", ["Events", "CLibXML", "CZlib", "CBrotli"]),
        room("Annotation", ["Events"], resources: [.copy("Data")], flags: forSpeed),
        room("Evidence", ["Events"]),

        // Logs.
        room("EventLog", []),
        room("EmbeddedLog", ["EventLog", sqlite]),
        room("KafkaLog", ["EventLog", "CRDKafka", logging]),

        // The loops and what they touch.
        room("Intake", ["Events", "Articles", "CCurl", sqlite, logging]),
        room("Results", ["Events", "Evidence", sqlite]),
        room(
            "Pipeline",
            [
                "Events", "EventLog", "Intake", "Articles", "Annotation", "Results", logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ] + metrics),
        room("Reporting", ["Events", "Results"]),
        room("Telemetry", ["Events", logging] + metrics),

        .executableTarget(
            name: "claimstream",
            dependencies: [
                "Events", "EventLog", "EmbeddedLog", "KafkaLog", "Intake", "Articles", "Annotation", "Results",
                "Pipeline", "Reporting", "Telemetry", logging,
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            swiftSettings: programSettings, linkerSettings: programLinking
        ),

        tests("ArchitectureTests", []),
        tests("EventsTests", ["Events"]),
        // Numbers by chance that are the same in every run.
        .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: settings),
        tests("ArticlesTests", ["Articles", "Events", "SeededNumbers"]),
        tests(
            "AnnotationTests", ["Annotation", "Events", "SeededNumbers"],
            exclude: [
                "Claims/DensePages", "Claims/Fixtures", "Claims/LaterPages", "Claims/UnreadPages",
                "Claims/Passages", "Claims/open-things.txt", "Context/Fixtures",
                "Doses/Fixtures",
            ]),
        tests("EvidenceTests", ["Evidence", "Events"]),
        .target(
            name: "LogConformance", dependencies: ["EventLog"], path: "Tests/LogConformance", swiftSettings: settings),
        // Processes of their own for the log tests: a member to be killed, and a host of librdkafka's mock cluster.
        .executableTarget(
            name: "LogMember", dependencies: ["EmbeddedLog", "KafkaLog", "EventLog"], path: "Tests/LogMember",
            swiftSettings: settings),
        .executableTarget(
            name: "MockKafka", dependencies: ["CRDKafka"], path: "Tests/MockKafka", swiftSettings: settings),
        // What `make bench` runs: our rooms in a process of their own, and the plain C loop the Kafka client is held against.
        .executableTarget(
            name: "Benchmarks", dependencies: ["Events", "Annotation", "EventLog", "EmbeddedLog", "KafkaLog"],
            path: "Tests/Benchmarks", exclude: ["run"], swiftSettings: programSettings, linkerSettings: programLinking),
        .executableTarget(name: "KafkaLoop", dependencies: ["CRDKafka"], path: "Tests/KafkaLoop"),
        tests("EmbeddedLogTests", ["EmbeddedLog", "EventLog", "LogConformance", "LogMember"]),
        tests("KafkaLogTests", ["KafkaLog", "EventLog", "LogConformance", "LogMember", "MockKafka", logging]),
        // A server for the tests that fetch.
        .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: settings),
        tests(
            "IntakeTests",
            ["Intake", "Pipeline", "Articles", "EventLog", "Events", "LoopbackServer", "SeededNumbers", logging]),
        tests("ResultsTests", ["Results", "Evidence", "Events", "Annotation", sqlite]),
        tests("PipelineTests", ["Pipeline", "EmbeddedLog", "EventLog", "Articles", "Annotation", "Results", "Events"]),
        tests("ReportingTests", ["Reporting", "Results", "Events"]),
        tests("TelemetryTests", ["Telemetry", logging] + metrics),
        tests("DeployTests", ["Telemetry"]),
        tests("EndToEndTests", ["LoopbackServer", "SeededNumbers"]),
    ],
    swiftLanguageModes: [.v6]
)
