import Events

/// What "went away", "no such risk" and "the same effect" refer to: an effect that was told before.
extension ClaimFinder {
    /// What "went away", "permanent" or "dose-dependent" is said of: the effect before the words, else the harm claimed last.
    func lastObjects(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        let sentence = reading.sentence
        let left = objects.left(of: trigger.lowerBound, within: max(rule.reach, 12), kinds: .effect, page, sentence)
        if let last = left.last, !isSpokenAnew(page.concepts[last].tokens.upperBound..<trigger.lowerBound) {
            return left.map(target)
        }
        // "The higher the dose, the greater the risk of muscle damage": of the same sentence first.
        if rule.predicate == .doseResponse, !reading.isComment,
            !page.has(Range(from: sentence.tokens.lowerBound, to: trigger.lowerBound), [.effectNoun, .effectPronoun])
        {
            let right = objects.right(of: trigger.upperBound, within: 14, kinds: .effect, page, sentence)
            if !right.isEmpty { return right.map(target) }
            // "At higher doses, or when snorted, the drug can …": nothing told before.
            if trigger.lowerBound == sentence.tokens.lowerBound, stream.equals(trigger.lowerBound, "at") { return [] }
        }
        // In an article, "the words returned" and "reverses an overdose" are of nothing that was claimed.
        let isOfStopping = rule.predicate == .reversibleAfterStop || rule.predicate == .persistsAfterStop
        if isOfStopping, !reading.isComment, takesObject(trigger, sentence) { return [] }
        guard
            !(isOfAnything(trigger) || (isOfStopping && !reading.isComment))
                || refersBack(trigger.lowerBound - 1, sentence)
        else { return [] }
        // "Hot flushes and stiff fingers sent one in five back, though most of those complaints had subsided": of the same sentence first.
        // "thins the hair, and it grows back": what a verb of change made is read later than these words.
        if isOfStopping, left.isEmpty,
            page.has(Range(from: trigger.lowerBound - 6, to: trigger.lowerBound), .bout)
                || page.has(trigger.lowerBound - 1, .effectPronoun) && !isOfDrugsTime(trigger)
        {
            let far = objects.left(
                of: trigger.lowerBound, within: 40, kinds: .effect, page, sentence, acrossClauses: true)
            if !far.isEmpty { return far.map(target) }
        }
        let isStop = rule.predicate == .reversibleAfterStop || rule.predicate == .persistsAfterStop
        // "Patients who have stayed free of seizures": nothing lasts.
        if isStop, stream.equals(trigger.upperBound, "free") || stream.equals(trigger.upperBound, "well") {
            return []
        }
        // "How it provokes clots is not settled": a question.
        if isStop, stream.equals(trigger.lowerBound, "settled"), page.has(trigger.lowerBound - 1, .negative) {
            return []
        }
        // "Its effect wears off": what it is taken for.
        if isStop, !reading.isComment, stream.equals(trigger.lowerBound - 1, anyOf: Self.ownEffect),
            stream.equals(trigger.lowerBound - 2, "its") || stream.equals(trigger.lowerBound - 2, "their")
        {
            return []
        }
        // "Heart failure was seen in the first year and resolved on stopping": two verbs of one subject.
        if isStop, !reading.isComment, page.has(trigger.lowerBound - 1, .conjunction),
            let head = objects.left(
                of: trigger.lowerBound, within: 40, kinds: .effect, page, sentence, acrossClauses: true
            ).first,
            claims.contains(where: { $0.sentence == sentence.tokens && $0.objectTokens == page.concepts[head].tokens })
        {
            return [target(head)]
        }
        // "The words returned", "the gum never comes back": of something that was not read.
        if isStop, !reading.isComment, !refersBack(trigger.lowerBound - 1, sentence) || isOfDrugsTime(trigger) {
            return []
        }
        let before = sentence.tokens.lowerBound..<max(sentence.tokens.lowerBound, trigger.lowerBound)
        // "All of this passes": whatever the paragraph has told.
        let isAll =
            stream.equals(sentence.tokens.lowerBound, "all")
            && (1...2).contains { stream.equals(sentence.tokens.lowerBound + $0, anyOf: Self.these) }
        let count = isAll ? 8 : page.has(before, .pair) || before.contains { stream.equals($0, "these") } ? 2 : 1
        var found: [Target] = []
        // What was claimed two paragraphs ago is no longer meant; what lasts or goes may be that of the paragraph before where the sentence names
        // nothing itself ("the effect persisted").
        let isReferred = sentence.concepts.isEmpty && page.has(before, [.effectNoun, .effectPronoun])
        let reach = reading.isComment ? 0 : isStop ? (isReferred ? 1 : 0) : 2
        var segments: [String] = []
        for draft in claims.reversed().prefix(40) {
            if draft.claim.segment != reading.segment.id, !segments.contains(draft.claim.segment) {
                if segments.count == reach { break }
                segments.append(draft.claim.segment)
            }
            guard draft.claim.polarity != .negated, Self.family(draft.claim.predicate) == 0 else { continue }
            if let first = found.first, !isAll, first.tokens != draft.objectTokens,
                draft.sentence != claims.last?.sentence
            {
                break
            }
            if found.contains(where: { $0.label == draft.claim.object }) { continue }
            found.append(Target(saidOf: draft.claim, trigger))
            if found.count == count { break }
        }
        // "Agranulocytosis struck 11 women. It reverses once the tablets are stopped": what was named since, though nothing was read of it.
        if !reading.isComment, isStop, count == 1, let named = memory.objects.last, let old = claims.last,
            reading.segment.id == old.claim.segment, named.tokens.lowerBound >= old.tokens.upperBound,
            named.tokens.upperBound <= sentence.tokens.lowerBound, page.has(before, .effectPronoun)
        {
            return [Target(named.label, named.mesh, trigger, nil)]
        }
        if !found.isEmpty { return found.reversed() }
        return memory.objects.suffix(count).map { Target($0.label, $0.mesh, trigger, nil) }
    }

