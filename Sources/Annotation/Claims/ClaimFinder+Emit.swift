import Events

/// From a match to a claim: context, evidence, attribution, qualifiers.
extension ClaimFinder {
    /// What was told from a sentence on, in the order it was told: claims come in the order of the text, so that no look goes further back.
    func told(from sentence: Range<Int>) -> ArraySlice<Draft> {
        claims.suffix(claims.reversed().prefix { $0.sentence.lowerBound >= sentence.lowerBound }.count)
    }

    func emit(
        _ ruleID: String, _ predicate: Predicate, _ subject: ClaimSubject, subjectTokens: Range<Int>?,
        _ target: Target, trigger: Range<Int>,
        rule: ClaimRule.Sense?, _ reading: Reading,
        relief: Bool = false, denied: Bool = false
    ) {
        if predicate == .isA, let use = usedAgainst(target) {
            emit(
                "treat.kind", .treats, subject, subjectTokens: subjectTokens, use, trigger: trigger, rule: rule,
                reading,
                relief: relief, denied: denied)
            return
        }
        if saysNothing(predicate, subject, target, reading) { return }
        var isAlike = false
        // "Median survival was 13.9 months with X and 9.2 with placebo": which way it goes is in the figures.
        if rule?.isOfFigures ?? false {
            switch welcomeFigures(subjectTokens, reading) {
            case .more: break
            case .equal: isAlike = true
            case .less, nil: return
            }
        }
        // "in 5.1% with X and in 3.9% with Y": no harm of Y's.
        if predicate == .associatedWith || rule == nil && (predicate == .causes || predicate == .predisposes),
            isLesserArm(subject, reading)
        {
            return
        }
        if let aim = aimOfTreatment(ruleID, target, trigger, subjectTokens, reading) {
            emit(
                ruleID, predicate, subject, subjectTokens: subjectTokens, aim, trigger: trigger, rule: rule, reading,
                relief: relief, denied: denied)
            return
        }
        if predicate == .treats || predicate == .prevents, isVerbOfHarm(target) { return }
        // "less drowsiness than X, which raises the risk of falls": nothing is compared behind the words.
        if predicate == .causesMoreThan, ruleID == "compare.more",
            !Range(from: trigger.lowerBound, to: reading.sentence.tokens.upperBound).contains(where: {
                stream.equals($0, "than")
            })
        {
            return
        }
        if isGoneWithDrug(predicate, ruleID, subject, target, trigger, reading) {
            emit(
                "stop.gone", .reversibleAfterStop, subject, subjectTokens: subjectTokens, target, trigger: trigger,
                rule: nil, reading)
            return
        }
        // "Potassium returned to normal after insulin": nothing was caused.
        if Self.family(predicate) == Self.family(.causes), let index = target.index, page.concepts[index].isRestored {
            return
        }
        // "heart failure during ramipril": what it is given for.
        if ruleID == "cause.time", isIndicated(subject, target.label) { return }
        // "with fewer side effects" treats nothing.
        if predicate == .treats, target.label == "adverse effect" { return }
        if Self.family(predicate) == Self.family(.treats), isMaking(of: subject, target.tokens, reading) { return }
        var isFine = false
        // "Bladder fine" of a reader denies; an article's "when liver tests are normal" says when.
        if isToldFine(target) {
            guard reading.isComment, Self.family(predicate) == Self.family(.causes) else { return }
            isFine = true
        }
        var subject = subject
        // "Coming off it can be hell. Dizziness and tears strike within a day.": nobody else is named.
        if memory.isOnStopping, subjectTokens == nil, Self.family(predicate) == Self.family(.causes),
            reading.groups.isEmpty
        {
            subject.isWithdrawal = true
        }
        if !reading.isComment, Self.family(predicate) == Self.family(.causes), isOfOpeningState(reading.sentence) {
            return
        }
        var predicate = predicate
        var denied = denied || isFine || isAlike
        if predicate == .associatedWith || rule == nil && predicate == .causes && !reading.isComment,
            let shares = sharesCompared(reading.sentence),
            !(subjectTokens.map { isBehindThan($0, trigger, reading) } ?? false)
        {
            switch shares {
            case .more: break
            case .less: predicate = .prevents
            case .equal: denied = true
            }
        }
        if let meant = outcomeSense(ruleID, predicate, target, of: subject, trigger, reading) {
            predicate = .prevents
            if meant == .notPrevented { denied = true }
        }
        // "None of the women on it became infected": it kept the infection away.
        let isSpared =
            Self.family(predicate) == Self.family(.causes) && !reading.isComment && opensWithNobody(reading.sentence)
            && self.isSpared(target, subject)
        if isSpared { predicate = .prevents }
        let target = specified(
            isSpared ? meantInfection(target) : target, isTreated: Self.family(predicate) == Self.family(.treats))
        var quote =
            min(trigger.lowerBound, target.tokens.lowerBound)..<max(trigger.upperBound, target.tokens.upperBound)
        if let subjectTokens, reading.sentence.tokens.contains(subjectTokens.lowerBound) {
            if subjectTokens.upperBound <= quote.lowerBound, quote.lowerBound - subjectTokens.upperBound <= 8 {
                quote = subjectTokens.lowerBound..<quote.upperBound
            } else if subjectTokens.lowerBound >= quote.upperBound,
                subjectTokens.lowerBound - quote.upperBound <= 6
                    || plainDistance(quote.upperBound..<subjectTokens.lowerBound) <= 6
            {
                quote = quote.lowerBound..<subjectTokens.upperBound
            }
        }
        // "but not during X": these words are its own.
        if subject.isExcepted, let place = subject.place { quote = place }
        // "… not for gout; steroid tablets, it says, give relief": the condition stands in a clause of its own, with its own "not".
        let isElsewhere =
            Self.family(predicate) == Self.family(.treats) && target.tokens.upperBound <= trigger.lowerBound
            && (target.tokens.upperBound..<trigger.lowerBound).contains {
                stream.punctuation($0) == UInt8(ascii: ";")
            }
        var verdict = self.verdict(
            predicate, isElsewhere ? trigger : target.tokens, trigger, subjectTokens, reading,
            hasTrigger: rule.map { !$0.repeats } ?? false)
        if relief || isSpared || rule?.isWaiting ?? false { verdict.isNegated = false }
        if rule?.isNegated ?? false || denied { verdict.isNegated = true }
        if rule == nil, Self.family(predicate) == Self.family(.causes),
            isDeniedBehind(target.tokens.upperBound, reading.sentence) || isLeftAlone(target.tokens)
        {
            verdict.isNegated = true
        }
        if Self.family(predicate) == Self.family(.causes), isNoOftener(behind: target.tokens.upperBound) {
            verdict.isNegated = true
        }
        if Self.family(predicate) == Self.family(.causes), !reading.isComment,
            isWithinChance(behind: quote.upperBound, reading.sentence)
                || isCleared(behind: target.tokens.upperBound, reading.sentence)
                || isInBothArms(behind: target.tokens.upperBound, reading.sentence)
        {
            verdict.isNegated = true
        }
        // "My weight did not go up": the denial stands within the effect's own words.
        if let index = target.index, page.concepts[index].isComposite, !page.concepts[index].hasOwnVerb,
            target.tokens.count > 2,
            page.cues[reading.sentence.cues].contains(where: {
                target.tokens.contains($0.tokens.lowerBound) && stage.context.effect(of: $0) == .negated
            })
        {
            verdict.isNegated = true
        }
        if subject.isExcepted { verdict.isNegated.toggle() }
        // "Neither beta-blockers, nor ACE inhibitors, nor diuretics were tied to it"
        if let subjectTokens,
            page.has(subjectTokens.lowerBound, .neither)
                || !reading.isComment
                    && (stream.equals(subjectTokens.lowerBound - 1, "neither")
                        || stream.equals(subjectTokens.lowerBound - 1, "nor"))
        {
            verdict.isNegated = true
        }
        if Self.family(predicate) == Self.family(.causes), reading.segment.tier == .primary, !verdict.isNegated,
            isTooVague(target, subjectTokens, reading)
        {
            return
        }
        if predicate == .practice { verdict.isNegated = denied }
        // "Dexamethasone is the only anti-inflammatory drug that …": a property, where it is none of the class that mostly goes by that name.
        if predicate == .isA, target.label == "NSAID", !subject.classes.contains("NSAID"),
            stream.lowerString(target.tokens.lowerBound).hasPrefix("anti")
        {
            return
        }
        // "raised no safety concerns": the words' own denial says that it is safe.
        if predicate == .safeFor, rule?.isNegated != true, trigger.contains(where: { isOfHarm($0) }) {
            verdict.isNegated = false
        }
        var factuality = verdict.factuality
        if let stated = rule?.factuality, factuality == .fact || (factuality == .probable && stated == .possible) {
            factuality = stated
        }
        // "The tendon may snap on ciprofloxacin": the hedge stands within the effect's own words.
        if factuality == .fact, let index = target.index, page.concepts[index].isComposite,
            page.has(target.tokens, .modal)
        {
            factuality = .possible
        }
        if factuality == .fact, isWeaklyGrounded(target.tokens.upperBound, reading.sentence) { factuality = .doubtful }
        var polarity: Polarity = verdict.isNegated ? .negated : .asserted
        if reading.sentence.isQuestion || isAskedFor(trigger, reading) {
            polarity = .questioned
            factuality = .uncommitted
        }
        // "Its safety has not been established": asked, not denied.
        if predicate == .safeFor, rule?.factuality == .uncommitted {
            (polarity, factuality) = (.questioned, .uncommitted)
        }
        if predicate == .practice, factuality != .conditional { factuality = .fact }
        if Self.isOfDrugItself(predicate) { subject.isWithdrawal = false }
        let family = Self.family(predicate)
        let title = subject.title
        // Claims are read in place: a copy would count references to all their parts.
        for known in claims.indices.reversed() {
            if claims[known].sentence != reading.sentence.tokens { break }
            // "More frequent with X than with Y" is told once, whichever rule reads it first.
            // "Deaths were no rarer": a denied benefit is no harm that is told in passing.
            if Self.family(claims[known].claim.predicate) == family
                || family == 0 && Self.family(claims[known].claim.predicate) == 2 && ruleID.hasPrefix("implied")
                || (family < 2 && predicate != .lowerThan && claims[known].claim.predicate != .lowerThan
                    && Self.family(claims[known].claim.predicate) < 2),
                claims[known].claim.subject == title,
                claims[known].claim.object == target.label
            {
                return
            }
            // "It gets to work faster, in about an hour": told once, with its time.
            if predicate == .hasProperty, claims[known].claim.subject == title,
                claims[known].claim.object.hasPrefix(target.label + " (")
                    || target.label.hasPrefix(claims[known].claim.object + " (")
            {
                return
            }
            // "It fades within four weeks" of a harm that ends is not how long the drug works.
            if predicate == .hasProperty, claims[known].claim.predicate == .reversibleAfterStop,
                claims[known].tokens.overlaps(quote)
            {
                return
            }
            // "Falls were no commoner than in other men": of no harm and of no more of it is one denial.
            if polarity == .negated, claims[known].claim.polarity == .negated, claims[known].claim.subject == title,
                claims[known].claim.object == target.label, predicate == .causesMoreThan,
                claims[known].claim.rule == "assoc.equal"
            {
                return
            }
            // The same words are one advice.
            if predicate == .practice, claims[known].claim.predicate == .practice,
                claims[known].claim.subject == title, claims[known].claim.rule != ruleID,
                claims[known].tokens.overlaps(quote)
            {
                return
            }
            // "does not shorten the cough once it has set in": told as a benefit, or denied as one, it is no harm as well.
            if family == Self.family(.causes), Self.family(claims[known].claim.predicate) == Self.family(.treats),
                claims[known].claim.subject == title, claims[known].objectTokens == target.tokens,
                claims[known].objectTokens.count > 0, target.index != nil
            {
                return
            }
            // The same words are one effect: a verb's reading goes before the plain one.
            if claims[known].objectTokens == target.tokens, ruleID == "comment.effect" { return }
        }
        readInFull(reading)
        let evidence =
            reading.isComment
            ? commentEvidence(predicate, ruleID, quote, reading)
            : articleEvidence(
                predicate, ruleID, quote, reading, present: isPresent(trigger, rule, reading))
        let range = stream.byteRange(quote)
        let mesh = target.mesh.map { $0.utf8.contains(UInt8(ascii: ":")) ? $0 : "MESH:\($0)" }
        // In one go: a claim that is changed once it is made is copied with all its parts.
        claims.append(
            Draft(
                claim: Claim(
                    id: "", range: TextRange(range.lowerBound, range.upperBound), segment: reading.segment.id,
                    tier: reading.segment.tier, subject: title, subjectID: subject.id, predicate: predicate,
                    object: target.label, objectID: mesh, polarity: polarity, factuality: factuality,
                    cues: verdict.cues.isEmpty ? [] : verdict.cues.map { cue($0) }, rule: ruleID,
                    qualifiers: Qualifiers(
                        exposure: exposure(quote, predicate, evidence, reading), population: reading.population,
                        species: species(predicate, evidence, quote, reading)),
                    evidence: evidence, attribution: attribution(evidence, reading)),
                tokens: quote, subject: subject, objectTokens: target.tokens, sentence: reading.sentence.tokens))
    }

