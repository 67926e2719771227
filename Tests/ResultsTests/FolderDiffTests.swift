import Events
import Foundation
import Results
import Testing

@Suite struct FolderDiffTests {
    @Test func aDiffSaysWhatChangedAndWhy() throws {
        let fixture = try SinkFixture()
        let samples = SampleCollection(seed: 7, stories: 24, studies: 10).samples(60)
        let articles = samples.map(\.enriched)
        let (old, new) = (fixture.folder(), fixture.folder())
        _ = try fixture.fill(old, articles, size: 30)
        var later = Array(articles.dropFirst(1))
        later[20].article.revision = "r-other"
        later[20].claims.removeFirst(2)
        later[40].claims.removeFirst(2)
        for index in later.indices { later[index].engine.lexicon = "another" }
        _ = try fixture.fill(new, later, size: 30)
        let diff = try FolderDiff(old: old, new: new)
        #expect(diff.versions.old != diff.versions.new)
        let causes = Set(diff.differences.flatMap(\.causes))
        #expect(causes.contains(FolderDiff.Cause(article: articles[0].article.id, what: "gone")))
        #expect(causes.contains(FolderDiff.Cause(article: later[20].article.id, what: "revised")))
        #expect(causes.contains(FolderDiff.Cause(article: later[40].article.id, what: "read_anew")))
        let back = try FolderDiff(old: new, new: old)
        #expect(back.differences.map(\.claim) == diff.differences.map(\.claim))
        #expect(try FolderDiff(old: old, new: old).differences.isEmpty)
    }
}
