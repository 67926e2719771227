import Annotation
import Events
import Testing

/// Reviews and threads on one drug, whose comments neither name it nor say who felt what.
@Suite struct ReviewTests {
    private static func read(_ comment: String) throws -> [String] {
        try ClaimReading.polarities([(.title, .user, "Reviews of escitalopram"), (.comment, .user, comment)])
    }

    @Test(arguments: [
        ("Could not keep food down and had night sweats.", "escitalopram CAUSES night sweats asserted"),
        ("Careful, you get really dizzy on it.", "escitalopram CAUSES dizziness asserted"),
        ("Dry mouth, night sweats and constipation.", "escitalopram CAUSES constipation asserted"),
        ("Terrible memory loss.", "escitalopram CAUSES memory impairment asserted"),
        ("I stopped it because my hair was falling out.", "escitalopram CAUSES hair loss asserted"),
        ("I stayed at home because I was so dizzy.", "escitalopram CAUSES dizziness asserted"),
        ("I was dizzy all week and got worried about the stairs.", "escitalopram CAUSES dizziness asserted"),
        ("Don't touch alcohol that week.", "escitalopram PRACTICE avoid alcohol asserted"),
        ("I was on bupropion before. This one gives me headaches.", "escitalopram CAUSES headache asserted"),
    ]) func whatAReviewTells(comment: String, claim: String) throws {
        #expect(try Self.read(comment).contains(claim))
    }

    @Test(arguments: [
        "I take it because I was dizzy.", "Depression for years.", "Nausea.",
    ]) func whatItDoesNotTell(comment: String) throws {
        #expect(try Self.read(comment).filter { $0.contains("CAUSES") } == [])
    }
}
