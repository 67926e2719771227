import Events

/// From a match to a claim: context, evidence, attribution, qualifiers.
extension ClaimFinder {
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
        // "with fewer side effects" treats nothing.
        if predicate == .treats, target.label == "adverse effect" { return }
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
        var predicate = predicate
        var denied = denied || isFine
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
            } else if subjectTokens.lowerBound >= quote.upperBound, subjectTokens.lowerBound - quote.upperBound <= 6 {
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

    /// "died of heart disease no more often than those on allopurinol".
    private func isNoOftener(behind index: Int) -> Bool {
        for token in index...index + 3 where token < stream.count {
            if stream.tokens[token].isPunctuation { return false }
            if stream.equals(token, "no"), stream.equals(token + 1, "more"),
                stream.equals(token + 2, "often") || stream.equals(token + 2, "frequently")
            {
                return true
            }
            // "developed dementia just as often", "… at the same rate", "… at no higher rate"
            if stream.equals(token, "as"), stream.equals(token + 1, "often"),
                stream.equals(token - 1, anyOf: Self.evenly)
            {
                return true
            }
            if stream.equals(token, "at"),
                stream.equals(token + 3, "rate") || stream.equals(token + 3, "rates"),
                stream.equals(token + 1, "no")
                    || stream.equals(token + 1, "the") && stream.equals(token + 2, "same")
            {
                return true
            }
        }
        return false
    }

    private static let evenly = TokenTable("just about exactly equally")

    /// "…, whereas nausea was not", "while pneumonia, dementia and fractures were not": what was said before is denied of it.
    private func isDeniedBehind(_ end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = end
        // To the end of the list in which it stands. Looked up from here: a list of effects asks this for each of them.
        while page.has(index, .list),
            let next = ClaimPage.slice(page.concepts, index + 1..<index + 3, { $0.tokens.lowerBound }).first(
                where: sentence.concepts.contains)
        {
            index = page.concepts[next].tokens.upperBound
        }
        guard stream.equals(index + 1, "not"), stream.equals(index, anyOf: Self.auxiliaries) else {
            return false
        }
        return index + 2 >= sentence.tokens.upperBound || stream.tokens[index + 2].isPunctuation
    }

    private static let auxiliaries = TokenTable(AuxiliaryVerbs.plain)

    private func isOfHarm(_ index: Int) -> Bool {
        for word: StaticString in [
            "harm", "harmful", "concerns", "concern", "problems", "signal", "signals", "dangerous", "issues", "fine",
            "risk-free",
        ] where stream.equals(index, word) { return true }
        return false
    }

    private func cue(_ match: CueMatch) -> Cue {
        let bytes = stream.byteRange(match.tokens)
        let group = stage.context.lexicon.groups[Int(match.group)]
        return Cue(
            range: TextRange(bytes.lowerBound, bytes.upperBound), cue: stream.string(match.tokens).lowercased(),
            effect: group.effect.rawValue, rule: group.rule)
    }

    /// "Whether it raises the risk is unknown", "to find out whether it does": nothing is said yet.
    private func isAskedFor(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard page.has(reading.sentence, .whether) else { return false }
        var index = trigger.lowerBound - 1
        let limit = max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 12)
        while index >= limit {
            if stream.equals(index, "whether") { return true }
            // "It is not known if it is safe."
            if stream.equals(index, "if"),
                stream.equals(index - 1, "known") || stream.equals(index - 1, "clear")
                    || stream.equals(index - 1, "unclear") || stream.equals(index - 1, "sure")
            {
                return true
            }
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") || stream.equals(index, "that") {
                return false
            }
            index -= 1
        }
        return false
    }

    static let askers = TokenTable("whether if")

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

    private func verdict(
        _ predicate: Predicate, _ object: Range<Int>, _ trigger: Range<Int>, _ subject: Range<Int>?, _ reading: Reading,
        hasTrigger: Bool
    ) -> ContextVerdict {
        // The "no" of "no sleep" belongs to the subject.
        var cues = page.cues[reading.sentence.cues]
        if let subject, subject.count > 1, cues.contains(where: { subject.contains($0.tokens.lowerBound) }) {
            cues = cues.filter { !subject.contains($0.tokens.lowerBound) }[...]
        }
        // "I can't find words, my fingers tingle", "couldn't sleep since starting it": a word of the effect's own denies nothing.
        if cues.contains(where: { isOfEffect($0.tokens.lowerBound, reading.sentence) }) {
            cues = cues.filter { !isOfEffect($0.tokens.lowerBound, reading.sentence) }[...]
        }
        // "Never had heartburn until alendronate": then it came.
        if reading.isComment, cues.contains(where: { isUntilThen($0.tokens.lowerBound, object, reading.sentence) }) {
            cues = cues.filter { !isUntilThen($0.tokens.lowerBound, object, reading.sentence) }[...]
        }
        // "Valproate, but not lamotrigine, causes": the "not" is the other's.
        if !cues.isEmpty, reading.groups.count > 1,
            let excepted = reading.groups.first(where: { subjects.isExcepted($0.tokens, page) })
        {
            let words = excepted.tokens.lowerBound - 2..<excepted.tokens.upperBound
            cues = cues.filter { !words.contains($0.tokens.lowerBound) }[...]
        }
        // "Dexamethasone, rather than hydrocortisone, was linked to": the same.
        if !cues.isEmpty, reading.groups.count > 1 || page.has(trigger.lowerBound - 1, .relative) {
            for group in reading.groups {
                guard let words = subjects.wordsSettingAside(group, page), words.upperBound <= trigger.lowerBound else {
                    continue
                }
                cues = cues.filter { !words.contains($0.tokens.lowerBound) }[...]
            }
        }
        if cues.isEmpty { return ContextVerdict() }
        var others = barriers(reading)
        others.drop { isPart($0, of: trigger, object) }
        // "It is not an A, B is a C": behind a comma a subject with its verb begins a clause of its own.
        if hasTrigger, let subject, subject.upperBound == trigger.lowerBound, subject.lowerBound > 0,
            stream.punctuation(subject.lowerBound - 1) == UInt8(ascii: ",")
        {
            others.append(subject.lowerBound)
        }
        if hasTrigger, trigger.lowerBound > reading.sentence.tokens.lowerBound,
            isFinitePart(trigger.lowerBound, reading)
        {
            others.append(trigger.lowerBound - 1)
        }
        var verdict = stage.context.verdict(
            on: trigger, sentence: reading.sentence.tokens, cues: cues, stream: stream, barriers: others)
        if object != trigger {
            // "were free of seizures", "no longer met the criteria for": what the rule's own words deny is the condition.
            let outer =
                Self.family(predicate) == 2 ? cues.filter { !trigger.contains($0.tokens.lowerBound) }[...] : cues
            let own = stage.context.verdict(
                on: object, sentence: reading.sentence.tokens, cues: outer, stream: stream, barriers: others)
            for cue in own.cues { verdict.apply(stage.context.effect(of: cue), cue) }
        }
        // "may help", "can worsen": a modal that is one of the rule's words hedges as one before them does.
        if hasTrigger {
            for cue in cues where trigger.contains(cue.tokens.lowerBound) && page.has(cue.tokens.lowerBound, .modal) {
                verdict.apply(stage.context.lexicon.groups[Int(cue.group)].effect, cue)
            }
        }
        switch predicate {
        case .isA, .hasProperty, .preferredOver, .causes, .safeFor:
            // "is not a": the negation is part of the trigger. "No sleep" without one is the effect itself.
            if predicate == .causes, !hasTrigger { break }
            for cue in cues
            where trigger.contains(cue.tokens.lowerBound)
                && stage.context.effect(of: cue) == .negated && !stream.equals(cue.tokens.lowerBound, "rather")
            {
                verdict.apply(.negated, cue)
            }
        default: break
        }
        if verdict.cues.count > 1 { verdict.cues.sort { $0.tokens.lowerBound < $1.tokens.lowerBound } }
        return verdict
    }

    /// "It isn't dangerous and disappears once it is stopped": a verb of the third person behind "and" is not denied with what stands before;
    /// it is in "no evidence that it helps and prevents".
    private func isFinitePart(_ verb: Int, _ reading: Reading) -> Bool {
        guard page.has(verb - 1, .conjunction) || stream.equals(verb - 1, "but"),
            isThirdPerson(verb)
        else { return false }
        return !(reading.sentence.tokens.lowerBound..<verb).contains {
            page.has($0, .relative) || stream.equals($0, "whether") || stream.equals($0, "if")
        }
    }

    private func isOfEffect(_ cue: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        sentence.concepts.contains {
            let mention = page.concepts[$0]
            // "My weight didn't go up" is a change that is denied.
            return mention.tokens.count > 1 && (!mention.isComposite || mention.hasOwnVerb)
                && mention.tokens.contains(cue) && objects.accepts(mention, .effect)
        }
    }

    private func isUntilThen(_ cue: Int, _ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        stream.equals(cue, "never") && cue < effect.lowerBound
            && Range(from: effect.upperBound, to: min(sentence.tokens.upperBound, effect.upperBound + 8)).contains {
                stream.equals($0, anyOf: Self.turningPoints)
            }
    }

    private static let turningPoints = TokenTable("until till before")

    /// "may decrease the risk of", "may help treat", "did not result in more": the verb before the words is theirs, and parts no cue from them.
    private func isPart(_ verb: Int, of trigger: Range<Int>, _ object: Range<Int>) -> Bool {
        if trigger.contains(verb) || object.contains(verb) { return true }
        guard verb < trigger.lowerBound, trigger.lowerBound - verb <= 5 else { return false }
        return (verb + 1..<trigger.lowerBound).allSatisfy { index in
            !stream.tokens[index].isPunctuation
                && !page.has(index, [.conjunction, .clauseStart, .relative, .negative])
                && (!page.has(index, .tie) || stream.equals(index, "in"))
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

    /// Whether a rule's verb stands in the present tense.
    private func isPresent(_ trigger: Range<Int>, _ rule: ClaimRule.Sense?, _ reading: Reading) -> Bool {
        guard let rule, rule.isRelationVerb, !isTold(trigger, reading) else { return false }
        for back in 1...3 where trigger.lowerBound - back >= reading.sentence.tokens.lowerBound {
            for word: StaticString in ["did", "didn't", "was", "were", "had", "would"]
            where stream.equals(trigger.lowerBound - back, word) { return false }
        }
        // "More" and "associated" are no verbs of their own.
        guard rule.predicate == .associatedWith else { return true }
        for token in trigger.lowerBound - 2..<trigger.upperBound where token >= reading.sentence.tokens.lowerBound {
            for word: StaticString in ["is", "are", "has", "have"] where stream.equals(token, word) { return true }
        }
        return false
    }

    /// The condition that "people with …" names in the sentence.
    private func population(_ reading: Reading) -> String? {
        for index in reading.sentence.concepts where page.concepts[index].isPopulation {
            return "people with \(stage.concepts.concepts[Int(page.concepts[index].concept)].label)"
        }
        guard page.has(reading.sentence, .people) else { return nil }
        for token in reading.sentence.tokens where Self.people.contains(stream.tokens[token].hash) {
            for (word, name): (StaticString, String) in Self.populations where stream.equals(token, word) {
                return name
            }
        }
        return nil
    }

    static let people = TokenTable(words: populations.compactMap { TokenStream.hash(of: "\($0.0)") })

    private static let populations: [(StaticString, String)] = [
        ("elderly", "older adults"), ("seniors", "older adults"), ("children", "children"), ("kids", "children"),
        ("teenagers", "adolescents"),
        ("adolescents", "adolescents"), ("teens", "adolescents"), ("pregnant", "pregnant women"),
        ("pregnancy", "pregnant women"),
        ("newborns", "newborns"), ("infants", "infants"), ("women", "women"), ("men", "men"), ("veterans", "veterans"),
    ]

    /// The exposure that stands nearest to the quote ("short-term use is safe, but long-term use can lead to …"); for a result of the
    /// study that the page tells, else the study's own.
    private func exposure(
        _ quote: Range<Int>, _ predicate: Predicate, _ evidence: EvidenceClass, _ reading: Reading
    ) -> String? {
        var best: (distance: Int, value: String)?
        let words: TokenMark = [.longTerm, .shortTerm, .term, .withdrawal, .stopping, .duration]
        for token in page.has(reading.sentence, words) ? reading.sentence.tokens : 0..<0 where page.has(token, words) {
            guard let value = exposure(at: token, reading.sentence.tokens), !isAcross(token, quote) else { continue }
            let distance =
                quote.contains(token)
                ? 0 : token < quote.lowerBound ? quote.lowerBound - token : token - quote.upperBound + 2
            if best.map({ distance < $0.distance }) ?? true { best = (distance, value) }
        }
        if let best { return best.value }
        guard !reading.isComment, Self.family(predicate) == 0, background.design == evidence else {
            return nil
        }
        return background.exposure
    }

    /// Whether another main clause begins between a word and a claim ("they act on X, but long-term use triggers Y").
    private func isAcross(_ token: Int, _ quote: Range<Int>) -> Bool {
        if quote.contains(token) { return false }
        let between = token < quote.lowerBound ? token + 1..<quote.lowerBound : quote.upperBound..<token
        for index in between {
            if stream.punctuation(index) == UInt8(ascii: ";") { return true }
            for word: StaticString in ["but", "while", "whereas", "although", "though", "however"]
            where stream.equals(index, word) { return true }
        }
        return false
    }

    func exposure(at token: Int, _ sentence: Range<Int>) -> String? {
        if page.has(token, .longTerm) { return "long-term" }
        if page.has(token, .shortTerm) { return "short-term" }
        if page.has(token, .term) {
            for back in 1...2 where token - back >= sentence.lowerBound {
                if stream.equals(token - back, "long") { return "long-term" }
                if stream.equals(token - back, "short") { return "short-term" }
            }
            return nil
        }
        if page.has(token, .duration) {
            // "for several weeks", "for years"; a figure is left to the exposures of the dose reader.
            let isFor = (1...2).contains { token - $0 >= sentence.lowerBound && stream.equals(token - $0, "for") }
            return isFor ? "long-term" : nil
        }
        if page.has(token, .stopping) { return "after stopping" }
        return "during withdrawal"
    }

    private func attribution(_ evidence: EvidenceClass?, _ reading: Reading) -> Attribution {
        if reading.isComment { return Attribution(speaker: .commenter) }
        if evidence == .regulator { return Attribution(speaker: .regulator) }
        if let name = speaker(reading) { return Attribution(speaker: .authors, name: name) }
        switch reading.segment.tier {
        case .primary: return Attribution(speaker: .authors)
        case .pressRelease: return Attribution(speaker: .institution)
        case .news: return Attribution(speaker: .outlet)
        case .commercial: return Attribution(speaker: .clinic)
        case .user: return Attribution(speaker: .commenter)
        }
    }

    /// The capitalised words beside "said", "according to" and the like.
    private func speaker(_ reading: Reading) -> String? {
        for index in reading.sentence.words where page.words[index].id == quotativeClass {
            let word = page.words[index].tokens
            for start in [word.upperBound, word.lowerBound - 1] {
                let step = start == word.upperBound ? 1 : -1
                var position = start
                var name: [String] = []
                while reading.sentence.tokens.contains(position), name.count < 4 {
                    let token = stream.tokens[position]
                    guard token.isWord, token.flags.contains(.capitalised),
                        !reading.groups.contains(where: { $0.tokens.contains(position) })
                    else {
                        if stream.punctuation(position) == UInt8(ascii: ".")
                            || stream.punctuation(position) == UInt8(ascii: "-"), !name.isEmpty
                        {
                            position += step
                            continue
                        }
                        break
                    }
                    let text = stream.string(position..<position + 1)
                    if step > 0 { name.append(text) } else { name.insert(text, at: 0) }
                    position += step
                }
                let isPronoun =
                    name.count == 1
                    && ["He", "She", "It", "They", "The", "I", "We", "But", "And", "One"].contains(name[0])
                if !name.isEmpty, !isPronoun { return name.joined(separator: " ") }
            }
        }
        return nil
    }
}
