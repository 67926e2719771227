import Events

/// Reads candidates for individual case safety reports from comments: one a commenter.
struct CaseReader {
    let concepts: ConceptLexicon

    func cases(_ article: Article, claims: [Claim], page: ClaimPage) -> [CaseCandidate] {
        var result: [CaseCandidate] = []
        var owners: [String: Int] = [:]
        let bySegment = Dictionary(grouping: claims, by: \.segment)
        for segment in article.segments where ClaimFinder.isComment(segment) {
            guard let own = bySegment[segment.id] else { continue }
            let events = own.filter { isEvent($0) }
            let patient = patient(events)
            guard !events.isEmpty, let patient else { continue }
            var candidate = CaseCandidate(segments: [segment.id], status: .valid)
            candidate.patient = patient
            candidate.reporter = .me
            for claim in events {
                let drug = claim.subject.hasSuffix(" withdrawal") ? String(claim.subject.dropLast(11)) : claim.subject
                if !candidate.drugs.contains(drug) { candidate.drugs.append(drug) }
                if !candidate.events.contains(claim.object) { candidate.events.append(claim.object) }
            }
            let tokens = page.stream.tokens(overlapping: segment.range.start..<segment.range.end)
            for index in ClaimPage.slice(page.drugs, tokens, { $0.tokens.lowerBound }) {
                let drug = page.drugs[index]
                if !drug.isClass, !candidate.drugs.contains(drug.name), !candidate.concomitant.contains(drug.name) {
                    candidate.concomitant.append(drug.name)
                }
            }
            candidate.seriousness = seriousness(candidate.events, tokens, page)
            if own.contains(where: { $0.predicate == .reversibleAfterStop && $0.polarity == .asserted }) {
                candidate.dechallenge = .positive
            }
            if own.contains(where: { $0.predicate == .persistsAfterStop && $0.polarity == .asserted }) {
                candidate.dechallenge = .negative
            }
            candidate.elements = [.patient, .reporter, .drug, .event]
            let key = segment.author.map { "author:\($0)" } ?? ""
            if !key.isEmpty, let known = owners[key], result[known].patient == candidate.patient,
                !Set(result[known].drugs).isDisjoint(with: candidate.drugs)
            {
                join(candidate, into: &result[known])
            } else {
                if !key.isEmpty { owners[key] = result.count }
                result.append(candidate)
            }
        }
        return result
    }

    private func isEvent(_ claim: Claim) -> Bool {
        guard claim.polarity == .asserted else { return false }
        switch claim.predicate {
        case .causes, .associatedWith, .aggravates, .persistsAfterStop, .reversibleAfterStop: break
        default: return false
        }
        switch claim.evidence {
        case .anecdoteSelf, .anecdoteFamily, .anecdoteOther: break
        default: return false
        }
        switch claim.factuality {
        case .fact, .probable, .possible: return true
        case .doubtful, .counterfact, .uncommitted, .conditional: return false
        }
    }

    private func patient(_ events: [Claim]) -> Person? {
        for claim in events {
            switch claim.evidence {
            case .anecdoteSelf: return .me
            case .anecdoteFamily: return .family
            case .anecdoteOther: return .other
            default: continue
            }
        }
        return nil
    }

    private func seriousness(_ events: [String], _ tokens: Range<Int>, _ page: ClaimPage) -> [Seriousness] {
        var found: Set<Seriousness> = []
        for event in events {
            switch event {
            case "death", "suicide", "sudden death": found.insert(.death)
            case "hospitalization": found.insert(.hospitalisation)
            case "disability", "paralysis", "blindness": found.insert(.disability)
            case "congenital malformation": found.insert(.congenitalAnomaly)
            case "anaphylaxis", "respiratory depression", "cardiac arrest", "overdose", "coma", "sepsis":
                found.insert(.lifeThreatening)
            case "seizure", "psychosis", "suicide attempt", "stroke", "myocardial infarction", "pulmonary embolism",
                "deep vein thrombosis",
                "gastrointestinal bleeding", "intracranial bleeding", "liver injury", "kidney injury", "pancreatitis",
                "angioedema",
                "rhabdomyolysis", "suicidal ideation", "serotonin syndrome", "agranulocytosis",
                "Stevens-Johnson syndrome", "tendon rupture":
                found.insert(.medicallyImportant)
            default: continue
            }
        }
        for index in tokens {
            for word: StaticString in [
                "hospital", "er", "icu", "hospitalized", "hospitalised", "ambulance", "ward", "ventilator",
            ]
            where page.stream.equals(index, word) { found.insert(.hospitalisation) }
            for word: StaticString in ["icu", "ventilator", "life-threatening"] where page.stream.equals(index, word) {
                found.insert(.lifeThreatening)
            }
        }
        return Seriousness.allCases.filter(found.contains)
    }

    private func join(_ other: CaseCandidate, into candidate: inout CaseCandidate) {
        candidate.segments += other.segments
        for drug in other.drugs where !candidate.drugs.contains(drug) { candidate.drugs.append(drug) }
        for event in other.events where !candidate.events.contains(event) { candidate.events.append(event) }
        for drug in other.concomitant where !candidate.concomitant.contains(drug) && !candidate.drugs.contains(drug) {
            candidate.concomitant.append(drug)
        }
        let all = Set(candidate.seriousness + other.seriousness)
        candidate.seriousness = Seriousness.allCases.filter(all.contains)
        if candidate.dechallenge == nil { candidate.dechallenge = other.dechallenge }
    }
}