    /// "Treatment of lithium-induced tremor": what the drug made, it does not treat.
    private func isMaking(of subject: ClaimSubject, _ effect: Range<Int>, _ reading: Reading) -> Bool {
        reading.groups.contains { group in
            let end = group.tokens.upperBound
            return 1...6 ~= effect.lowerBound - end && stream.punctuation(end) == UInt8(ascii: "-")
                && stream.equals(end + 1, anyOf: ClaimPage.making)
                && group.subjects.contains { $0.name == subject.name }
        }
    }

    private func isOfHarm(_ index: Int) -> Bool {
        for word: StaticString in [
            "harm", "harmful", "concerns", "concern", "problems", "signal", "signals", "dangerous", "issues", "fine",
            "risk-free",
        ] where stream.equals(index, word) { return true }
        return false
    }

    /// What a paper's own text claims of harm names the drug, unless the paper is about one alone, and the harm: "toxicity" is none,
    /// and "fatal" colours another.
    private func isTooVague(_ target: Target, _ subjectTokens: Range<Int>?, _ reading: Reading) -> Bool {
        if target.label == "adverse effect" { return true }
        if target.label == "death",
            stream.equals(target.tokens.lowerBound, "fatal")
                || stream.equals(target.tokens.lowerBound, "lethal")
        {
            return true
        }
        return subjectTokens == nil && reading.segment.kind == .abstract && isAbstractAlone && weights.count > 2
    }

