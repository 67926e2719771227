import Configuration
import Foundation
import SystemPackage

/// Values of settings in their order of precedence: flag, environment, file, default.
struct Settings: Sendable {
    /// Where a value came from.
    enum Origin: Sendable, Equatable, CustomStringConvertible {
        case flag(String)
        case environment(String)
        case file(String)
        case builtIn
        case unset

        var description: String {
            switch self {
            case .flag(let name): "flag \(name)"
            case .environment(let name): "environment \(name)"
            case .file(let path): "file \(path)"
            case .builtIn: "default"
            case .unset: "not set"
            }
        }
    }

    private let environment: ConfigReader
    private let file: (path: String, reader: ConfigReader)?

    /// Reads the environment, and the file where one is named (`--config`, else `CLAIMSTREAM_CONFIG`).
    ///
    /// - Throws: `CommandFailure` (wrong usage) when the file is missing, does not parse, or has a key that nobody knows.
    init(_ general: GeneralOptions) async throws(CommandFailure) {
        environment = ConfigReader(provider: EnvironmentVariablesProvider().prefixKeys(with: "claimstream"))
        guard let path = general.config ?? environment.string(forKey: "config") else {
            file = nil
            return
        }
        let problems = try ConfigurationFile(path: path).problems
        if !problems.isEmpty {
            throw CommandFailure(problems.joined(separator: "\nclaimstream: "), exitCode: CommandFailure.wrongUsage)
        }
        file = (path, ConfigReader(provider: try await Self.provider(path)))
    }

    private static func provider(_ path: String) async throws(CommandFailure) -> any ConfigProvider {
        do {
            if ConfigurationFile.isYAML(path) { return try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)) }
            return try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
        } catch {
            throw CommandFailure(
                "the configuration file \(path) cannot be used: \(error)", exitCode: CommandFailure.wrongUsage)
        }
    }

    /// The value of a setting; nil where nothing sets it and it has no default.
    func text(_ setting: Setting, flag: String? = nil) -> String? { resolved(setting, flag: flag).value }

    /// The value of a setting with where it came from.
    func resolved(_ setting: Setting, flag: String? = nil) -> (value: String?, origin: Origin) {
        let key = ConfigKey([setting.rawValue])
        if let flag { return (flag, .flag(setting.flag)) }
        if let value = environment.string(forKey: key) { return (value, .environment(setting.environmentVariable)) }
        if let file, let value = Self.scalar(file.reader, key) { return (value, .file(file.path)) }
        return (setting.fallback, setting.fallback == nil ? .unset : .builtIn)
    }

    /// A file's value as text, whether it was written as text or as a number.
    private static func scalar(_ reader: ConfigReader, _ key: ConfigKey) -> String? {
        reader.string(forKey: key) ?? reader.int(forKey: key).map(String.init)
            ?? reader.double(forKey: key).map { String($0) } ?? reader.bool(forKey: key).map { String($0) }
    }

    /// A whole number above zero.
    ///
    /// - Throws: `CommandFailure` (wrong usage) naming setting and value.
    func number(_ setting: Setting, flag: Int? = nil) throws(CommandFailure) -> Int? {
        guard let text = text(setting, flag: flag.map(String.init)) else { return nil }
        guard let number = Int(text), number > 0 else {
            throw CommandFailure(
                "\(setting.rawValue) must be a whole number above zero, not '\(text)'",
                exitCode: CommandFailure.wrongUsage)
        }
        return number
    }

    /// What is wrong with a value; nil when nothing is.
    func problem(_ setting: Setting, flag: String? = nil) -> String? {
        let (value, origin) = resolved(setting, flag: flag)
        guard let value else { return nil }
        switch setting.kind {
        case .text: return nil
        case .number:
            if let number = Int(value), number > 0 { return nil }
            return "\(setting.rawValue) (\(origin)): a whole number above zero is meant, not '\(value)'"
        case .choice(let choices):
            if choices.contains(value) { return nil }
            return "\(setting.rawValue) (\(origin)): '\(value)' is none of \(choices.joined(separator: ", "))"
        }
    }
}
