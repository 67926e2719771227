import EventLog
import Foundation

/// Measures rooms of the program in a process of its own, for the script `run` beside it. Each command ends by printing one JSON object.
@main
enum Benchmarks {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().map { $0 }
        switch arguments.first {
        case "embedded-log" where arguments.count == 4:
            try await EmbeddedLogBenchmark.run(folder: arguments[1], lines: arguments[2], records: count(arguments[3]))
        case "kafka-produce" where arguments.count == 6:
            try await KafkaBenchmark.produce(
                arguments[1], topic: arguments[2], partitions: count(arguments[3]), records: count(arguments[4]),
                lines: arguments[5])
        case "kafka-consume" where arguments.count == 5:
            try await KafkaBenchmark.consume(
                arguments[1], topic: arguments[2], partitions: count(arguments[3]), records: count(arguments[4]))
        case "publish-names" where arguments.count == 6:
            try await NamesWorker.publish(
                arguments[1], topic: arguments[2], partitions: count(arguments[3]), documents: arguments[4],
                compression: arguments[5])
        case "find-names" where arguments.count == 8:
            try await NamesWorker.work(
                arguments[1], topic: arguments[2], records: count(arguments[3]), names: arguments[4],
                output: arguments[5], enrichedTopic: arguments[6] == "-" ? nil : arguments[6],
                compression: arguments[7])
        case "annotate" where arguments.count > 1: try AnnotationBenchmark.run(Array(arguments.dropFirst()))
        case "annotate-digest" where arguments.count > 1:
            try AnnotationBenchmark.runDigest(Array(arguments.dropFirst()))
        case "annotate-hostile": try AnnotationBenchmark.runHostile()
        default:
            print(
                """
                usage: Benchmarks embedded-log FOLDER LINES RECORDS
                       Benchmarks kafka-produce BOOTSTRAP TOPIC PARTITIONS RECORDS LINES
                       Benchmarks kafka-consume BOOTSTRAP TOPIC PARTITIONS RECORDS
                       Benchmarks publish-names BOOTSTRAP TOPIC PARTITIONS DOCUMENTS COMPRESSION
                       Benchmarks find-names BOOTSTRAP TOPIC RECORDS NAMES OUTPUT ENRICHED-TOPIC|- COMPRESSION
                       Benchmarks annotate articles:FILE|comments:FILE ...
                       Benchmarks annotate-digest articles:FILE|comments:FILE ...
                       Benchmarks annotate-hostile
                """)
            exit(64)
        }
    }

    private static func count(_ text: String) throws -> Int {
        guard let number = Int(text), number > 0 else { throw BadCount(text: text) }
        return number
    }

    private struct BadCount: Error, CustomStringConvertible {
        let text: String
        var description: String { "\(text) is no positive number" }
    }
}

/// Wall and CPU time of a stretch of work, and the process's highest memory.
struct Stopwatch {
    private let began = ContinuousClock.now
    private let used = Self.cpuSeconds

    var seconds: Double { Self.seconds(began.duration(to: .now)) }

    /// User and system time of all threads, in seconds.
    var cpu: Double { Self.cpuSeconds - used }

    /// Prints the figures as JSON, with more of them.
    func report(records: Int, _ more: [(String, Double)] = []) {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let figures =
            [
                ("seconds", seconds), ("cpu", cpu),
                ("resident_mib", Double(usage.ru_maxrss) / 1024),
            ] + more
        let text = figures.map { "\"\($0.0)\":\(String(format: "%.4f", $0.1))" }.joined(separator: ",")
        print("{\"records\":\(records),\(text)}")
    }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    private static var cpuSeconds: Double {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}

/// A file's lines, as bytes without their ends.
func lines(of path: String) throws -> [[UInt8]] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))).split(separator: 0x0A).map(Array.init)
}

/// Batches of 500, four of them under way at once, as a publisher of many files sends them.
func sendInBatches(
    _ records: Int, to producer: any Producer, _ record: @escaping @Sendable (Int) -> OutgoingRecord
) async throws {
    let (batch, flight) = (500, 4)
    try await withThrowingTaskGroup(of: Void.self) { senders in
        for sender in 0..<flight {
            senders.addTask {
                var first = sender * batch
                while first < records {
                    _ = try await producer.send((first..<min(records, first + batch)).map(record))
                    first += batch * flight
                }
            }
        }
        try await senders.waitForAll()
    }
}