    /// What a drug is and does: "a bleed that cannot be stopped" beside it makes no withdrawal of it. Harm and relief may follow a withdrawal.
    private static func isOfDrugItself(_ predicate: Predicate) -> Bool {
        switch predicate {
        case .causes, .predisposes, .associatedWith, .aggravates, .causesMoreThan, .lowerThan, .treats, .affects,
            .doseResponse, .safeFor:
            false
        case .prevents, .interactsWith, .stimulates, .inhibits, .disrupts, .mediates, .isA, .hasProperty,
            .reversibleAfterStop, .persistsAfterStop, .preferredOver, .practice:
            true
        }
    }

    static func family(_ predicate: Predicate) -> Int {
        switch predicate {
        case .causes, .predisposes, .associatedWith, .aggravates: 0
        case .causesMoreThan, .lowerThan: 1
        case .treats, .prevents: 2
        case .interactsWith, .stimulates, .inhibits, .disrupts, .affects, .mediates: 3
        case .doseResponse: 4
        case .isA, .hasProperty: 5
        case .safeFor: 6
        case .reversibleAfterStop: 7
        case .persistsAfterStop: 8
        case .preferredOver, .practice: 9
        }
    }

    /// "It isn't dangerous and disappears once it is stopped": a verb of the third person behind "and" is not denied with what stands before;
    /// it is in "no evidence that it helps and prevents".
    func isFinitePart(_ verb: Int, _ reading: Reading) -> Bool {
        guard page.has(verb - 1, .conjunction) || stream.equals(verb - 1, "but"),
            isThirdPerson(verb)
        else { return false }
        return !(reading.sentence.tokens.lowerBound..<verb).contains {
            page.has($0, .relative) || stream.equals($0, "whether") || stream.equals($0, "if")
        }
    }

    // MARK: Evidence, speaker, qualifiers

    /// Reads what all claims of a sentence share, and a sentence without claims is not read for.
    private func readInFull(_ reading: Reading) {
        if reading.isReadInFull { return }
        reading.isReadInFull = true
        GroundReader.fill(reading.ground, reading.sentence, page)
        reading.population = population(reading)
    }
}
