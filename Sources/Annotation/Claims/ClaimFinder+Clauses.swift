import Events

/// What stands between a rule's words, its drug and its effect, where it shows that the two do not belong together or belong otherwise.
extension ClaimFinder {
    /// "gave us ivermectin for scabies", "developed in the 1980s and given for seizures": the object is the reason for giving.
    func isReasonGiven(_ between: Range<Int>) -> Bool {
        guard let last = between.last else { return false }
        for index in max(between.lowerBound, last - 2)...last where stream.equals(index, "for") {
            let before = index - 1
            for word: StaticString in [
                "given", "used", "prescribed", "taken", "licensed", "approved", "treated", "tablets", "medication",
                "therapy", "treatment", "drug", "drugs",
            ] where stream.equals(before, word) { return true }
            return page.drugs.contains { $0.tokens.upperBound == index }
        }
        return false
    }

    /// "respiratory failure more often than those who began duloxetine": the drug behind is compared with.
    func isBehindThan(_ drug: Range<Int>, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard drug.lowerBound > trigger.upperBound else { return false }
        var index = drug.lowerBound - 1
        let limit = max(trigger.upperBound, drug.lowerBound - 7)
        while index >= limit {
            if stream.equals(index, anyOf: Self.against) { return true }
            if stream.tokens[index].isPunctuation { return false }
            index -= 1
        }
        return false
    }

    /// "a case of nephrotic syndrome treated with X", "hypotension refractory to X": the drug was given against it.
    func isTreated(_ end: Int, _ drug: Range<Int>) -> Bool {
        guard drug.lowerBound > end else { return false }
        var sawPerson = false
        for index in end..<drug.lowerBound {
            if page.has(index, .person) { sawPerson = true }
            for word: StaticString in [
                "treated", "managed", "controlled", "responded", "responding", "responsive", "unresponsive",
                "refractory", "resistant", "relieved", "successfully", "resolved", "improved",
            ] where stream.equals(index, word) {
                // "confusion while treated with morphine", "after having been treated with": what came of it.
                let isMeanwhile = (max(end, index - 3)..<index).contains { stream.equals($0, anyOf: Self.meanwhile) }
                return !sawPerson && !isMeanwhile
            }
        }
        return false
    }

    private static let meanwhile = TokenTable("while after when whilst since during following")

    /// "… are the usual complaints, and they respond to folic acid": the drug stands in a clause with a subject of its own.
    func isInNextClause(_ end: Int, _ drug: Range<Int>) -> Bool {
        guard drug.lowerBound > end else { return false }
        for index in end..<drug.lowerBound {
            if stream.punctuation(index) == UInt8(ascii: ";") { return true }
            if page.has(index, [.clauseStart, .conjunction]), !page.has(index, .relative),
                page.has(index + 1, .pronoun) || page.has(index + 1, .effectPronoun)
            {
                return true
            }
            // "Flares are frequent, and colchicine is given to prevent them."
            if stream.punctuation(index) == UInt8(ascii: ","), page.has(index + 1, .conjunction),
                drug.lowerBound - index - 2 <= 1,
                page.has(drug.upperBound, .modal)
                    || stream.equals(drug.upperBound, anyOf: Self.given)
            {
                return true
            }
        }
        return false
    }

    private static let given = TokenTable("is are was were has have does do helps works")

