import Events

/// Objects of mechanisms that no table knows: the noun phrase that a verb of action takes ("silences the pituitary", "slows DNA repair",
/// "switched off the gene for keratin 17"), each item of a list on its own.
///
/// What a verb says of the body alone ("silences", "upregulates") takes any thing; one that is said of everything ("lowers", "stops") only
/// what looks like a part, substance or process of the body (`BodyWords`).
extension ClaimFinder {
    /// The thing behind a verb whose subject is plain; nil in doubt.
    func thingActedOn(_ rule: ClaimRule, _ trigger: Range<Int>, from start: Int, _ reading: Reading) -> Target? {
        guard hasPlainSubject(trigger, reading) else { return nil }
        let isSure =
            !reading.isComment
            && (trigger.contains { stream.equals($0, anyOf: Self.bodily) }
                // "did not alter amphetamine-induced locomotion": whatever was measured.
                || (rule.predicate == .affects || rule.isNegated) && isDenied(trigger, reading)
                // "left amphetamine-induced locomotion unchanged"
                || rule.isNegated && stream.equals(trigger.lowerBound, anyOf: Self.leaving))
        return thing(from: start, isSure: isSure, reading).map { named($0, behind: trigger) }
    }

    private static let leaving = TokenTable("leave leaves left leaving")

    private static let amounts = TokenTable("less fewer more")

    private func isDenied(_ verb: Range<Int>, _ reading: Reading) -> Bool {
        Range(from: max(reading.sentence.tokens.lowerBound, verb.lowerBound - 4), to: verb.upperBound).contains {
            page.has($0, .negative) || stream.equals($0, "no")
        }
    }

    /// A known thing with the unknown ones of its list before and behind ("lumican, histamine and the interferons"), or the unknown name right
    /// behind the verb instead of a known one that is said of it ("blocks kallikrein, which releases bradykinin").
    func withUnknown(_ known: [Target], _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        guard let first = known.first, let last = known.last, first.tokens.lowerBound >= trigger.lowerBound else {
            return known
        }
        var all = known
        if first.tokens.lowerBound > trigger.upperBound + 1,
            let (own, isListed) = thingBefore(first.tokens, behind: trigger, reading)
        {
            all = isListed ? [own] + all : [own]
            if !isListed { return all }
        }
        return all + thingsListed(behind: last, reading)
    }

    /// "neutrophils, mast cells and T cells": what a list goes on with, where each looks like the body's; a list ends with "and" or "or".
    private func thingsListed(behind first: Target, _ reading: Reading) -> [Target] {
        var found: [Target] = []
        var whole = 0
        var end = first.tokens.upperBound
        while found.count < 4, let start = nextItem(end, reading),
            let words = thing(from: start, isSure: false, behind: end - 1, reading), endsItem(words.upperBound, reading)
        {
            found.append(Target(label(words), nil, first.tokens.lowerBound..<words.upperBound, nil))
            if page.has(start - 1, .conjunction) { whole = found.count }
            end = words.upperBound
        }
        return Array(found.prefix(whole))
    }

    /// The unknown thing between the verb and a known one, and whether the two are of one list.
    private func thingBefore(_ known: Range<Int>, behind trigger: Range<Int>, _ reading: Reading) -> (Target, Bool)? {
        guard
            let stop = (trigger.upperBound + 1..<known.lowerBound).first(where: {
                stream.punctuation($0) == UInt8(ascii: ",") || page.has($0, [.relative, .conjunction])
            }), hasPlainSubject(trigger, reading),
            let words = thing(from: trigger.upperBound, isSure: false, reading), words.upperBound == stop
        else { return nil }
        var next = stop + 1
        while next < known.lowerBound, page.has(next, [.opener, .conjunction]) { next += 1 }
        let isListed = next == known.lowerBound && !page.has(stop, .relative)
        // "blocks lumican and so lowers cortisol": another verb's.
        if page.has(stop, .conjunction), !isListed { return nil }
        return (named(words, behind: trigger), isListed)
    }

