/// Every number that a daemon shows, with what it means: the text behind `# HELP`, and what dashboards and alarms are
/// held against.
package struct MetricCatalog: Sendable {
    /// How a number behaves.
    package enum Kind: String, Sendable {
        /// Only grows, from zero at start.
        case counter
        case gauge
        case histogram
    }

    /// One number.
    package struct Entry: Sendable {
        package let name: String
        package let kind: Kind
        package let help: String
        /// Names of its labels, in the order printed.
        package let labels: [String]
    }

    /// Sorted by name.
    package static let entries: [Entry] = [
        Entry(
            name: "claimstream_batch_seconds", kind: .histogram,
            help: "Time from a batch in hand to its positions committed.", labels: ["loop"]),
        Entry(
            name: "claimstream_build_info", kind: .gauge,
            help: "Always 1; the release and its lexicon are in the labels.",
            labels: ["lexicon", "ordinal", "version"]),
        Entry(
            name: "claimstream_dead_letters_open", kind: .gauge,
            help: "Dead letters that nobody has settled yet; shown by the sink.", labels: []),
        Entry(
            name: "claimstream_dead_letters_total", kind: .counter, help: "Inputs and records set aside, by reason.",
            labels: ["loop", "reason"]),
        Entry(
            name: "claimstream_duplicates_ignored_total", kind: .counter,
            help: "Records that were not higher than what was already taken of their article.", labels: ["loop"]),
        Entry(
            name: "claimstream_heartbeat_age_seconds", kind: .gauge, help: "Time since a loop last moved.",
            labels: ["loop"]),
        Entry(
            name: "claimstream_lag_records", kind: .gauge,
            help: "Records not yet done in a partition that this process owns.",
            labels: ["group", "partition", "topic"]),
        Entry(
            name: "claimstream_lag_seconds", kind: .gauge,
            help:
                "Age of the oldest record not yet done in the partitions that this process owns; 0 when there is none.",
            labels: ["group", "topic"]),
        Entry(
            name: "claimstream_partitions_owned", kind: .gauge, help: "Partitions that this process reads.",
            labels: ["loop"]),
        Entry(
            name: "claimstream_rebalances_total", kind: .counter,
            help: "Times that partitions came to this process or left it.", labels: ["loop"]),
        Entry(
            name: "claimstream_records_in_hand", kind: .gauge,
            help: "Records taken and not yet done: the queue between reading and writing.", labels: ["loop"]),
        Entry(
            name: "claimstream_records_in_total", kind: .counter, help: "Records read.", labels: ["loop"]),
        Entry(
            name: "claimstream_records_out_total", kind: .counter,
            help: "Records written and acknowledged, or taken into the files.",
            labels: ["loop"]),
        Entry(
            name: "claimstream_retries_total", kind: .counter, help: "Calls to the log that had to be made again.",
            labels: ["loop"]),
        Entry(name: "process_cpu_seconds_total", kind: .counter, help: "User and system time used.", labels: []),
        Entry(name: "process_max_fds", kind: .gauge, help: "Open file descriptors allowed.", labels: []),
        Entry(name: "process_open_fds", kind: .gauge, help: "Open file descriptors.", labels: []),
        Entry(name: "process_resident_memory_bytes", kind: .gauge, help: "Memory in RAM.", labels: []),
        Entry(
            name: "process_start_time_seconds", kind: .gauge, help: "When the process began, in seconds since 1970.",
            labels: []),
    ]

    /// The entry of a name; nil for one that is not ours.
    package static func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }
}
