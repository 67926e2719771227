import Annotation
import Events
import Testing

@Suite struct CitationReaderTests {
    /// An article of one paragraph and a list of references: (text before the block, block, its fields).
    private static func read(
        _ body: String, _ blocks: [(before: String, text: String, fill: @Sendable (inout Reference) -> Void)]
    ) throws -> [Int?] {
        var article = ClaimReading.article([(.body, .news, body)])
        for block in blocks {
            article.text += Array("\n\n\(block.before)".utf8)
            let start = article.text.count
            article.text += Array(block.text.utf8)
            let range = TextRange(start, article.text.count)
            var reference = Reference(range: range, role: .cited)
            block.fill(&reference)
            article.references.append(reference)
            article.segments.append(
                Segment(id: "r\(article.references.count)", kind: .reference, tier: .news, range: range))
        }
        let claims = try FindingReading.shared.get().annotator.annotate(article).claims
        try #require(!claims.isEmpty)
        return claims.map(\.citation)
    }

    private static let smith: @Sendable (inout Reference) -> Void = {
        $0.authors = ["Smith J", "Adams P"]
        $0.journal = "Journal of Clinical Rashes"
        $0.year = 2019
        $0.doi = "10.5555/jcr.2019.1"
    }
    private static let jones: @Sendable (inout Reference) -> Void = {
        $0.authors = ["Jones, Mary"]
        $0.year = 2021
    }

    @Test(arguments: [
        "Lamotrigine causes rash [2].", "Lamotrigine causes rash [1-3].",
        "Smith and colleagues found that lamotrigine causes rash.",
        "Lamotrigine causes rash (Smith, 2019).", "Lamotrigine causes rash, according to doi:10.5555/JCR.2019.1.",
    ]) func aSentenceThatNamesABlockCitesIt(text: String) throws {
        let blocks: [(before: String, text: String, fill: @Sendable (inout Reference) -> Void)] = [
            ("4. ", "Jones M. A study. 2021.", Self.jones), ("2. ", "Smith J, Adams P. Rashes. 2019.", Self.smith),
        ]
        #expect(try Self.read(text, blocks).allSatisfy { $0 == 1 })
    }

    @Test(arguments: [
        "Lamotrigine causes rash.", "Lamotrigine causes rash [7].", "Mr Smith says that lamotrigine causes rash.",
        "Lamotrigine causes rash, and in 2019 more so.",
    ]) func aSentenceThatNamesNoneCitesNone(text: String) throws {
        #expect(try Self.read(text, [("2. ", "Smith J. Rashes. 2019.", Self.smith)]).allSatisfy { $0 == nil })
    }

    @Test func theNextSentenceGoesOnOnlyWithAWordThatSaysSo() throws {
        let blocks: [(before: String, text: String, fill: @Sendable (inout Reference) -> Void)] = [
            ("1. ", "Smith J. Rashes. 2019.", Self.smith)
        ]
        #expect(
            try Self.read(
                "Smith et al. reported on lamotrigine. The study showed that lamotrigine causes rash.", blocks) == [0])
        #expect(try Self.read("Smith et al. reported on lamotrigine. Xarelto causes bleeding.", blocks) == [nil])
    }

    @Test func thePagesOwnStudyIsNoCitation() throws {
        let own: @Sendable (inout Reference) -> Void = {
            Self.smith(&$0)
            $0.role = .reported
        }
        #expect(
            try Self.read("Smith and colleagues found that lamotrigine causes rash.", [("", "Smith J. 2019.", own)])
                == [nil])
    }
}
