import Foundation
import Testing

/// What can be said of the files in `deploy/` without an engine to run them.
@Suite struct ManifestTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let scripts = [
        "deploy/bootstrap", "deploy/run", "deploy/test", "deploy/install", "deploy/healthcheck", "deploy/check-units",
        ".ci/run",
    ]
    private static let units = ["claimstream-publish.service", "claimstream-sink.service", "claimstream-work@.service"]

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test(arguments: scripts)
    func aScriptIsExecutableStrictAndShort(path: String) throws {
        let text = try Self.text(path)
        #expect(FileManager.default.isExecutableFile(atPath: Self.root.appendingPathComponent(path).path))
        #expect(text.hasPrefix("#!/bin/bash\n"))
        #expect(text.contains("\nset -euo pipefail\n"))
        #expect(text.split(separator: "\n").count < 60)
    }

    @Test(arguments: units)
    func aUnitRunsAsAnOrdinaryUserAndReloads(name: String) throws {
        let lines = Set(try Self.text("deploy/systemd/\(name)").split(separator: "\n").map(String.init))
        for line in [
            "User=claimstream", "NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=",
            "ExecReload=/bin/kill -HUP $MAINPID", "RestartPreventExitStatus=2", "KillSignal=SIGTERM",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        // systemd must wait longer than the program drains (30 s).
        #expect(lines.contains("TimeoutStopSec=45"))
    }

    @Test(arguments: ["workers.yaml", "sink.yaml", "topics.yaml"])
    func aPodHasNoRights(name: String) throws {
        let text = try Self.text("deploy/kubernetes/\(name)")
        for line in [
            "runAsNonRoot: true", "allowPrivilegeEscalation: false", "readOnlyRootFilesystem: true",
            "capabilities: {drop: [ALL]}", "automountServiceAccountToken: false", "limits: {memory:",
        ] {
            #expect(text.contains(line), "\(line)")
        }
    }

    @Test(arguments: [
        ("workers.yaml", "/readyz"), ("sink.yaml", "/readyz"), ("workers.yaml", "/livez"), ("sink.yaml", "/livez"),
    ])
    func aDaemonIsProbed(name: String, path: String) throws {
        #expect(try Self.text("deploy/kubernetes/\(name)").contains("httpGet: {path: \(path), port: metrics}"))
    }

    @Test func prometheusScrapesEveryDaemonOfTheComposeFile() throws {
        let compose = try Self.text("deploy/compose.yaml")
        let prometheus = try Self.text("deploy/prometheus/prometheus.yml")
        for service in ["publisher", "worker-1", "worker-2", "sink"] {
            #expect(compose.contains("\n  \(service):\n"), "\(service)")
            #expect(prometheus.contains("\"\(service):9464\""), "\(service)")
        }
    }

    @Test func theImageIsRunByAnOrdinaryUserAndAsksForItsHealth() throws {
        let text = try Self.text("deploy/Containerfile")
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.contains("USER 10001:10001"))
        #expect(text.contains("HEALTHCHECK"))
        #expect(text.contains("swift:6.3-bookworm-slim"))
    }

    @Test func containersAndScriptsInstallTheSameLibraries() throws {
        let bootstrap = try Self.text("deploy/bootstrap")
        let container = try Self.text("deploy/Containerfile")
        let packages = try #require(bootstrap.split(separator: "\n").first { $0.hasPrefix("packages=(") })
            .dropFirst("packages=(".count).dropLast().split(separator: " ")
        #expect(packages.count > 4)
        for package in packages { #expect(container.contains(package), "\(package)") }
    }

    @Test func theDashboardIsJSONWithPanels() throws {
        let data = try Data(contentsOf: Self.root.appendingPathComponent("deploy/grafana/dashboard.json"))
        let board = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let panels = try #require(board["panels"] as? [[String: Any]])
        #expect(panels.count > 5)
        let numbers = panels.compactMap { $0["id"] as? Int }
        #expect(Set(numbers).count == panels.count)
    }
}
