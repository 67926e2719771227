import Events

/// One step of advice: what it says, and of which drug.
extension ClaimFinder {
    func advice(
        _ step: AdviceStep, _ trigger: Range<Int>, _ reading: Reading, isImperative: Bool
    ) -> Advised? {
        let clause = adviceClause(step, trigger, reading, isImperative: isImperative)
        if isNoCommand(clause) { return nil }
        switch askedAbout(clause) ?? notBeside(clause) ?? said(clause) {
        case .nothing: return nil
        case .whole(let targets, let subject): return (targets, subject)
        case .told(let targets): return targets.isEmpty ? nil : advised(targets, clause)
        }
    }

    private func said(_ clause: AdviceClause) -> AdviceTold {
        let (step, trigger, reading) = (clause.step, clause.trigger, clause.reading)
        switch step.verb.kind {
        case .stop where step.isNegated:
            let label = stopping(after: step.position, reading, people: people(before: trigger.lowerBound, reading))
            return .told([Target(label, nil, trigger.lowerBound..<clause.end, nil)])
        case .avoid: return avoided(clause)
        case .use where step.isNegated: return refusedUse(clause)
        case .use where clause.isImperative && isVitaminBeside(clause.direct):
            // "Take folic acid before you conceive": what goes with the drug that the page is about.
            let label = joined("\(clause.base) \(clause.direct?.subjects.first?.name ?? "")", clause.tail.text)
            return .whole([Target(label, nil, trigger.lowerBound..<clause.end, nil)], (topic, nil, true))
        case .use: return advisedUse(clause)
        case .combine: return notCombined(clause)
        case .monitor: return watched(clause)
        case .stop, .plain, .act, .ask: return advisedAct(clause)
        }
    }

    private func adviceClause(
        _ step: AdviceStep, _ trigger: Range<Int>, _ reading: Reading, isImperative: Bool
    ) -> AdviceClause {
        let next = step.position + 1
        // "Children under 16 should not be given aspirin."
        let recipients =
            step.isPassive && step.isNegated && step.verb.kind == .use
            ? people(before: trigger.lowerBound, reading)
                // "Nobody with depression, psychosis or fits should be given it."
                ?? whomBefore(trigger.lowerBound, reading).first?.place : nil
        var direct = step.isPassive && recipients == nil ? nil : directDrug(after: next, reading)
        // "put the tablets away"
        if direct == nil, !step.isPassive, let head = step.head, head < step.position {
            direct = directDrug(after: head + 1, reading)
            if let own = direct, own.tokens.upperBound > step.position { direct = nil }
        }
        // "cough syrup with codeine": the drug in it.
        if let own = direct, own.subjects.count == 1, own.subjects[0].name.contains(" with "),
            case let drugs = reading.sentence.drugs.filter({ own.tokens.contains(page.drugs[$0].tokens.lowerBound) }),
            drugs.count == 2, isWare(page.drugs[drugs[0]]), !page.drugs[drugs[1]].isClass
        {
            direct = ([ClaimSubject(page.drugs[drugs[1]])], own.tokens, own.isPronoun)
        }
        // "We check potassium two weeks after starting spironolactone", "wear sunscreen while taking doxycycline".
        let anybody = takenDrug(reading)
        let isAnyway = anybody?.tokens.map { isTakenAnyway($0, reading.sentence) } ?? false
        // "Men on warfarin should ask the pharmacist": on a page about another drug, of that.
        let taken = isAnyway && direct?.isPronoun ?? true ? (topic, nil, true) : anybody
        let isOther = direct != nil && taken != nil && direct?.tokens != taken?.tokens && direct?.isPronoun == false
        let watched = isOther && step.verb.kind == .monitor ? direct : nil
        if watched != nil { direct = nil }
        let rest = max(direct?.tokens.upperBound ?? next, next)
        var tail = tail(
            after: rest, reading, keepsDrug: step.verb.kind == .combine || watched != nil,
            keepsArticle: !step.isNegated && isOfDoing(step))
        // "leave it alone"
        if step.verb.kind == .avoid, tail.text == "alone" { tail = Tail(start: rest, end: tail.end) }
        // "suggests that bosentan be offered": the drug itself.
        let between = reading.groups.last {
            step.isPassive && $0.tokens.lowerBound >= trigger.upperBound && $0.tokens.upperBound <= step.position
        }
        let thing =
            recipients != nil
            ? nil
            : step.thing != nil
                ? step.thing
                : step.isPassive && between == nil
                    ? thing(before: trigger.lowerBound, reading, ofDrug: step.verb.kind == .monitor) : nil
        let end = max(tail.text.isEmpty ? next : tail.end, rest)
        return AdviceClause(
            step: step, trigger: trigger, reading: reading, isImperative: isImperative, direct: direct, taken: taken,
            isOther: isOther, between: between, thing: thing, tail: tail, rest: rest, end: end)
    }

