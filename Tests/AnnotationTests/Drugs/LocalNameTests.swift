import Annotation
import Events
import Testing

/// Names of medicines that a document gives itself and no lexicon has.
@Suite struct LocalNameTests {
    @Test(arguments: [
        "Zybrexin (olanzapine) was approved in May. Zybrexin may cause weight gain.",
        "Zybrexin\u{AE} (olanzapine 5 mg) was approved in May. Zybrexin may cause weight gain.",
        "Olanzapine, sold under the brand name Zybrexin, is old. Zybrexin may cause weight gain.",
        "Olanzapine (brand name: Zybrexin) is old. Zybrexin may cause weight gain.",
        "Olanzapine, marketed as Zybrexin by Acme, is old. Zybrexin may cause weight gain.",
        "Zybrexin tablets contain the active ingredient olanzapine. Zybrexin may cause weight gain.",
        "Zybrexin is a brand of olanzapine. Zybrexin may cause weight gain.",
        "Olanzapine (Zybrexin) is old. Take Zybrexin at night. Zybrexin may cause weight gain.",
        "Olanzapine (Zybrexin, Acme) is old. Zybrexin tablets are round. Zybrexin may cause weight gain.",
    ])
    func aNameThatTheTextExplainsIsItsDrugEverywhere(text: String) throws {
        let found = try LexiconTests.found(text)
        #expect(found.last == "Zybrexin=olanzapine", "\(found)")
        #expect(found.contains { $0.lowercased().hasPrefix("olanzapine") }, "\(found)")
    }

    @Test func eachOfSeveralNamesIsOne() throws {
        let found = try LexiconTests.found("Olanzapine, sold as Zybrexin and Olanzo, is old. Olanzo is cheaper.")
        #expect(found == ["Olanzapine=olanzapine", "Zybrexin=olanzapine", "Olanzo=olanzapine", "Olanzo=olanzapine"])
    }

    @Test(arguments: [
        // A firm, authors, an arm, a table, a word of the text.
        "Olanzapine (Hexacorp) is old. Hexacorp said it would appeal.",
        "Shares of Hexa Corp (olanzapine) fell. Corp shares fell.",
        "Weight rose on olanzapine (Bymaster 1996). Bymaster may be right.",
        "Group (olanzapine) and Placebo were compared. Group differences were small.",
        "Table (olanzapine) shows doses. Table salt was free.",
        "Sleepers (olanzapine) gained weight. Most sleepers did.",
        "Olanzapine, known for weight gain, is sold by Hexacorp. Hexacorp may cause trouble.",
    ])
    func whatIsNamedBesideADrugIsNot(text: String) throws {
        let found = try LexiconTests.found(text)
        #expect(found.allSatisfy { $0.lowercased().hasPrefix("olanzapine=") }, "\(found)")
    }
}
