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
            DIR/readers/NAME. Appending to a file (--format jsonl >> FILE), the reader then leaves out what an earlier process
            wrote before it was killed: the file holds every line once. Into a pipe, a kill between the writing and the
            storing repeats lines, with the same seq.
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, jsonl }

    @Argument(help: ArgumentHelp("The sink's folder.", valueName: "dir"))
    var directory: String

    @Option(help: "start, end, the number of a change, or a date or moment (2026-11-27T10:00:00Z).")
    var since: String?

    @Option(
        help:
            "A drug or class by any name of it: ingredient, brand, misspelling, class (SSRI), or an ATC code of a group. Repeatable."
    )
    var drug: [String] = []

    @Option(help: "A predicate (CAUSES, TREATS, …). Repeatable.")
    var predicate: [String] = []

    @Option(help: "Part of the object's name.")
    var object: String?

    @Option(help: "A tier that the change touches: T1 to T5. Repeatable.")
    var tier: [String] = []

    @Option(help: "At least so many independent units on one side.")
    var minUnits = 0

    @Option(help: "new, changed or gone, or withdrawn for changes by a page's withdrawal. Repeatable.")
    var kind: [ChangeFilter.Kind] = []

    @Option(help: "text or jsonl.")
    var format = Format.text

    @Option(help: ArgumentHelp("Go on where the reader of this name stopped.", valueName: "name"))
    var reader: String?

    @Flag(inversion: .prefixedNo, help: "Wait for more; otherwise end after the last change.")
    var follow = true

    @OptionGroup var lexiconOptions: LexiconOptions
    @OptionGroup var general: GeneralOptions

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
        let lexicon = lexiconOptions.file(try await Settings(general))
        // Nothing is in hand between two batches, and a named reader's position is stored with each: stopping is success.
        for number in [SIGTERM, SIGINT] { signal(number) { _ in _exit(0) } }
        do {
            try await follow(filter: try filter(lexicon))
        } catch let error as ResultsError {
            throw CommandFailure(error)
        } catch let error as ReaderPosition.Failure {
            switch error {
            case .badName, .inUse: throw CommandFailure(error.description, exitCode: CommandFailure.wrongUsage)
            case .unreadable, .unwritable, .noSpace:
                throw CommandFailure(error.description, exitCode: CommandFailure.broken)
            }
        }
    }

    private func follow(filter: ChangeFilter) async throws {
        // The bell is there before the first look, so that nothing committed in between goes unheard.
        let bell = ChangeBell(directory: directory)
        var output = try TailOutput(directory: directory, reader: reader)
        let changes = try ChangeReader(directory: directory)
        changes.skip(to: try start(output, changes))
        try output.begin(at: changes.next)
        let folder = identity
        var printer: ChangeText?
        // After a ring the commit may still be on its way to the disk: look again soon, and then less often.
        var soon: ArraySlice<Int32> = []
        while !Task.isCancelled {
            if try printNext(changes, &output, filter, &printer) { continue }
            if !follow { return }
            if await bell.wait(milliseconds: soon.popFirst() ?? 2_000) { soon = [5, 20, 80, 320] }
            guard identity == folder else {
                throw CommandFailure(
                    "the sink folder \(directory) was made anew and its change log begins at 1; start tail again",
                    exitCode: CommandFailure.broken)
            }
            // What comes next may belong to a newer snapshot.
            printer = nil
        }
    }

    /// Prints what is there; false where nothing was there.
    private func printNext(
        _ changes: ChangeReader, _ output: inout TailOutput, _ filter: ChangeFilter, _ printer: inout ChangeText?
    ) throws -> Bool {
        guard let block = try changes.block() else { return false }
        let out: [UInt8]
        switch format {
        case .jsonl: out = filter == ChangeFilter() ? block.bytes : try filter.lines(of: block)
        case .text:
            let text = try printer ?? self.printer()
            printer = text
            out = try filter.lines(of: block, text)
        }
        try output.write(out, next: changes.next)
        return true
    }

    /// The file that the folder's state is in, told apart from one of the same name made later.
    private var identity: UInt64 {
        var status = stat()
        return unsafe stat(directory + "/claimstream.db", &status) == 0 ? UInt64(status.st_ino) : 0
    }

    /// A named reader's own position wins over `--since`, which is for its first time.
    private func start(_ output: TailOutput, _ changes: ChangeReader) throws -> Int {
        if let next = output.start { return next }
        let start = since.flatMap(TailStart.init) ?? (reader == nil ? .end : .start)
        return try start.first(last: try changes.last()) { number in
            changes.skip(to: number)
            return try changes.block(limit: 1).map { try ChangeScanner.change($0.bytes, 0..<$0.ends[0] - 1) }
        }
    }

    private func filter(_ userLexicon: String?) throws -> ChangeFilter {
        var filter = ChangeFilter()
        if !drug.isEmpty { filter.subjects = try subjects(userLexicon) }
        filter.predicates = Set(predicate.map { $0.uppercased() })
        filter.object = object?.lowercased()
        filter.tiers = Set(tier.compactMap { name in Tier.allCases.first { $0.rawValue.hasPrefix(name.uppercased()) } })
        filter.minimumUnits = minUnits
        filter.kinds = Set(kind)
        return filter
    }

    /// What `--drug` names: by the lexicon, and by the forms and codes that the collection knows.
    private func subjects(_ userLexicon: String?) throws -> Set<String> {
        let names = try DrugNames(userLexicon: userLexicon)
        let drugs = try snapshot()?.drugs() ?? []
        return drug.reduce(into: []) { found, name in
            found.formUnion(ChangeFilter.subjects(named: name, among: drugs))
            found.formUnion(names.subjects(named: name))
        }
    }

    /// The text form, with titles and quotes of the latest snapshot where there is one.
    private func printer() throws -> ChangeText {
        let isColoured = StandardOutput.isTerminal
        guard let reader = try snapshot() else { return ChangeText(isColoured: isColoured) }
        return ChangeText(isColoured: isColoured, articles: try reader.articles(), claims: try reader.claims())
    }

    /// Nil before the first snapshot.
    private func snapshot() throws -> ResultsReader? {
        guard try ResultsReader.current(in: directory) != nil else { return nil }
        return try ResultsReader(directory: directory)
    }
}

extension ChangeFilter.Kind: ExpressibleByArgument {}
