import EventLog
import Foundation

/// What `topic.json` says.
struct TopicSettings: Codable, Hashable, Sendable {
    var format = LogFolder.format
    var id: String
    var name: String
    var partitions: Int32
    var retentionMilliseconds: Int64?
    var retentionBytes: Int64?
    var isCompacted: Bool
    var maxMessageBytes: Int

    /// The name, checked when the topic was read.
    var topic: TopicName {
        get throws(LogError) { try TopicName(name) }
    }
}

/// The folder's paths, and the small files that say what is what.
struct LogFolder: Sendable {
    /// The layout this program reads and writes.
    static let format = 1

    let path: String
    /// Random, from log.json.
    let id: String

    private struct Identity: Codable {
        var format: Int
        var id: String
    }

    /// Opens the folder, making what is missing.
    init(path: String) throws(LogError) {
        self.path = path
        for folder in [path, path + "/topics", path + "/groups"] { try Self.makeFolder(folder) }
        let file = path + "/log.json"
        if !LogFolder.exists(file) {
            let identity = Identity(format: Self.format, id: Self.randomID())
            let temporary = path + "/.log-\(identity.id)"
            try Self.write(identity, to: temporary)
            defer { LogFolder.remove(temporary) }
            // link(2) fails where the name is taken: of several processes that start at once, one makes the log.
            if unsafe link(temporary, file) != 0, errno != EEXIST {
                throw LogError.system("making", path: file, errno: errno)
            }
            try Self.syncFolder(path)
        }
        id = try Self.read(Identity.self, from: file).id
    }

    var topicsPath: String { path + "/topics" }
    var groupsPath: String { path + "/groups" }
    func path(of topic: TopicName) -> String { "\(topicsPath)/\(topic)" }
    func headsPath(of topic: TopicName) -> String { path(of: topic) + "/heads" }

    /// A group's folder: its name, with everything but `a-z A-Z 0-9 _ -` as %XX of its UTF-8.
    func path(ofGroup group: String) -> String {
        var name = ""
        for byte in group.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                name += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return "\(groupsPath)/\(name)"
    }

    /// The settings of a topic; throws `unknownTopic`.
    func topic(_ topic: TopicName) throws(LogError) -> TopicSettings {
        let file = path(of: topic) + "/topic.json"
        guard LogFolder.exists(file) else {
            throw LogError(
                .unknownTopic,
                "topic \(topic) does not exist in the log \(path); create it with 'claimstream topics create'")
        }
        return try Self.read(TopicSettings.self, from: file)
    }

    /// All topics, sorted.
    func topics() throws(LogError) -> [TopicName] {
        var names: [TopicName] = []
        for name in try Self.list(topicsPath) where TopicName.isValid(name) && !name.hasPrefix(".") {
            names.append(try TopicName(name))
        }
        return names.sorted()
    }

    /// All groups that ever had members or positions, sorted.
    func groups() throws(LogError) -> [String] {
        try Self.list(groupsPath).compactMap { $0.removingPercentEncoding }.sorted()
    }

    /// Makes a topic: complete under a name of its own, then renamed.
    func create(_ new: NewTopic, now: Int64) throws(LogError) {
        guard (1...100_000).contains(new.partitions) else {
            throw LogError(.configuration, "topic \(new.name) can have 1 to 100000 partitions, not \(new.partitions)")
        }
        let final = path(of: new.name)
        if LogFolder.exists(final) {
            throw LogError(.topicExists, "topic \(new.name) exists already in the log \(path)")
        }
        let settings = TopicSettings(
            id: Self.randomID(), name: new.name.description, partitions: new.partitions,
            retentionMilliseconds: new.retention.map { $0.milliseconds }, retentionBytes: new.retentionBytes,
            isCompacted: new.isCompacted, maxMessageBytes: new.maxMessageBytes)
        let temporary = "\(topicsPath)/.new-\(settings.id)"
        try Self.makeFolder(temporary)
        do throws(LogError) {
            try Self.write(settings, to: temporary + "/topic.json")
            try Heads(path: temporary + "/heads", partitions: settings.partitions).write(
                [Int64](repeating: 0, count: Int(settings.partitions)))
            let zeros = [Int64](repeating: 0, count: Int(settings.partitions))
            try Segment.make(
                at: temporary + "/" + SegmentName(first: 1, last: 1, generation: 0).file, settings: settings, now: now
            ) { _ in Segment.Range(begin: zeros, next: zeros) }
            try LogFolder.syncFile(temporary + "/heads")
            try Self.syncFolder(temporary)
            // A folder does not replace one that holds files: of two makers one fails here.
            if unsafe rename(temporary, final) != 0 {
                switch errno {
                case EEXIST, ENOTEMPTY:
                    throw LogError(.topicExists, "topic \(new.name) exists already in the log \(path)")
                default: throw LogError.system("making", path: final, errno: errno)
                }
            }
            try Self.syncFolder(topicsPath)
        } catch {
            Self.remove(temporary)
            throw error
        }
    }

