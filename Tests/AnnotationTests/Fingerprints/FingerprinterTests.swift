import Annotation
import Events
import Testing

@Suite struct FingerprinterTests {
    private static func prints(_ text: String, _ more: String...) -> Fingerprints {
        var article = Article(id: "a-1", revision: "r-1", source: "s")
        for part in [text] + more {
            let start = article.text.count
            article.text += Array(part.utf8)
            article.segments.append(
                Segment(
                    id: "s\(article.segments.count + 1)", kind: .body, tier: .news,
                    range: TextRange(start, article.text.count)))
            article.text += Array("\n\n".utf8)
        }
        return Fingerprinter().fingerprints(of: article)
    }

    private static let words = "One two three four five six seven eight nine ten eleven twelve"

    @Test func shinglesAscendAndComeOnce() {
        let prints = Self.prints(Array(repeating: Self.words, count: 20).joined(separator: " "), Self.words)
        #expect(prints.shingles == Set(prints.shingles).sorted())
        #expect(prints.words == 21 * 12)
        #expect(prints.sentences.allSatisfy { $0.bigrams == Set($0.bigrams).sorted() })
    }

    /// Five words are one shingle, and a text with fewer windows than shingles has one all the same.
    @Test(arguments: [(4, 0), (5, 1), (6, 1), (8, 1)]) func aShortTextHasOneShingle(words: Int, shingles: Int) {
        let text = Self.words.split(separator: " ").prefix(words).joined(separator: " ")
        #expect(Self.prints(text).shingles.count == shingles)
    }

    @Test func typographyAndCaseMakeNoOtherWords() {
        #expect(
            Self.prints("The drug\u{2019}s half-life isn't LONG, they say today.")
                == Self.prints("the drug's halflife isnt long they say today."))
    }

    @Test func whatIsQuotedDirectlyStandsApart() {
        let quotation = "\"We have never seen such a thing in all our years,\" he said."
        #expect(Self.prints(quotation).quotations.count == 1)
        #expect(Self.prints(Self.words, quotation).quotations == Self.prints(quotation).quotations)
        #expect(Self.prints("They call it \"brain fog\" here and there.").quotations.isEmpty)
    }

    /// Prints are compared with those of earlier versions: they never change.
    @Test func printsAreTheSameInEveryVersion() {
        let prints = Self.prints(Self.words + ".")
        #expect(prints.shingles == Self.golden)
    }

    private static let golden: [UInt64] = [0x28d0_519a_2bb6_930f, 0x2ece_45aa_b58a_3091, 0x5353_c0b6_b268_6133]
}
