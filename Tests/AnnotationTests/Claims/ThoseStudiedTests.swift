import Annotation
import Events
import Testing

/// What is told of those who were studied, in a page on one drug that the sentence does not name.
@Suite struct ThoseStudiedTests {
    typealias Part = (kind: SegmentKind, tier: Tier, text: String)

    /// A sentence of a paragraph of its own, and the claim that it makes.
    static let told: [(text: String, claim: String)] = [
        ("The animals lost hair.", "vigabatrin ASSOCIATED_WITH hair loss asserted"),
        ("A few had hallucinations.", "vigabatrin CAUSES hallucinations asserted"),
        ("One participant collapsed with a seizure.", "vigabatrin CAUSES seizure asserted"),
        (
            "When it was given fast the pressure sagged, and three patients had hives.",
            "vigabatrin ASSOCIATED_WITH hives asserted"
        ),
        ("No increase was seen in breast cancer.", "vigabatrin ASSOCIATED_WITH breast cancer negated"),
        ("Gout was in fact less common than in the others.", "vigabatrin PREVENTS gout asserted"),
        ("It halved the share of patients who had gout attacks.", "vigabatrin PREVENTS gout asserted"),
    ]

    @Test(arguments: told) func whatTheyHadIsTheDrugs(text: String, claim: String) throws {
        let parts: [Part] = [
            (.title, .news, "Vigabatrin trial reports"),
            (.body, .news, "Vigabatrin was given to 420 people for a year, and 410 received a dummy pill."),
            (.body, .news, "Results were as follows. \(text)"),
        ]
        let found = try ClaimReading.polarities(parts)
        #expect(found.contains(claim), "\(found)")
    }

    static let silent: [String] = [
        "Most already had asthma.", "Participants were not blinded.", "Those on placebo had nausea.",
        "Those who had hives before were left out.", "They were people without gout.",
    ]

    @Test(arguments: silent) func whatTheyHadBeforeIsNot(text: String) throws {
        let parts: [Part] = [
            (.title, .news, "Vigabatrin trial reports"),
            (.body, .news, "Vigabatrin was given to 420 people for a year, and 410 received a dummy pill."),
            (.body, .news, "The rest is soon told. \(text)"),
        ]
        let found = try ClaimReading.polarities(parts)
        #expect(found.isEmpty, "\(found)")
    }

    @Test func aTitlesClassByUseIsTheDrugOfTheText() throws {
        let found = try ClaimReading.polarities([
            (.title, .news, "Acne drug cleared of blame"),
            (
                .body, .news,
                "Isotretinoin, a cousin of vitamin A, was taken by 300 teenagers. Isotretinoin dries the lips."
            ),
            (.body, .news, "It can cause nosebleeds."),
        ])
        #expect(found.contains("isotretinoin CAUSES epistaxis asserted"), "\(found)")
    }

    @Test func measuredMineralsAreNoSubject() throws {
        let found = try ClaimReading.polarities([
            (.title, .news, "Eplerenone trial reports"),
            (.body, .news, "Eplerenone was given to 300 people."),
            (.body, .news, "Potassium above 6 mmol occurred in 8 percent, and dizziness was more frequent."),
        ])
        #expect(found.contains("eplerenone ASSOCIATED_WITH dizziness asserted"), "\(found)")
    }
}
