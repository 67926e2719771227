import Events

/// Whom a rule's match speaks of, and matches that other words divert.
extension ClaimFinder {
    /// The drug of the latest claim of harm with this object in the segment; in an article's text, anywhere before.
    func claimed(_ label: String, _ reading: Reading) -> ClaimSubject? {
        var latest: ClaimSubject?
        for index in claims.indices.suffix(60).reversed() {
            if reading.isComment, claims[index].claim.segment != reading.segment.id { break }
            guard claims[index].claim.object == label, Self.family(claims[index].claim.predicate) == 0,
                // What another drug adds to does not go when that one is stopped.
                claims[index].claim.predicate != .aggravates
            else { continue }
            var subject = claims[index].subject
            if reading.isComment {
                subject.isWithdrawal = false
                return subject
            }
            if claims[index].sentence == reading.sentence.tokens { return subject }
            // Of several drugs the one that the text is about, or its class.
            if let main = topic.first, subject.name == main.name { return subject }
            if latest == nil { latest = subject }
        }
        return latest
    }

    /// "The pain went away" of somebody who has stopped nothing and blamed nothing: the drug helped.
    func readRelief(
        _ rule: ClaimRule, _ targets: [Target], _ found: Found?, _ trigger: Range<Int>, _ reading: Reading,
        used: inout UsedConcepts
    ) {
        guard reading.isComment, rule.predicate == .reversibleAfterStop, let found, !reading.sentence.isQuestion else {
            return
        }
        for target in targets {
            guard let index = target.index, !used.contains(index),
                stage.concepts.concepts[Int(page.concepts[index].concept)].kinds.contains(.indication)
            else { continue }
            used.insert(index)
            for drug in found.subjects where drug.name != target.label {
                emit(
                    "comment.better", .treats, drug, subjectTokens: found.tokens, target, trigger: trigger, rule: nil,
                    reading, relief: true)
            }
        }
    }

    /// "She was given bupropion, and her depression lifted": nothing was stopped, and the drug is labelled for what went away.
    func isReliefTold(
        _ targets: [Target], _ drugs: [ClaimSubject], _ trigger: Range<Int>, _ reading: Reading
    ) -> Bool {
        guard !reading.isComment, !drugs.isEmpty, !hasCompanion(.stop, near: trigger, reading.sentence) else {
            return false
        }
        return targets.allSatisfy { target in
            target.index != nil && drugs.allSatisfy { !$0.isWithdrawal && isIndicated($0, target.label) }
        }
    }

    /// The drug that this sentence has said to be, or not to be, of the class at a place.
    func classified(at place: Range<Int>?, _ reading: Reading) -> ClaimSubject? {
        guard let place else { return nil }
        for draft in claims.reversed() {
            if draft.sentence != reading.sentence.tokens { return nil }
            if draft.claim.predicate == .isA, draft.objectTokens.overlaps(place),
                draft.tokens.lowerBound < place.lowerBound
            {
                return draft.subject
            }
        }
        return nil
    }

    /// "X is a Y": nothing but articles between "is" and Y, and X close before.
    func isPlainEquation(_ trigger: Range<Int>, _ object: Range<Int>, _ subject: Range<Int>?) -> Bool {
        guard let subject else { return false }
        if subject.upperBound <= trigger.lowerBound {
            if trigger.lowerBound - subject.upperBound > 8 { return false }
            if object.lowerBound > trigger.upperBound,
                page.has(trigger.upperBound..<object.lowerBound, [.tie, .comparator])
            {
                return false
            }
        }
        return true
    }

    func takesPronoun(_ rule: ClaimRule) -> Bool {
        switch rule.predicate {
        case .causes, .treats, .prevents, .aggravates, .predisposes, .associatedWith:
            rule.id != "effect.include" && rule.special != .causeMake && !rule.isAcrossPerson
        default: false
        }
    }

    /// "prevents most of these"
    func isMostOfThem(_ index: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard sentence.tokens.contains(index + 2), stream.equals(index + 1, "of"),
            stream.equals(index + 2, "these") || stream.equals(index + 2, "them")
                || stream.equals(index + 2, "those")
        else { return false }
        for word: StaticString in ["most", "many", "some", "all", "half", "both"] where stream.equals(index, word) {
            return true
        }
        return false
    }

