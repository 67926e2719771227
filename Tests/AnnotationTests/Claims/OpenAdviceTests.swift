import Annotation
import Events
import Testing

/// Advice whose verb, thing or drug no table and no sentence names: in the words of the text, said of the drug that the text is about.
@Suite struct OpenAdviceTests {
    private static func advice(_ text: String, below title: String? = nil) throws -> [String] {
        var parts: [(kind: SegmentKind, tier: Tier, text: String)] = [(.body, .news, text)]
        if let title { parts.insert((.title, .news, title), at: 0) }
        return try ClaimReading.shared.get().read(ClaimReading.article(parts)).claims
            .filter { $0.predicate == .practice || $0.predicate == .preferredOver }
            .map { "\($0.subject): \($0.object)" }
    }

    @Test(arguments: [
        ("Never siphon it through a straw.", ["tapentadol: do not siphon through straw"]),
        ("Never mind the price.", []),
        ("Do not worry about the taste.", []),
        ("Critics must not gloat.", []),
    ]) func whatIsRefusedNeedsNoTable(text: String, expected: [String]) throws {
        #expect(try Self.advice(text, below: "Tapentadol patches under review") == expected)
    }

    @Test(arguments: [
        ("We recommend a taper of at least six weeks.", ["clobazam: taper over at least six weeks"]),
        ("The society advises a pause of two weeks.", ["clobazam: pause for two weeks"]),
        ("The label recommends a wait of nine days.", ["clobazam: wait nine days"]),
        ("The town advises a break of the pipe.", []),
    ]) func aNounIsAdvised(text: String, expected: [String]) throws {
        #expect(try Self.advice(text, below: "Clobazam for seizures") == expected)
    }

    @Test(arguments: [
        ("If your elbows turn green, stop the tablets at once.", ["clobazam: stop if elbows turn green"]),
        (
            "Patients who develop a splayed gait should stop the tablets.",
            ["clobazam: stop if splayed gait"]
        ),
        (
            "If your elbows turn green, ring your doctor the same day.",
            ["clobazam: call the doctor if elbows turn green"]
        ),
        ("Call us today if your elbows turn green.", ["clobazam: call the doctor if elbows turn green"]),
    ]) func onWhatConditionIsToldWithIt(text: String, expected: [String]) throws {
        #expect(try Self.advice(text, below: "Clobazam for seizures") == expected)
    }

    @Test(arguments: [
        ("Withdraw over at least three weeks.", ["clobazam: taper over at least three weeks"]),
        ("We suggest that ferritin be measured every six months.", ["clobazam: monitor ferritin every six months"]),
        ("The board wants sodium measured before the first tablet.", ["clobazam: monitor sodium before start"]),
        ("The board wants sodium in every shop.", []),
    ]) func itIsOfTheDrugThatTheTextIsAbout(text: String, expected: [String]) throws {
        #expect(try Self.advice(text, below: "Clobazam for seizures") == expected)
    }

    @Test(arguments: [
        ("We do not treat people with narcolepsy.", ["clobazam: avoid in narcolepsy"]),
        ("She turns away from the window.", []),
    ]) func whoIsTurnedAwayShouldNotTakeIt(text: String, expected: [String]) throws {
        #expect(try Self.advice(text, below: "Clobazam for seizures") == expected)
    }
}
