import Events
import Evidence
import Foundation
import Results
import Synchronization
import Testing

@Suite struct SinkStoreTests {
    private let samples = SampleCollection(seed: 7, stories: 24, studies: 10).samples(160)
    private var articles: [EnrichedArticle] { samples.map(\.enriched) }

    @Test(arguments: [(1, 37), (2, 160), (3, 11)]) func anyOrderBatchSizeAndRedeliveryGiveTheSameBytes(
        _ seed: UInt64, _ size: Int
    ) throws {
        let fixture = try SinkFixture()
        let expected = try fixture.fill(fixture.folder(), articles, size: 50)
        var generator = SampleCollection(seed: seed, stories: 0, studies: 0)
        var shuffled = articles + articles.prefix(40)
        for index in shuffled.indices.dropFirst() { shuffled.swapAt(index, generator.number(index + 1)) }
        let folder = fixture.folder()
        var options = SinkOptions()
        // The index of text moves its rows in nearly every batch, in some, or in none.
        options.recentRows = [1, 500, 200_000][Int(seed - 1)]
        let found = try fixture.fill(folder, shuffled, size: size, options: options)
        #expect(found == expected)
        #expect(SinkFolder.verify(folder).isEmpty, "\(SinkFolder.verify(folder))")
    }

    @Test func aWithdrawalAndARevisionRestoreTheEarlierState() throws {
        let fixture = try SinkFixture()
        let without = Array(articles.dropFirst())
        let expected = try fixture.fill(fixture.folder(), without, size: 40)
        let folder = fixture.folder()
        let store = try SinkStore(directory: folder, options: SinkOptions())
        for batch in SinkFixture.batches(articles, size: 33) { _ = try store.apply(batch) }
        var gone = EnrichedArticle(article: articles[0].article, engine: articles[0].engine)
        gone.article.isWithdrawn = true
        gone.article.text = []
        gone.article.segments = []
        gone.article.references = []
        gone.origin = Origin(partition: 0, offset: 1000)
        // A revised article that goes back to what it was leaves no trace either.
        var revised = articles[5]
        revised.claims.removeLast()
        revised.fingerprints = Fingerprints()
        revised.article.references = []
        revised.origin = Origin(partition: 5, offset: 1000)
        var back = articles[5]
        back.origin = Origin(partition: 5, offset: 1001)
        for batch in SinkFixture.batches([gone, revised, back], size: 1) { _ = try store.apply(batch) }
        _ = try store.writeSnapshot()
        store.close()
        #expect(try ResultsReader(directory: folder).current.files == expected)
        #expect(SinkFolder.verify(folder).isEmpty)
        let changes = try ChangeReader(directory: folder)
        var lines: [String] = []
        while case let more = try changes.read(), !more.isEmpty { lines += more }
        #expect(lines.contains { $0.contains("\"withdrawn\"") })
        #expect(!lines.contains { $0.contains("quote") })
    }

    @Test func aLaterRecordWinsWhateverTheOrder() throws {
        let fixture = try SinkFixture()
        let store = try SinkStore(directory: fixture.folder(), options: SinkOptions())
        var later = articles[3]
        later.engine.ordinal = 2
        let first = try store.apply(SinkFixture.batches([later], size: 1)[0])
        let second = try store.apply(SinkFixture.batches([articles[3]], size: 1)[0])
        #expect(first.applied == 1 && second.applied == 0 && second.ignored == 1)
        store.close()
    }