    private static let these = TokenTable("these this them those")

    /// "Because it wears off sooner", "they linger": the drug's own time.
    private func isOfDrugsTime(_ trigger: Range<Int>) -> Bool {
        guard stream.equals(trigger.lowerBound - 1, "it") || stream.equals(trigger.lowerBound - 1, "they")
        else {
            return false
        }
        // "It wears off along with the treatment."
        if trigger.contains(where: { stream.equals($0, "along") }) { return false }
        // "In the ear it was still there": the drug itself.
        if stream.equals(trigger.upperBound - 1, "there"), stream.equals(trigger.lowerBound - 1, "it") { return true }
        return stream.equals(trigger.lowerBound, anyOf: Self.drugsTimes)
    }

    private static let ownEffect = TokenTable("effect effects benefit benefits action")

    private static let drugsTimes = TokenTable(
        "wears wear wore linger lingers lingered lasts last lasted outlast outlasts stays stay reverses reverse")

    /// "reverses an overdose": a verb with an object of its own.
    private func takesObject(_ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard trigger.count == 1 else { return false }
        for word: StaticString in ["reverse", "reverses", "reversed", "resolve", "resolves", "resolved"]
        where stream.equals(trigger.lowerBound, word) {
            return page.has(trigger.upperBound, [.opener, .indefinite])
                || sentence.drugs.contains { page.drugs[$0].tokens.lowerBound == trigger.upperBound }
        }
        return false
    }

    /// The harm claimed last of a drug or of its class.
    func harm(of drug: ClaimSubject, _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        for draft in claims.reversed().prefix(40) {
            if reading.isComment, draft.claim.segment != reading.segment.id { break }
            guard draft.claim.polarity != .negated, Self.family(draft.claim.predicate) == 0,
                draft.subject.name == drug.name || drug.classes.contains(draft.subject.name)
            else { continue }
            return Target(saidOf: draft.claim, trigger)
        }
        return nil
    }

    /// What "no such risk" and "the same effect" refer to: the harm claimed last in this text.
    ///
    /// - Parameter isClose: the words ("did not") repeat the claim right before them, whatever it is.
    func sameObjects(_ trigger: Range<Int>, isClose: Bool, _ reading: Reading) -> [Target] {
        let isPlainDenial =
            stream.equals(trigger.lowerBound, "no") && stream.equals(trigger.lowerBound + 1, "such")
        let isOfDamage = trigger.contains { stream.equals($0, "damage") || stream.equals($0, "injury") }
        // "No such link emerged for sertraline": the link is what the title tells.
        if !reading.isComment, trigger.contains(where: { stream.equals($0, anyOf: Self.links) }),
            let title = self.segments.first(where: { $0.kind == .title })?.id,
            let draft = claims.first(where: {
                $0.claim.segment == title && $0.claim.predicate == .associatedWith && $0.claim.polarity == .asserted
            })
        {
            return [Target(saidOf: draft.claim, trigger)]
        }
        // What was claimed two paragraphs ago is no longer meant.
        var segments: [String] = []
        let known = reading.isComment ? claims[...] : claims.dropFirst(min(sectionClaims, claims.count))
        for draft in known.reversed().prefix(40) {
            if draft.claim.segment != reading.segment.id, segments.last != draft.claim.segment {
                if reading.isComment || segments.count == 2 { break }
                segments.append(draft.claim.segment)
            }
            // "raises its level. Other pills have no such effect" denies no harm.
            if isPlainDenial, draft.claim.segment == reading.segment.id,
                [2, 3].contains(Self.family(draft.claim.predicate))
            {
                return []
            }
            // "…; 100 mg did not" behind what a drug blocks denies that.
            if isClose, draft.claim.segment == reading.segment.id, Self.family(draft.claim.predicate) != 0 { return [] }
            guard Self.family(draft.claim.predicate) == 0, draft.claim.rule != "safe.fatal" else { continue }
            // "No such injury": the one before was an injury.
            if isOfDamage, !Self.isDamage(draft.claim.object) { return [] }
            return [Target(saidOf: draft.claim, trigger)]
        }
        return []
    }

    private static let links = TokenTable("link links association associations connection relationship")

    private static func isDamage(_ label: String) -> Bool {
        for word in ["injury", "damage", "failure", "toxicity", "itis", "pathy", "necrosis", "loss", "fibrosis"]
        where label.contains(word) { return true }
        return false
    }

    /// "…, and the excess disappeared": another thing is spoken of than the one before.
    private func isSpokenAnew(_ gap: Range<Int>) -> Bool {
        // "injure the retina, and that damage stays": the one before after all.
        for index in gap where page.has(index + 1, [.risk, .effectNoun]) {
            for word: StaticString in ["that", "this", "such", "these", "those"] where stream.equals(index, word) {
                return false
            }
            if stream.equals(index, "the"), stream.equals(index + 1, anyOf: Self.damages) { return false }
        }
        // "It can scar the lungs, and this may not be reversible": the one before.
        if gap.contains(where: { stream.equals($0, "this") && page.has($0 - 1, .conjunction) }) { return false }
        for index in gap {
            // "Fracture risk rises": of the concept itself.
            if index == gap.lowerBound, page.has(index, .risk) { continue }
            if page.has(index, .effectNoun) { return true }
            if stream.punctuation(index) == UInt8(ascii: ","), page.has(index + 1, .conjunction) { return true }
        }
        return false
    }

    private static let damages = TokenTable("damage harm injury loss defect change rise increase fall")
}