    /// Throws `denied` when nothing can be written here.
    func checkWritable() throws(LogError) {
        if !LogFolder.isAccessible(topicsPath, W_OK | X_OK) {
            throw LogError.system("writing to", path: topicsPath, errno: errno)
        }
    }

    // MARK: Small files

    /// Whether there is anything of that name.
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Whether this process may do that (`R_OK`, `W_OK`, `X_OK`).
    static func isAccessible(_ path: String, _ mode: Int32) -> Bool { unsafe access(path, mode) == 0 }

    private struct FormatOnly: Decodable { var format: Int }

    static func randomID() -> String {
        UUID().uuidString.lowercased().filter { $0 != "-" }
    }

    /// Names in a folder, sorted.
    static func list(_ folder: String) throws(LogError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
            throw LogError(
                .storage, "listing \(folder) failed; check that the folder exists and may be read", reason: "\(error)")
        }
    }

    /// Makes a folder and those above it, for the owner only.
    static func makeFolder(_ folder: String) throws(LogError) {
        var isFolder: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
            if isFolder.boolValue { return }
            throw LogError(.configuration, "\(folder) is a file; the embedded log needs a folder")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            let code = (((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code).map(Int32.init) ?? EACCES
            throw LogError.system("making the folder", path: folder, errno: code)
        }
    }

    /// Makes names in a folder durable.
    static func syncFolder(_ folder: String) throws(LogError) { try syncFile(folder, flags: O_RDONLY | O_DIRECTORY) }

    /// Makes a file's bytes durable.
    static func syncFile(_ path: String, flags: Int32 = O_RDONLY) throws(LogError) {
        let descriptor = unsafe open(path, flags | O_CLOEXEC)
        if descriptor < 0 { throw LogError.system("opening", path: path, errno: errno) }
        defer { close(descriptor) }
        if fsync(descriptor) != 0 { throw LogError.system("syncing", path: path, errno: errno) }
    }

    /// Removes what may be there; what cannot be removed is left for the next repair.
    static func remove(_ path: String) {
        if !LogFolder.exists(path) { return }
        do { try FileManager.default.removeItem(atPath: path) } catch {
            // Nothing depends on its absence: names that begin with a dot are never read.
            return
        }
    }

    private static func write(_ value: some Encodable, to path: String) throws(LogError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        do { try encoder.encode(value).write(to: URL(fileURLWithPath: path)) } catch {
            throw LogError(.storage, "writing \(path) failed; check space and mode of its folder", reason: "\(error)")
        }
        try syncFile(path)
    }

    private static func read<Value: Decodable>(
        _ type: Value.Type, from path: String
    ) throws(LogError) -> Value {

        let data: Data
        do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw LogError(.denied, "reading \(path) failed; check owner and mode of the folder", reason: "\(error)")
        }
        do {
            // The format first: a future one may not have our fields.
            let found = try JSONDecoder().decode(FormatOnly.self, from: data).format
            if found != format {
                throw LogError(
                    .unsupportedVersion,
                    "\(path) has format \(found), this program knows \(format); use the version that wrote it, or a newer one"
                )
            }
            return try JSONDecoder().decode(type, from: data)
        } catch let error as LogError {
            throw error
        } catch {
            throw LogError(
                .damaged, "\(path) is damaged; restore it from a backup (it never changes after it was made)",
                reason: "\(error)")
        }
    }
}

/// The file `heads` of a topic: bell and lower bound.
struct Heads {
    let path: String
    let partitions: Int32

    /// The next offset of each partition, as last written; zeros where the file is short or missing.
    func read() -> [Int64] {
        var heads = [Int64](repeating: 0, count: Int(partitions))
        guard let data = FileManager.default.contents(atPath: path) else { return heads }
        let bytes = [UInt8](data)
        for index in heads.indices where bytes.count >= index * 8 + 8 {
            heads[index] = (0..<8).reduce(0) { $0 | Int64(bytes[index * 8 + $1]) << Int64($1 * 8) }
        }
        return heads
    }

    /// Writes all, in place, which rings the bell.
    func write(_ heads: [Int64]) throws(LogError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        if descriptor < 0 { throw LogError.system("opening", path: path, errno: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(heads.count * 8)
        for head in heads { for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: head >> Int64(shift * 8))) } }
        if unsafe pwrite(descriptor, bytes, bytes.count, 0) != bytes.count {
            throw LogError.system("writing", path: path, errno: errno)
        }
    }
}
