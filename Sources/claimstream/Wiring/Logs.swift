import Logging
import Telemetry

/// The program's own messages on standard error, whose level can change while it runs.
struct Logs: Sendable {
    let logger: Logger
    private let level: SharedLogLevel
    private let general: GeneralOptions

    /// - Throws: `CommandFailure` (wrong usage) for a level or a format that does not exist.
    init(_ settings: Settings, _ general: GeneralOptions) throws(CommandFailure) {
        let shared = SharedLogLevel(try Self.level(settings, general))
        let formatName = settings.text(.logFormat, flag: general.logFormat) ?? "text"
        guard let format = LineLogHandler.Format(rawValue: formatName) else {
            throw CommandFailure(
                "'\(formatName)' is no log format: use text or json", exitCode: CommandFailure.wrongUsage)
        }
        level = shared
        self.general = general
        logger = Logger(label: "claimstream") { label in
            LineLogHandler(label: label, format: format, level: shared, write: { StandardError.write($0) })
        }
    }

    /// The settings as environment and file state them now.
    func settings() async throws(CommandFailure) -> Settings { try await Settings(general) }

    /// Takes a new level: see `ReloadablePart`.
    func reload(_ settings: Settings) throws(CommandFailure) -> (@Sendable () -> String) {
        let new = try Self.level(settings, general)
        return {
            level.value = new
            return "the log level is \(new)"
        }
    }

    private static func level(_ settings: Settings, _ general: GeneralOptions) throws(CommandFailure) -> Logger.Level {
        let name = settings.text(.logLevel, flag: general.logLevel) ?? "warning"
        guard let level = Logger.Level(rawValue: name) else {
            throw CommandFailure(
                "'\(name)' is no log level: use error, warning, info or debug", exitCode: CommandFailure.wrongUsage)
        }
        return level
    }
}
