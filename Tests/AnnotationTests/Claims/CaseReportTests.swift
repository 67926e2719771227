import Annotation
import Testing

/// What befell patients on a drug, what its stopping ended, and what a report asks of researchers.
@Suite struct CaseReportTests {
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
