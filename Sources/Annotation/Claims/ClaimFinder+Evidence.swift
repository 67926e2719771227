import Events

/// On what a claim rests, in an article's own text: what the sentence names, the study that it goes on about, who speaks, where it stands.
extension ClaimFinder {
    func articleEvidence(
        _ predicate: Predicate, _ ruleID: String, _ quote: Range<Int>, _ reading: Reading, present: Bool
    ) -> EvidenceClass {
        let ground = reading.ground
        let tier = reading.segment.tier
        if tier == .commercial, reading.sentence.isQuestion { return .clinicAssertion }
        // What is generally so rests on no study that another clause tells of.
        let isGenerallySo =
            tier != .primary && (present || Self.family(predicate) == 5 || Self.family(predicate) == 3)
            && !ground.designs.isEmpty && !isTold(quote, reading)
        let named =
            ground.designs.isEmpty
            ? nil
            : ground.design(
                near: quote, of: background.isRegulator ? ground.designs : ground.withoutSilentRegulators(page),
                isGeneral: isGenerallySo, page)
        let isSpoken =
            reading.segment.kind != .title && reading.segment.kind != .dek && tier != .commercial
            && ((ground.voice == .person || ground.voice == .company) && ground.isSaid(quote, page)
                || ground.isQuoted(at: quote.lowerBound, reading.sentence.tokens, page))
        let isPreference =
            predicate == .preferredOver && tier != .commercial && !ground.hasFigure && !isTold(quote, reading)
        if predicate == .practice || isPreference { return adviceEvidence(named, isSpoken, reading) }
        // "Prescribed for asthma" rests on no study, whatever else the sentence tells.
        let isStatedUse = ruleID == "treat.use" || ruleID == "treat.for" || ruleID == "treat.noun"
        // What a drug is no study has found.
        let isKind = predicate == .isA && !isTold(quote, reading)
        if let named,
            named == .regulator
                ? ground.voice != .company : !(isStatedUse && named != .caseReport) && !(isKind && named.isStudy)
        {
            return isOfPooledStudies(reading, named) ? .metaAnalysis : named
        }
        if ground.hint == .caseReport, Self.family(predicate) == 0, !isStatedUse { return .caseReport }
        let isGeneral =
            isStatedUse || (present && !isTold(quote, reading) && isUnfounded(quote, reading))
            || canHappen(quote, reading) || (isBlog && !ground.namesStudy) || isKind
        let result = isGeneral ? nil : resultDesign(predicate, quote, reading)
        if isSpoken {
            if isPatientsWord(quote, reading) { return .anecdoteSelf }
            if let result, ground.voice != .company, ground.hasFigure || isTold(quote, reading) { return result }
            return .expertOpinion
        }
        if let result { return result }
        if isBlog, tier == .news { return ownEvidence(predicate, quote, reading, present: present) }
        if isExpertsColumn, ground.hasSelf { return .expertOpinion }
        if ground.hasThirdPerson, ground.isFinding, tier == .news, background.design == nil,
            Self.isExperience(predicate)
        {
            return .anecdoteOther
        }
        return standingEvidence(predicate, isStatedUse, reading)
    }

    /// In the abstract of a review that pools trials or cohorts these are its own result.
    private func isOfPooledStudies(_ reading: Reading, _ design: EvidenceClass) -> Bool {
        reading.segment.kind == .abstract && background.isReview && background.design == .metaAnalysis
            && (design == .randomizedTrial || design == .humanObservational)
    }

