import Annotation
import Events
import SeededNumbers
import Testing

/// The findings stage on texts that nobody wrote.
@Suite struct FindingPropertyTests {
    /// Small words of the data files and odd bytes, put together at random (seeded).
    private static let pieces = [
        "my mother", "I", "got", "a rash", "on", "lamotrigine", "Xarelto", "50 mg", "0.5 mg/kg", "70 kg", "stopped",
        "went away", "restarted", "came back", "?", ".", ",", "(", ")", "[1]", "[1-", "Smith", "2019", "nonsense",
        "is an", "SSRI", "within 20 minutes", "depression", "people", "you", "\u{1F644}", "\u{0}", "\u{FEFF}", "ß",
        "\n", "\n\n", "hospital", "never", "died", "Prozac", "sertraline", "XR", "\u{202E}",
    ]

    @Test(arguments: 0..<40) func anyWordsGiveFindingsThatPointIntoTheText(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 0x9E37_79B9)
        var comments: [FindingReading.Comment] = []
        for index in 0..<Int.random(in: 1...6, using: &random) {
            let words = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
            }
            let parent = index > 0 && Bool.random(using: &random) ? Int.random(in: 0..<index, using: &random) : nil
            comments.append(
                .init(words.joined(separator: " "), by: Bool.random(using: &random) ? "ann" : nil, answering: parent))
        }
        let reading = try FindingReading.shared.get()
        let read = reading.read(article: "Lamotrigine causes rash (Smith, 2019).", comments: comments)
        #expect(read == reading.read(article: "Lamotrigine causes rash (Smith, 2019).", comments: comments))
        let ids = Set(read.article.segments.map(\.id))
        for candidate in read.cases {
            #expect(!candidate.segments.isEmpty && candidate.segments.allSatisfy(ids.contains))
            #expect((candidate.status == .valid) == (candidate.elements == CaseElement.allCases))
            #expect((candidate.status == .noEvent) == candidate.events.isEmpty)
            #expect(Set(candidate.drugs).isDisjoint(with: candidate.concomitant))
        }
        for claim in read.claims {
            if let stance = claim.stance { #expect(stance.target == "article" || ids.contains(stance.target)) }
            if let citation = claim.citation { #expect(read.article.references.indices.contains(citation)) }
            if let check = claim.check, check.verdict != .notCovered { #expect(check.source != nil) }
        }
    }
}
