import Events

/// Reads candidates for individual case safety reports from comments, and from an article that a patient writes: one a patient and writer.
///
/// A candidate is `valid` only with all four elements: somebody who can be told apart, who reports it, a suspect drug, an event. One that
/// lacks an element is `incomplete` and says which ones it has; a drug that somebody took with a benefit, or with no harm, is `no_event`.
/// General statements, questions, fears, animals and jokes are no candidates.
struct CaseReader {
    let lexicon: CaseLexicon
    let pharmacology: PharmacologyTable

    /// Whether readers or patients speak at all, told without a copy of the article.
    static func mayTell(_ segments: [Segment], _ claims: [Claim]) -> Bool {
        segments.indices.contains { ClaimFinder.isComment(segments[$0]) }
            || claims.indices.contains { isExperience(claims[$0].evidence) }
    }

    /// - Parameter stream: the article's tokens, cut at the segments' borders.
    func cases(_ enriched: EnrichedArticle, stream: TokenStream) -> [CaseCandidate] {
        var found: [CaseCandidate] = []
        let ownStory = Self.ownStory(enriched)
        let segments = enriched.article.segments
        guard !ownStory.isEmpty || segments.contains(where: ClaimFinder.isComment) else { return [] }
        var owners = CaseOwners()
        let known = Self.names(enriched.drugs)
        let claims = Self.places(enriched.claims.count) { enriched.claims[$0].segment }
        let drugs = Self.places(enriched.drugs.count) { enriched.drugs[$0].segment }
        for place in segments.indices {
            let isOwnStory = !ownStory.isEmpty && ownStory.contains(segments[place].id)
            guard isOwnStory || ClaimFinder.isComment(segments[place]) else { continue }
            let (own, named) = (claims[segments[place].id] ?? [], drugs[segments[place].id] ?? [])
            if own.isEmpty, named.isEmpty { continue }
            var segment = segments[place]
            if isOwnStory { segment.author = enriched.article.document.authors.first ?? Self.writer }
            // A claim rule can take an effect for a subject: only what the article names as a drug can be a suspect.
            var told: [Told] = []
            for index in own where !isOwnStory || Self.isExperience(enriched.claims[index].evidence) {
                let one = Told.told(enriched.claims, index)
                if known.contains(one.drug) { told.append(one) }
            }
            if told.isEmpty, named.isEmpty { continue }
            let reading = CommentReading(
                segment, in: enriched.article.text, doses: enriched.doses, stream: stream, lexicon: lexicon)
            if reading.isIronic { continue }
            for candidate in candidates(reading, told, NamedDrugs(named, of: enriched.drugs)) {
                owners.add(candidate, segment, enriched.article, to: &found)
            }
        }
        return found
    }

    /// What the drugs are called; a text names the same few again and again.
    private static func names(_ drugs: [DrugMention]) -> Set<String> {
        var names: Set<String> = []
        for index in drugs.indices where index == 0 || drugs[index].ingredient != drugs[index - 1].ingredient {
            names.insert(drugs[index].ingredient)
        }
        return names
    }

