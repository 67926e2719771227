import ArgumentParser
import Events
import Foundation
import Reporting
import Results

/// `claimstream tail DIR`: follows the change log.
struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Follow the changes of the aggregated claims.",
        discussion: """
            Every change comes once and in order, across segments and restarts. With --reader NAME the position is kept in
            DIR/readers/NAME after the lines were written; a kill in between repeats them, with the same seq.
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, jsonl }

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @Option(help: "start, end, the number of a change, or a date or moment (2026-11-27T10:00:00Z).")
    var since: String?

    @Option(
        help: "A drug: ingredient, brand or other form the collection knows, or an ATC code of a group. Repeatable.")
    var drug: [String] = []

    @Option(help: "A predicate (CAUSES, TREATS, …). Repeatable.")
    var predicate: [String] = []

    @Option(help: "Part of the object's name.")
    var object: String?

    @Option(help: "A tier that the change touches: T1 to T5. Repeatable.")
    var tier: [String] = []

    @Option(help: "At least so many independent units on one side.")
    var minUnits = 0

    @Option(help: "new, changed or gone. Repeatable.")
    var kind: [ChangeLine.Kind] = []

    @Option(help: "text or jsonl.")
    var format = Format.text

    @Option(help: ArgumentHelp("Go on where the reader of this name stopped.", valueName: "name"))
    var reader: String?

    @Flag(inversion: .prefixedNo, help: "Wait for more; otherwise end after the last change.")
    var follow = true

    func validate() throws {
        if let since, TailStart(since) == nil { throw ValidationError("--since is start, end, a number or a date") }
        for name in tier where Tier.allCases.first(where: { $0.rawValue.hasPrefix(name.uppercased()) }) == nil {
            throw ValidationError("'\(name)' is no tier: T1 to T5")
        }
        for name in predicate where Predicate(rawValue: name.uppercased()) == nil {
            throw ValidationError("'\(name)' is no predicate")
        }
    }

    func run() async throws {
        // Nothing is in hand between two batches, and a named reader's position is stored with each: stopping is success.
        for number in [SIGTERM, SIGINT] { signal(number) { _ in _exit(0) } }
        do {
            try await follow(filter: try filter())
        } catch let error as ResultsError {
            throw CommandFailure(error)
        } catch let error as ReaderPosition.Failure {
            throw CommandFailure(error.description, exitCode: CommandFailure.wrongUsage)
        }
    }

    private func follow(filter: ChangeFilter) async throws {
        // The bell is there before the first look, so that nothing committed in between goes unheard.
        let bell = ChangeBell(directory: directory)
        let position = try reader.map { try ReaderPosition(directory: directory, name: $0) }
        let changes = try ChangeReader(directory: directory)
        changes.skip(to: try start(position, changes))
        var printer: ChangeText?
        // After a ring the commit may still be on its way to the disk: look again soon, and then less often.
        var soon: ArraySlice<Int32> = []
        while !Task.isCancelled {
            if try printNext(changes, position, filter, &printer) { continue }
            if !follow { return }
            if await bell.wait(milliseconds: soon.popFirst() ?? 2_000) { soon = [5, 20, 80, 320] }
            // What comes next may belong to a newer snapshot.
            printer = nil
        }
    }

    /// Prints what is there, and keeps the reader's position behind it; false where nothing was there.
    private func printNext(
        _ changes: ChangeReader, _ position: ReaderPosition?, _ filter: ChangeFilter, _ printer: inout ChangeText?
    ) throws -> Bool {
        let lines = try changes.read()
        guard !lines.isEmpty else { return false }
        let passesAll = filter == ChangeFilter() && format == .jsonl
        let decoder = JSONDecoder()
        var out: [UInt8] = []
        for line in lines {
            if passesAll {
                out += Array(line.utf8) + [UInt8(ascii: "\n")]
                continue
            }
            let change = try decoder.decode(ChangeLine.self, from: Data(line.utf8))
            guard filter.matches(change) else { continue }
            switch format {
            case .jsonl: out += Array(line.utf8) + [UInt8(ascii: "\n")]
            case .text:
                let text = try printer ?? self.printer() ?? ChangeText(isColoured: StandardOutput.isTerminal)
                printer = text
                out += Array(text.text(change).utf8)
            }
        }
        try StandardOutput.write(out)
        try position?.store(changes.next)
        return true
    }

    /// A named reader's own position wins over `--since`, which is for its first time.
    private func start(_ position: ReaderPosition?, _ changes: ChangeReader) throws -> Int {
        if let next = try position?.load() { return next }
        let start = since.flatMap(TailStart.init) ?? (position == nil ? .end : .start)
        return try start.first(last: try changes.last()) { number in
            changes.skip(to: number)
            return try changes.read(limit: 1).first.map {
                try JSONDecoder().decode(ChangeLine.self, from: Data($0.utf8))
            }
        }
    }

    private func filter() throws -> ChangeFilter {
        var filter = ChangeFilter()
        if !drug.isEmpty {
            let drugs = try snapshot()?.drugs() ?? []
            filter.subjects = drug.reduce(into: []) { $0.formUnion(ChangeFilter.subjects(named: $1, among: drugs)) }
        }
        filter.predicates = Set(predicate.map { $0.uppercased() })
        filter.object = object?.lowercased()
        filter.tiers = Set(tier.compactMap { name in Tier.allCases.first { $0.rawValue.hasPrefix(name.uppercased()) } })
        filter.minimumUnits = minUnits
        filter.kinds = Set(kind)
        return filter
    }

    /// Titles and quotes of the latest snapshot, for the text form.
    private func printer() throws -> ChangeText? {
        guard format == .text, let reader = try snapshot() else { return nil }
        return ChangeText(
            isColoured: StandardOutput.isTerminal, articles: try reader.articles(), claims: try reader.claims())
    }

    /// Nil before the first snapshot.
    private func snapshot() throws -> ResultsReader? {
        guard try ResultsReader.current(in: directory) != nil else { return nil }
        return try ResultsReader(directory: directory)
    }
}

extension ChangeLine.Kind: ExpressibleByArgument {}
