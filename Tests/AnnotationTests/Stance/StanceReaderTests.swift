import Annotation
import Events
import Testing

@Suite struct StanceReaderTests {
    private static let body = "Lamotrigine causes rash in some people. Xarelto causes bleeding."

    private static func stances(_ comments: [FindingReading.Comment], body: String = body) throws -> [[Stance?]] {
        let read = try FindingReading.shared.get().read(article: body, comments: comments)
        return read.article.segments.dropFirst(body.isEmpty ? 0 : 1).map { segment in
            read.claims.filter { $0.segment == segment.id }.map(\.stance)
        }
    }

    @Test(arguments: [
        ("I got a rash on lamotrigine.", StanceValue.support), ("No rash at all on lamotrigine for me.", .dispute),
        ("Does lamotrigine cause a rash?", .query),
    ]) func theSamePropositionOfTheArticleDecides(text: String, expected: StanceValue) throws {
        let found = try Self.stances([.init(text)])
        #expect(found[0].first == Stance(target: "article", value: expected))
    }

    @Test func theCommentThatIsAnsweredGoesFirst() throws {
        let found = try Self.stances([
            .init("Sertraline gave me a headache."), .init("No headache at all on sertraline for me.", answering: 0),
        ])
        #expect(found[0].first == .some(nil))
        #expect(found[1].first == Stance(target: "s2", value: .dispute))
    }

    @Test(arguments: [
        ("Nonsense. Sertraline cured my anxiety.", StanceValue.dispute),
        ("Exactly! Sertraline gave me a headache.", .support),
        ("That's a myth. Sertraline cured my anxiety.", .dispute),
    ]) func theAnswersOwnWordsDecide(text: String, expected: StanceValue) throws {
        let found = try Self.stances([.init("Prozac gave me nausea."), .init(text, answering: 0)])
        #expect(found[1].first == Stance(target: "s2", value: expected))
        // At the top nothing says what "nonsense" is about.
        #expect(try Self.stances([.init(text)])[0].first == .some(nil))
    }

    @Test(arguments: [
        ("Clickbait. Sertraline cured my anxiety.", StanceValue.dispute),
        ("This article is nonsense, I disagree with it. Sertraline cured my anxiety.", .dispute),
        ("Great article! Sertraline gave me a headache.", .support),
    ]) func wordsForTheArticleAreAboutTheArticle(text: String, expected: StanceValue) throws {
        #expect(try Self.stances([.init(text)])[0].first == Stance(target: "article", value: expected))
        let answered = try Self.stances([.init("Prozac gave me nausea."), .init(text, answering: 0)])
        #expect(answered[1].first == Stance(target: text.hasPrefix("This") ? "article" : "s2", value: expected))
    }

    @Test func anAnswerToAQuestionIsNoDispute() throws {
        let found = try Self.stances([
            .init("Does Prozac cause nausea?"), .init("No. Sertraline gave me a headache.", answering: 0),
        ])
        #expect(found[1].first == .some(nil))
    }

    @Test(arguments: [
        "Sertraline gave me a headache.", "No headaches on sertraline since May, just nausea.",
        "Something went wrong and sertraline gave me a headache.",
        "It is not a myth that sertraline gave me a headache.",
    ]) func withoutACueItAbstains(text: String) throws {
        let found = try Self.stances([.init(text)])
        #expect(!found[0].isEmpty)
        #expect(found[0].allSatisfy { $0 == nil })
    }

    @Test func claimsOfTheArticleHaveNone() throws {
        let read = try FindingReading.shared.get().read(article: Self.body, comments: [])
        #expect(!read.claims.isEmpty && read.claims.allSatisfy { $0.stance == nil })
    }
}
