import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until one of them fails, all are done, or a signal asks them to stop.
enum Daemon {
    /// SIGTERM and SIGINT drain: each service finishes what it has in hand, within the limit; then it is cancelled.
    /// SIGHUP reads the settings again. The health endpoint runs beside the services where one is asked for.
    ///
    /// - Parameter reloading: what takes new settings beside the log level and the endpoint.
    static func run(
        _ open: OpenLog, _ services: [any Service], monitoring: Monitoring? = nil, reloading: [ReloadablePart] = []
    ) async throws(CommandFailure) {
        let limit = try open.settings.number(.drainSeconds) ?? 30
        let remaining = RemainingServices(services.count)
        let companions: [any Service] =
            [ReloadService(logs: open.logs, parts: reloading + (monitoring.map { [$0.reload] } ?? []))]
            + (monitoring.map { $0.services(open) } ?? [])
        var configuration = ServiceGroupConfiguration(
            // Stopped in the opposite order: the endpoint answers until the loops have drained.
            services: companions.map {
                .init(service: $0, successTerminationBehavior: .ignore, failureTerminationBehavior: .cancelGroup)
            }
                + services.map {
                    .init(
                        service: CountedService(service: $0, remaining: remaining),
                        successTerminationBehavior: .ignore, failureTerminationBehavior: .cancelGroup)
                } + [
                    // Ends the companions once everything they are there for is over.
                    .init(
                        service: EndService(remaining: remaining), successTerminationBehavior: .gracefullyShutdownGroup)
                ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: quiet(open.logger)
        )
        configuration.maximumGracefulShutdownDuration = .seconds(limit)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure("\(error)", exitCode: CommandFailure.broken)
        }
    }

    /// The group's own messages matter only to those who debug it.
    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel > .debug { logger.logLevel = .critical }
        return logger
    }
}

/// A loop as a service, with its errors turned into the command's.
struct LoopService: Service {
    let name: String
    let body: @Sendable () async throws -> Void

    func run() async throws { try await body() }
}

/// Says when a number of services are over.
private final class RemainingServices: Sendable {
    private let signals: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let count: Int

    init(_ count: Int) {
        (signals, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(count))
        self.count = count
    }

    func oneIsOver() { continuation.yield() }

    func allAreOver() async {
        var left = count
        guard left > 0 else { return }
        for await _ in signals {
            left -= 1
            if left == 0 { return }
        }
    }
}

private struct CountedService: Service {
    let service: any Service
    let remaining: RemainingServices

    func run() async throws {
        defer { remaining.oneIsOver() }
        try await service.run()
    }
}

private struct EndService: Service {
    let remaining: RemainingServices

    func run() async throws { await cancelWhenGracefulShutdown { await remaining.allAreOver() } }
}