    func isPronoun(_ index: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        // "did nothing for that"
        if isInComment, stream.equals(index, "that"), sentence.tokens.contains(index),
            index + 1 >= sentence.tokens.upperBound || stream.isPunctuation(at: index + 1)
                || page.has(index + 1, .conjunction)
        {
            return true
        }
        guard sentence.tokens.contains(index), page.has(index, .effectPronoun) else { return false }
        // "against this virus": the noun is meant.
        guard stream.equals(index, "this"), sentence.tokens.contains(index + 1) else { return true }
        return stream.isPunctuation(at: index + 1) || page.has(index + 1, [.ender, .conjunction, .relative])
    }

    /// What the page has spoken of before this sentence.
    func spoken(_ reading: Reading) -> SubjectReader.Spoken {
        SubjectReader.Spoken(finder: self, isComment: reading.isComment)
    }

    var spoken: SubjectReader.Spoken { SubjectReader.Spoken(finder: self, isComment: isInComment) }

    typealias Found = (subjects: [ClaimSubject], tokens: Range<Int>?, isTopic: Bool)

    func subject(_ rule: ClaimRule, _ trigger: Range<Int>, _ objects: [Range<Int>], _ reading: Reading) -> Found? {
        let found = namedSubject(rule, trigger, objects, reading)
        // "Adverse events led to withdrawal in 12 percent, mainly fatigue": the drug's.
        guard let found, found.subjects.count == 1, found.subjects[0].name == "adverse effect", !reading.isComment
        else { return found }
        guard memory.isOwn || isOnTopic, !memory.subjects.isEmpty else { return nil }
        return (memory.subjects, nil, true)
    }

    /// "Blocking alpha-2 receptors, it lets more noradrenaline out": who does it stands behind, before any drug.
    private func pronounBehind(_ trigger: Range<Int>, _ reading: Reading) -> Found? {
        let end = min(trigger.upperBound + 9, reading.sentence.tokens.upperBound)
        let drug = reading.groups.first { $0.tokens.lowerBound >= trigger.upperBound }?.tokens.lowerBound ?? end
        guard
            let it = Range(from: trigger.upperBound, to: min(end, drug)).first(where: {
                stream.equals($0, "it") || stream.equals($0, "they")
            }),
            let meant = subjects.left(
                of: it + 1, groups: reading.groups, spoken: spoken(reading), page, reading.sentence)
        else { return nil }
        return (meant.subjects, meant.tokens, false)
    }