    /// A command that is none on a drug, or tells what comes of something.
    private func isNoCommand(_ clause: AdviceClause) -> Bool {
        let (step, reading, direct, tail) = (clause.step, clause.reading, clause.direct, clause.tail)
        let (isImperative, next, rest, end, base) = (
            clause.isImperative, clause.next, clause.rest, clause.end, clause.base
        )
        if isImperative, direct == nil, !isAbout(step, next, tail, reading) { return true }
        // "Stop the injections and the allergy is back."
        if isImperative, step.verb.kind == .stop, !step.isNegated, tail.text.isEmpty, page.has(rest, .conjunction),
            rest + 1 < stream.count, !stage.advice.isVerb(stream.tokens[rest + 1])
        {
            return true
        }
        // "Squirt it for longer than a week and the lining swells up": what comes of it, no advice.
        if isImperative, !step.isNegated, stream.equals(end, "and"), page.has(end + 1, .pronoun),
            reading.sentence.concepts.contains(where: {
                page.concepts[$0].tokens.lowerBound > end && objects.accepts(page.concepts[$0], .effect)
            }), !page.has(Range(from: end, to: reading.sentence.tokens.upperBound), [.negative, .better])
        {
            return true
        }
        // "Give minoxidil four months" says how long it takes.
        if isImperative, base == "give", stream.equals(tail.end, "before") || tail.text.contains(" before"),
            page.has(Range(from: tail.start, to: min(tail.start + 3, stream.count)), .duration)
        {
            return true
        }
        // "Ask the pharmacist: antibiotics" is the name of a column.
        return step.verb.kind == .ask && reading.segment.kind == .title
    }

    /// "Ask about opioids before the first prescription"; nobody is asked or told who may not advise.
    private func askedAbout(_ clause: AdviceClause) -> AdviceTold? {
        let (step, trigger, reading, next) = (clause.step, clause.trigger, clause.reading, clause.next)
        if step.verb.kind == .ask, !step.isNegated, stream.equals(next, "about") {
            let about = self.tail(after: next, reading, keepsDrug: false)
            // "Ask about opioids and sleeping tablets before the first prescription" of another drug.
            if step.verb.label == "ask", !stream.equals(next + 1, "our"),
                let drug = directDrug(after: next + 1, reading), !drug.isPronoun, takenDrug(reading) == nil,
                let talk = otherTalk(than: drug.subjects, reading)
            {
                let all = self.tail(after: next, reading, keepsDrug: true)
                return .whole([Target("ask \(all.text)", nil, trigger.lowerBound..<all.end, nil)], talk)
            }
            if let drug = directDrug(after: next + 1, reading), !drug.isPronoun, drug.subjects.count == 1 {
                let words = joined(
                    "\(step.verb.label) about \(drug.subjects[0].name)",
                    self.tail(after: drug.tokens.upperBound, reading, keepsDrug: false).text)
                return .whole(
                    [Target(words, nil, trigger.lowerBound..<max(about.end, drug.tokens.upperBound), nil)],
                    (drug.subjects, drug.tokens, false)
                )
            }
            // "Ask about earlier depression before the first prescription": of the paragraph's drug.
            let isOfTalk =
                step.verb.label == "ask" && !reading.isComment && reading.groups.isEmpty && memory.subjects.count == 1
                && (memory.isOwn || isOnTopic) && !page.has(next + 1, [.pronoun, .effectPronoun])
            let taken = takenDrug(reading) ?? (isOfTalk ? (memory.subjects, nil, true) : nil)
            guard let taken, !about.text.isEmpty else { return .nothing }
            return .whole([Target("\(step.verb.label) \(about.text)", nil, trigger.lowerBound..<about.end, nil)], taken)
        }
        if step.verb.kind == .ask,
            !page.has(Range(from: next, to: min(next + 6, reading.sentence.tokens.upperBound)), .adviser)
        {
            return .nothing
        }
        return nil
    }

    /// The drug that the talk is about, where the sentence names others.
    private func otherTalk(than named: [ClaimSubject], _ reading: Reading) -> Found? {
        guard !reading.isComment, memory.subjects.count <= 1 else { return nil }
        guard let talk = memory.subjects.first ?? classOfPair,
            named.allSatisfy({
                !$0.isSame(as: talk) && !$0.isAkin(talk) && $0.name != talk.name && !talk.classes.contains($0.name)
            })
        else { return nil }
        return ([talk], nil, true)
    }

