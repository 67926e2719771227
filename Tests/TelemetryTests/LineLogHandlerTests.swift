import Foundation
import Logging
import Synchronization
import Telemetry
import Testing

@Suite struct LineLogHandlerTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
        func add(_ line: String) { all.withLock { $0.append(line) } }
        var last: String? { all.withLock { $0.last } }
        var count: Int { all.withLock { $0.count } }
    }

    private let lines = Lines()
    private let level = SharedLogLevel(.warning)

    private func logger(_ format: LineLogHandler.Format) -> Logger {
        Logger(label: "claimstream") { [lines, level] label in
            LineLogHandler(
                label: label, format: format, level: level, now: { Date(timeIntervalSince1970: 1_775_023_200.5) },
                write: { lines.add($0) })
        }
    }

    @Test func textIsOneLineWithSortedFields() {
        logger(.text).warning("first\nsecond", metadata: ["b": "2", "a": "1"])
        #expect(lines.last == "2026-04-01T06:00:00Z warning claimstream: first second [a=1 b=2]\n")
    }

    @Test func jsonIsOneObjectALine() throws {
        logger(.json).error("a \"quoted\"\nline", metadata: ["partition": "3"])
        #expect(
            lines.last == """
                {"time":"2026-04-01T06:00:00.500Z","level":"error","logger":"claimstream",\
                "message":"a \\"quoted\\"\\nline","fields":{"partition":"3"}}

                """)
    }

    @Test func allLoggersFollowTheSharedLevelWhileTheyLive() {
        let logger = logger(.text)
        logger.info("unheard")
        #expect(lines.count == 0)
        level.value = .info
        logger.info("heard")
        #expect(lines.count == 1)
    }

    @Test func aLevelSetByHandStays() {
        var logger = logger(.text)
        logger.logLevel = .critical
        level.value = .debug
        logger.error("unheard")
        #expect(lines.count == 0)
    }
}
