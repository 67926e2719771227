import Events
import Foundation
import Results
import Synchronization
import Testing

@Suite struct SinkStoreTests {
    private let collection = SampleCollection(seed: 7, articles: 160, stories: 24, studies: 10)
    private var articles: [EnrichedArticle] { collection.samples.map(\.enriched) }

    @Test(arguments: [(1, 37), (2, 160), (3, 11)]) func anyOrderBatchSizeAndRedeliveryGiveTheSameBytes(
        _ seed: UInt64, _ size: Int
    ) throws {
        let fixture = try SinkFixture()
        let expected = try fixture.fill(fixture.folder(), articles, size: 50)
        var generator = SampleCollection(seed: seed, articles: 0, stories: 0, studies: 0)
        var shuffled = articles + articles.prefix(40)
        for index in shuffled.indices.dropFirst() { shuffled.swapAt(index, generator.number(index + 1)) }
        let folder = fixture.folder()
        let found = try fixture.fill(folder, shuffled, size: size)
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
        let positions = heir.positions()
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
        let alone = collection.samples.suffix(2).map(\.enriched.article.id)
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
}
