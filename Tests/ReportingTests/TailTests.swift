import Events
import Foundation
import Reporting
import Testing

@Suite struct TailTests {
    static func change(
        _ seq: Int, at: String = "2026-11-27T10:00:00Z", subject: String = "warfarin", kind: ChangeLine.Kind = .changed,
        units: Int = 2
    ) -> ChangeLine {
        var counts = EvidenceCounts()
        counts.units = units
        counts.byTier = ["T3_news": units]
        return ChangeLine(
            seq: seq, at: at, claim: "k-1", kind: kind, subject: subject, predicate: "CAUSES", object: "bleeding",
            before: .init(support: EvidenceCounts(), dispute: EvidenceCounts(), questioned: 0),
            after: .init(support: counts, dispute: EvidenceCounts(), questioned: 0),
            because: [.init(article: "a-1", what: "added")])
    }

    static let filters: [(String, Bool, @Sendable (inout ChangeFilter) -> Void)] = [
        ("nothing asked", true, { _ in }), ("subject", true, { $0.subjects = ["warfarin"] }),
        ("other subject", false, { $0.subjects = ["aspirin"] }), ("object part", true, { $0.object = "bleed" }),
        ("other object", false, { $0.object = "rash" }), ("predicate", false, { $0.predicates = ["TREATS"] }),
        ("tier that changed", true, { $0.tiers = [.news] }), ("tier that did not", false, { $0.tiers = [.primary] }),
        ("enough units", true, { $0.minimumUnits = 2 }), ("too few units", false, { $0.minimumUnits = 3 }),
        ("other kind", false, { $0.kinds = [.gone] }), ("one of two kinds", true, { $0.kinds = [.gone, .changed] }),
        ("no page withdrawn", false, { $0.kinds = [.withdrawn] }),
    ]

    @Test(arguments: filters.indices) func aFilterLetsThroughWhatItNames(_ index: Int) {
        let (name, passes, set) = Self.filters[index]
        var filter = ChangeFilter()
        set(&filter)
        #expect(filter.matches(Self.change(1)) == passes, "\(name)")
    }

    @Test func aBrandAndAGroupStandForTheirIngredients() {
        var drug = DrugSummary(ingredient: "warfarin")
        drug.surfaces = ["coumadin": 3]
        drug.atc = ["B01AA03"]
        #expect(ChangeFilter.subjects(named: "Coumadin", among: [drug]).contains("warfarin"))
        #expect(ChangeFilter.subjects(named: "B01A", among: [drug]).contains("warfarin"))
        #expect(!ChangeFilter.subjects(named: "B", among: [drug]).contains("warfarin"))
    }

    @Test(arguments: [
        ("start", 1), ("end", 6), ("3", 3), ("2026-11-27T10:00:03Z", 3), ("2026-11-28", 6), ("2026-11-27", 1),
    ])
    func aTailStartsWhereItIsTold(text: String, first: Int) throws {
        let start = try #require(TailStart(text))
        #expect(start.first(last: 5) { Self.change($0, at: "2026-11-27T10:00:0\($0)Z") } == first)
    }

    @Test(arguments: ["yesterday", "-3", "20", "x-1-1"]) func whatIsNoStartIsRefused(text: String) {
        if text == "20" { #expect(TailStart(text) == .sequence(20)) } else { #expect(TailStart(text) == nil) }
    }

    @Test func theTextFormSaysFromWhatToWhatAndCannotControlATerminal() {
        var article = ArticleSummary(id: "a-1", revision: "r", source: "x", story: "s")
        article.title = "A \u{1B}[31mred\u{202E} title"
        let text = ChangeText(isColoured: false, articles: [article]).text(Self.change(7))
        #expect(text.contains("7 ~ changed  warfarin causes bleeding  units 0\u{2192}2"))
        #expect(text.contains("added: A  [31mred title"))
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    }

    @Test func aNamedReaderGoesOnWhereItStopped() throws {
        let folder = try TemporaryFolder()
        let position = try ReaderPosition(directory: folder.url.path, name: "nightly")
        #expect(try position.load() == nil)
        let places: [ReaderPosition.Place] = [
            .init(next: 42), .init(next: 7, output: .init(device: 3, inode: 4, length: 5)),
        ]
        for place in places {
            try position.store(place)
            #expect(try ReaderPosition(directory: folder.url.path, name: "nightly").load() == place)
        }
        #expect(throws: ReaderPosition.Failure.self) { try ReaderPosition(directory: "x", name: "../evil") }
        _ = try folder.write("readers/nightly", "12 13")
        #expect(throws: ReaderPosition.Failure.self) { try position.load() }
    }

    @Test func aSecondReaderOfANameIsRefused() throws {
        let folder = try TemporaryFolder()
        try ReaderPosition(directory: folder.url.path, name: "nightly").lock()
        #expect(throws: ReaderPosition.Failure.self) {
            try ReaderPosition(directory: folder.url.path, name: "nightly").lock()
        }
        try ReaderPosition(directory: folder.url.path, name: "weekly").lock()
    }

    /// Whatever a killed process had written of its last block, and however the next one cuts its blocks.
    @Test func aFileIsContinuedAtEveryByte() {
        let text = Array("one\ntwo\nthree\nfour\n".utf8)
        for written in 0...text.count {
            for cut in 0...text.count {
                var output = ContinuedOutput(found: Array(text[..<written]))
                var file = Array(text[..<written])
                for part in [Array(text[..<cut]), Array(text[cut...])] { file += output.rest(of: part) }
                #expect(file == text, "\(written) bytes written, cut at \(cut)")
                #expect(output.remaining == 0)
            }
        }
        var other = ContinuedOutput(found: Array("not ours".utf8))
        #expect(Array(other.rest(of: text)) == text)
    }
}