    private func namedSubject(
        _ rule: ClaimRule, _ trigger: Range<Int>, _ objects: [Range<Int>], _ reading: Reading
    ) -> Found? {
        let spoken = spoken(reading)
        func left() -> Found? {
            subjects.left(of: trigger.lowerBound, groups: reading.groups, spoken: spoken, page, reading.sentence)
                .map {
                    // "It's one of the long-acting benzos, half-life of 40 hours": of the one that is of the class.
                    if let own = classified(at: $0.tokens, reading) { return ([own], $0.tokens, false) }
                    let named = subjects.coordinatedBefore($0, reading.groups, page, reading.sentence)
                    return (
                        subjects.withExcepted(
                            named, behind: $0.tokens, before: trigger.lowerBound, reading.groups, page), $0.tokens,
                        false
                    )
                }
        }
        func right(_ reach: Int) -> Found? {
            var end = trigger.upperBound
            for object in objects where object.upperBound > end { end = object.upperBound }
            let found =
                subjects.right(
                    of: trigger.upperBound, groups: reading.groups, within: reach, spoken: spoken, page,
                    reading.sentence)
                ?? (end > trigger.upperBound
                    ? subjects.right(
                        of: end, groups: reading.groups, within: reach, spoken: spoken, page, reading.sentence)
                    : nil)
                ?? (reading.isComment || Self.family(rule.predicate) != 0
                    ? nil : armBehind(trigger.upperBound, reading).map { ($0.subjects, $0.tokens) })
            // "Scores were lower, and fewer opioid tablets were needed": what there was less of did nothing.
            if let found, Self.family(rule.predicate) == 2,
                stream.equals(found.tokens.lowerBound - 1, "fewer")
                    || stream.equals(found.tokens.lowerBound - 1, "less")
            {
                return nil
            }
            // "It hardly troubles the sex life, unlike sertraline"
            if let found, stream.equals(found.tokens.lowerBound - 1, "unlike") { return nil }
            // "dementia more often than people treated with X"; "seen in five, most of whom were also receiving X"
            if let found,
                rule.predicate == .treats && (1...3).contains(where: { stream.equals(trigger.lowerBound - $0, "than") })
                    || (1...5).contains(where: { stream.equals(found.tokens.lowerBound - $0, "whom") })
            {
                return nil
            }
            guard let found, !isBehindThan(found.tokens, trigger, reading), !isInNextClause(end, found.tokens),
                rule.predicate == .aggravates || !subjects.isCompany(found.tokens, page),
                Self.family(rule.predicate) != 0 || !isTreated(end, found.tokens)
            else { return nil }
            return (subjects.coordinated(found, reading.groups, page, reading.sentence), found.tokens, false)
        }
        func spokenOf() -> Found? {
            // "Do not combine it with": one drug, behind a sentence on two.
            if !reading.isComment, spoken.subjects.count > 1, let single = spoken.single,
                trigger.contains(where: { stream.equals($0, "it") })
            {
                return ([single], nil, true)
            }
            return spoken.subjects.isEmpty ? nil : (spoken.subjects, nil, true)
        }
        /// The subject is left out or is the people of whom a result is told: the drug spoken of is meant.
        func elided(before token: Int? = nil) -> Found? {
            if reading.isComment {
                return isOfUnknown(rule, trigger, reading) ? nil : spokenOf()
            }
            guard !isOfOthers(reading) else { return nil }
            guard memory.isOwn || isOnTopic else { return nil }
            // "A case of nephrotic syndrome treated with X": the drug is there, against it.
            if Self.family(rule.predicate) == 0,
                reading.groups.contains(where: { isTreated(trigger.upperBound, $0.tokens) })
            {
                return nil
            }
            return isElided(before: token ?? trigger.lowerBound, isVerb: token == nil, reading) ? spokenOf() : nil
        }
        switch rule.subject {
        case .left:
            // "taken with food, which prevents nausea": the food does.
            if subjects.isOfFood(before: trigger.lowerBound, page, reading.sentence) {
                return conceptSubject(rule, trigger, reading)
            }
            if rule.predicate == .isA, subjects.isCleft(page, reading.sentence) { return nil }
            if rule.special == .safeFatal, let illness = fatalIllness(trigger, reading) { return illness }
            let opens =
                rule.predicate != .isA && trigger.lowerBound - reading.sentence.tokens.lowerBound <= 1
                && isGerund(trigger.lowerBound)
            if let chain = relative(rule, trigger, reading) ?? ownConcept(rule, trigger, reading)
                ?? describedThing(rule, trigger, reading)
            {
                return chain
            }
            // "a firm that makes hormones"
            if rule.special == .mechanismMaker { return nil }
            // "Amiodarone raised serum digoxin, through inhibition of P-glycoprotein": by the drug that did it.
            if rule.predicate == .inhibits, stream.equals(trigger.lowerBound, anyOf: Self.blocking),
                stream.equals(trigger.lowerBound - 1, anyOf: Self.byMeans), let last = claims.last,
                last.sentence == reading.sentence.tokens
            {
                return ([last.subject], nil, false)
            }
            let nearest =
                left() ?? meantInside(rule, trigger, reading) ?? (opens ? pronounBehind(trigger, reading) : nil)
            if let nearest, case .right = rule.object, isInOwnClause(trigger, behind: nearest.tokens, reading) {
                return conceptSubject(rule, trigger, reading) ?? actingThing(rule, trigger, reading)
            }
            if let found = nearest ?? (opens ? right(12) : nil) { return found }
            // "Abrupt withdrawal can provoke seizures."
            if Self.family(rule.predicate) == 0, memory.isOwn || isOnTopic, isByStopping(nil, trigger, reading) {
                return spokenOf()
            }
            // "Vaccination against shingles is recommended before tofacitinib": the vaccine does.
            if stream.equals(trigger.lowerBound, anyOf: Self.vaccines), rule.predicate == .prevents { return nil }
            return conceptSubject(rule, trigger, reading) ?? actingThing(rule, trigger, reading) ?? tied(
                trigger, objects, reading, isUse: rule.special?.readsUse ?? false,
                isBenefit: Self.family(rule.predicate) == Self.family(.treats)) ?? elided()
        case .right:
            // "Ezetimibe lowered cholesterol in patients receiving a statin": the statin is whom it was tried on.
            if rule.predicate == .associatedWith, page.has(trigger, .person),
                let first = objects.map(\.lowerBound).min(),
                subjects.left(of: first, groups: reading.groups, spoken: spoken, page, reading.sentence)?.tokens != nil
            {
                return nil
            }
            // "a study tied it to heart attacks", "doctors blame it for"
            if rule.special == .blameFor || rule.special == .associationActive || rule.predicate == .isA,
                stream.equals(trigger.upperBound, "it") || stream.equals(trigger.upperBound, "them"),
                let meant = subjects.left(
                    of: trigger.upperBound + 1, groups: reading.groups, spoken: spoken, page, reading.sentence)
            {
                return (meant.subjects, meant.tokens, false)
            }
            if rule.special == .associationActive, tiesUse(trigger, objects, reading) { return spokenOf() }
            if rule.predicate == .mediates, let cause = conceptCause(rule, trigger, reading) { return cause }
            if rule.special == .causePassive, let found = right(3) {
                // "out of breath due to emphysema and took X": the cause stands before "and".
                if let tokens = found.tokens, tokens.lowerBound > trigger.upperBound,
                    page.has(trigger.upperBound..<tokens.lowerBound, .conjunction)
                {
                    return nil
                }
                return found
            }
            return (rule.special == .causePassive ? nil : right(rule.reachOfSubject)) ?? conceptCause(
                rule, trigger, reading)
                // "It was linked to skin cancer": "it" is the drug, no effect of it.
                ?? (objects.allSatisfy({ !page.has($0.lowerBound, .effectPronoun) })
                    && (rule.predicate == .associatedWith || rule.predicate == .causesMoreThan
                        // "Treatment of gout aims at lowering uric acid" is of no drug.
                        || Self.family(rule.predicate) == 2 && rule.openings.isEmpty)
                    // "Kidney stones were more frequent than in users of X": of the drug spoken of.
                    && reading.groups.allSatisfy { isHeldBehind($0, trigger, reading) }
                    ? elided(before: objects.map(\.lowerBound).min() ?? trigger.lowerBound) : nil)
        case .either:
            if let found = left() { return found }
            let found = right(8)
            // "Drink enough, leave ibuprofen alone", "halve the dose and keep an antacid at hand", in a text on another drug.
            if rule.predicate == .practice, !reading.isComment, isOnTopic, let tokens = found?.tokens,
                tokens.lowerBound >= trigger.upperBound,
                stream.equals(tokens.lowerBound - 1, anyOf: Self.shunning)
                    || page.has(trigger.upperBound..<tokens.lowerBound, .conjunction),
                let main = topic.first, found?.subjects.contains(where: { $0.isSame(as: main) }) == false,
                let meant = spokenOf()
            {
                return meant
            }
            // "found no excess of falls among users once alcohol had been allowed for": users of the drug spoken of.
            if Self.family(rule.predicate) == 0, !reading.isComment, memory.isOwn || isOnTopic,
                let drug = found?.tokens,
                isBehindUsers(drug, trigger), let meant = spokenOf()
            {
                return meant
            }
            // "Use the lowest dose in patients who are on opioids": of the drug spoken of.
            if rule.predicate == .practice, !reading.isComment, let tokens = found?.tokens,
                reading.groups.contains(where: { $0.tokens == tokens && $0.isBackground }), let meant = spokenOf()
            {
                return meant
            }
            return found ?? elided()
        case .topic:
            // "twice as frequent as with liraglutide": the drug behind is what it is compared with.
            let isHeld =
                // "Come off it slowly, and try a steroid spray": what "it" is.
                rule.predicate == .practice && !reading.isComment && memory.subjects.count == 1 && memory.isOwn
                && trigger.contains { stream.equals($0, "it") }
                || rule.special == .compareAs || stream.equals(trigger.upperBound - 1, "as")
                // "Hypoglycaemia is rarer than with glargine."
                || rule.predicate == .lowerThan && trigger.contains { stream.equals($0, "than") }
            if let found = left() ?? (isHeld ? nil : right(10)) {
                // "Misuse has been reported, chiefly in people who also use opioids": of the drug spoken of.
                if Self.family(rule.predicate) == 0, !reading.isComment, memory.isOwn || isOnTopic,
                    let drug = found.tokens,
                    drug.lowerBound >= trigger.upperBound,
                    reading.groups.contains(where: { $0.tokens == drug && $0.isBackground }), let meant = spokenOf()
                {
                    return meant
                }
                // "Drowsiness was dose related, mainly in patients receiving valproate": of the drug spoken of.
                if rule.predicate == .doseResponse, memory.isOwn || isOnTopic, let drug = found.tokens,
                    drug.lowerBound >= trigger.upperBound,
                    stream.equals(drug.lowerBound - 1, anyOf: SubjectReader.takings),
                    page.has(drug.lowerBound - 3..<drug.lowerBound - 1, .person)
                {
                    return spokenOf()
                }
                // "Most cases improve together with corticosteroids, but scarring is irreversible": of the drug spoken of.
                if rule.predicate == .reversibleAfterStop || rule.predicate == .persistsAfterStop,
                    memory.isOwn || isOnTopic, let drug = found.tokens, subjects.isCompany(drug, page)
                {
                    return spokenOf()
                }
                return found
            }
            // "The cough goes away when lisinopril is stopped."
            if rule.predicate == .reversibleAfterStop || rule.predicate == .persistsAfterStop,
                let group = reading.groups.first(where: {
                    $0.tokens.lowerBound >= trigger.upperBound && isStopped($0.tokens, reading)
                })
            {
                return (group.subjects, group.tokens, false)
            }
            if !reading.isComment, isOfOthers(reading) || isOfUnnamed(rule, trigger, reading) { return nil }
            if isHeld { return memory.isOwn || isOnTopic ? spokenOf() : nil }
            // "… are the usual complaints, and they respond to folic acid": no drug of this clause.
            let isAlone = reading.groups.allSatisfy {
                $0.tokens.lowerBound >= trigger.upperBound
                    && (isInNextClause(trigger.upperBound, $0.tokens) || isHeldBehind($0, trigger, reading)
                        || isFarBehind(trigger.upperBound, $0.tokens.lowerBound))
            }
            return isAlone || reading.isComment ? spokenOf() : nil
        }
    }

