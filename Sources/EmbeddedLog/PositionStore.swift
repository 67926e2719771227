import EventLog
import Foundation
import GRDB

/// The committed positions of one group, in a SQLite file of its own: readers that wrote into the log's file would slow its writers to a
/// tenth. Its calls block.
struct PositionStore: Sendable {
    private let path: String
    private let queue: DatabaseQueue

    /// Opens the group's file, making it when it is missing. A damaged one is set aside and reported: its group starts anew.
    init(folder: LogFolder, group: String, report: @Sendable (String) -> Void) throws(LogError) {
        let groupFolder = folder.path(ofGroup: group)
        try LogFolder.makeFolder(groupFolder)
        path = groupFolder + "/positions.db"
        let isNew = !LogFolder.exists(path)
        do throws(LogError) { queue = try Self.open(path) } catch  where error.code == .damaged {
            for suffix in ["-wal", "-shm", ""] where LogFolder.exists(path + suffix) {
                if unsafe rename(path + suffix, path + ".damaged" + suffix) != 0 {
                    throw LogError.system("setting aside", path: path, errno: errno)
                }
            }
            report(
                "the committed positions of group \(group) are damaged (\(error)); they are kept as \(path).damaged and the group starts anew"
            )
            queue = try Self.open(path)
        }
        if isNew {
            // Or a power cut could take the name of a file whose bytes are safe.
            try LogFolder.syncFolder(groupFolder)
            try LogFolder.syncFolder(folder.groupsPath)
        }
    }

    private static func open(_ path: String) throws(LogError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode=WAL")
            try database.execute(sql: "PRAGMA synchronous=FULL")
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
            guard mode == "wal", synchronous == 2 else {
                throw LogError(
                    .unsupported, "SQLite gives no WAL with FULL for \(path); put the log on a local file system")
            }
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { database in
                try database.execute(sql: "BEGIN IMMEDIATE")
                let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                guard version == 0 || version == LogFolder.format else {
                    throw LogError(
                        .unsupportedVersion,
                        "\(path) has format \(version), this program knows \(LogFolder.format); use the version that wrote it"
                    )
                }
                if version == 0 {
                    try database.execute(
                        sql: """
                            CREATE TABLE position(topic TEXT NOT NULL, partition INTEGER NOT NULL, topic_id TEXT NOT NULL,
                                                  next INTEGER NOT NULL, metadata TEXT NOT NULL, PRIMARY KEY (topic, partition))
                                                  WITHOUT ROWID;
                            PRAGMA user_version=\(LogFolder.format);
                            """)
                }
                try database.execute(sql: "COMMIT")
            }
            return queue
        } catch { throw LogError.sqlite(error, "opening", path: path) }
    }

    /// Stores all, in one synced transaction. `ids` are the topics' own: positions of a topic made anew are not the old one's.
    func commit(
        _ positions: [TopicPartition: CommittedPosition], ids: [TopicName: String]
    ) throws(LogError) {
        do {
            try queue.inTransaction(.immediate) { database in
                let statement = try database.cachedStatement(
                    sql:
                        "INSERT OR REPLACE INTO position(topic, partition, topic_id, next, metadata) VALUES (?, ?, ?, ?, ?)"
                )
                for (place, position) in positions.sorted(by: { $0.key < $1.key }) {
                    try statement.execute(
                        arguments: [
                            place.topic.description, place.partition.value, ids[place.topic] ?? "",
                            position.offset.value,
                            position.metadata,
                        ])
                }
                return .commit
            }
        } catch { throw LogError.sqlite(error, "committing to", path: path) }
    }

    /// What is stored for a topic.
    func committed(_ topic: TopicName, id: String) throws(LogError) -> [TopicPartition: CommittedPosition] {
        do {
            return try queue.inDatabase { database in
                var positions: [TopicPartition: CommittedPosition] = [:]
                let statement = try database.cachedStatement(
                    sql: "SELECT partition, next, metadata FROM position WHERE topic = ? AND topic_id = ?")
                let rows = try Row.fetchCursor(statement, arguments: [topic.description, id])
                while let row = try rows.next() {
                    positions[TopicPartition(topic, Partition(row[0]))] = CommittedPosition(
                        offset: Offset(row[1]), metadata: row[2])
                }
                return positions
            }
        } catch { throw LogError.sqlite(error, "reading", path: path) }
    }

    func close() throws(LogError) {
        do { try queue.close() } catch { throw LogError.sqlite(error, "closing", path: path) }
    }
}
