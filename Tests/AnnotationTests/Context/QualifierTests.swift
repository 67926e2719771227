import Annotation
import Events
import Testing

/// Species, exposure and evidence go with the claims of one study, and with nothing else.
@Suite struct QualifierTests {
    private static func claims(_ parts: [(kind: SegmentKind, tier: Tier, text: String)]) throws -> [Claim] {
        try ClaimReading.shared.get().read(ClaimReading.article(parts)).claims
    }

    @Test func theSpeciesGoesOnWithinItsStudy() throws {
        let found = try Self.claims([
            (.body, .news, "In rabbits, colchicine prevented atherosclerosis. The drug also caused diarrhea."),
            (.body, .news, "Colchicine treats gout. It can cause neuropathy."),
        ])
        #expect(found.filter { $0.segment == "s1" }.map(\.qualifiers.species) == ["rabbit", "rabbit"])
        #expect(
            found.filter { $0.segment == "s2" }.allSatisfy {
                $0.qualifiers.species == nil && $0.evidence != .animalStudy
            })
        #expect(found.contains { $0.segment == "s2" })
    }

    @Test(arguments: [
        "In mice, diazepam caused synapse loss, but patients should never stop diazepam abruptly.",
        "Because of the mouse study, nobody should stop sertraline on their own.",
        "Rats given prednisone lost bone. Do not stop prednisone suddenly.",
    ]) func adviceHasNoSpecies(text: String) throws {
        let advice = try Self.claims([(.body, .pressRelease, text)]).filter { $0.predicate == .practice }
        #expect(!advice.isEmpty && advice.allSatisfy { $0.qualifiers.species == nil && $0.evidence != .animalStudy })
    }

    @Test func whatIsSaidOfPeopleIsNotOfMice() throws {
        let found = try Self.claims([
            (.body, .news, "In mice, metformin prevented cancer, but in people metformin causes diarrhea.")
        ])
        #expect(found.first { $0.object == "cancer" }?.qualifiers.species == "mouse")
        #expect(found.first { $0.object == "diarrhea" }?.qualifiers.species == nil)
    }

    @Test func aHeadlineThatLeavesTheSpeciesOutHasNone() throws {
        let found = try Self.claims([
            (.title, .news, "Omeprazole causes fractures"),
            (.body, .news, "In mice, omeprazole caused fractures, a study found."),
        ])
        #expect(found.first { $0.segment == "s1" }?.qualifiers.species == nil)
        #expect(found.first { $0.segment == "s1" }?.drift.contains("species_lost") == true)
        #expect(found.first { $0.segment == "s2" }?.qualifiers.species == "mouse")
    }

    @Test(arguments: [
        ("Long-term use of omeprazole causes fractures.", "fracture", "long-term" as String?),
        ("Omeprazole blocks acid, but long-term use causes fractures.", "fracture", "long-term"),
        ("Omeprazole causes diarrhea, but long-term use is fine.", "diarrhea", nil),
        ("Short-term use of prednisone causes insomnia.", "insomnia", "short-term"),
        ("Prednisone causes insomnia.", "insomnia", nil),
        ("Prednisone causes cataracts when it is used long term.", "cataract", "long-term"),
        ("Stopping paroxetine causes dizziness.", "dizziness", "after stopping"),
    ]) func exposureComesFromTheClaimsOwnClause(text: String, object: String, expected: String?) throws {
        let claim = try #require(
            Self.claims([(.body, .commercial, text)]).first { $0.object.hasPrefix(object) && $0.predicate == .causes })
        #expect(claim.qualifiers.exposure == expected)
    }

    @Test(arguments: [
        ("nightnurse", EvidenceClass.expertOpinion), ("PharmD_Lin", .expertOpinion), ("RPh Dee", .expertOpinion),
        ("ex_pharm_tech", .expertOpinion), ("ann", .opinion), ("Bernard", .opinion), ("farmer_joe", .opinion),
    ]) func aUserNameMayTellAProfession(author: String, expected: EvidenceClass) throws {
        var article = ClaimReading.article([(.comment, .user, "Apixaban can cause bleeding.")])
        article.segments[0].author = author
        let found = try ClaimReading.shared.get().read(article).claims
        #expect(found.map(\.evidence) == [expected])
    }

    @Test func whoSaidOnceThatTheyAreANurseIsOneInTheirOtherComments() throws {
        var article = ClaimReading.article([
            (.comment, .user, "Nurse here. Lithium can cause tremor."), (.comment, .user, "Lithium is a salt."),
        ])
        for index in 0..<2 { article.segments[index].author = "jo" }
        let found = try ClaimReading.shared.get().read(article).claims
        #expect(!found.isEmpty && found.allSatisfy { $0.evidence == .expertOpinion })
    }

    @Test(arguments: [
        ("Gabapentin made my mother dizzy.", EvidenceClass.anecdoteFamily),
        ("Gabapentin made me dizzy.", .anecdoteSelf),
        ("My coworker got a rash on gabapentin.", .anecdoteOther), ("Gabapentin can cause a rash.", .opinion),
        ("The label says gabapentin can cause a rash.", .regulator),
        ("I stood up to the FDA and gabapentin gave me a rash.", .anecdoteSelf),
        ("A cohort study found that gabapentin was linked to falls.", .humanObservational),
        ("My cat got drowsy on gabapentin.", .anecdoteSelf),
        ("It rots your brain, gabapentin causes dementia.", .opinion),
    ]) func whatAReaderRestsOn(text: String, expected: EvidenceClass) throws {
        let found = try Self.claims([(.comment, .user, text)])
        #expect(
            !found.isEmpty && found.allSatisfy { $0.evidence == expected }, "\(found.map { ($0.object, $0.evidence) })")
    }
}
