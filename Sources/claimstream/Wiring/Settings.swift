import Configuration
import SystemPackage

/// Values of settings in their order of precedence: flag, environment, file, default.
struct Settings: Sendable {
    private let reader: ConfigReader

    /// Reads the environment, and the file where one is named.
    ///
    /// - Throws: `CommandFailure` (wrong usage) when the file is missing or does not parse.
    init(_ general: GeneralOptions) async throws(CommandFailure) {
        var providers: [any ConfigProvider] = [EnvironmentVariablesProvider().prefixKeys(with: "claimstream")]
        if let path = general.config { providers.append(try await Self.file(path)) }
        reader = ConfigReader(providers: providers)
    }

    private static func file(_ path: String) async throws(CommandFailure) -> any ConfigProvider {
        do {
            if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
                return try await FileProvider<YAMLSnapshot>(filePath: FilePath(path))
            }
            return try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
        } catch {
            throw CommandFailure(
                "the configuration file \(path) cannot be used: \(error)", exitCode: CommandFailure.wrongUsage)
        }
    }

    /// The value of a setting; nil where nothing sets it and it has no default.
    func text(_ setting: Setting, flag: String? = nil) -> String? {
        flag ?? reader.string(forKey: ConfigKey([setting.rawValue])) ?? setting.fallback
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
}
