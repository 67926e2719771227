import Events
import Reporting
import Results

/// A made-up collection of any size: the same seed gives the same one. Names and quotes are hostile on purpose.
struct SampleContents {
    private var state: UInt64

    init(seed: UInt64 = 7) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func number(_ below: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(below))
    }

    static let hostile = [
        "<script>document.title='owned'</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
        "</script><script>alert(1)</script>", "\u{202E}desrever\u{202C} text", "=HYPERLINK(\"http://x\")", "+1+1",
        "@SUM(1)",
        String(repeating: "w", count: 10_000), "<!-- <script> -->", "a\u{0}b\u{1}c", "{{7*7}}", "' onmouseover='x",
    ]
    static let drugs = ["warfarin", "aspirin", "metformin", "ibuprofen", "sertraline", "benzodiazepine", "naïvedrug"]
    static let effects = ["bleeding", "nausea", "headache", "dementia", "weight gain", "fall", "stroke", "insomnia"]

    /// - Parameter claims: how many aggregated claims.
    mutating func contents(claims: Int, hostile: Bool = true) -> ReportContents {
        var contents = ReportContents()
        let pages = max(4, claims / 4)
        for index in 0..<pages {
            var article = ArticleSummary(
                id: "a-\(index)", revision: "r-\(index)", source: "inbox/page-\(index).html", story: "s-\(index / 3)")
            article.title =
                hostile && index % 9 == 0 ? Self.hostile[index / 9 % Self.hostile.count] : "Page number \(index)"
            article.url = index % 5 == 0 ? "javascript:alert(\(index))" : "https://news\(index % 7).example/\(index)"
            article.site = "news\(index % 7).example"
            article.published = index % 11 == 0 ? nil : "20\(20 + index % 4)-0\(1 + index % 9)-1\(index % 10)"
            article.tier = Tier.allCases[index % 4].rawValue
            article.segments = 5
            article.comments = index % 3
            article.claims = 3
            if index % 2 == 0 { article.works = [.init(work: "w-\(index % 30)", method: "identifier")] }
            contents.articles.append(article)
        }
        for index in 0..<(pages + 2) / 3 {
            let members = (0..<3).map { index * 3 + $0 }.filter { $0 < pages }.map { "a-\($0)" }
            var story = StorySummary(id: "s-\(index)", members: members)
            if members.count > 1 {
                story.edges = [
                    .init(a: members[0], b: members[1], relation: "copy", containment: 0.93, nearSentences: 4)
                ]
            }
            contents.stories.append(story)
        }
        for index in 0..<30 {
            var work = WorkSummary(id: "w-\(index)")
            work.title = hostile && index == 3 ? Self.hostile[0] : "A study of things, part \(index)"
            work.identifiers = ["doi:10.1234/x.\(index)"]
            work.authors = ["Smith J", "Doe A"]
            work.year = 2015 + index % 8
            work.articles = contents.articles.filter { $0.works.contains { $0.work == "w-\(index)" } }
                .map { .init(article: $0.id, method: "identifier") }
            contents.works.append(work)
        }
        for (index, name) in Self.drugs.enumerated() {
            var drug = DrugSummary(ingredient: name)
            drug.articles = 40 - index
            drug.mentions = 90
            drug.mentionsByTier = [9, 8, 40, 3, 30]
            drug.surfaces = [name: 60, "\(name)s": 20, hostile ? Self.hostile[index] : "x": 10]
            drug.doses = 4
            contents.drugs.append(drug)
        }
        for index in 0..<claims { contents.claims.append(claim(index, pages: pages, hostile: hostile)) }
        findings(&contents, hostile: hostile)
        contents.errors = ResultsReader.evidenceErrors
        contents.generation = CurrentGeneration(
            generation: 3, engine: "0.1.0", lexicon: "2026.11-x", positions: ["0": 9], changes: 12, articles: pages,
            claims: claims, written: "2026-11-27T01:00:00Z", files: [:])
        return contents
    }

    /// Doses with label facts, case candidates and contradictions, all with names and quotes from the same hostile hands.
    private func findings(_ contents: inout ReportContents, hostile: Bool) {
        func words(_ index: Int, _ plain: String) -> String {
            hostile ? Self.hostile[index % Self.hostile.count] : plain
        }
        for (index, drug) in Self.drugs.enumerated() {
            var facts = DrugFacts()
            facts.usualMaximum = 10
            facts.smallestUnit = index == 1 ? nil : 1
            facts.source = words(index, "a label")
            facts.forms = [drug: .generic, "\(drug)s": .misspelling]
            for surface in contents.drugs[index].surfaces.keys where facts.forms[surface] == nil {
                facts.forms[surface] = .brand
            }
            contents.facts[drug] = facts
            for (place, amount) in [0.02, 2, 5, 400].enumerated() {
                var dose = DoseCheck(
                    article: "a-\(index % 4)", start: place, end: place + 5,
                    verdict: (amount > 15 ? CheckVerdict.contradicts : .consistent).rawValue)
                dose.segment = "s2"
                dose.quote = words(index + place, "\(Int(amount)) mg of \(drug)")
                dose.ingredient = drug
                dose.amount = amount
                dose.unit = place == 1 && index == 2 ? "ug" : "mg"
                dose.dailyTotal = place == 2 ? amount : nil
                dose.detail = amount > 15 ? words(index, "above the usual maximum") : nil
                contents.doseChecks.append(dose)
            }
            var candidate = CaseCandidate(segments: ["s3"], status: index % 2 == 0 ? .valid : .incomplete)
            candidate.drugs = [words(index, drug)]
            candidate.events = [words(index + 1, "rash")]
            candidate.elements = index % 2 == 0 ? CaseElement.allCases : [.drug]
            var record = CaseRecord(article: "a-\(index % 4)", candidate)
            record.quote = index == 3 ? nil : words(index + 2, "I got a rash from it")
            contents.cases.append(record)
            var party = Contradiction.Party(
                claim: "k-\(index)", polarity: "asserted", predicate: "CAUSES", object: words(index, "rash"), units: 1,
                commenters: 2)
            var quote = EvidenceItem(
                article: "a-1", segment: "s1", start: 0, end: 4, tier: "T3_news", polarity: "asserted",
                factuality: "fact", unit: "s-1")
            quote.quote = words(index + 3, "it causes a rash")
            party.quotes = [quote]
            var conflict = Contradiction(
                kind: ["polarity", "opposite", "table"][index % 3], subject: words(index, drug), exposure: nil,
                species: "human", a: party, b: index % 3 == 2 ? nil : party)
            conflict.row = index % 3 == 2 ? words(index, "classes: thinner") : nil
            conflict.source = index % 3 == 2 ? words(index + 1, "a label") : nil
            contents.contradictions.append(conflict)
        }
    }

    private mutating func claim(_ index: Int, pages: Int, hostile: Bool) -> AggregatedClaim {
        let predicate = Predicate.allCases[number(8)]
        var claim = AggregatedClaim(
            claim: "k-\(index)", subject: Self.drugs[number(Self.drugs.count)],
            group: [.causes, .predisposes, .associatedWith, .aggravates].contains(predicate)
                ? "HARM" : predicate.rawValue,
            predicate: predicate.rawValue,
            object: hostile && index % 17 == 0
                ? Self.hostile[index / 17 % Self.hostile.count]
                : Self.effects[number(Self.effects.count)] + " \(index)",
            species: index % 6 == 0 ? "animal" : "human")
        claim.byPredicate["ASSOCIATED_WITH"] = 1
        claim.byPredicate[predicate.rawValue] = 2
        claim.exposure = index % 5 == 0 ? "long-term" : nil
        claim.support = counts(scale: index < 20 ? 12 : 4)
        if index % 3 == 0 { claim.dispute = counts(scale: 3) }
        claim.questioned = index % 7 == 0 ? 2 : 0
        claim.belief = Belief(support: Double(1000 - index * 1000 / 6000) / 1010, dispute: index % 3 == 0 ? 0.125 : 0)
        claim.firstSeen = index % 8 == 0 ? nil : "20\(18 + number(6))-0\(1 + number(9))-10"
        claim.lastSeen = claim.firstSeen
        claim.weeks = (0..<number(6)).map {
            WeekCount(week: "2022-W\(10 + $0 * 7)", documents: 1 + $0 % 3, stories: $0 % 2)
        }
        let page = number(pages)
        for place in 0..<(2 + number(5)) {
            let tier = Tier.allCases[(place + 1) % 5]
            var item = EvidenceItem(
                article: "a-\((page + place) % pages)", segment: "s\(place + 1)", start: 100 * place,
                end: 100 * place + 60,
                tier: tier.rawValue, polarity: Polarity.allCases[place % 7 == 3 ? 1 : 0].rawValue,
                factuality: "probable",
                unit: place % 2 == 0 ? "w-\(page % 30)" : "s-\(page / 3)")
            item.quote =
                hostile && (index + place) % 13 == 0
                ? Self.hostile[(index + place) / 13 % Self.hostile.count]
                : "the study found that \(claim.subject) \(place % 2 == 0 ? "may lead" : "leads") to \(claim.object) in \(place % 2 == 0 ? "older mice" : "people") treated for \(place) weeks"
            item.evidence = "human_observational"
            if tier == .user { item.commenter = "u-\(place)" }
            claim.evidence.append(item)
        }
        claim.evidenceTotal = claim.evidence.count + index % 2
        if index % 4 == 0 { claim.drift = [Drift(article: claim.evidence[1].article, kind: "species_lost")] }
        return claim
    }

    private mutating func counts(scale: Int) -> EvidenceCounts {
        var counts = EvidenceCounts()
        counts.documents = 1 + number(scale)
        counts.stories = 1 + number(counts.documents)
        counts.works = number(counts.stories + 1)
        counts.units = max(1, counts.works)
        counts.commenters = number(scale)
        counts.byTier["T3_news"] = counts.documents
        if number(3) == 0 { counts.byTier["T1_primary"] = 1 }
        if number(4) == 0 { counts.byTier["T2_press_release"] = 1 + number(2) }
        if counts.commenters > 0 { counts.byTier["T5_user"] = counts.commenters }
        return counts
    }
}