    @Test func aSecondSinkOnTheFolderIsRefusedAndNamesTheHolder() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        let store = try SinkStore(directory: folder, options: SinkOptions())
        let error = #expect(throws: ResultsError.self) { try SinkStore(directory: folder, options: SinkOptions()) }
        #expect(error?.code == .folderInUse)
        #expect(error?.description.contains("\(ProcessInfo.processInfo.processIdentifier)") ?? false)
        store.close()
        try SinkStore(directory: folder, options: SinkOptions()).close()
    }

    @Test func anotherLogIsRefused() throws {
        let fixture = try SinkFixture()
        let store = try SinkStore(directory: fixture.folder(), options: SinkOptions())
        _ = try store.apply(SinkFixture.batches(articles, size: 5)[0])
        let error = #expect(throws: ResultsError.self) {
            try store.apply(SinkBatch(identity: LogIdentity(cluster: "other", topic: "enriched")))
        }
        #expect(error?.code == .identityMismatch)
        store.close()
    }

    /// The hook copies the folder as a kill at that moment would leave it; a new sink goes on from the copy.
    @Test(arguments: CrashPoint.allCases) func everyCrashPointIsRecoveredFrom(_ point: CrashPoint) throws {
        let fixture = try SinkFixture()
        let expected = try fixture.fill(fixture.folder(), articles, size: 40)
        let (folder, copy) = (fixture.folder(), fixture.folder())
        let calls = Mutex(0)
        var options = SinkOptions()
        options.segmentBytes = 20_000
        options.hook = { reached in
            guard reached == point else { return }
            let number = calls.withLock { count in
                count += 1
                return count
            }
            guard
                number == 2 || (number == 1 && point.rawValue.contains("current"))
                    || (number == 1 && point == .beforeSnapshotRename)
            else { return }
            do {
                try FileManager.default.copyItem(atPath: folder, toPath: copy)
                try FileManager.default.removeItem(atPath: copy + "/claimstream.db-shm")
            } catch { print("the folder was not copied: \(error)") }
        }
        let store = try SinkStore(directory: folder, options: options)
        for batch in SinkFixture.batches(articles, size: 40) { _ = try store.apply(batch) }
        _ = try store.writeSnapshot()
        store.close()
        #expect(calls.withLock { $0 } > 0, "the point is reached")
        var again = SinkOptions()
        again.segmentBytes = 20_000
        let heir = try SinkStore(directory: copy, options: again)
        let positions = try heir.positions()
        let rest = articles.filter { article in
            guard let origin = article.origin else { return true }
            return origin.offset >= positions[origin.partition] ?? 0
        }
        for batch in SinkFixture.batches(rest, size: 25) { _ = try heir.apply(batch) }
        _ = try heir.writeSnapshot()
        heir.close()
        #expect(SinkFolder.verify(copy).isEmpty, "\(SinkFolder.verify(copy))")
        #expect(try ResultsReader(directory: copy).current.files == expected)
        let changes = try ChangeReader(directory: copy)
        var next = 1
        while case let more = try changes.read(), !more.isEmpty {
            for line in more {
                #expect(line.hasPrefix("{\"seq\":\(next),"))
                next += 1
            }
        }
    }

    @Test func damageIsFoundAndExplained() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        var options = SinkOptions()
        options.segmentBytes = 5_000
        _ = try fixture.fill(folder, articles, size: 20, options: options)
        let copy = fixture.folder()
        try SinkFolder.backup(folder, to: copy)
        #expect(SinkFolder.verify(copy).isEmpty, "\(SinkFolder.verify(copy))")
        let sealed = try #require(
            try FileManager.default.contentsOfDirectory(atPath: copy + "/changes").filter { !$0.hasPrefix(".") }.min())
        var bytes = try Data(contentsOf: URL(fileURLWithPath: copy + "/changes/" + sealed))
        bytes[30] ^= 1
        try bytes.write(to: URL(fileURLWithPath: copy + "/changes/" + sealed))
        #expect(SinkFolder.verify(copy).map(\.file) == ["changes/" + sealed])
        try FileManager.default.removeItem(atPath: folder + "/claimstream.db")
        let error = #expect(throws: ResultsError.self) { try SinkStore(directory: folder, options: SinkOptions()) }
        #expect(error?.description.contains("rebuild") ?? false)
        #expect(!SinkFolder.verify(folder).isEmpty)
    }

    @Test func correctionsJoinAndPartStories() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        let before = try fixture.fill(folder, articles, size: 50)
        let alone = samples.suffix(2).map(\.enriched.article.id)
        try "# by hand\nsame \(alone[0]) \(alone[1])\n".write(
            toFile: folder + "/corrections", atomically: true, encoding: .utf8)
        func reopened() throws -> ResultsReader {
            let store = try SinkStore(directory: folder, options: SinkOptions())
            _ = try store.writeSnapshot()
            store.close()
            #expect(SinkFolder.verify(folder).isEmpty)
            return try ResultsReader(directory: folder)
        }
        let joined = try reopened().articles().filter { alone.contains($0.id) }
        #expect(Set(joined.map(\.story)).count == 1)
        try FileManager.default.removeItem(atPath: folder + "/corrections")
        #expect(try reopened().current.files == before)
    }

    @Test func correctionsAreTakenUpWhenTheFileChanges() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        let store = try SinkStore(directory: folder, options: SinkOptions())
        for batch in SinkFixture.batches(Array(articles.prefix(120)), size: 60) { _ = try store.apply(batch) }
        #expect(try !store.refreshCorrections())
        // One of the pair is there, the other comes later.
        let pair = [articles[110].article.id, articles[150].article.id]
        try "same \(pair[0]) \(pair[1])\n".write(toFile: folder + "/corrections", atomically: true, encoding: .utf8)
        #expect(try store.refreshCorrections())
        for batch in SinkFixture.batches(Array(articles.suffix(40)), size: 20) { _ = try store.apply(batch) }
        _ = try store.writeSnapshot()
        func stories() throws -> Set<String> {
            Set(try ResultsReader(directory: folder).articles().filter { pair.contains($0.id) }.map(\.story))
        }
        #expect(try stories().count == 1)
        try "sane \(pair[0])\n".write(toFile: folder + "/corrections", atomically: true, encoding: .utf8)
        let error = #expect(throws: ResultsError.self) { try store.refreshCorrections() }
        #expect(error?.description.contains("line 1") ?? false)
        _ = try store.writeSnapshot()
        #expect(try stories().count == 1, "what was in force stays")
        store.close()
    }

    @Test func aSinkThatWasTakenOverStopsAtItsNextTransaction() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        let batches = SinkFixture.batches(articles, size: 40)
        let old = try SinkStore(directory: folder, options: SinkOptions())
        _ = try old.apply(batches[0])
        // By force: the lock's file is gone, so that the kernel sees no holder.
        try FileManager.default.removeItem(atPath: folder + "/.lock")
        let new = try SinkStore(directory: folder, options: SinkOptions())
        _ = try new.apply(batches[1])
        let late = #expect(throws: ResultsError.self) { try old.apply(batches[1]) }
        #expect(late?.code == .fenced)
        for batch in batches.dropFirst(2) { _ = try new.apply(batch) }
        _ = try new.writeSnapshot()
        #expect(throws: ResultsError.self) { try old.apply(batches[2]) }
        let snapshot = try ResultsReader(directory: folder).current.files
        old.close()
        new.close()
        #expect(SinkFolder.verify(folder).isEmpty, "\(SinkFolder.verify(folder))")
        #expect(try snapshot == fixture.fill(fixture.folder(), articles, size: 50))
        try Self.expectDenseChanges(folder)
    }

    private static func expectDenseChanges(_ folder: String) throws {
        let changes = try ChangeReader(directory: folder)
        var next = 1
        while case let more = try changes.read(), !more.isEmpty {
            for line in more {
                #expect(line.hasPrefix("{\"seq\":\(next),"))
                next += 1
            }
        }
    }

    /// Neither quote nor name nor title in any file, the database's write-ahead log included.
    @Test func aWithdrawalLeavesNoTextBehind() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        var options = SinkOptions()
        options.keepNames = true
        let store = try SinkStore(directory: folder, options: options)
        var told = articles[2]
        let secret = "xylophonquark"
        let word = told.article.text.count
        told.article.text += Array(" \(secret) said \(secret)".utf8)
        told.article.document.title = "Title of \(secret)"
        told.claims[0].range = TextRange(word, told.article.text.count)
        let comment = try #require(told.article.segments.indices.last)
        told.article.segments[comment].author = secret
        told.claims[3].segment = told.article.segments[comment].id
        var all = articles
        all[2] = told
        for batch in SinkFixture.batches(all, size: 40) { _ = try store.apply(batch) }
        _ = try store.writeSnapshot()
        #expect(try Self.files(of: folder, with: secret).contains("claims.jsonl"))
        #expect(try Self.files(of: folder, with: secret).contains { $0.hasPrefix("claimstream.db") })
        var gone = EnrichedArticle(article: told.article, engine: told.engine)
        gone.article = Article(id: told.article.id, revision: "r-gone", source: told.article.source)
        gone.article.isWithdrawn = true
        gone.origin = Origin(partition: 2, offset: 5000)
        _ = try store.apply(SinkFixture.batch([gone]))
        _ = try store.writeSnapshot()
        #expect(try Self.files(of: folder, with: secret).isEmpty, "while the sink runs")
        store.close()
        #expect(try Self.files(of: folder, with: secret).isEmpty)
        #expect(SinkFolder.verify(folder).isEmpty)
    }

    private static func files(of folder: String, with word: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            let path = folder + "/" + name
            let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            guard type == .typeRegular else { return false }
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(word.utf8)) != nil
        }
    }

    /// Records, revisions, withdrawals, corrections and redelivery, each article's own in order and all else in any.
    @Test(arguments: [(1, 23), (2, 200), (3, 1), (4, 64)])
    func anyInterleavingOfRevisionsAndWithdrawalsGivesTheSameBytes(
        _ seed: UInt64, _ size: Int
    ) throws {
        let fixture = try SinkFixture()
        var records: [EnrichedArticle] = []
        for (index, article) in articles.enumerated() {
            // What is said at first of some, before it is put right.
            if index % 7 == 0 {
                var early = articles[(index + 31) % articles.count]
                early.article.id = article.article.id
                early.origin = article.origin
                records.append(early)
                var right = article
                right.origin?.offset += 1000
                records.append(right)
            } else {
                records.append(article)
            }
            if index % 11 == 3 {
                var gone = EnrichedArticle(
                    article: Article(id: article.article.id, revision: "r-gone", source: article.article.source),
                    engine: article.engine)
                gone.article.isWithdrawn = true
                gone.origin = Origin(partition: Int32(index % 16), offset: 2000)
                records.append(gone)
            }
        }
        let ids = articles.suffix(30).map(\.article.id)
        let corrections = "same \(ids[0]) \(ids[7])\nnot-same \(articles[0].article.id) \(articles[1].article.id)\n"
        func fill(_ records: [EnrichedArticle], _ size: Int, late: Bool) throws -> [String: String] {
            let folder = fixture.folder()
            var options = SinkOptions()
            // Part of the index of text is in its large table and part in its small one.
            if late { options.recentRows = 300 }
            let store = try SinkStore(directory: folder, options: options)
            func correct() throws {
                try corrections.write(toFile: folder + "/corrections", atomically: true, encoding: .utf8)
                try store.refreshCorrections()
            }
            if !late { try correct() }
            for batch in SinkFixture.batches(records, size: size) { _ = try store.apply(batch) }
            if late { try correct() }
            _ = try store.writeSnapshot()
            store.close()
            #expect(SinkFolder.verify(folder).isEmpty, "\(SinkFolder.verify(folder))")
            return try ResultsReader(directory: folder).current.files
        }
        let expected = try fill(records, 50, late: false)
        var generator = SampleCollection(seed: seed, stories: 0, studies: 0)
        var shuffled = records + records.prefix(60)
        for index in shuffled.indices.dropFirst() { shuffled.swapAt(index, generator.number(index + 1)) }
        #expect(try fill(shuffled, size, late: true) == expected)
    }

    /// One text on more pages of a site than the limit is furniture; once few of them are left, it is a story. In any order.
    @Test(arguments: [1, 2, 3]) func furnitureOfASiteIsForgottenInAnyOrder(_ seed: UInt64) throws {
        let fixture = try SinkFixture()
        let pages = articles.suffix(30).enumerated().map { index, article in
            var page = article
            page.article.document.site = "one site"
            page.article.references = []
            // Twelve pages with one text, twelve with another, and six with texts of their own.
            if index < 24 { page.fingerprints = articles[index < 12 ? 60 : 100].fingerprints }
            page.fingerprints.shingles.append(UInt64.max - UInt64(index))
            return page
        }
        // Of the first text four pages stay.
        let gone = pages[4..<12].map { page in
            var gone = EnrichedArticle(
                article: Article(id: page.article.id, revision: "r-gone", source: page.article.source),
                engine: page.engine)
            gone.article.isWithdrawn = true
            gone.origin = Origin(partition: page.origin?.partition ?? 0, offset: 9000)
            return gone
        }
        let first = fixture.folder()
        let expected = try fixture.fill(first, Array(pages[..<4]) + gone + pages[12...], size: 100)
        let sizes = try ResultsReader(directory: first).stories().map(\.members.count).sorted()
        #expect(sizes == [Int](repeating: 1, count: 18) + [4])
        var generator = SampleCollection(seed: seed, stories: 0, studies: 0)
        let folder = fixture.folder()
        let records = pages.shuffled(by: &generator) + gone.shuffled(by: &generator)
        var options = SinkOptions()
        options.recentRows = [1, 40, 200_000][Int(seed - 1)]
        #expect(try fixture.fill(folder, records, size: Int(seed) * 3, options: options) == expected)
        #expect(SinkFolder.verify(folder).isEmpty)
    }

    @Test func copiesThatSayMoreThanTheirSourceAreInTheFiles() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        _ = try fixture.fill(folder, articles, size: 50)
        let kinds = Set(try ResultsReader(directory: folder).claims().flatMap(\.drift).map(\.kind))
        #expect(kinds == ["species_lost", "hedge_lost", "verb_strengthened"])
    }

    @Test func aDatabaseOfJunkIsExplained() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        _ = try fixture.fill(folder, articles, size: 50)
        let path = folder + "/claimstream.db"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in stride(from: 8192, to: bytes.count, by: 3) { bytes[index] = 0x5A }
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(SinkFolder.verify(folder).contains { $0.description.contains("claimstream rebuild") })
        try Data(repeating: 0x5A, count: 9_000).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: ResultsError.self) { try SinkStore(directory: folder, options: SinkOptions()) }
        #expect(error?.code == .damaged && error?.description.contains("claimstream rebuild") ?? false)
    }
}

extension Array {
    fileprivate func shuffled(by generator: inout SampleCollection) -> [Element] {
        var copy = self
        for index in copy.indices.dropFirst() { copy.swapAt(index, generator.number(index + 1)) }
        return copy
    }
}
