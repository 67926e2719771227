import Logging
import ServiceLifecycle
import UnixSignals

/// A part of a daemon that takes new settings while it runs.
///
/// It reads and checks its settings first; what it returns puts them in use and says which. So a mistake in one part leaves all parts as
/// they are.
typealias ReloadablePart = @Sendable (Settings) throws(CommandFailure) -> (@Sendable () -> String)

/// Reads the settings again at SIGHUP.
struct ReloadService: Service {
    let logs: Logs
    let parts: [ReloadablePart]

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        do throws(CommandFailure) {
            let settings = try await logs.settings()
            var changes = [try logs.reload(settings)]
            for part in parts { changes.append(try part(settings)) }
            let news = changes.map { $0() }
            logs.logger.notice("settings read again; \(news.joined(separator: ", "))")
        } catch {
            logs.logger.error("the settings stay as they are: \(error.message)")
        }
    }
}
