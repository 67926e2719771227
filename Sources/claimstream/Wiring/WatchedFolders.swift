import Intake
import Pipeline
import ServiceLifecycle
import Synchronization

/// Publishes what is below folders, and what appears or changes there until it is stopped.
final class WatchedFolders: Service {
    private let options: InputOptions
    private let prefix: String?
    private let publishing: Publishing
    private let report: @Sendable (String) -> Void
    private let sum = Mutex(ArticlePublisher.Summary())
    /// A file that was rejected is not read again while it stays as it is.
    private let rejectedMarks = Mutex<[String: SeenStore.FileMark]>([:])

    init(
        options: InputOptions, prefix: String?, publishing: Publishing, report: @escaping @Sendable (String) -> Void
    ) {
        self.options = options
        self.prefix = prefix
        self.publishing = publishing
        self.report = report
    }

    /// What was done so far.
    var total: ArticlePublisher.Summary { sum.withLock { $0 } }

    func run() async throws {
        let folders = options.paths.filter { $0 != "-" }
        let watcher = try FolderWatcher(folders: folders)
        defer { watcher.stop() }
        // Once at the start: a file may have come between the first look and the first watch.
        try await look()
        let heartbeat = publishing.heartbeat
        heartbeat.becameReady()
        heartbeat.rest()
        for await _ in watcher.wakes.cancelOnGracefulShutdown() {
            try await look()
            heartbeat.rest()
        }
    }

    /// Publishes what is new below the paths.
    func look() async throws(CommandFailure) {
        let inputs = try Inputs(options, prefix: prefix)
        try await inputs.forEachInput { input throws(CommandFailure) in
            publishing.heartbeat.beat()
            if case .success(let input) = input, let file = input.file,
                rejectedMarks.withLock({ $0[file.path] }) == file.mark
            {
                return
            }
            let summary = try await publishing.publish(input, onRejection: report)
            if !summary.rejected.isEmpty, case .success(let input) = input, let file = input.file {
                rejectedMarks.withLock { $0[file.path] = file.mark }
            }
            sum.withLock { $0 += summary }
        }
    }
}