    /// "Abrupt withdrawal can provoke seizures", "stopping it suddenly may cause": what the stopping of the drug does.
    func isByStopping(_ subject: Range<Int>?, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        if let subject, reading.groups.contains(where: { $0.tokens == subject }) {
            // "Anyone who quits clonidine can expect headaches"
            return isToldStopped(subject)
                || stream.equals(subject.lowerBound - 2, "who") && quits(subject.lowerBound - 1..<subject.lowerBound)
        }
        // "When people stop taking X after using it for months, some develop itching"
        if subject != nil, !reading.isComment, stream.equals(reading.sentence.tokens.lowerBound, anyOf: Self.onceWords),
            opensWithStopping(reading.sentence)
        {
            return true
        }
        // "Withdrawal brings sweats."
        if stream.equals(trigger.lowerBound, "withdrawal") { return true }
        var index = trigger.lowerBound - 1
        let limit = max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 10)
        while index >= limit {
            if page.has(index, .stopping) || page.has(index, .withdrawal) { return true }
            // "Coming off it is what triggers flares", "anyone who quits can expect headaches"
            if isLeaving(index) || stream.equals(index, "who") && quits(index + 1..<min(index + 4, trigger.lowerBound))
            {
                return true
            }
            if stream.tokens[index].isPunctuation || page.has(index, .clauseStart) { return false }
            index -= 1
        }
        return false
    }

    private static let onceWords = TokenTable("when once after whenever")

    /// "takes away the appetite", "may slow their growth": the verb of treating is the change itself, and that is a harm.
    func isOwnChange(_ target: Target, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard let index = target.index, page.concepts[index].isComposite,
            page.concepts[index].tokens.overlaps(trigger)
        else { return false }
        return Self.lostByChange.contains(target.label)
    }

    /// "Methotrexate ends pregnancies and deforms the unborn": behind "and" a verb of its own, which is no object of the first.
    func isOwnDoing(_ target: Target, _ trigger: Range<Int>) -> Bool {
        guard let index = target.index, page.concepts[index].isComposite, page.concepts[index].tokens.count > 1 else {
            return false
        }
        let verb = page.concepts[index].tokens.lowerBound
        return verb > trigger.upperBound && stream.equals(verb - 1, "and")
            && (page.concepts[index].hasOwnVerb
                || stream.endsInS(verb))
    }

    private static let lostByChange: Set<String> = [
        "decreased appetite", "growth suppression", "decreased libido", "bone loss", "low testosterone",
        "memory impairment", "emotional blunting", "dysgeusia",
    ]

    /// "It can push up blood sugar in people with diabetes": in whom the harm before the words comes about.
    func isWhereHarmed(_ target: Target, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard target.tokens.lowerBound >= trigger.upperBound, page.has(trigger.lowerBound, [.tie, .link]),
            page.has(trigger, .person)
        else { return false }
        return reading.sentence.concepts.contains {
            let own = page.concepts[$0]
            return own.tokens.upperBound == trigger.lowerBound && !own.isPopulation && objects.accepts(own, .effect)
                && own.isComposite
        }
    }

    /// "Rebound hypertension may occur when clonidine is stopped": the drug, said to be stopped where that is the condition.
    func isToldStopped(_ drug: Range<Int>) -> Bool {
        guard stream.equals(drug.lowerBound - 1, anyOf: Self.conditional) else { return false }
        let verb = drug.upperBound
        guard stream.equals(verb, anyOf: Self.being) else { return false }
        return (verb + 1...verb + 2).contains { stream.equals($0, anyOf: Self.ended) }
    }

    /// "Hair fell out again when the drug was stopped", "once treatment was withdrawn": behind what comes about.
    func isWhenStopped(_ end: Int) -> Bool {
        guard
            let link = Range(from: end, to: min(end + 3, stream.count)).first(where: {
                stream.equals($0, anyOf: Self.conditional)
            })
        else { return false }
        return Range(from: link + 2, to: min(link + 6, stream.count)).contains {
            stream.equals($0, anyOf: Self.ended) && stream.equals($0 - 1, anyOf: Self.being)
        }
    }

    static let conditional = TokenTable("when if once after whenever")
    private static let being = TokenTable("is are was were has had")
    static let ended = TokenTable("stopped withdrawn discontinued halted")

    /// "Stevens-Johnson syndrome, a blistering reaction which can kill": the illness does.
    func fatalIllness(
        _ trigger: Range<Int>, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        let before = trigger.lowerBound - 1
        guard page.has(before, .relative),
            let last = objects.left(of: before, within: 6, kinds: .effect, page, reading.sentence).last
        else { return nil }
        let own = target(last)
        guard
            !reading.groups.contains(where: {
                own.tokens.upperBound <= $0.tokens.lowerBound && $0.tokens.upperBound <= before
            })
        else { return nil }
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }

    /// Whether a verb of ending or staying is said of anything ("is gone", "lifted"), not of illness alone ("recovered").
    func isOfAnything(_ trigger: Range<Int>) -> Bool {
        trigger.contains { index in
            for word: StaticString in [
                "gone", "went", "goes", "go", "stopped", "stops", "lifted", "settled", "passed", "ended", "lingers",
                "linger", "stays", "stay",
            ] where stream.equals(index, word) { return true }
            return false
        }
    }

    /// Whether what stands before the words means an effect named earlier: "it", "that risk", "both", or nothing at all. "The smoke is
    /// gone" does not.
    func refersBack(_ token: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = token
        while index >= sentence.tokens.lowerBound {
            if stream.tokens[index].isPunctuation || page.has(index, .clauseStart) { return true }
            if page.has(index, [.effectPronoun, .effectNoun, .pair, .pronoun, .risk, .bout, .plural]) { return true }
            for word: StaticString in ["everything", "all", "things", "none", "most", "that", "these", "those"]
            where stream.equals(index, word) { return true }
            guard
                page.has(index, [.function, .modal, .negative, .worse, .better]) || isAdverb(index)
                    || stream.equals(index, anyOf: Self.adverbs)
            else { return !isInComment && echoesHarm(index) }
            index -= 1
        }
        return true
    }

    /// "A bitter taste … The taste disappears", "thinned the skin … the thinning had recovered": a word of the harm claimed last, or one that
    /// stands for any change.
    private func echoesHarm(_ index: Int) -> Bool {
        guard stream.tokens[index].isWord, page.has(index - 1, .opener),
            let last = claims.last(where: { Self.family($0.claim.predicate) == 0 }),
            last.tokens.upperBound <= index, index - last.tokens.upperBound <= 40
        else { return false }
        if stream.equals(index, anyOf: Self.standIns) { return true }
        let length = Int(stream.tokens[index].length)
        guard length >= 4 else { return false }
        let stem = String(stream.lowerString(index).prefix(max(4, length - 4)))
        return last.claim.object.lowercased().contains(stem)
            || last.objectTokens.contains { stream.lowerString($0).hasPrefix(stem) }
    }

    private static let standIns = TokenTable(
        "rise rises urge urges compulsion ordeal nightmare thinning swelling cravings weakness damage scars kilos pounds lump spots marks side"
    )
    private static let adverbs = TokenTable(
        "always soon quite thereafter afterwards then again itself themselves largely much")

    /// "experimentally induced convulsions", "an induced hypertension": no verb of a drug's.
    func isParticiple(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard trigger.count == 1, stream.equals(trigger.lowerBound, "induced"),
            trigger.lowerBound > reading.sentence.tokens.lowerBound
        else { return false }
        let before = trigger.lowerBound - 1
        if reading.groups.contains(where: { $0.tokens.upperBound == trigger.lowerBound }) { return false }
        if page.has(before, .opener) { return true }
        return !page.has(before, [.function, .relative, .conjunction, .exposed]) && stream.tokens[before].isWord
            && !stream.equals(before, "administration") && !stream.equals(before, "infusion")
    }

    /// Whether a drug stands right before "-induced", but for brackets and words of exposure ("X (5 mg/kg)-induced", "X treatment-related").
    func isJoined(_ drug: Range<Int>?, _ trigger: Range<Int>) -> Bool {
        guard let drug, drug.upperBound <= trigger.lowerBound else { return false }
        var depth = 0
        for index in drug.upperBound..<trigger.lowerBound {
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") {
                depth += 1
            } else if mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]") {
                depth -= 1
            } else if depth == 0, !page.has(index, .exposed), mark != UInt8(ascii: "-"), mark != UInt8(ascii: "/") {
                return false
            }
        }
        return true
    }

    /// "in patients with schizophrenia after switching from olanzapine": what was left, no cause.
    func isSwitch(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard trigger.count == 1, stream.equals(trigger.lowerBound, "from") else { return false }
        for index in max(sentence.tokens.lowerBound, trigger.lowerBound - 4)..<trigger.lowerBound {
            for word: StaticString in [
                "switch", "switched", "switching", "change", "changed", "changing", "conversion", "converted", "moved",
                "transition", "protect", "protected", "protects", "protection",
            ] where stream.equals(index, word) { return true }
        }
        return false
    }

    /// "between 15 and 39 years", "to examine the relationship between": numbers, or what is only looked into.
    func isStudied(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        if trigger.upperBound < sentence.tokens.upperBound, stream.isNumber(at: trigger.upperBound) {
            return true
        }
        for index in max(sentence.tokens.lowerBound, trigger.lowerBound - 8)..<trigger.lowerBound {
            for word: StaticString in [
                "investigate", "investigated", "investigates", "investigating", "examine", "examined", "examining",
                "evaluate", "evaluated", "assess", "assessed", "assessing", "determine", "explore", "explored",
                "differences", "difference", "interaction", "interactions", "compare", "compared",
            ] where stream.equals(index, word) { return true }
            // "to study the link between", not "a study found a link between".
            if stream.equals(index, "study"), page.has(index - 1, .to) { return true }
        }
        return false
    }

    /// "patients on levothyroxine had hypothyroidism": what the drug is labelled for is why they take it, unless more of it is told.
    func isReasonTaken(
        _ rule: ClaimRule, _ drug: ClaimSubject, _ target: Target, _ trigger: Range<Int>, _ reading: Reading
    ) -> Bool {
        // "Depression lifted within weeks of starting bupropion", "pain after taking naproxen": when or what against, no cause.
        if rule.special == .causePassive, !drug.isWithdrawal, isIndicated(drug, target.label),
            !stream.equals(trigger.lowerBound, anyOf: Self.blaming),
            !stream.equals(trigger.upperBound - 1, "by"),
            !stream.equals(trigger.upperBound - 1, anyOf: Self.blaming)
        {
            return true
        }
        guard
            rule.special == .associationLikely || rule.special == .associationIncrease
                || rule.special == .associationFrequent,
            !drug.isWithdrawal,
            isIndicated(drug, target.label)
        else { return false }
        // "Strokes occurred in 1.3 percent, compared with 1.6 percent": a result.
        if sharesCompared(reading.sentence) != nil { return false }
        let near =
            max(
                reading.sentence.tokens.lowerBound, trigger.lowerBound - 4)..<max(
                target.tokens.lowerBound, trigger.upperBound)
        for index in near {
            if page.has(index, .worse) { return false }
            for word: StaticString in [
                "more", "higher", "increased", "increase", "rise", "twice", "excess", "risk", "greater",
            ]
            where stream.equals(index, word) { return false }
        }
        return true
    }

    /// "helps suppress appetite": the change is what it does, not what it helps against.
    func isHelpedChange(_ target: Target, _ trigger: Range<Int>) -> Bool {
        guard let index = target.index, page.concepts[index].isComposite, target.tokens.lowerBound == trigger.upperBound
        else { return false }
        for word: StaticString in ["help", "helps", "helped", "helping"]
        where stream.equals(trigger.upperBound - 1, word) {
            return true
        }
        return false
    }

    private static let against = TokenTable("than versus vs against")
    private static let stops = TokenTable("stop stops stopped stopping halt halts halted")
    private static let blaming = TokenTable(
        "caused induced triggered provoked brought due attributed attributable blamed owing ascribed pinned secondary because overdose"
    )

    /// "stop an asthma drug": what the drug is for is not what is stopped; "on it for years without a bad dream" treats none; "induces these
    /// deficits via the mitochondria": by what way is not on what.
    func isAside(_ object: Range<Int>, behind trigger: Range<Int>, _ rule: ClaimRule) -> Bool {
        let gap = Range(from: trigger.upperBound, to: object.lowerBound)
        switch Self.family(rule.predicate) {
        case 2:
            // "taken for months, thins the skin", "stop it because of nausea": neither is what it is taken for.
            // "stop the tablets abruptly, as clots can form": it is the tablets that are stopped.
            return isMedicine(object.upperBound)
                || stream.equals(trigger.lowerBound, anyOf: Self.stops) && page.has(gap, .doseForm)
                || gap.contains {
                    stream.punctuation($0) == UInt8(ascii: ":") || stream.equals($0, "without")
                        || stream.equals($0, "because") || page.has($0, .duration)
                }
        case 3:
            // "abolished the contractions that acetylcholine evokes": of another clause.
            return gap.contains {
                stream.equals($0, "via") || stream.equals($0, "through")
                    || (stream.equals($0, "that") && $0 > gap.lowerBound && !stream.equals($0 + 1, "is"))
            }
        default: return false
        }
    }

    /// "leaves the sex drive alone", "left breathing untouched".
    func isLeftAlone(_ object: Range<Int>) -> Bool {
        // "leaves the inflammation underneath untouched"
        for word: StaticString in ["alone", "untouched", "unaffected", "intact", "unchanged", "unaltered"]
        where stream.equals(object.upperBound, word) || stream.equals(object.upperBound + 1, word) { return true }
        return false
    }

    /// "Bladder fine", "liver tests stayed normal": the organ's own word says that nothing happened to it.
    func isToldFine(_ target: Target) -> Bool {
        guard let index = target.index, page.concepts[index].isComposite, !page.concepts[index].isRestored else {
            return false
        }
        return target.tokens.contains { stream.equals($0, anyOf: Self.fine) }
    }

    private static let fine = TokenTable("fine okay ok normal spotless perfect")

    /// People, or a number of them ("makes some dizzy", "left one in ten deaf").
    func meansPeople(_ range: Range<Int>) -> Bool {
        if page.has(range, .person) || tellsShare(range) { return true }
        return range.contains { index in
            for word: StaticString in ["some", "many", "most", "few", "everyone", "everybody", "them", "you", "half"]
            where stream.equals(index, word) { return true }
            return false
        }
    }
}
