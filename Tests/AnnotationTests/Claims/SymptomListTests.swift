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
}
