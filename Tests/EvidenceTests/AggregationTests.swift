import Events
import Evidence
import Testing

@Suite struct AggregationTests {
    private let key = ClaimKey(subject: "warfarin", group: "HARM", object: "bleeding", exposure: nil, species: "human")

    /// Facts of a seeded collection, by rank.
    private func facts(_ seed: UInt64, _ count: Int) -> [Fact] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func number(_ below: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(below))
        }
        return (0..<count).map { index in
            var fact = Fact(
                article: Int64(index), story: UInt64(number(6)), tier: Tier.allCases[number(5)],
                predicate: ClaimCounts.harmPredicates[number(4)], polarity: number(4) == 0 ? .negated : .asserted,
                factuality: Factuality.allCases[number(3)])
            fact.isAlone = number(2) == 0
            if fact.isAlone { fact.story = UInt64(1000 + index) }
            fact.work = number(3) == 0 ? UInt64(100 + number(3)) : nil
            fact.published = number(5) == 0 ? nil : "2024-0\(1 + number(9))-1\(number(10))"
            if fact.tier == .user { fact.commenter = UInt64(number(5)) }
            fact.evidence = EvidenceClass.allCases[number(16)]
            return fact
        }.sorted { ($0.tier, $0.published ?? "~", $0.article) < ($1.tier, $1.published ?? "~", $1.article) }
    }

    private func claim(_ facts: [Fact]) -> AggregatedClaim {
        var aggregator = ClaimAggregator(key: key, hash: key.hash)
        for fact in facts { aggregator.add(fact) }
        return aggregator.claim()
    }

    @Test(arguments: 1...40) func recognisingACopyNeverRaisesSupport(_ seed: UInt64) {
        let before = facts(seed, 30)
        // Two articles turn out to be of one story.
        var after = before
        let alone = after.indices.filter { after[$0].isAlone && after[$0].work == nil && after[$0].commenter == nil }
        guard alone.count >= 2 else { return }
        for index in alone.prefix(2) { (after[index].story, after[index].isAlone) = (77, false) }
        let (old, new) = (claim(before), claim(after))
        #expect(new.belief.support <= old.belief.support)
        #expect(new.support.units <= old.support.units && new.support.stories <= old.support.stories)
        #expect(new.support.documents == old.support.documents)
    }

    @Test(arguments: 1...40) func aNewUnitNeverLowersSupport(_ seed: UInt64) {
        let before = facts(seed, 20)
        var more = Fact(
            article: 9999, story: 9999, tier: .user, predicate: .causes, polarity: .asserted, factuality: .fact)
        more.published = "~"
        #expect(claim(before + [more]).belief.support >= claim(before).belief.support)
    }

    @Test(arguments: [EvidenceClass.metaAnalysis, .humanObservational, .regulator, .expertOpinion, .anecdoteSelf])
    func whatOneReaderRetellsWeighsNoMoreThanAnExperience(_ evidence: EvidenceClass) {
        var reader = Fact(
            article: 1, story: 1, tier: .user, predicate: .causes, polarity: .asserted, factuality: .fact)
        reader.commenter = 7
        reader.evidence = evidence
        #expect((claim([reader]).belief.support * 1000).rounded() == 15)
        // An opinion stays less than that.
        reader.evidence = .opinion
        #expect(claim([reader]).belief.support < 0.01)
        var page = reader
        page.commenter = nil
        page.tier = .news
        page.evidence = .humanObservational
        #expect(claim([page]).belief.support > 0.5)
    }

    @Test func readersCountAsCommentersOnly() {
        let readers = (0..<6).map { index in
            var fact = Fact(
                article: 1, story: 1, tier: .user, predicate: .causes, polarity: .asserted, factuality: .fact)
            fact.commenter = UInt64(index / 2)
            return fact
        }
        let counts = claim(readers).support
        #expect(counts.commenters == 3 && counts.documents == 0 && counts.units == 0 && counts.stories == 0)
        #expect(counts.byTier == ["T5_user": 3])
    }

    @Test func aBurstOfCopiesIsOneStoryInItsFirstWeek() {
        let copies = ["2024-01-01", "2024-01-02", "2024-01-09", "2024-01", nil].enumerated().map { index, date in
            var fact = Fact(
                article: Int64(index), story: 5, tier: .news, predicate: .causes, polarity: .asserted, factuality: .fact
            )
            fact.isAlone = false
            fact.published = date
            return fact
        }
        let claim = claim(copies)
        #expect(
            claim.weeks == [
                WeekCount(week: "2024-W01", documents: 2, stories: 1),
                WeekCount(week: "2024-W02", documents: 1, stories: 0),
            ])
        #expect(claim.firstSeen == "2024-01" && claim.lastSeen == "2024-01-09")
    }

    /// ISO 8601's hard cases.
    @Test(arguments: [
        ("2020-12-31", "2020-W53"), ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"), ("2018-12-31", "2019-W01"),
        ("1969-12-29", "1970-W01"), ("1969-12-28", "1969-W52"), ("2027-01-01", "2026-W53"), ("1900-01-01", "1900-W01"),
    ])
    func weeksAreThoseOfTheStandard(_ date: String, _ week: String) {
        var fact = Fact(article: 1, story: 1, tier: .news, predicate: .causes, polarity: .asserted, factuality: .fact)
        fact.published = date
        #expect(claim([fact]).weeks.map(\.week) == [week])
    }

    @Test func contributionsOfAnArticleCancelOut() {
        var statements: [Statement] = []
        for index in 0..<12 {
            var statement = Statement(
                key: key, predicate: ClaimCounts.harmPredicates[index % 4],
                polarity: [.asserted, .negated, .questioned][index % 3], factuality: .fact, tier: .news)
            if index % 5 == 0 { statement.commenter = UInt64(index) }
            if index == 7 { statement.citation = 0 }
            statements.append(statement)
        }
        var assignment = Assignment(article: "a")
        assignment.isAlone = false
        assignment.cited = [0: 9]
        let claims = statements.indices.map { UInt64($0 % 2) }
        let one = Contribution.all(statements, claims: claims, assignment)
        let order = statements.indices.reversed()
        let other = Contribution.all(order.map { statements[$0] }, claims: order.map { claims[$0] }, assignment)
        #expect(one == other)
        #expect(one == one.sorted())
        #expect(zip(one, one.dropFirst()).allSatisfy { !$0.isBeside($1) }, "each place once")
    }
}