    /// Advice rests on who gives it, whatever study the sentence names.
    private func adviceEvidence(_ named: EvidenceClass?, _ isSpoken: Bool, _ reading: Reading) -> EvidenceClass {
        if let named, named == .guideline || named == .regulator { return named }
        if isSpoken { return .expertOpinion }
        if let authority = reading.ground.authority, goesOnSaying(reading.sentence.tokens.lowerBound) {
            return authority
        }
        if reading.segment.kind == .abstract, !reading.ground.isAfterStudy { return .background }
        let tier = reading.segment.tier
        // What a paper passes on as settled; what ought to be done is its authors' opinion.
        if tier == .primary, reading.sentence.tokens.contains(where: isSettled) { return .background }
        if background.isRegulator, reading.ground.isRegulatorNear, tier == .news || tier == .pressRelease {
            return .regulator
        }
        // An outlet's own advice rests on nobody's word.
        if tier == .news, !isExpertsColumn { return background.isRepost ? .pressRelease : .background }
        return .expertOpinion
    }

    /// "Contraindicated in pregnancy", "must not be combined".
    private func isSettled(_ token: Int) -> Bool {
        stream.equals(token, "contraindicated") || stream.equals(token, "contraindications")
            || (stream.equals(token, "must")
                && (stream.equals(token + 1, "not") || stream.equals(token + 1, "never")))
    }

    /// "It also recommends", "They should not": a sentence that goes on about what the one before named.
    private func goesOnSaying(_ first: Int) -> Bool {
        for word: StaticString in ["it", "they", "both", "these", "the", "instead", "for", "patients"]
        where stream.equals(first, word) { return true }
        return false
    }

    /// The design of the study whose result the claim is; nil where it is none.
    private func resultDesign(_ predicate: Predicate, _ quote: Range<Int>, _ reading: Reading) -> EvidenceClass? {
        let ground = reading.ground
        let tier = reading.segment.tier
        if part == .background { return nil }
        let isHead =
            reading.segment.kind == .title || reading.segment.kind == .dek || reading.segment.kind == .summary
            || reading.segment.kind == .heading
        if isHead {
            if tier == .primary { return predicate == .isA || background.isReview ? nil : background.design }
            if reading.segment.kind == .summary {
                return ground.isFinding || ground.hasFigure ? background.design : nil
            }
            return background.isRepost || tier == .pressRelease || background.isRegulator ? nil : background.design
        }
        let own = ground.carried ?? (tier == .commercial ? nil : background.design)
        if reading.segment.kind == .abstract, !background.isReview {
            let isKnown = page.has(reading.sentence, .prior) && !ground.hasFigure
            return ground.isAfterStudy && !isKnown ? own : part == .result ? own : nil
        }
        if background.isReview, tier == .primary {
            let design = reviewed(predicate, quote, reading)
            return design.map { isOfPooledStudies(reading, $0) ? .metaAnalysis : $0 }
        }
        guard isTold(quote, reading) || ground.isFinding || ground.hasFigure || part == .result else {
            return goesOn(quote, reading)
        }
        if !ground.hasFigure, part != .result, page.has(reading.sentence, .prior) { return nil }
        if Self.family(predicate) == 3, tier != .primary, !ground.hasFigure {
            guard isTold(quote, reading) || part == .result else { return goesOn(quote, reading) }
            // How a drug works is told in the past tense only of the study at hand.
            return ground.carried ?? ground.carriedFar
                ?? (background.design == .animalStudy || background.design == .inVitro ? background.design : nil)
        }
        if let own = ground.carried ?? (isTold(quote, reading) ? ground.carriedFar : nil) { return own }
        if let hint = ground.hint, tier != .commercial || ground.hasFigure { return hint }
        if tier != .commercial, let design = background.design, !isOfPeople(design, reading) { return design }
        return ground.namesStudy && ground.voice != .person && tier != .primary ? .humanObservational : nil
    }

    /// An outlet's sentence that is not of the animals or cells which the article began with: its figures are of people.
    private func isOfPeople(_ design: EvidenceClass, _ reading: Reading) -> Bool {
        guard design == .animalStudy || design == .inVitro, reading.segment.tier == .news else { return false }
        return !background.isOfAnimals && !reading.ground.namesStudy
    }

