import Annotation
import Events
import SeededNumbers
import Testing

/// Texts that end where no sentence does: a comment broken off, a teaser, words in another order. None may end the program, since the page that
/// holds it would be handed to the next worker, and to the one after.
@Suite struct CutTextTests {
    /// Below a title that names a drug, so that what goes on without a name is read as well; as a comment and as an article's text.
    private static func read(_ text: String, _ reading: ClaimReading) {
        for kind in [SegmentKind.comment, .body] {
            let tier: Tier = kind == .comment ? .user : .news
            _ = reading.read(ClaimReading.article([(.title, .news, "Lithium study"), (kind, tier, text)]))
        }
    }

    @Test func examplesCutShortAreRead() throws {
        let reading = try ClaimReading.shared.get()
        for rule in reading.stage.rules.rules {
            for example in rule.examples {
                let words = example.text.split(separator: " ")
                for count in 1..<max(words.count, 2) {
                    let cut = words.prefix(count).joined(separator: " ")
                    Self.read(cut, reading)
                    Self.read("\(cut),", reading)
                }
            }
        }
    }

    /// Each example turned about in the middle of its words, and two of them run into each other (seeded, the same in each run).
    @Test func examplesInAnotherOrderAreRead() throws {
        let reading = try ClaimReading.shared.get()
        let texts = reading.stage.rules.rules.flatMap { $0.examples.map(\.text) }
        var random = SeededGenerator(seed: 7)
        for text in texts {
            let words = text.split(separator: " ")
            let other = texts[Int.random(in: 0..<texts.count, using: &random)].split(separator: " ")
            let cut = Int.random(in: 0..<words.count, using: &random)
            Self.read((words[cut...] + words[..<cut]).joined(separator: " "), reading)
            Self.read((words[..<cut] + other.suffix(other.count / 2)).joined(separator: " "), reading)
            Self.read(words.shuffled(using: &random).joined(separator: " "), reading)
        }
    }
}
