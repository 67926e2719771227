import Annotation
import Events
import Testing

/// Comments that list what somebody felt, with no sentence around it.
@Suite struct SymptomListTests {
    private static func effects(_ comment: String) throws -> [String] {
        try ClaimReading.polarities([(.title, .user, "Reviews of duloxetine"), (.comment, .user, comment)])
    }

    @Test func aListIsToldOfTheThreadsDrug() throws {
        #expect(
            try Self.effects("Nausea, dry mouth, weight gain.")
                == [
                    "duloxetine CAUSES nausea asserted", "duloxetine CAUSES dry mouth asserted",
                    "duloxetine CAUSES weight gain asserted",
                ])
        #expect(try Self.effects("First few weeks: constipation, headaches, vivid dreams for about a month").count == 3)
    }

    /// One word alone, a question, a statement and a list of reasons are none.
    @Test(arguments: [
        "Nausea.", "Nausea, dry mouth?", "Nausea and dry mouth are symptoms you find in any leaflet.",
        "Reasons: nausea, dizziness.",
    ]) func otherWordsAreNoList(comment: String) throws {
        #expect(try Self.effects(comment) == [])
    }

    @Test func whatStoppingEndedIsNotDenied() throws {
        #expect(
            try ClaimReading.polarities("The rash resolved within five days after clarithromycin was discontinued.")
                == ["clarithromycin REVERSIBLE_AFTER_STOP rash asserted"])
    }

    /// What befell patients on a drug is no reason for taking it.
    @Test(arguments: [
        ("Severe hepatitis in a patient treated with rifabutin.", "rifabutin ASSOCIATED_WITH hepatitis"),
        ("We describe two children with minocycline-induced hepatitis.", "minocycline CAUSES hepatitis"),
    ]) func casesAreNoTreatment(text: String, expected: String) throws {
        let claims = try ClaimReading.statements(text)
        #expect(claims.contains(expected))
        #expect(!claims.contains { $0.contains("TREATS") })
    }

    @Test(arguments: [
        "Silibinin should be assessed in clinical trials.", "Doxycycline should undergo more thorough evaluation.",
        "Monitoring of bosentan is recommended.",
    ]) func whatIsAskedOfResearchersIsNoAdvice(text: String) throws {
        #expect(try ClaimReading.statements(text).allSatisfy { !$0.contains("PRACTICE") || $0.contains("monitor") })
    }
}
