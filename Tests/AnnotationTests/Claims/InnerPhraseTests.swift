import Annotation
import Events
import Testing

/// Words of a rule within longer ones of another: read where the longer ones claim nothing.
@Suite struct InnerPhraseTests {
    private static func claims(_ text: String) throws -> [String] {
        try ClaimReading.polarities([(.body, .news, text)])
    }

    @Test(arguments: [
        ("Rheumatologists point to a lower risk of gout with losartan.", "losartan PREVENTS gout asserted"),
        ("Beta blockers have failed in clinical trials of migraine.", "beta blocker TREATS migraine negated"),
    ])
    func longerWordsThatClaimNothingLeaveTheShorterTheirTurn(text: String, claim: String) throws {
        #expect(try Self.claims(text).contains { $0.hasPrefix(claim) })
    }

    @Test(arguments: [
        // Whom it does nothing for is said: it is not the disease spoken of.
        "Gout is painful. Losartan does nothing for the shareholders.",
        // Turned round, and in whom: neither is the drug's doing.
        "Lidocaine was given. The damage was caused by gout.",
        "Levodopa-induced dyskinesias have been reported in Parkinson's disease.",
        // "better than" holds the word that "works better" must not have beside it.
        "Isotretinoin dries the lips, and a hat works better than any cream.",
    ])
    func longerWordsMayTakeTheShorterTheirSense(text: String) throws {
        #expect(
            try !Self.claims(text).contains {
                $0.contains("gout") || $0.contains("Parkinson") || $0.contains("PREFERRED_OVER")
            })
    }
}
