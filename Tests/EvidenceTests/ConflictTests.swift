import Events
import Evidence
import Testing

@Suite struct ConflictTests {
    private func claim(_ group: String, _ object: String, exposure: String? = nil, disputed: Bool = false)
        -> AggregatedClaim
    {
        let key = ClaimKey(subject: "warfarin", group: group, object: object, exposure: exposure, species: "human")
        var claim = AggregatedClaim(
            claim: ClaimKey.id(key.hash), subject: key.subject, group: group,
            predicate: group == "HARM" ? "CAUSES" : group,
            object: object, species: "human")
        claim.exposure = exposure
        claim.support.units = 1
        claim.dispute.units = disputed ? 1 : 0
        return claim
    }

    private func conflicts(_ claims: [AggregatedClaim]) -> [String] {
        var finder = ConflictFinder()
        for claim in claims { finder.add(claim, quotes: []) }
        return finder.contradictions().map(\.kind)
    }

    @Test func assertedAgainstNegatedIsAConflict() {
        #expect(conflicts([claim("HARM", "bleeding", disputed: true)]) == ["polarity"])
    }

    @Test func reversibleAgainstPersistentIsAConflictOnOneExposureOnly() {
        #expect(
            conflicts([claim("REVERSIBLE_AFTER_STOP", "rash"), claim("PERSISTS_AFTER_STOP", "rash")]) == ["opposite"])
        #expect(
            conflicts([
                claim("REVERSIBLE_AFTER_STOP", "rash", exposure: "short-term"),
                claim("PERSISTS_AFTER_STOP", "rash", exposure: "long-term"),
            ]).isEmpty)
    }

    @Test func actionsAtDifferentTargetsAndSafeShortTermAgainstHarmfulLongTermAreNone() {
        #expect(conflicts([claim("STIMULATES", "receptor a"), claim("INHIBITS", "receptor b")]).isEmpty)
        #expect(
            conflicts([
                claim("SAFE_FOR", "sleep", exposure: "short-term"), claim("HARM", "memory loss", exposure: "long-term"),
            ]).isEmpty)
    }
}
