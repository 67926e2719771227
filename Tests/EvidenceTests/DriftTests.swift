import Events
import Evidence
import Testing

@Suite struct DriftTests {
    private func version(
        _ article: Int64, _ tier: Tier, subject: String = "diazepam", classes: [String] = ["benzodiazepine"],
        species: String = "human", _ predicate: Predicate = .causes, _ factuality: Factuality = .fact,
        polarity: Polarity = .asserted, date: String? = nil
    ) -> DriftFinder.Version {
        DriftFinder.Version(
            claim: StableHash.of([subject, species]), article: article, subject: subject, classes: classes,
            species: species, predicate: predicate, factuality: factuality,
            side: Side(polarity: polarity, factuality: factuality), tier: tier, published: date)
    }

    private func kinds(_ versions: [DriftFinder.Version]) -> [String] {
        DriftFinder.findings(versions).map { "\($0.article) \($0.kind)" }.sorted()
    }

    @Test func aCopyThatForgetsTheMouseHasLostTheSpecies() {
        #expect(
            kinds([version(1, .pressRelease, species: "animal"), version(2, .news)]) == ["2 species_lost"])
    }

    @Test func aCopyThatKeepsTheMouseSomewhereHasLostNothing() {
        #expect(
            kinds([
                version(1, .pressRelease, species: "animal"), version(2, .news, species: "animal"), version(2, .news),
            ])
            .isEmpty)
    }

    @Test func whatTheFirstVersionSaysTooIsNoDrift() {
        #expect(
            kinds([version(1, .pressRelease, species: "animal"), version(1, .pressRelease), version(2, .news)]).isEmpty)
    }

    @Test func mayThatBecomesDoesHasLostTheHedge() {
        #expect(
            kinds([version(1, .primary, .causes, .possible), version(2, .news, .causes, .fact)]) == ["2 hedge_lost"])
        #expect(kinds([version(1, .primary, .causes, .fact), version(2, .news, .causes, .possible)]).isEmpty)
    }

    @Test func linkedThatBecomesCausesIsAStrongerVerb() {
        #expect(
            kinds([version(1, .primary, .associatedWith), version(2, .news, .causes)]) == ["2 verb_strengthened"])
        #expect(kinds([version(1, .primary, .causes), version(2, .news, .associatedWith)]).isEmpty)
    }

    @Test func oneDrugThatBecomesItsClassIsWidened() {
        let wider = version(2, .news, subject: "benzodiazepine", classes: [])
        #expect(kinds([version(1, .pressRelease), wider]) == ["2 drug_widened"])
        #expect(kinds([version(1, .pressRelease), version(2, .news), wider]).isEmpty, "the drug is named as well")
        let other = version(2, .news, subject: "stimulant", classes: [])
        #expect(kinds([version(1, .pressRelease), other]).isEmpty, "another class is another claim")
    }

    @Test func equalsHaveADirectionOnlyByDate() {
        let (first, second) = (
            version(1, .news, .causes, .possible, date: "2024-01-01"), version(2, .news, date: "2024-01-03")
        )
        #expect(kinds([first, second]) == ["2 hedge_lost"])
        #expect(kinds([version(1, .news, .causes, .possible), version(2, .news)]).isEmpty)
        #expect(
            kinds([version(1, .news, .causes, .possible, date: "2024"), version(2, .news, date: "2024-01-03")]).isEmpty,
            "a year alone is not before a day in it")
    }

    @Test func denialsAreComparedWithDenialsOnly() {
        #expect(
            kinds([version(1, .primary, .causes, .possible, polarity: .negated), version(2, .news, .causes, .fact)])
                .isEmpty)
    }
}
