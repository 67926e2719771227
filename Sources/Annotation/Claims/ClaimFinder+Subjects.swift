import Events

/// Whom a rule's match speaks of, and matches that other words divert.
extension ClaimFinder {
    /// The drug of the latest claim of harm with this object in the segment; in an article's text, anywhere before.
    func claimed(_ label: String, _ reading: Reading) -> ClaimSubject? {
        for draft in claims.reversed().prefix(40) {
            if reading.isComment, draft.claim.segment != reading.segment.id { return nil }
            if draft.claim.object == label, Self.family(draft.claim.predicate) == 0 {
                var subject = draft.subject
                if reading.isComment { subject.isWithdrawal = false }
                return subject
            }
        }
        return nil
    }

    /// "lowers the risk of stroke" treats no stroke, "caused relief from tics" causes none: another word stands between.
    func isDiverted(_ rule: ClaimRule, _ trigger: Range<Int>, _ object: Range<Int>) -> Bool {
        guard object.lowerBound > trigger.upperBound else { return false }
        let between = trigger.upperBound..<object.lowerBound
        switch rule.predicate {
        case .treats:
            for word: StaticString in [
                "risk", "risks", "odds", "chance", "chances", "likelihood", "incidence", "rate", "rates",
            ] {
                if between.contains(where: { page.stream.equals($0, word) }) { return true }
            }
        case .causes, .associatedWith:
            for word: StaticString in [
                "relief", "improvement", "improvements", "reduction", "reductions", "decrease", "fewer",
            ] {
                if between.contains(where: { page.stream.equals($0, word) }) { return true }
            }
        default: return false
        }
        return false
    }

    func takesPronoun(_ rule: ClaimRule) -> Bool {
        switch rule.predicate {
        case .causes, .treats, .prevents, .aggravates, .predisposes, .associatedWith: rule.id != "effect.include"
        default: false
        }
    }

    func isPronoun(_ index: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard sentence.tokens.contains(index) else { return false }
        return page.stream.equals(index, "it") || page.stream.equals(index, "them") || page.stream.equals(index, "this")
    }

    func hasPlural(_ tokens: Range<Int>) -> Bool {
        tokens.contains { page.stream.equals($0, "both") || page.stream.equals($0, "these") }
    }

    func subject(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ objects: [Range<Int>], _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        let earlier = memory.subjects
        func left() -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
            subjects.left(
                of: trigger.lowerBound, groups: reading.groups, earlier: earlier, family: family, page, reading.sentence
            )
            .map { ($0.subjects, $0.tokens, false) }
        }
        func right(_ reach: Int) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
            let end = max(trigger.upperBound, objects.map(\.upperBound).max() ?? 0)
            return
                (subjects.right(of: trigger.upperBound, groups: reading.groups, within: reach)
                ?? subjects.right(of: end, groups: reading.groups, within: reach)).map {
                    ($0.subjects, $0.tokens, false)
                }
        }
        func spokenOf() -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
            earlier.isEmpty ? nil : (earlier, nil, true)
        }
        switch rule.subject {
        case .left:
            let opens =
                rule.predicate != .isA && trigger.lowerBound - reading.sentence.tokens.lowerBound <= 1
                && page.stream.lowerString(trigger.lowerBound).hasSuffix("ing")
            if let chain = relative(rule, trigger, reading) { return chain }
            return left() ?? (opens ? right(12) : nil) ?? conceptSubject(rule, trigger, reading)
                ?? (reading.isComment || memory.isOwn ? spokenOf() : nil)
        case .right:
            if rule.predicate == .mediates, let cause = conceptCause(rule, trigger, reading) { return cause }
            return right(rule.id == "cause.passive" ? 3 : 6) ?? conceptCause(rule, trigger, reading)
        case .either: return left() ?? right(8) ?? (reading.isComment ? spokenOf() : nil)
        case .topic: return left() ?? right(10) ?? spokenOf()
        }
    }

    /// A condition or a target as the subject: "insulin resistance may end in diabetes".
    func conceptSubject(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        switch rule.predicate {
        case .causes, .stimulates, .inhibits, .predisposes: break
        default: return nil
        }
        guard rule.id != "cause.hyphen" else { return nil }
        let found = objects.left(
            of: trigger.lowerBound, within: 3, kinds: [.effect, .mechanism], page, reading.sentence)
        guard let last = found.last else { return nil }
        let own = target(last)
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }

    /// "…, which in turn may end in diabetes": the thing before "which" does it.
    func relative(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        switch rule.predicate {
        case .causes, .stimulates, .inhibits, .predisposes: break
        default: return nil
        }
        let start = max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 7)
        guard let which = (start..<trigger.lowerBound).last(where: { page.stream.equals($0, "which") }) else {
            return nil
        }
        guard let last = objects.left(of: which, within: 1, kinds: [.effect, .mechanism], page, reading.sentence).last
        else { return nil }
        let own = target(last)
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }

    /// "can also come from kidney stones": a condition as the cause.
    func conceptCause(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)? {
        guard rule.id == "cause.passive" || rule.predicate == .mediates else { return nil }
        let found = objects.right(
            of: trigger.upperBound, within: 2, kinds: [.effect, .mechanism], page, reading.sentence)
        guard let first = found.first else { return nil }
        let own = target(first)
        return ([ClaimSubject(name: own.label, id: own.mesh.map { "MESH:\($0)" })], own.tokens, true)
    }

    /// A whole sentence in quotation marks.
    func isQuotation(_ sentence: ClaimPage.Sentence) -> Bool {
        let tokens = sentence.tokens
        guard tokens.count >= 6, page.stream.punctuation(tokens.lowerBound) == UInt8(ascii: "\"") else { return false }
        for index in tokens.upperBound - 2..<tokens.upperBound
        where page.stream.punctuation(index) == UInt8(ascii: "\"") { return true }
        return false
    }

    /// The faces with tears of joy, rolling on the floor, and upside down.
    func laughs(_ segment: Segment) -> Bool {
        let text = article.text.span
        var index = segment.range.start
        while index + 3 < segment.range.end {
            if text[index] == 0xF0, text[index + 1] == 0x9F {
                let tail = (text[index + 2], text[index + 3])
                if tail == (0x98, 0x82) || tail == (0xA4, 0xA3) || tail == (0x99, 0x83) { return true }
            }
            index += 1
        }
        return false
    }
}
