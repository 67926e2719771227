/// Everything that can be set in the environment and in a configuration file, beside its flag.
///
/// The raw value is the key in a file (`topicPrefix`); the flag is its kebab form (`--topic-prefix`), the environment
/// variable its upper form behind `CLAIMSTREAM_` (`CLAIMSTREAM_TOPIC_PREFIX`).
enum Setting: String, CaseIterable {
    case log
    case topicPrefix
    case kafkaConfigFile
    case logLevel
    case logFormat
    case listen
    case output
    case sourcePrefix
    case state
    case lexicon
    case parallelism
    case memberID = "memberId"
    case drainSeconds
    case snapshotSeconds
    case changeSegmentBytes
    case stuckSeconds
    case hostDelaySeconds
    case fetchTimeoutSeconds
    case pollSeconds
    case allowPrivateAddresses

    /// Value where nobody says anything; nil where absence is a meaning of its own.
    var fallback: String? {
        switch self {
        case .log: "embedded:./claimstream-data"
        case .logLevel: "warning"
        case .logFormat: "text"
        case .drainSeconds: "30"
        case .snapshotSeconds: "30"
        case .changeSegmentBytes: "16777216"
        case .stuckSeconds: "120"
        case .hostDelaySeconds: "2"
        case .fetchTimeoutSeconds: "30"
        case .pollSeconds: "300"
        case .allowPrivateAddresses: "false"
        case .topicPrefix, .kafkaConfigFile, .listen, .output, .sourcePrefix, .state, .lexicon, .parallelism, .memberID:
            nil
        }
    }

    /// What values it takes.
    enum Kind: Sendable {
        case text
        /// A whole number above zero.
        case number
        case choice([String])
    }

    var kind: Kind {
        switch self {
        case .drainSeconds, .snapshotSeconds, .changeSegmentBytes, .stuckSeconds, .parallelism, .hostDelaySeconds,
            .fetchTimeoutSeconds,
            .pollSeconds:
            .number
        case .allowPrivateAddresses: .choice(["true", "false"])
        case .logLevel: .choice(["error", "warning", "info", "debug"])
        case .logFormat: .choice(["text", "json"])
        case .log, .topicPrefix, .kafkaConfigFile, .listen, .output, .sourcePrefix, .state, .lexicon,
            .memberID:
            .text
        }
    }

    /// Whether SIGHUP makes a running daemon take a new value.
    var isReloadable: Bool { [.logLevel, .lexicon, .stuckSeconds].contains(self) }

    /// Words of the key in lower case: `topic`, `prefix`.
    private var words: [String] {
        var words = [""]
        for character in rawValue {
            if character.isUppercase { words.append("") }
            words[words.count - 1] += character.lowercased()
        }
        return words
    }

    var flag: String { "--" + words.joined(separator: "-") }

    var environmentVariable: String { "CLAIMSTREAM_" + words.joined(separator: "_").uppercased() }
}
