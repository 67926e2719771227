import Annotation
import Events
import Testing

/// How readers say that they agree, that they do not, or that they ask: wordings of our own, many drugs.
@Suite struct StanceWordingTests {
    /// The stances of an answer's claims towards the comment `s2`.
    private static func answer(_ text: String, to first: String = "Prozac gave me nausea.") throws -> [Stance?] {
        let read = try FindingReading.shared.get().read(
            article: "Fluoxetine is an SSRI.", comments: [.init(first), .init(text, answering: 0)])
        let own = read.claims.filter { $0.segment == "s3" }
        return own.map(\.stance)
    }

    @Test(arguments: [
        "Same here, Zoloft gave me a headache.", "Me too. Lexapro gave me headaches.",
        "This happened to me too: Paxil gave me insomnia.", "I had the same. Celexa gave me a rash.",
        "So true! Effexor gave me night sweats.", "You're spot on. Cymbalta gave me constipation.",
        "Not the only one, Luvox gave me vertigo.", "Ditto. Remeron caused weight gain.",
        "Can confirm. Trazodone gave me dry mouth.", "Same thing happened with lithium, it gave me tremor.",
    ]) func agreement(text: String) throws {
        let found = try Self.answer(text)
        #expect(found.contains(Stance(target: "s2", value: .support)), "\(found)")
        #expect(!found.contains { $0?.value == .dispute })
    }

    @Test(arguments: [
        "Nonsense. Zoloft cured my anxiety.", "Not my experience. Lexapro cured my panic attacks.",
        "Speak for yourself, Paxil cured my anxiety.", "I call bs. Celexa never gave me a rash.",
        "Tell that to my son. Ritalin cured his ADHD.", "That has not been my experience, Effexor helped my anxiety.",
        "You have no idea. Cymbalta cured my neuropathic pain.", "Absolutely not. Trazodone cured my insomnia.",
        "Beg to differ. Lithium treats bipolar disorder.", "Quite the opposite. Remeron helped my nausea.",
    ]) func disagreement(text: String) throws {
        let found = try Self.answer(text)
        #expect(found.contains(Stance(target: "s2", value: .dispute)), "\(found)")
        #expect(!found.contains { $0?.value == .support })
    }

    @Test(arguments: [
        "Zoloft gave me a headache.", "Not sure about that, but Lexapro gave me hives once.",
        "Is it the same here in Canada? Paxil gave me insomnia.",
        "Somebody told me the same word. Celexa gave me a rash.",
    ]) func itAbstainsWhereNothingIsSaidOfIt(text: String) throws {
        #expect(try Self.answer(text).allSatisfy { $0 == nil })
    }

    @Test func aBenefitInAnswerToAHarmOfTheSameDrugDisputesIt() throws {
        let found = try Self.answer("It cured my depression.", to: "Prozac causes brain damage.")
        #expect(found.contains(Stance(target: "s2", value: .dispute)))
        // Of another drug it says nothing.
        #expect(
            try Self.answer("Zoloft cured my depression.", to: "Prozac causes brain damage.").allSatisfy { $0 == nil })
    }

    @Test(arguments: [
        // Article's words, comment, stance towards the article.
        ("Naproxen causes bleeding.", "Naproxen gave me gastrointestinal bleeding.", StanceValue.support),
        ("Naproxen causes gastrointestinal bleeding.", "Naproxen never caused bleeding for me.", .dispute),
    ]) func anEffectWithinAnEffect(article: String, comment: String, expected: StanceValue) throws {
        let read = try FindingReading.shared.get().read(article: article, comments: [.init(comment)])
        #expect(read.claims.contains { $0.segment == "s2" && $0.stance == Stance(target: "article", value: expected) })
    }

    @Test func oneKindMissingDoesNotDisputeTheOthers() throws {
        let read = try FindingReading.shared.get().read(
            article: "Naproxen causes bleeding.",
            comments: [.init("Naproxen never caused gastrointestinal bleeding for me.")])
        let own = read.claims.filter { $0.segment == "s2" }
        #expect(!own.isEmpty && own.allSatisfy { $0.stance == nil })
    }

    @Test func anAnswerToAReaderIsNotHeldAgainstTheArticle() throws {
        let read = try FindingReading.shared.get().read(
            article: "Warfarin prevents stroke.",
            comments: [.init("Warfarin is rat poison."), .init("Warfarin prevented my stroke.", answering: 0)])
        #expect(read.claims.filter { $0.segment == "s3" }.allSatisfy { $0.stance?.target != "article" })
    }

    @Test func whoQuotesACommentAnswersIt() throws {
        let reading = try FindingReading.shared.get()
        var article = ClaimReading.article([
            (.comment, .user, "Prozac gave me nausea."),
            (.comment, .user, "Prozac gave me nausea. Nonsense, Zoloft cured my anxiety."),
        ])
        let second = article.segments[1].range
        article.segments[1].quotes = [
            Quotation(segment: "s1", range: TextRange(second.start, second.start + "Prozac gave me nausea.".utf8.count))
        ]
        let own = reading.annotator.annotate(article).claims.filter { $0.segment == "s2" }
        #expect(own.contains { $0.stance == Stance(target: "s1", value: .dispute) })
    }
}
