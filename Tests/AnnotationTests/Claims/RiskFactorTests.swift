import Annotation
import Events
import Testing

/// What raises a risk that was told before: the things at the head of the clause, be they drugs or not; and whom a harm is told of.
@Suite struct RiskFactorTests {
    @Test(arguments: [
        ("Sleep deprivation adds to the danger.", "sleep deprivation PREDISPOSES seizure"),
        ("Age above 60 and sleep deprivation raise the risk.", "age PREDISPOSES seizure"),
        ("Age above 60 and sleep deprivation raise the risk.", "sleep deprivation PREDISPOSES seizure"),
        (
            "Sleep deprivation multiplies that hazard, for which reason it is avoided then.",
            "sleep deprivation PREDISPOSES seizure"
        ),
        ("Sleep deprivation and tramadol add to the danger.", "sleep deprivation PREDISPOSES seizure"),
        ("Sleep deprivation and tramadol add to the danger.", "tramadol AGGRAVATES seizure"),
        ("It slows the heart, and sleep deprivation adds to the danger.", "sleep deprivation PREDISPOSES seizure"),
        ("Obesity itself increases the risk.", "obesity PREDISPOSES seizure"),
    ])
    func thingsOfAnyKindAddToARisk(text: String, claim: String) throws {
        let claims = try ClaimReading.lines("Bupropion can provoke seizures. \(text)")
        #expect(claims.contains { $0.hasPrefix(claim) }, "\(claims)")
    }

    @Test(arguments: [
        "It raises the risk.", "This adds to the danger.", "The study adds to the danger.",
        "People who drink add to the danger.",
    ])
    func whatIsNoThingAddsNothing(text: String) throws {
        let claims = try ClaimReading.lines("Bupropion can provoke seizures. \(text)")
        #expect(!claims.contains { $0.contains(" PREDISPOSES ") }, "\(claims)")
    }

    @Test(arguments: [
        (
            "Indapamide lowers pressure. Studies have tied its long-term use to splayed elbow.",
            "indapamide ASSOCIATED_WITH splayed elbow"
        ),
        (
            "Indapamide lowers pressure. A cohort study has connected years of heavy use with dementia.",
            "indapamide ASSOCIATED_WITH dementia"
        ),
        (
            "Indapamide lowers pressure. Coming off it is what triggers headaches.",
            "indapamide withdrawal CAUSES headache"
        ),
        (
            "Indapamide lowers pressure. Anyone who quits can expect headaches.",
            "indapamide withdrawal ASSOCIATED_WITH headache"
        ),
        (
            "Indapamide lowers pressure. Anyone who quits indapamide can expect headaches.",
            "indapamide withdrawal ASSOCIATED_WITH headache"
        ),
        (
            "Indapamide lowers pressure. Misuse has been reported, chiefly in people who also use opioids.",
            "indapamide CAUSES misuse or abuse"
        ),
        (
            "Two volunteers noticed palpitations on formoterol, as did eleven on salbutamol.",
            "formoterol ASSOCIATED_WITH palpitations"
        ),
    ])
    func theDrugIsThatWhichIsMeant(text: String, claim: String) throws {
        let claims = try ClaimReading.lines(text)
        #expect(claims.contains { $0.hasPrefix(claim) }, "\(claims)")
    }

    @Test func aDrugThatATrialIsBasedOnIsNotWhatItTellsOf() throws {
        let claims = try ClaimReading.lines(
            "Linezolid is given by mouth. In the first pretomanid-based trial, 81% of those given 1200 mg had neuropathy."
        )
        #expect(!claims.contains { $0.hasPrefix("pretomanid ") }, "\(claims)")
    }

    @Test(arguments: [
        "Indapamide is old. Stroke was more common on the active drug (1.4% versus 1.0%), while pneumonia and gout were not.",
        "Stroke was three times as frequent with indapamide as on placebo; gout was not.",
        "Indapamide was associated with stroke (14% vs 3%) but not with gout.",
    ])
    func whatIsNotMoreCommonTooIsDenied(text: String) throws {
        let claims = try ClaimReading.lines(text)
        #expect(claims.contains { $0.hasPrefix("indapamide ") && $0.contains(" gout negated") }, "\(claims)")
    }

    @Test func whatIsNotGoneIsNotDenied() throws {
        let claims = try ClaimReading.lines("Indapamide caused a rash. Pain was gone in a week, the gout was not.")
        #expect(!claims.contains { $0.hasPrefix("indapamide ") && $0.contains(" gout negated") }, "\(claims)")
    }
}
