import Annotation
import Events
import Testing

/// Effects that no table knows, where the construction says plainly that something is one: the words themselves are the object.
@Suite struct OpenEffectTests {
    @Test(arguments: [
        ("Lisinopril causes splayed elbow.", "lisinopril CAUSES splayed elbow asserted"),
        ("Lisinopril can cause crusty eyelids and a watery semen.", "lisinopril CAUSES watery semen asserted"),
        ("Lisinopril does not cause splayed elbow.", "lisinopril CAUSES splayed elbow negated"),
        ("Lisinopril may lead to loss of thumb feeling.", "lisinopril CAUSES loss of thumb feeling asserted"),
        (
            "Lisinopril causes crusting around the elbows, doctors say.",
            "lisinopril CAUSES crusting around elbows asserted"
        ),
        ("We describe lisinopril-induced eyelid crusting.", "lisinopril CAUSES eyelid crusting asserted"),
    ])
    func aStrongVerbNamesAnEffect(text: String, claim: String) throws {
        let claims = try ClaimReading.lines(text)
        #expect(claims.contains { $0.hasPrefix(claim) }, "\(claims)")
    }

    @Test(arguments: ["splayed elbow", "headache", "crusty eyelids", "watery semen"])
    func aListOfSideEffectsMixesKnownAndUnknownOnes(effect: String) throws {
        for text in [
            "Side effects of lisinopril include splayed elbow, headache, crusty eyelids and watery semen.",
            "Lisinopril is a pill. Common side effects are splayed elbow, headache, crusty eyelids, and watery semen.",
            "Lisinopril is a pill. Its side effects included: splayed elbow (3 percent), headache, crusty eyelids or watery semen.",
        ] {
            let claims = try ClaimReading.lines(text)
            #expect(claims.contains { $0.hasPrefix("lisinopril CAUSES \(effect) asserted") }, "\(claims)")
        }
    }

    @Test(arguments: [
        ("Splayed elbow is a common side effect of lisinopril.", "lisinopril CAUSES splayed elbow asserted"),
        ("Watery semen has been reported with lisinopril.", "lisinopril ASSOCIATED_WITH watery semen asserted"),
        (
            "In older men, crusty eyelids have been reported with lisinopril.",
            "lisinopril ASSOCIATED_WITH crusty eyelids asserted"
        ),
        ("There were reports of splayed elbow with lisinopril.", "lisinopril ASSOCIATED_WITH splayed elbow asserted"),
    ])
    func anEffectStandsBeforeTheWords(text: String, claim: String) throws {
        let claims = try ClaimReading.lines(text)
        #expect(claims.contains { $0.hasPrefix(claim) }, "\(claims)")
    }

    @Test(arguments: [
        "Lisinopril led to calls for a ban.", "Lisinopril led to its approval in Sweden.",
        "Lisinopril causes problems.", "Lisinopril causes it to fail.", "Lisinopril results in Japan were good.",
        "Lisinopril caused a tenfold surge.", "Lisinopril causes splayed more often than ramipril.",
        "Lisinopril led to a reduction in output.", "Lisinopril causes regulators to worry.",
    ])
    func whatIsNoEffectIsNone(text: String) throws {
        let claims = try ClaimReading.lines(text)
        #expect(!claims.contains { $0.contains(" CAUSES ") }, "\(claims)")
    }

    @Test func aSecondClauseIsNoItem() throws {
        for text in [
            "Lisinopril causes splayed elbow, regulators in Oslo warn.",
            "Lisinopril causes splayed elbow and costs more than ramipril.",
            "Lisinopril causes splayed elbow, which crusty eyelids follow.",
        ] {
            let claims = try ClaimReading.lines(text).filter { $0.contains(" CAUSES ") }
            #expect(claims.count == 1, "\(claims)")
        }
    }

    @Test func theLinesOfAListBelowAHarmHeadingAreEffects() throws {
        let claims = try ClaimReading.polarities([
            (.title, .news, "Lisinopril"), (.heading, .news, "Side effects"), (.listItem, .news, "Splayed elbow"),
            (.listItem, .news, "Crusty eyelids (common)"), (.heading, .news, "How to take it"),
            (.listItem, .news, "Morning coffee"),
        ])
        #expect(claims.contains { $0.hasPrefix("lisinopril CAUSES splayed elbow") }, "\(claims)")
        #expect(claims.contains { $0.hasPrefix("lisinopril CAUSES crusty eyelids") }, "\(claims)")
        #expect(!claims.contains { $0.contains("coffee") }, "\(claims)")
    }

    @Test func aWordOfKindStaysWithTheCondition() throws {
        let claims = try ClaimReading.lines("Omeprazole caused carcinoid tumours.")
        #expect(claims.contains { $0.hasPrefix("omeprazole CAUSES carcinoid tumour asserted") }, "\(claims)")
    }
}