    /// A verb in the present tense tells what is generally so, unless a measure or words of a study ("found that …") go with it.
    private func isUnfounded(_ quote: Range<Int>, _ reading: Reading) -> Bool {
        let kind = reading.segment.kind
        if kind == .title || kind == .dek || kind == .heading || kind == .abstract { return false }
        if reading.ground.voice == .study, reading.ground.isSaid(quote, page) { return false }
        if let carried = reading.ground.carried, carried == .animalStudy || carried == .inVitro { return false }
        let near = Range(from: quote.lowerBound, to: min(reading.sentence.tokens.upperBound, quote.upperBound + 8))
        return !near.contains { GroundReader.isMeasure($0, page) }
    }

    /// "Can push up blood sugar": what a drug can do in general is no result, unless a figure goes with it.
    private func canHappen(_ quote: Range<Int>, _ reading: Reading) -> Bool {
        if reading.ground.hasFigure || reading.segment.kind == .abstract || reading.segment.kind == .title {
            return false
        }
        return quote.contains { token in
            stream.equals(token, "can") || stream.equals(token, "may") || stream.equals(token, "could")
                || stream.equals(token, "might")
        } && !isTold(quote, reading)
    }

    /// What a review finds is its own; how a drug works, what it is, and what can happen is general knowledge.
    private func reviewed(_ predicate: Predicate, _ quote: Range<Int>, _ reading: Reading) -> EvidenceClass? {
        let ground = reading.ground
        let isFound =
            ground.isFinding || part == .result || isTold(quote, reading)
            || (ground.hasFigure && reading.sentence.tokens.contains { GroundReader.isStatistic($0, page) })
        guard isFound, !page.has(reading.sentence, .prior) || ground.hasFigure else { return nil }
        if predicate == .isA || predicate == .hasProperty || Self.family(predicate) == 3 { return ground.carried }
        return ground.carried ?? background.design
    }

    /// The claim's own words are in the past tense.
    func isTold(_ quote: Range<Int>, _ reading: Reading) -> Bool {
        if quote.contains(where: { GroundReader.isPast($0, reading.sentence.tokens, page) }) { return true }
        return reading.sentence.evidence.contains {
            let past = page.evidence[$0].tokens
            return page.evidence[$0].word == .past && past.overlaps(quote) && !isAside(past.lowerBound, quote)
        }
    }

    /// "Erenumab, which came to market in 2018, blocks …": the past of an insertion that ends before the claim's verb.
    private func isAside(_ verb: Int, _ quote: Range<Int>) -> Bool {
        guard page.has(verb - 1, .relative), stream.punctuation(verb - 2) == UInt8(ascii: ",") else {
            return false
        }
        return (verb..<max(verb, quote.upperBound - 1)).contains {
            stream.punctuation($0) == UInt8(ascii: ",")
        }
    }

    /// "The binding activates mTORC1": in the present tense a study of animals or cells goes on within its paragraph.
    private func goesOn(_ quote: Range<Int>, _ reading: Reading) -> EvidenceClass? {
        guard let carried = reading.ground.carried, carried == .animalStudy || carried == .inVitro else { return nil }
        // "Erenumab, which …, blocks the receptor": a sentence that begins with another drug speaks of drugs in general.
        if let first = reading.groups.first, first.tokens.lowerBound - reading.sentence.tokens.lowerBound <= 1,
            reading.segment.tier != .primary
        {
            return nil
        }
        if reading.segment.tier != .primary, isOfDrugs(quote, reading) { return nil }
        for token in reading.sentence.tokens {
            for word: StaticString in ["people", "patients", "can", "may", "women", "men", "humans"]
            where stream.equals(token, word) { return nil }
        }
        return carried
    }

