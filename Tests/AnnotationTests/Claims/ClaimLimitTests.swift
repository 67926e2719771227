import Annotation
import Events
import Testing

/// Inputs that nobody writes: they must be read to the end, with bounded output.
@Suite struct ClaimLimitTests {
    static let inputs: [(name: String, text: String)] = [
        ("cues", "Warfarin " + String(repeating: "may not ", count: 20_000) + "cause bleeding."),
        ("one long sentence", String(repeating: "warfarin causes bleeding and nausea with ", count: 3_000)),
        ("drugs", String(repeating: "warfarin, ibuprofen and ", count: 4_000) + "cause bleeding"),
        ("effects", "Warfarin causes " + String(repeating: "nausea, bleeding, headache or ", count: 4_000) + "rash."),
        ("pronouns", "Warfarin. " + String(repeating: "It causes it. They cause them. ", count: 3_000)),
        ("quotation marks", String(repeating: "\"", count: 20_000) + " warfarin causes bleeding"),
        ("questions", String(repeating: "Does warfarin cause bleeding? ", count: 3_000)),
        ("measurables", String(repeating: "blood pressure up down weight ", count: 4_000)),
    ]

    @Test(arguments: inputs.indices) func isReadToTheEnd(index: Int) throws {
        let reading = try ClaimReading.shared.get()
        let text = Self.inputs[index].text
        for comment in [false, true] {
            let claims = reading.claims(text, comment: comment)
            #expect(claims.count <= text.utf8.count / 8, "\(Self.inputs[index].name)")
            for claim in claims { #expect(claim.range.end <= text.utf8.count) }
        }
    }
}