    /// Refused beside another drug or a drink.
    private func notBeside(_ clause: AdviceClause) -> AdviceTold? {
        let (step, trigger, reading, direct, end) = (
            clause.step, clause.trigger, clause.reading, clause.direct, clause.end
        )
        if step.isNegated, step.verb.kind == .use || step.verb.kind == .combine, let pair = pair(direct, reading) {
            return .whole(
                [Target("do not combine with \(pair.other)", nil, trigger.lowerBound..<end, nil)],
                ([pair.drug], direct?.tokens, false)
            )
        }
        // "Do not drink alcohol while taking it": what is advised on is the medicine.
        if step.isNegated, step.verb.label == "drink", let drink = direct?.subjects.first,
            drink.classes.contains(Self.recreational)
        {
            let others = reading.groups.filter { $0.tokens != direct?.tokens }.flatMap(\.subjects)
            let own = others.isEmpty ? memory.subjects.filter { $0.name != drink.name } : others
            guard !own.isEmpty else { return .nothing }
            return .whole(
                [Target("do not combine with \(drink.name)", nil, trigger.lowerBound..<end, nil)],
                (own, nil, others.isEmpty)
            )
        }
        return nil
    }

    /// The drug that an advice is told of.
    private func advised(_ targets: [Target], _ clause: AdviceClause) -> Advised? {
        let (step, trigger, reading, direct) = (clause.step, clause.trigger, clause.reading, clause.direct)
        let (taken, between, thing, tail) = (clause.taken, clause.between, clause.thing, clause.tail)
        var subject: Found?
        let before = reading.groups.last { $0.tokens.upperBound <= trigger.lowerBound }
        // "It should not be used if you take warfarin": the advice is on the other.
        let isListed =
            taken.map { own in targets.contains { $0.label.hasSuffix("(with \(own.subjects[0].name))") } } ?? false
        if direct == nil, between == nil, step.verb.kind != .combine, let taken, !isListed,
            before == nil || before?.tokens == taken.tokens
        {
            subject = taken
        } else if direct == nil, tail.text.hasPrefix("more than"),
            let measured = reading.groups.first(where: {
                stream.equals($0.tokens.lowerBound - 1, "of") && tail.start < $0.tokens.lowerBound
                    && $0.tokens.upperBound <= tail.end
            })
        {
            subject = (measured.subjects, measured.tokens, false)
        } else if direct == nil, thing == "dose", let before {
            // "The dose of gabapentin must be reduced."
            subject = (before.subjects, before.tokens, false)
        } else if let thing, let named = drug(before: trigger.lowerBound, apartFrom: thing, reading) {
            subject = named
        } else if thing != nil, step.isPassive,
            case let behind = reading.groups.filter({ $0.tokens.lowerBound >= trigger.upperBound }), behind.count == 1,
            isOnDrug(behind[0].tokens.lowerBound)
        {
            // "Blood counts should be monitored during the first months of clozapine."
            subject = (behind[0].subjects, behind[0].tokens, false)
        } else if thing != nil, !memory.subjects.isEmpty,
            !reading.groups.contains(where: { $0.tokens.upperBound <= trigger.lowerBound })
                || !page.has(trigger.lowerBound - 1, .level)
        {
            subject = (memory.subjects, nil, true)
        } else if let between {
            subject = (between.subjects, between.tokens, false)
        } else if let direct, step.verb.kind != .combine || direct.isPronoun {
            subject = (direct.subjects, direct.tokens, false)
        } else if reading.groups.isEmpty, !memory.subjects.isEmpty,
            clause.isImperative || !subjects.hasAnaphor(before: trigger.lowerBound, page, reading.sentence),
            clause.isImperative
                ? memory.isOwn || isOnTopic
                : (memory.isOwn || reading.segment.kind == .answer || isGuide && isOnTopic)
                    && (isOfTaking(step) || isGuide && isOnTopic)
                    && (isOnTopic
                        || (!reading.isComment && memory.subjects.count == 1 && memory.sentencesSinceDrug <= 2))
        {
            subject = (guided ?? memory.subjects, nil, true)
        }
        // Nobody is advised on alcohol or cocaine as on a medicine, unless it is named.
        if subject?.isTopic ?? reading.groups.isEmpty,
            memory.subjects.contains(where: { $0.classes.contains(Self.recreational) })
        {
            return nil
        }
        return (targets, subject)
    }

    /// The drug that a clinic's or seller's page is a guide to, where the talk had only passed over another ("Alpha blockers add to it. See your
    /// doctor first."); nil where it has not.
    var guided: [ClaimSubject]? {
        guard isOnTopic, isGuide, memory.subjects.count == 1, let main = topic.first,
            !main.isSame(as: memory.subjects[0]), !main.isAkin(memory.subjects[0]),
            weight(of: memory.subjects[0]) * 3 <= weight(of: main)
        else { return nil }
        return topic
    }

    private func isVitaminBeside(_ direct: (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)?) -> Bool {
        guard let direct, !direct.isPronoun, direct.subjects.count == 1, isOnTopic, isGuide, let main = topic.first,
            !main.isSame(as: direct.subjects[0]), !Self.vitamins.contains(where: main.name.contains)
        else { return false }
        return Self.vitamins.contains(where: direct.subjects[0].name.contains)
    }

    private static let vitamins = ["folic acid", "vitamin"]
}