    /// The phrase that begins at a token, from behind its article, up to where it ends; nil where it is no thing.
    ///
    /// - Parameter last: the last word of the item before in a list, where a verb may stand as well ("blocks X and lowers Y").
    private func thing(from position: Int, isSure: Bool, behind last: Int? = nil, _ reading: Reading) -> Range<Int>? {
        let limit = reading.sentence.tokens.upperBound
        var start = position
        // "opens up vessels"
        if stream.equals(start, anyOf: Self.particles) { start += 1 }
        while start < limit, page.has(start, .opener) || isDeterminer(start) { start += 1 }
        // "blocks lumican and thereby …"
        guard start < limit, !stream.equals(start, anyOf: Self.linking) else { return nil }
        var end = start
        var head: Int?
        while end < limit, end - start < 9 {
            let token = stream.tokens[end]
            if token.isPunctuation {
                guard stream.punctuation(end) == 0x2D, !token.flags.contains(.spaceBefore), end > start else { break }
            } else if stream.equals(end, "of") || stream.equals(end, "for") && stream.equals(end - 1, anyOf: Self.kept)
            {
                guard head == nil, end > start else { break }
                head = end - 1
                while end + 1 < limit, isDeterminer(end + 1) || page.has(end + 1, .opener) { end += 1 }
            } else if page.has(end, [.ender, .clauseStart, .conjunction, .effectPronoun])
                || end > start && (isPhraseEnd(end, from: start) || isFiniteVerb(end, reading))
            {
                break
            }
            end += 1
        }
        // "the kidney's response to": of another thing.
        if end < limit, stream.equals(end, "'s") { return nil }
        while end > start, isTrailing(end - 1) { end -= 1 }
        guard end > start, end - start <= 8, head.map({ $0 + 1 < end - 1 }) ?? true else { return nil }
        return isThing(start..<end, head: head ?? end - 1, isSure: isSure, behind: last, reading) ? start..<end : nil
    }

    private func isThing(_ words: Range<Int>, head: Int, isSure: Bool, behind last: Int?, _ reading: Reading) -> Bool {
        guard stream.tokens[words.lowerBound].isWord,
            isNamed(words.lowerBound..<head + 1) || head + 2 < words.upperBound && isNamed(head + 2..<words.upperBound),
            !page.has(words, [.person, .risk, .duration, .unit, .doseForm]),
            !page.has(head, [.exposed, .empty, .better, .worse, .effectNoun]),
            !stream.equals(head, anyOf: Self.worldly), !stream.endsInLy(head, longerThan: 3),
            words.count > 1 || stream.tokens[words.lowerBound].length > 4 || BodyWords.isSymbol(stream.tokens[head]),
            !reading.groups.contains(where: { $0.tokens.overlaps(words) }), words.count > 1 || isNamedAlone(head),
            last == nil || !isVerb(words.lowerBound, reading)
        else { return false }
        for index in reading.sentence.concepts where page.concepts[index].tokens.overlaps(words) {
            if !objects.accepts(page.concepts[index], .mechanism) { return false }
            if objects.accepts(page.concepts[index], [.effect, .indication]) { return false }
        }
        // "kinesin motors and dynein motors"
        if let last { return isBodily(head) || stream.tokens[head].hash == stream.tokens[last].hash }
        if words.count == 1, !isSure, !isInBody(words.upperBound) {
            return page.has(head, .molecule) || BodyWords.isThing(head, stream)
                // "released less Klotho"
                || stream.tokens[head].flags.contains(.capitalised) && stream.equals(head - 1, anyOf: Self.amounts)
        }
        return isSure || isInBody(words.upperBound) || isBodily(head) || isBodily(words.upperBound - 1)
            || words.contains { BodyWords.isName($0, stream) }
    }

    /// "The response", "the nerves": told before; a name or one organ is plain.
    private func isNamedAlone(_ index: Int) -> Bool {
        if BodyWords.isName(index, stream) { return true }
        return !stream.equals(index - 1, anyOf: Self.toldBefore) || BodyWords.isOrgan(index, stream)
    }

    private static let toldBefore = TokenTable("the these those this that its their")

    /// "the first quiets the clock"
    private func isFiniteVerb(_ index: Int, _ reading: Reading) -> Bool {
        isVerb(index, reading) && stream.endsInS(index)
    }

    /// "… in the blood"
    private func isInBody(_ end: Int) -> Bool {
        stream.equals(end, "in")
            && (stream.equals(end + 1, anyOf: Self.sites)
                || isDeterminer(end + 1) && stream.equals(end + 2, anyOf: Self.sites))
    }

