import Foundation

/// librdkafka properties as the user gave them: a file, then flags, which win.
///
/// A value may stand elsewhere, so that no secret is in the file or on a command line that others can list:
/// `${env:NAME}` is an environment variable, `${file:PATH}` the content of a file without its last line feed.
struct KafkaProperties: Sendable {
    private(set) var values: [String: String] = [:]

    /// - Throws: `CommandFailure` (wrong usage) naming place and remedy; never a value.
    init(file: String?, flags: [String]) throws(CommandFailure) {
        if let file {
            for (index, line) in try Self.read(file, "the Kafka configuration").split(
                separator: "\n", omittingEmptySubsequences: false
            ).enumerated() {
                let line = line.trimmingCharacters(in: .whitespaces)
                if !line.isEmpty && !line.hasPrefix("#") { try add(line, from: "\(file):\(index + 1)") }
            }
        }
        for pair in flags { try add(pair, from: "--kafka-config") }
    }

    /// Whether a property's value is to be kept out of everything that is shown.
    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["password", "secret", "key.pem", "token", "sasl.oauthbearer.config", "sasl.jaas"].contains {
            name.contains($0)
        }
    }

    /// `name=value` lines by name, secrets hidden.
    var shown: [String] {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.isSecret($0.key) ? "(hidden)" : $0.value)" }
    }

    private mutating func add(_ pair: String, from place: String) throws(CommandFailure) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw CommandFailure("\(place): a property is written key=value", exitCode: CommandFailure.wrongUsage)
        }
        let name = parts[0].trimmingCharacters(in: .whitespaces)
        values[name] = try Self.resolve(parts[1].trimmingCharacters(in: .whitespaces), name, place)
    }

    private static func resolve(_ value: String, _ name: String, _ place: String) throws(CommandFailure) -> String {
        guard value.hasPrefix("${"), value.hasSuffix("}") else { return value }
        let inner = String(value.dropFirst(2).dropLast())
        if let variable = inner.stripping(prefix: "env:") {
            guard let found = ProcessInfo.processInfo.environment[variable] else {
                throw CommandFailure(
                    "\(place): \(name) asks for the environment variable \(variable), which is not set",
                    exitCode: CommandFailure.wrongUsage)
            }
            return found
        }
        if let path = inner.stripping(prefix: "file:") {
            let text = try read(path, "\(place): the file behind \(name),")
            return text.hasSuffix("\n") ? String(text.dropLast()) : text
        }
        return value
    }

    private static func read(_ path: String, _ what: String) throws(CommandFailure) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw CommandFailure(
                "\(what) \(path) cannot be read; check the path and its permissions",
                exitCode: CommandFailure.wrongUsage)
        }
    }
}