    /// "None of them constricts vessels", "neither drug acts on …", "; fremanezumab mops up …": drugs are spoken of, and no experiment.
    private func isOfDrugs(_ quote: Range<Int>, _ reading: Reading) -> Bool {
        for word: StaticString in ["none", "neither", "both", "all"]
        where stream.equals(reading.sentence.tokens.lowerBound, word) { return true }
        guard stream.punctuation(quote.lowerBound - 1) == UInt8(ascii: ";") else { return false }
        return reading.groups.contains { $0.tokens.lowerBound == quote.lowerBound }
    }

    /// Words of somebody who took it, between quotation marks: "I", and nobody of the professions near.
    private func isPatientsWord(_ quote: Range<Int>, _ reading: Reading) -> Bool {
        guard !reading.ground.isExpertNear, reading.ground.voice != .company else { return false }
        for token in reading.sentence.tokens {
            for word: StaticString in ["i", "my", "me", "i'm", "i've"] where stream.equals(token, word) {
                return true
            }
        }
        return false
    }

    private static func isExperience(_ predicate: Predicate) -> Bool {
        switch predicate {
        case .causes, .associatedWith, .aggravates, .treats, .prevents, .reversibleAfterStop, .persistsAfterStop: true
        case .predisposes, .causesMoreThan, .interactsWith, .stimulates, .inhibits, .disrupts, .affects, .mediates,
            .doseResponse, .isA, .hasProperty, .lowerThan, .safeFor, .preferredOver, .practice:
            false
        }
    }

    /// Where a patient writes the article: told in the past tense or of a person it is an experience, else general knowledge.
    private func ownEvidence(
        _ predicate: Predicate, _ quote: Range<Int>, _ reading: Reading, present: Bool
    ) -> EvidenceClass {
        guard Self.isExperience(predicate) else { return .background }
        let isOfSomebody = reading.sentence.evidence.contains {
            page.evidence[$0].word.isPatient && page.evidence[$0].tokens.lowerBound < quote.upperBound
        }
        guard isOfSomebody || isTold(quote, reading) || (reading.ground.isFinding && !present) else {
            return .background
        }
        if reading.ground.voice == .person { return .expertOpinion }
        return person(quote, reading) ?? .anecdoteSelf
    }

    /// What a statement without a ground of its own counts as where it stands.
    private func standingEvidence(_ predicate: Predicate, _ isStatedUse: Bool, _ reading: Reading) -> EvidenceClass {
        let isMechanism = Self.family(predicate) == 3
        let isHead = reading.segment.kind == .title || reading.segment.kind == .dek
        switch reading.segment.tier {
        case .commercial: return .clinicAssertion
        case .user: return .opinion
        case .primary: return .background
        case .pressRelease:
            if background.isRegulator, reading.ground.isRegulatorNear, !isMechanism { return .regulator }
            return isMechanism && !isHead ? .background : .pressRelease
        case .news:
            if background.isRegulator, reading.ground.isRegulatorNear || isHead, !isMechanism, !isStatedUse,
                predicate != .isA
            {
                return .regulator
            }
            return background.isRepost && (!isMechanism || isHead) ? .pressRelease : .background
        }
    }

    // MARK: Species

    /// The species that the claim speaks of: that of its study, or one named in its own clause. Advice has none unless it names one itself.
    func species(_ predicate: Predicate, _ evidence: EvidenceClass?, _ quote: Range<Int>, _ reading: Reading) -> String?
    {
        let ground = reading.ground
        let named = ground.species.first { quote.overlaps($0.tokens) }?.name
        if predicate == .practice { return named }
        // A headline that leaves its species out says it of everybody.
        if reading.segment.kind == .title || reading.segment.kind == .dek { return ground.species(near: quote, page) }
        switch evidence {
        case .animalStudy:
            return ground.species(near: quote, page) ?? ground.carriedSpecies ?? background.species ?? "animal"
        case .inVitro: return "in vitro"
        default:
            if let named { return named }
            // "known to blind cats": in a reader's or an outlet's own words, in the same clause.
            guard reading.isComment, let near = ground.species(near: quote, page) else { return nil }
            return near
        }
    }
}
