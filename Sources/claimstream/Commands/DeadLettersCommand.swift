import ArgumentParser
import Articles
import EventLog
import Events
import Foundation
import Intake
import Pipeline

/// `claimstream dead-letters list|show|replay|drop`.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "What could not be processed, why, and sending it again.",
        subcommands: [List.self, Show.self, Replay.self, Drop.self]
    )

    /// Which dead letters are meant.
    struct Selection: ParsableArguments {
        @Option(help: "unreadable, undecodable, crashed or too-large.")
        var reason: DeadLetter.Reason?

        @Option(help: ArgumentHelp("Part of the id or the source.", valueName: "text"))
        var matching: String?

        @Argument(help: ArgumentHelp("Ids, as `list` prints them; all where none are given.", valueName: "id"))
        var ids: [String] = []

        var filter: DeadLetterQueue.Filter {
            var filter = DeadLetterQueue.Filter()
            filter.reason = reason
            filter.text = matching
            filter.ids = Set(ids)
            return filter
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List open dead letters: id, reason, attempts, message.")

        @OptionGroup var selection: Selection
        @OptionGroup var logOptions: LogOptions

        @Flag(help: "Only how many there are of each reason.")
        var count = false

        func run() async throws {
            try await withQueue(logOptions) { queue, _ in
                let letters = try await queue.open(selection.filter)
                if count {
                    for reason in DeadLetter.Reason.allCases {
                        let number = letters.count { $0.reason == reason }
                        if number > 0 { try StandardOutput.write("\(reason.rawValue)\t\(number)\n") }
                    }
                    return
                }
                for letter in letters {
                    try StandardOutput.write(
                        "\(letter.id)\t\(letter.reason.rawValue)\t\(letter.attempts)\t\(letter.message)\n")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the original bytes of dead letters.")

        @OptionGroup var selection: Selection
        @OptionGroup var logOptions: LogOptions

        func run() async throws {
            try await withQueue(logOptions) { queue, _ in
                for letter in try await queue.open(selection.filter) {
                    StandardError.write("\(letter.id): \(letter.reason.rawValue): \(letter.message)\n")
                    if let original = letter.original {
                        try StandardOutput.write(original)
                    } else {
                        StandardError.write("  the bytes were too many to be kept; SHA-256 \(letter.sha256 ?? "")\n")
                    }
                }
            }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send dead letters again, after their cause was mended.",
            discussion: """
                A record keeps the place it first had, so a newer revision of its article stays the one that counts. An
                input is read again; if it is still no article it stays a dead letter.
                """
        )

        @OptionGroup var selection: Selection
        @OptionGroup var logOptions: LogOptions

        @Flag(help: "Only say what would be sent.")
        var dryRun = false

        func run() async throws {
            try await withQueue(logOptions) { queue, open in
                let letters = try await queue.open(selection.filter)
                if dryRun {
                    for letter in letters { try StandardOutput.write("would replay \(letter.id)\n") }
                    return
                }
                let left = try await replay(letters, queue, open)
                try StandardOutput.write("replayed \(letters.count - left), left \(left)\n")
                if left > 0 { throw ExitCode(CommandFailure.rejected) }
            }
        }

        /// Sends records again and reads inputs again; gives how many are still no articles.
        private func replay(_ letters: [DeadLetter], _ queue: DeadLetterQueue, _ open: OpenLog) async throws -> Int {
            // Only what never had a place in the log needs the publisher and its memory.
            guard letters.contains(where: { $0.origin == nil }) else {
                return try await queue.replay(letters) { _ in false }.count
            }
            let state = open.settings.text(.state) ?? open.folder ?? "claimstream-data"
            let publishing = try await Publishing(open, stateFolder: state) { _ in }
            let inputs = try await queue.replay(letters) { letter in
                let article = try Article(decoding: letter.original ?? [])
                return try publishing.seen.revision(of: article.id) != article.revision
            }
            let left = try await republish(inputs, queue, publishing)
            await publishing.close()
            return left
        }

        /// Reads inputs again; gives how many are still no articles.
        private func republish(
            _ letters: [DeadLetter], _ queue: DeadLetterQueue, _ publishing: Publishing
        ) async throws -> Int {
            var settled: [DeadLetter] = []
            for letter in letters {
                guard let original = letter.original, !letter.isRecord else { continue }
                var description = SourceDescription(source: letter.source, url: letter.url)
                description.format = letter.format.flatMap(ArticleFormat.init(rawValue:)) ?? .auto
                let summary = try await publishing.publisher.publish(BytesSource(original), description)
                if summary.rejected.isEmpty { settled.append(letter) }
            }
            try await queue.settle(settled)
            return letters.count - settled.count
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Settle dead letters without sending them again.")

        @OptionGroup var selection: Selection
        @OptionGroup var logOptions: LogOptions

        @Flag(help: "Only say what would be dropped.")
        var dryRun = false

        func validate() throws {
            if selection.ids.isEmpty, selection.reason == nil, selection.matching == nil {
                throw ValidationError("say which: ids, --reason or --matching")
            }
        }

        func run() async throws {
            try await withQueue(logOptions) { queue, _ in
                let letters = try await queue.open(selection.filter)
                for letter in letters {
                    try StandardOutput.write("\(dryRun ? "would drop" : "dropped") \(letter.id)\n")
                }
                if !dryRun { try await queue.settle(letters) }
            }
        }
    }
}

extension DeadLetter.Reason: ExpressibleByArgument {}

/// Opens the log and its queue of dead letters for one command.
private func withQueue(
    _ options: LogOptions, _ body: (DeadLetterQueue, OpenLog) async throws -> Void
) async throws {
    let open = try await OpenLog.open(options)
    do {
        try await body(DeadLetterQueue(log: open.log, topics: open.topics, logger: open.logger), open)
        await open.log.close()
    } catch let error as LogError {
        throw CommandFailure(error)
    } catch let error as PublishError {
        throw CommandFailure(error)
    }
}
