import Events
package import Foundation
package import Logging
import Synchronization

/// The level that all loggers of the program share, so that it can be changed while it runs.
package final class SharedLogLevel: Sendable {
    private let level: Mutex<Logger.Level>

    package init(_ level: Logger.Level) { self.level = Mutex(level) }

    package var value: Logger.Level {
        get { level.withLock { $0 } }
        set { level.withLock { $0 = newValue } }
    }
}

/// Writes one line an event, as text for people or as a JSON object for machines.
///
/// A logger whose level was set by hand keeps it; all others follow the shared level.
package struct LineLogHandler: LogHandler {
    package enum Format: String, CaseIterable, Sendable {
        /// `2026-04-01T06:00:00Z warning claimstream: message [key=value]`
        case text
        /// `{"time":…,"level":…,"logger":…,"message":…,"fields":{…}}`
        case json
    }

    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let format: Format
    private let shared: SharedLogLevel
    private var ownLevel: Logger.Level?
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - write: takes whole lines, the line feed included.
    ///   - now: the clock.
    package init(
        label: String, format: Format, level: SharedLogLevel, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.format = format
        shared = level
        self.write = write
        self.now = now
    }

    package var logLevel: Logger.Level {
        get { ownLevel ?? shared.value }
        set { ownLevel = newValue }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let given = event.metadata { fields.merge(given) { $1 } }
        let sorted = fields.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let time = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: format == .json))
        switch format {
        case .text: write(Self.text(time, event.level, label, "\(event.message)", sorted))
        case .json: write(Self.json(time, event.level, label, "\(event.message)", sorted))
        }
    }

    private static func text(
        _ time: String, _ level: Logger.Level, _ label: String, _ message: String, _ fields: [(String, String)]
    ) -> String {
        // One line an event, whatever is in the message.
        var line = "\(time) \(level) \(label): \(message)"
        if !fields.isEmpty { line += " [" + fields.map { "\($0)=\($1)" }.joined(separator: " ") + "]" }
        return line.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
    }

    private static func json(
        _ time: String, _ level: Logger.Level, _ label: String, _ message: String, _ fields: [(String, String)]
    ) -> String {
        var writer = JSONWriter()
        writer.object {
            $0.field("time", time)
            $0.field("level", level.rawValue)
            $0.field("logger", label)
            $0.field("message", message)
            if !fields.isEmpty {
                $0.field("fields") { writer in
                    for (key, value) in fields {
                        writer.key(data: key)
                        writer.value(value)
                    }
                }
            }
        }
        writer.newline()
        return writer.string
    }
}