    private func isBehindUsers(_ drug: Range<Int>, _ trigger: Range<Int>) -> Bool {
        drug.lowerBound > trigger.upperBound
            && (trigger.upperBound..<drug.lowerBound).contains { index in
                (stream.equals(index, "users") || stream.equals(index, "takers"))
                    && !stream.equals(index + 1, "of") && index + 1 < drug.lowerBound
            }
    }

    /// "Studies have tied its long-term use to fractures", "connected years of heavy use with dementia": of the drug spoken of.
    private func tiesUse(_ trigger: Range<Int>, _ objects: [Range<Int>], _ reading: Reading) -> Bool {
        guard memory.isOwn || isOnTopic, let first = objects.map(\.lowerBound).min(), first > trigger.upperBound else {
            return false
        }
        let between = trigger.upperBound..<first
        return page.has(between, .exposed) && !page.has(between, [.clauseStart, .relative])
            && !reading.groups.contains { between.overlaps($0.tokens) }
    }

    /// "Dermatologists give it for psoriasis": the word that stands for the drug is among the rule's own.
    private func meantInside(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        guard rule.predicate == .treats, !reading.isComment, trigger.count > 1,
            let it = trigger.dropFirst().first(where: { stream.equals($0, "it") || stream.equals($0, "them") }),
            let meant = subjects.meant(by: it..<it + 1, spoken(reading), page)
        else { return nil }
        return (meant, it..<it + 1, false)
    }

