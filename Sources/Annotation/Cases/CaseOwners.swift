import Events

/// Who has told a case already: several comments of one person about one patient and drug are one candidate.
struct CaseOwners {
    private var byAuthor: [String: [Int]] = [:]
    /// Places of the comments so far, by a hash of their texts.
    private var texts: [UInt64: [TextRange]] = [:]

    /// Adds a candidate, or joins it to the one that it goes on with.
    ///
    /// A comment that repeats an earlier one word for word is no further case, whoever it is signed by.
    mutating func add(
        _ candidate: CaseCandidate, _ segment: Segment, _ article: Article, to cases: inout [CaseCandidate]
    ) {
        if cases.last?.segments.last != segment.id, segment.range.count >= Self.shortest {
            guard isNew(segment.range, article.text) else { return }
        }
        guard let author = segment.author, !author.isEmpty else {
            cases.append(candidate)
            return
        }
        for index in byAuthor[author] ?? [] where Self.goesOn(cases[index], candidate) {
            Self.join(candidate, into: &cases[index])
            return
        }
        // What somebody who told of an event says of another drug is no case of its own.
        if candidate.status == .noEvent,
            (byAuthor[author] ?? []).contains(where: {
                cases[$0].status != .noEvent && cases[$0].patient == candidate.patient
            })
        {
            return
        }
        byAuthor[author, default: []].append(cases.count)
        cases.append(candidate)
    }

    private mutating func isNew(_ range: TextRange, _ text: [UInt8]) -> Bool {
        var hash = TokenHash.seed
        for index in range.start..<range.end { hash = TokenHash.mix(hash, UInt64(text[index])) }
        let own = text[range.start..<range.end]
        for known in texts[hash] ?? [] where text[known.start..<known.end] == own { return false }
        texts[hash, default: []].append(range)
        return true
    }

    /// In bytes: shorter comments ("same here") are often equal by chance.
    private static let shortest = 40

    private static func goesOn(_ known: CaseCandidate, _ next: CaseCandidate) -> Bool {
        // Two patients of one comment are two cases.
        if !Set(known.segments).isDisjoint(with: next.segments) { return false }
        if let one = known.patient, let other = next.patient, one != other { return false }
        return !Set(known.drugs).isDisjoint(with: next.drugs)
    }

    private static func join(_ other: CaseCandidate, into candidate: inout CaseCandidate) {
        candidate.segments += other.segments
        for drug in other.drugs where !candidate.drugs.contains(drug) { candidate.drugs.append(drug) }
        for event in other.events where !candidate.events.contains(event) { candidate.events.append(event) }
        candidate.concomitant.removeAll(where: candidate.drugs.contains)
        for drug in other.concomitant where !candidate.concomitant.contains(drug) && !candidate.drugs.contains(drug) {
            candidate.concomitant.append(drug)
        }
        let all = Set(candidate.seriousness + other.seriousness)
        candidate.seriousness = Seriousness.allCases.filter(all.contains)
        candidate.patient = candidate.patient ?? other.patient
        candidate.reporter = candidate.patient ?? candidate.reporter
        candidate.dechallenge = candidate.dechallenge ?? other.dechallenge
        candidate.rechallenge = candidate.rechallenge ?? other.rechallenge
        let elements = Set(candidate.elements + other.elements)
        candidate.elements = CaseElement.allCases.filter(elements.contains)
        if elements.contains(.event) {
            candidate.status = elements.count == CaseElement.allCases.count ? .valid : .incomplete
        }
    }
}