    private func isBodily(_ index: Int) -> Bool { page.has(index, .molecule) || BodyWords.isBodily(index, stream) }

    /// What a list's next word does is told of the drug: "blocks lumican and lowers …".
    private func isVerb(_ index: Int, _ reading: Reading) -> Bool {
        !page.has(index, .molecule)
            && reading.sentence.words.contains {
                page.words[$0].id < ClaimRules.wordBase && page.words[$0].tokens.lowerBound == index
            }
    }

    private func nextItem(_ end: Int, _ reading: Reading) -> Int? {
        guard end + 1 < reading.sentence.tokens.upperBound, page.has(end, .list), !stream.equals(end, "nor") else {
            return nil
        }
        if stream.equals(end, "well") { return nil }
        var next = end + 1
        // ", and", "as well as"
        if stream.punctuation(end) == UInt8(ascii: ","), page.has(next, .conjunction) { next += 1 }
        return next
    }

    /// An item ends where the list goes on or the clause does; what follows an item that is no list is another clause ("…, cortisol rises").
    private func endsItem(_ end: Int, _ reading: Reading) -> Bool {
        end >= reading.sentence.tokens.upperBound || stream.tokens[end].isPunctuation
            || page.has(end, [.ender, .clauseStart, .conjunction]) && !page.has(end, .modal) && !isFinite(end)
    }

    private func isFinite(_ index: Int) -> Bool { stream.equals(index, anyOf: Self.finite) }

    /// "lumican released by", "nerves sending": what is told of the thing.
    private func isPhraseEnd(_ index: Int, from start: Int) -> Bool {
        guard stream.punctuation(index - 1) != 0x2D else { return false }
        if stream.endsInEd(index, longerThan: 4) { return !isAdverb(index - 1) }
        return stream.endsInIng(index, longerThan: 4) && index + 1 < stream.count && stream.tokens[index + 1].isWord
            && !page.has(index + 1, .ender) && !page.has(index, .molecule)
    }

    private func isTrailing(_ index: Int) -> Bool {
        stream.tokens[index].isPunctuation || isAdverb(index) || page.has(index, .comparator)
            || stream.equals(index, anyOf: Self.trailing)
    }

    /// A process before "of" is called behind its thing; what the rule's own words say of it as well ("blocks the release of").
    private func named(_ words: Range<Int>, behind trigger: Range<Int>) -> Target {
        var label = label(words)
        if stream.equals(trigger.upperBound - 1, "of"), let act = act(trigger.upperBound - 2) { label += " \(act)" }
        return Target(label, nil, words, nil)
    }

    private func label(_ words: Range<Int>) -> String {
        guard words.count > 2, stream.equals(words.lowerBound + 1, "of"), let act = act(words.lowerBound) else {
            return phrase(words)
        }
        return "\(phrase(words.lowerBound + 2..<words.upperBound)) \(act)"
    }

    /// "release", "uptake"; "levels" is "level".
    private func act(_ index: Int) -> String? {
        if page.has(index, .level), stream.lowerString(index).hasPrefix("l") { return "level" }
        return isBodily(index) && !stream.lowerString(index).hasSuffix("s") ? stream.lowerString(index) : nil
    }

    /// Whether a drug, a word that means one, or a thing of the body stands before the verb, with nothing but its auxiliaries or an aside
    /// between.
    private func hasPlainSubject(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        let first = reading.sentence.tokens.lowerBound
        var index = trigger.lowerBound - 1
        while index >= first,
            page.has(index, [.modal, .negative]) || isAdverb(index) || stream.equals(index, anyOf: Self.helping)
        { index -= 1 }
        guard index >= first else {
            return isGerund(trigger.lowerBound) || stream.equals(trigger.lowerBound, anyOf: Self.nominal)
                || page.has(first, .negative)
        }
        func isDrug(_ place: Int) -> Bool {
            reading.groups.contains { $0.tokens.contains(place) }
                || reading.sentence.words.contains {
                    page.words[$0].id == anaphorClass && page.words[$0].tokens.contains(place)
                }
        }
        if isDrug(index) || page.has(index, [.effectPronoun, .relative, .doseForm]) || stream.equals(index, "they")
            || stream.equals(index, anyOf: Self.means)
        {
            return true
        }
        // "Latanoprost, a drop used at bedtime, opens …", "blocks lumican and mops up …"
        if page.has(index, .conjunction) || stream.tokens[index].isPunctuation || stream.equals(index, "but") {
            return Range(from: max(first, index - 14), to: index).contains {
                isDrug($0) || stream.equals($0, "it") || stream.equals($0, "they")
            }
        }
        return BodyWords.isBodily(index, stream) || page.has(index, .molecule)
    }

