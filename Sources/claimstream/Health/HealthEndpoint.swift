import FlyingFox
import FlyingSocks
import Foundation
import Logging
import Pipeline
import ServiceLifecycle
import Telemetry

/// `/livez` and `/healthz` (the loops move), `/readyz` (they do what they are for), `/metrics` (Prometheus text).
///
/// Reads nothing that a client sends but the path, answers GET and HEAD alone, and has no other address.
struct HealthEndpoint: Service {
    let monitoring: Monitoring
    let lags: LagGauges
    let logger: Logger

    func run() async throws {
        let server = HTTPServer(
            config: .init(address: try monitoring.address.makeAddress(), timeout: 5, logger: .disabled))
        for path in ["/livez", "/healthz"] { await server.appendRoute(HTTPRoute("GET \(path)")) { _ in alive() } }
        await server.appendRoute("GET /readyz") { _ in ready() }
        await server.appendRoute("GET /metrics") { _ in
            monitoring.refresh()
            await lags.refresh()
            return HTTPResponse(
                statusCode: .ok, headers: [.contentType: PrometheusText.contentType],
                body: Data(PrometheusText.render(monitoring.registry).utf8))
        }
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await serve(server) }
                group.addTask { await announce(server) }
                try await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            Task { await server.stop() }
        }
    }

    private func serve(_ server: HTTPServer) async throws {
        do {
            try await server.run()
        } catch is CancellationError {
            // How FlyingFox ends when it is told to stop.
        } catch let error as SocketError {
            if Task.isShuttingDownGracefully { return }
            throw CommandFailure(
                "cannot listen on \(monitoring.address): \(error); choose another port with --listen",
                exitCode: CommandFailure.wrongUsage)
        }
    }

    /// Says the port, which the kernel chose where 0 was asked for.
    private func announce(_ server: HTTPServer) async {
        do {
            try await server.waitUntilListening(timeout: 5)
            let port: UInt16
            switch await server.listeningAddress {
            case .ip4(_, let number), .ip6(_, let number): port = number
            case .unix, nil: port = monitoring.address.port
            }
            logger.notice("health endpoint on port \(port)", metadata: ["port": "\(port)"])
            if monitoring.address.port == 0 { StandardError.write("listening on port \(port)\n") }
            try await Task.sleep(for: .seconds(1 << 30))
        } catch {
            // Cancelled, or the server has failed, which its own task reports.
        }
    }

    private func alive() -> HTTPResponse {
        let stuck = monitoring.stuckLoops()
        if stuck.isEmpty { return Self.answer(.ok, "ok") }
        return Self.answer(
            .serviceUnavailable,
            stuck.map { "the loop \($0.loop) has not moved for \($0.seconds) s" }.joined(separator: "\n"))
    }

    private func ready() -> HTTPResponse {
        let waiting = monitoring.heartbeats.filter { !$0.isReady }.map { "the loop \($0.loop) is not ready" }
        let stuck = monitoring.stuckLoops().map { "the loop \($0.loop) is stuck" }
        if waiting.isEmpty && stuck.isEmpty { return Self.answer(.ok, "ready") }
        return Self.answer(.serviceUnavailable, (waiting + stuck).joined(separator: "\n"))
    }

    private static func answer(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
        HTTPResponse(
            statusCode: status, headers: [.contentType: "text/plain; charset=utf-8"], body: Data((text + "\n").utf8))
    }
}
