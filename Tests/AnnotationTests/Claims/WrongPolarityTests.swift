import Annotation
import Events
import Testing

/// Plain sentences that were once told the wrong way round, each with the claim that it makes, and what it must not be taken for.
@Suite struct WrongPolarityTests {
    @Test(arguments: [
        ("Her headaches vanished after she started topiramate.", "topiramate TREATS headache asserted fact"),
        ("Joint pain made a fifth of women stop letrozole.", "letrozole CAUSES joint pain asserted fact"),
        ("Codeine bought without a script can cause constipation.", "codeine CAUSES constipation asserted"),
        ("Naproxen, sold without prescription, relieves back pain.", "naproxen TREATS back pain asserted"),
        ("Aspirin prevents heart attacks but not strokes.", "aspirin PREVENTS stroke negated"),
        ("The evidence that glucosamine eases knee pain is thin.", "glucosamine TREATS knee pain asserted doubtful"),
        (
            "A link between isotretinoin and hair loss has never been proved.",
            "isotretinoin ASSOCIATED_WITH hair loss negated"
        ),
        ("Nothing clears acne as thoroughly as isotretinoin.", "isotretinoin TREATS acne asserted"),
        ("Doctors don't want you to know that niacin cures schizophrenia.", "niacin TREATS schizophrenia asserted"),
        (
            "If you cannot tolerate statins, ezetimibe lowers cholesterol too.",
            "ezetimibe TREATS high LDL cholesterol asserted"
        ),
        ("Claims that HRT causes breast cancer are false.", "hormone therapy CAUSES breast cancer negated"),
        ("Turmeric does not cure cancer.", "turmeric TREATS cancer negated"),
        ("Pregabalin calms nerves. Users often feel drunk.", "pregabalin CAUSES dizziness asserted"),
    ])
    func isToldTheRightWayRound(text: String, claim: String) throws {
        #expect(try ClaimReading.lines(text).contains { $0.hasPrefix(claim) })
    }

    @Test(arguments: [
        ("Ketamine produced a rapid drop in anxiety.", "CAUSES anxiety"),
        ("Ketamine has been used in operating rooms since 1970.", "operating"),
        ("Colchicine was tried in Covid. A fifth of the patients died whether they received it or not.", "death"),
        ("Dexamethasone is the only anti-inflammatory drug that saves lives in Covid.", "NSAID"),
        (
            "Lamotrigine may cause memory loss. Those on ramipril did as well in memory tests as those on placebo.",
            "ramipril CAUSES"
        ),
    ])
    func isNotTakenForAnother(text: String, wrong: String) throws {
        #expect(try !ClaimReading.lines(text).contains { $0.contains(wrong) })
    }

    @Test func someWhoStoppedAtOnceFeltTheStopping() throws {
        let claims = try ClaimReading.polarities([
            (.title, .user, "Sertraline"), (.comment, .user, "I stopped cold turkey and got dizzy and nauseous."),
        ])
        #expect(claims.contains("sertraline withdrawal CAUSES dizziness asserted"))
        #expect(!claims.contains { $0.contains("TREATS") })
    }

    @Test func contraceptionIsAdvisedForTheDrugThatWeakensThePill() throws {
        let claims = try ClaimReading.lines(
            "Topiramate prevents migraine. Women must use effective contraception, as the drug weakens the pill.")
        #expect(claims.contains { $0.hasPrefix("topiramate PRACTICE use contraception") })
    }
}