    /// Places in a list by the segments of what stands there; most of it stands beside others of the same segment, which then is looked up
    /// once.
    private static func places(_ count: Int, _ segment: (Int) -> String?) -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        var first = 0
        while first < count {
            let own = segment(first)
            var end = first + 1
            while end < count, segment(end) == own { end += 1 }
            if let own { places[own, default: []] += first..<end }
            first = end
        }
        return places
    }

    /// Paragraphs in which a patient writes of themselves; a single one in an article is somebody who is quoted.
    private static func ownStory(_ enriched: EnrichedArticle) -> Set<String> {
        var told: Set<String> = []
        for index in enriched.claims.indices where isExperience(enriched.claims[index].evidence) {
            told.insert(enriched.claims[index].segment)
        }
        guard !told.isEmpty else { return [] }
        let own = enriched.article.segments.filter { segment in
            !ClaimFinder.isComment(segment) && segment.kind.isArticleText && told.contains(segment.id)
                && !enriched.article.text[segment.range.start..<segment.range.end].contains(UInt8(ascii: "\""))
        }
        return own.count >= 2 ? Set(own.map(\.id)) : []
    }

    private static func isExperience(_ evidence: EvidenceClass?) -> Bool {
        switch evidence {
        case .anecdoteSelf, .anecdoteFamily, .anecdoteOther: true
        default: false
        }
    }

    /// Stands for the name of a writer who gives none; no name has a blank in front.
    private static let writer = " the writer"

    // MARK: One comment

    private func candidates(_ reading: CommentReading, _ claims: [Told], _ drugs: NamedDrugs) -> [CaseCandidate] {
        var found: [(bearer: CommentReading.Bearer, candidate: CaseCandidate)] = []
        for claim in claims {
            guard isHarm(claim), let bearer = bearer(claim, reading, drugs) else { continue }
            if let position = found.firstIndex(where: { $0.bearer == bearer }) {
                add(claim, reading, drugs, to: &found[position].candidate)
            } else {
                var candidate = CaseCandidate(segments: [reading.segment.id], status: .incomplete)
                if case .person(let person) = bearer { candidate.patient = person }
                add(claim, reading, drugs, to: &candidate)
                found.append((bearer, candidate))
            }
        }
        var result = found.map(\.candidate)
        // Somebody who cannot be told apart is left out beside somebody who can.
        if result.contains(where: { $0.patient != nil }) { result.removeAll { $0.patient == nil } }
        if result.isEmpty, let candidate = withoutEvent(reading, claims, drugs) { result = [candidate] }
        for index in result.indices { complete(&result[index], reading, drugs) }
        return result
    }

    private func add(
        _ claim: Told, _ reading: CommentReading, _ drugs: NamedDrugs, to candidate: inout CaseCandidate
    ) {
        let sentence = reading.sentence(of: reading.tokens(of: claim.range).lowerBound)
        for drug in suspects(claim, reading, drugs)
        where !candidate.drugs.contains(drug) && !reading.has(.unknownDrug, in: sentence) {
            candidate.drugs.append(drug)
        }
        if !candidate.events.contains(claim.object) { candidate.events.append(claim.object) }
    }

    /// The claim's drug; for a class the members that the comment names ("stimulants stunt growth" about a child on methylphenidate).
    private func suspects(_ claim: Told, _ reading: CommentReading, _ drugs: NamedDrugs) -> [String] {
        let name = claim.drug
        let members = drugs.members(of: name)
        return members.isEmpty ? [name] : members
    }

    /// The drug that a claim's subject names.
    static func drug(of subject: String) -> String {
        subject.utf8.count > 11 && subject.hasSuffix(" withdrawal") ? String(subject.dropLast(11)) : subject
    }

    /// Status, elements, seriousness, challenges and concomitant drugs.
    private func complete(_ candidate: inout CaseCandidate, _ reading: CommentReading, _ drugs: NamedDrugs) {
        candidate.reporter = candidate.patient ?? .me
        if !candidate.events.isEmpty, reading.has(.doubt) { candidate.drugs = [] }
        let dosed = Set(reading.doses.compactMap(\.ingredient))
        for drug in drugs.all where drug.kind != .drugClass && !candidate.drugs.contains(drug.ingredient) {
            if !candidate.concomitant.contains(drug.ingredient),
                dosed.contains(drug.ingredient) || isTaken(drug, reading)
            {
                candidate.concomitant.append(drug.ingredient)
            }
        }
        var criteria = Set(candidate.events.compactMap { lexicon.seriousness[$0] })
        if !candidate.events.isEmpty { criteria.formUnion(reading.seriousness(of: candidate.patient)) }
        candidate.seriousness = Seriousness.allCases.filter(criteria.contains)
        let course = Course(reading)
        candidate.dechallenge = course.dechallenge
        candidate.rechallenge = course.rechallenge
        var elements: [CaseElement] = [.reporter]
        if candidate.patient != nil { elements.append(.patient) }
        if !candidate.drugs.isEmpty { elements.append(.drug) }
        if !candidate.events.isEmpty { elements.append(.event) }
        candidate.elements = CaseElement.allCases.filter(elements.contains)
        candidate.status =
            candidate.events.isEmpty
            ? .noEvent : candidate.elements.count == CaseElement.allCases.count ? .valid : .incomplete
    }

    // MARK: Events

    private func isHarm(_ claim: Told) -> Bool {
        guard claim.polarity == .asserted else { return false }
        switch claim.predicate {
        case .causes, .associatedWith, .aggravates, .persistsAfterStop, .reversibleAfterStop: break
        case .predisposes, .causesMoreThan, .treats, .prevents, .interactsWith, .stimulates, .inhibits, .disrupts,
            .affects, .mediates, .doseResponse, .isA, .hasProperty, .lowerThan, .safeFor, .preferredOver, .practice:
            return false
        }
        switch claim.factuality {
        case .fact, .probable, .possible: break
        case .doubtful, .counterfact, .uncommitted, .conditional: return false
        }
        // What the drug is taken for ("down 52 lbs") is no harm of it.
        return claim.predicate == .aggravates || !pharmacology.isIndicated(claim.drug, for: claim.object)
    }

    /// Who bears the event of a claim, where it tells of somebody's experience.
    private func bearer(
        _ claim: Told, _ reading: CommentReading, _ drugs: NamedDrugs
    ) -> CommentReading.Bearer? {
        let event = event(of: claim, reading, drugs)
        guard !event.isEmpty, let found = reading.bearer(of: event) else { return nil }
        let sentence = reading.sentence(of: event.lowerBound)
        switch found.bearer {
        case .generic, .animal, .professional: return nil
        case .anonymous:
            // "People get rashes" is general; "someone in my class got one" is somebody.
            guard reading.has(.past, in: sentence) else { return nil }
        case .person: break
        }
        if reading.has(.fear, in: sentence) { return nil }
        if !found.isStated {
            if reading.has(.modal, in: sentence.lowerBound..<event.upperBound) { return nil }
            let isPlain = claim.rule.hasPrefix("comment.") || claim.rule.hasPrefix("change.")
            if !isPlain, !reading.has(.past, in: sentence) { return nil }
        }
        if claim.rule.hasPrefix("comment.") {
            if isDoubtful(claim, event, sentence, reading, drugs) { return nil }
            if lexicon.conditions.contains(claim.object), !found.isStated { return nil }
        }
        return found.bearer
    }

    /// The claim's quote without the drugs at its ends.
    private func event(of claim: Told, _ reading: CommentReading, _ drugs: NamedDrugs) -> Range<Int> {
        var event = reading.tokens(of: claim.range)
        let inside = drugs.slice(event, reading.stream)
        if let first = inside.first, first.range.start == claim.range.start {
            event = min(reading.tokens(of: first.range).upperBound, event.upperBound)..<event.upperBound
        }
        if let last = inside.last, last.range.end == claim.range.end {
            event = event.lowerBound..<max(reading.tokens(of: last.range).lowerBound, event.lowerBound)
        }
        return event
    }

    /// Whether the comment tells that the drug was taken, and not only speaks of it.
    private func isTaken(_ drug: NamedDrugs.Named, _ reading: CommentReading) -> Bool {
        let tokens = reading.tokens(of: drug.range)
        for word: StaticString in ["not", "no", "than", "like", "instead", "without", "never", "against"] {
            for back in 1...2 where reading.stream.equals(tokens.lowerBound - back, word) { return false }
        }
        let sentence = reading.sentence(of: tokens.lowerBound)
        let before = max(sentence.lowerBound, tokens.lowerBound - 8)..<tokens.lowerBound
        return reading.words(in: before).contains { $0.kind == .taking }
    }
}