    /// "… than in users of X": a drug behind that another one, that spoken of, is held against.
    private func isHeldBehind(_ group: DrugGroup, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        isBehindThan(group.tokens, trigger, reading)
            && !group.subjects.contains { own in memory.subjects.contains { $0.isSame(as: own) } }
    }

    /// "… has been described in two case reports, one of them in a man who also used X": a drug behind a comma, further than a clause
    /// reaches for its subject.
    private func isFarBehind(_ end: Int, _ drug: Int) -> Bool {
        drug - end > 8 && (end..<drug).contains { stream.punctuation($0) == UInt8(ascii: ",") }
    }

    func isGerund(_ index: Int) -> Bool { stream.endsInIng(index, longerThan: 2) }

    /// Whether nothing but people, findings and function words stands between the clause's start and a token.
    private func isElided(before token: Int, isVerb: Bool, _ reading: Reading) -> Bool {
        var index = token - 1
        let first = reading.sentence.tokens.lowerBound
        let opensWithPlace = stream.equals(first, anyOf: Self.placing)
        while index >= reading.sentence.tokens.lowerBound {
            // "Food is fine, and cuts the nausea": two verbs of one subject.
            if isVerb, index == token - 1, stream.equals(index, "and"),
                index > reading.sentence.tokens.lowerBound + 1,
                stream.punctuation(index - 1) == UInt8(ascii: ",")
            {
                index -= 2
                continue
            }
            if page.has(index, .clauseStart), !page.has(index, .relative) { return true }
            // "… may ease the dread: a fall in white cells befell 1.4 percent"
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ":") || mark == UInt8(ascii: ";") {
                // "Summary: In 388 people", "… a day of the first sniffle: they shortened colds"
                return index - reading.sentence.tokens.lowerBound > 3
                    && !page.has(index + 1, [.pronoun, .effectPronoun])
            }
            // "In 2,310 hospitalised children, exposure raised the odds": whatever place or people come first.
            if opensWithPlace, mark == UInt8(ascii: ","), index - first > 1, index - first <= 14,
                !reading.groups.contains(where: { $0.tokens.lowerBound < index })
            {
                return true
            }
            let own = stream.tokens[index]
            // "In acute gout 1.8 mg over one hour relieves pain"
            if opensWithPlace, index - first <= 4, !reading.isComment,
                reading.sentence.concepts.contains(where: { page.concepts[$0].tokens.contains(index) }),
                !reading.groups.contains(where: { $0.tokens.lowerBound < index })
            {
                return true
            }
            if own.isWord,
                !page.has(
                    index,
                    [
                        .function, .person, .exposed, .finding, .reporter, .risk, .effectNoun, .negative, .better,
                        .worse, .personLink,
                        .filler, .tie, .opener, .comparator, .duration, .doseForm, .longTerm, .shortTerm, .plural,
                        .term, .unit,
                    ]),
                !stream.equals(index, anyOf: Self.exposures), !isAdverb(index),
                // "On the eighth day she woke with fever", of somebody who was given the drug.
                !(memory.isOwn && stream.equals(index, anyOf: Self.oneWho)),
                // "At 5 mg a day, strokes were halved."
                !(stream.equals(index, "at") && stream.isNumber(at: index + 1))
            {
                return false
            }
            index -= 1
        }
        return true
    }

    private static let vaccines = TokenTable("vaccination immunization immunisation immunity")
    private static let shunning = TokenTable("leave leaving skip skipping shun shunning")
    private static let blocking = TokenTable("inhibition blockade suppression")
    private static let byMeans = TokenTable("through via by")

    private static let placing = TokenTable("in among over during at within across of for after")

    /// Words of who had the drug, when and for how long: "children exposed in the womb", "those who kept taking it", "current use".
    private static let exposures = TokenTable(
        """
        treated exposed unexposed cumulative recent current past prior previous prenatal maternal paternal continued continuous \
        continuing frequent heavy heavier intensive early earlier late later new initial longest took taken received receiving \
        given kept stayed started starting began begun swallowed put prescribed assigned randomised randomized allocated enrolled \
        trimester pregnancy womb utero lactation childhood infancy adulthood whose year month week day decade period periods ever \
        first second third fourth fifth sixth seventh eighth ninth tenth next following same night evening morning afternoon \
        few several subsequent active study trial verum mean median average last hospitalised hospitalized pregnant elderly \
        old young older younger frail healthy obese eligible matched consecutive consistent consistently follow up further \
        additional highest lowest higher lower combined pooled overall adjusted unadjusted absolute relative per cent percent \
        half quarter fifth
        """)

    private static let oneWho = TokenTable("he she her his")

    func isAdverb(_ index: Int) -> Bool { stream.endsInLy(index, longerThan: 3) }

    /// A whole sentence in quotation marks.
    func isQuotation(_ sentence: ClaimPage.Sentence) -> Bool {
        let tokens = sentence.tokens
        guard tokens.count >= 6, stream.punctuation(tokens.lowerBound) == UInt8(ascii: "\"") else { return false }
        for index in tokens.upperBound - 2..<tokens.upperBound
        where stream.punctuation(index) == UInt8(ascii: "\"") { return true }
        return false
    }

    /// The faces with tears of joy, rolling on the floor, and upside down.
    func laughs(_ segment: Segment) -> Bool {
        if stream.isPlain { return false }
        let bytes = self.text
        let text = bytes.span
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