    /// Verbs of what is done to a part, substance or process of the body, and hardly to anything else.
    private static let bodily = TokenTable(
        """
        inhibit inhibits inhibited inhibiting inhibition suppress suppresses suppressed suppressing antagonize antagonizes antagonized \
        antagonizing antagonise antagonises antagonised antagonising antagonist antagonists inhibitor inhibitors blocker blockers blockade \
        silence silences silenced silencing neutralize neutralizes neutralized neutralizing neutralise neutralises neutralised neutralising \
        mop mops mopped mopping soak soaks soaked sponges scavenge scavenges scavenged scavenging sequester sequesters sequestered \
        sequestering deplete depletes depleted depleting downregulate downregulates downregulated downregulating inactivate inactivates \
        inactivated inactivating deactivate deactivates dampen dampens dampened dampening damp damps damped blunt blunts blunted blunting \
        attenuate attenuates attenuated attenuating abrogate abrogates abrogated abolish abolishes abolished abolishing desensitize \
        desensitizes desensitized desensitise desensitises desensitised quench quenches quenched starve starves starved starving deprive \
        deprives deprived switch switches switched switching quieten quietens quieted quiets muffle muffles muffled paralyse paralyses \
        paralysed paralyze paralyzes paralyzed repress represses repressed blocks blocking \
        stimulate stimulates stimulated stimulating activate activates activated activating upregulate upregulates upregulated \
        upregulating sensitize sensitizes sensitized sensitise sensitises sensitised potentiate potentiates potentiated mimic mimics \
        mimicked mimicking imitate imitates imitated reactivate reactivates reactivated augment augments augmented agonist activator \
        activators mobilises mobilizes modulate modulates modulated modulating bind binds binding latch latches latched cling clings dock \
        docks docked chelate chelates chelated methylates acetylates alkylates destabilise destabilises destabilize destabilizes
        """)
    private static let particles = TokenTable("up down out off away on")
    private static let linking = TokenTable("thereby so then thus hence also even not no only that what how whether")
    private static let nominal = TokenTable(
        "inhibition blockade suppression activation stimulation inhibitor antagonist blocker")
    private static let means = TokenTable("by through via thereby")
    private static let helping = TokenTable(
        """
        is are was were be been being has have had do does did to also then thereby thus hence in turn only both thought believed known \
        said held seems seem seemed appears appear appeared found shown able further later soon even just
        """)
    private static let finite = TokenTable(
        "is are was were has have had can could may might will would should do does did")
    private static let trailing = TokenTable(
        """
        there here then too again alone together further instead once first best well hard enough altogether away down up out off back on \
        longer sooner faster earlier later more less better worse it them nothing itself themselves by half twofold threefold tenfold
        """)
    /// Nouns that take "for" with what they are of.
    private static let kept = TokenTable(
        "gene genes receptor receptors antibody antibodies transporter transporters code recipe")
    private static let sites = TokenTable(
        "blood bloodstream plasma serum brain body urine gut tissue tissues cell cells liver skin")
    /// What verbs of the body take when nothing of the body is meant.
    private static let worldly = TokenTable(
        """
        progress access attempts calls plans sales trade roads market money price prices orders law view way ways part parts half rest \
        kind sort lot number amount body bodies research efforts debate competition claim claims news question questions idea ideas \
        hope hopes fears fear doubt doubts need needs wish demand others another everything something anything nothing benefit benefits \
        harm time times life day night morning evening world story site website page ads advertisement advertisements payment insurance \
        approval study trial investigation patient doctor drug medicine tablet pill treatment therapy name label evidence data result \
        results truth drugs medicines savings economy industry report reports response responses experience emotion emotions voice voices critics court companies company maker makers state public media people
        """)
}
