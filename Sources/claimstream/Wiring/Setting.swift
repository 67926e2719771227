/// Everything that can be set in the environment and in a configuration file, beside its flag.
///
/// The raw value is the key in a file (`topicPrefix`); the flag is its kebab form (`--topic-prefix`), the environment
/// variable its upper form behind `CLAIMSTREAM_` (`CLAIMSTREAM_TOPIC_PREFIX`).
enum Setting: String, CaseIterable {
    case log
    case topicPrefix
    case kafkaConfigFile
    case logLevel
    case output
    case sourcePrefix
    case state
    case parallelism
    case memberID = "memberId"
    case drainSeconds
    case snapshotSeconds

    /// Value where nobody says anything; nil where absence is a meaning of its own.
    var fallback: String? {
        switch self {
        case .log: "embedded:./claimstream-data"
        case .logLevel: "warning"
        case .drainSeconds: "30"
        case .snapshotSeconds: "30"
        case .topicPrefix, .kafkaConfigFile, .output, .sourcePrefix, .state, .parallelism, .memberID: nil
        }
    }
}
