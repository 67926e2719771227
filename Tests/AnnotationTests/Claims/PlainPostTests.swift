import Annotation
import Events
import Testing

/// Posts as people type them: fragments, clauses run together, apostrophes left out, complaints that no table knows.
@Suite struct PlainPostTests {
    private static func told(_ comment: String, title: String = "Reviews of duloxetine") throws -> [String] {
        try ClaimReading.polarities([(.title, .user, title), (.comment, .user, comment)])
    }

    /// A fragment that opens with an effect is told of the page's drug.
    @Test(arguments: [
        ("Terrible cough since starting this.", "cough"), ("Some nausea the first week but nothing major", "nausea"),
        ("zero appetite on this stuff", "decreased appetite"),
        ("Only thing left is zero sex drive.", "decreased libido"),
        ("Bad tremor, week two", "tremor"),
    ]) func aFragmentIsTold(comment: String, effect: String) throws {
        #expect(try Self.told(comment) == ["duloxetine CAUSES \(effect) asserted"])
    }

    /// What is said of a complaint in general, and how long somebody has had what people take medicines against.
    @Test(arguments: [
        "Nausea can strike on a boat.", "Headache meds are sold at the station.",
        "I've had migraines for ten years.", "I have struggled with insomnia since childhood.",
        "I've had heartburn my whole life.",
    ]) func otherWordsTellNoEffect(comment: String) throws {
        #expect(try Self.told(comment) == [])
    }

    /// A denial ends where a post's next clause begins.
    @Test(arguments: [
        ("It does zero for me, makes me puke", "vomiting"),
        ("I cant finish the chores and im yawning all day", "yawning"),
        ("I can't eat, headache, dizzy", "headache"), ("It didn't help me, gave me hives", "hives"),
    ]) func aDenialEndsWithItsClause(comment: String, effect: String) throws {
        #expect(try Self.told(comment).contains("duloxetine CAUSES \(effect) asserted"))
    }

    @Test(arguments: ["I have had no nausea, dizziness or hives.", "It never made me dizzy or gave me hives."])
    func aDeniedListStaysDenied(comment: String) throws {
        #expect(try Self.told(comment).allSatisfy { $0.hasSuffix("negated") })
    }

    @Test func apostrophesMayBeLeftOut() throws {
        #expect(
            try Self.told("Anxiety all day. It doesnt touch my anxiety tho", title: "Reviews of hydroxyzine")
                .contains("hydroxyzine TREATS anxiety negated"))
        #expect(PhrasePattern.typed("doesn't touch my") == "doesnt touch my")
        #expect(PhrasePattern.typed("i'm wired and i've had it") == "im wired and ive had it")
        #expect(PhrasePattern.typed("the patient's rash") == nil)
    }

    /// An item between known effects is one though no table has it; people, verbs and drugs are none.
    @Test func unknownItemsOfAListAreTold() throws {
        let found = try Self.told("Nausea, splayed elbow, dry mouth, crusty earlobes.")
        #expect(found.contains("duloxetine CAUSES splayed elbow asserted"))
        #expect(found.contains("duloxetine CAUSES crusty earlobes asserted"))
        #expect(
            try Self.told("Nausea, my sister, dry mouth, then I quit, sweating.").allSatisfy { !$0.contains("sister") })
    }

    /// "makes me itchy" behind a comma is told of the drug, not of the complaint before.
    @Test func aComplaintBeforeACommaDoesNothing() throws {
        let found = try Self.told("does nothing for my back pain, just makes me itchy")
        #expect(found.contains("duloxetine CAUSES pruritus asserted"))
        #expect(!found.contains { $0.hasPrefix("back pain") })
    }
}
