import Foundation
import Testing

@Suite(.serialized) struct OperationsHealthTests {
    private let folder: TemporaryFolder
    private let log: String
    private let listen = ["--listen", "127.0.0.1:0"]

    init() throws {
        folder = try TemporaryFolder()
        log = "embedded:" + folder("log")
    }

    @Test func aWorkerIsAliveAndReadyAndStatesItsNumbers() async throws {
        let worker = try RunningProgram(["work", "--log", log] + listen)
        let endpoint = Endpoint(port: try await worker.port())
        for path in ["/livez", "/healthz"] { #expect(await endpoint.get(path) == .init(status: 200, body: "ok\n")) }
        _ = try await found("the worker is ready") { await endpoint.get("/readyz")?.status == 200 ? true : nil }
        #expect(await endpoint.get("/etc/passwd")?.status == 404)
        let metrics = try await endpoint.metrics()
        #expect(metrics["claimstream_records_in_total{loop=\"work\"}"] == 0)
        #expect((metrics["process_resident_memory_bytes"] ?? 0) > 1_000_000)
        #expect(metrics.keys.contains { $0.hasPrefix("claimstream_build_info{lexicon=\"20") })
        #expect(await worker.stop().exitCode == 0)
        #expect(await endpoint.get("/livez") == nil)
    }

    /// Nothing listens unless told to, and a bare port is for this machine alone.
    @Test func aBarePortListensOnLoopbackOnly() async throws {
        let worker = try RunningProgram(["work", "--log", log, "--listen", "0"])
        let port = try await worker.port()
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
        let listening = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8).split(separator: "\n")
            .compactMap { $0.split(separator: " ").dropFirst().first }.filter { $0.hasSuffix(suffix) }
        #expect(listening.contains("0100007F" + suffix))
        #expect(listening.allSatisfy { $0.hasPrefix("0100007F") }, "\(listening)")
        #expect(await worker.stop().exitCode == 0)
    }

    @Test func metricsAndStatusAgreeAndPartitionsTakenAwayVanish() async throws {
        let file = try folder.write(Load.lines(0..<200), to: "load.jsonl")
        #expect(try await Program.run(["publish", file, "--log", log, "--quiet"]).exitCode == 0)
        let before = try await StatusAnswer.read(log)
        #expect(before.behind("workers") == 200)

        let first = try RunningProgram(["work", "--log", log] + listen)
        let sink = try RunningProgram(["sink", "--output", folder("out"), "--log", log] + listen)
        let (work, sinks) = (Endpoint(port: try await first.port()), Endpoint(port: try await sink.port()))
        let after = try await found("everything is done") {
            let status = try await StatusAnswer.read(log)
            return status.behind("workers") == 0 && status.written("sink") == 200 && status.behind("sink") == 0
                ? status : nil
        }
        // Readings are a second old at most.
        let shown = try await found("the metrics say so too") {
            let metrics = try await work.metrics().merging(try await sinks.metrics()) { $1 }
            return after.lags.allSatisfy { metrics[$0.series] == Double($0.records) } ? metrics : nil
        }
        #expect(shown["claimstream_records_out_total{loop=\"work\"}"] == 200)
        #expect(shown["claimstream_records_out_total{loop=\"sink\"}"] == 200)
        #expect(shown["claimstream_lag_seconds{group=\"workers\",topic=\"articles\"}"] == 0)

        let second = try RunningProgram(["work", "--log", log] + listen)
        let other = Endpoint(port: try await second.port())
        let name = "claimstream_partitions_owned{loop=\"work\"}"
        _ = try await found("both share the partitions, and each shows its own") {
            let (one, two) = (try await work.metrics(), try await other.metrics())
            func lags(_ values: [String: Double]) -> Set<String> {
                Set(values.keys.filter { $0.hasPrefix("claimstream_lag_records{group=\"workers\"") })
            }
            return one[name] == 8 && two[name] == 8 && lags(one).count == 8 && lags(one).isDisjoint(with: lags(two))
                ? true : nil
        }
        for program in [first, second, sink] { #expect(await program.stop().exitCode == 0) }
    }

    @Test func aHangUpReadsTheLogLevelAgain() async throws {
        let file = try folder.write("logLevel: error\n", to: "c.yaml")
        let worker = try RunningProgram(["work", "--log", log, "--config", file, "--log-format", "json"] + listen)
        _ = try await worker.port()
        try folder.write("logLevel: info\n", to: "c.yaml")
        worker.signal(SIGHUP)
        let isSaid = await eventually(within: .seconds(60)) {
            worker.errorText.contains("\"message\":\"settings read again; the log level is info,")
        }
        #expect(isSaid, "\(worker.errorText)")
        try folder.write("logLevle: debug\n", to: "c.yaml")
        worker.signal(SIGHUP)
        let isRefused = await eventually(within: .seconds(60)) {
            worker.errorText.contains("the settings stay as they are")
        }
        #expect(isRefused)
        #expect(await worker.stop().exitCode == 0)
    }

    @Test func aPortInUseIsNamedWithTheRemedy() async throws {
        let first = try RunningProgram(["work", "--log", log] + listen)
        let port = try await first.port()
        let second = try await Program.run(["work", "--log", log, "--listen", "127.0.0.1:\(port)"])
        #expect(second.exitCode == 2)
        #expect(
            second.errors.contains("127.0.0.1:\(port)") && second.errors.contains("another port"), "\(second.errors)")
        #expect(await first.stop().exitCode == 0)
    }
}
