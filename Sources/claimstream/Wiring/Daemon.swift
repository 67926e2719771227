import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until one of them fails, all are done, or a signal asks them to stop.
enum Daemon {
    /// SIGTERM and SIGINT drain: each service finishes what it has in hand, within the limit; then it is cancelled.
    static func run(_ open: OpenLog, _ services: [any Service]) async throws(CommandFailure) {
        let limit = try open.settings.number(.drainSeconds) ?? 30
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .ignore, failureTerminationBehavior: .cancelGroup)
            },
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
