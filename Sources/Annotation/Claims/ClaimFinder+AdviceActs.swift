import Events

/// Advice on an act or a thing beside the drug, and what around an advice makes it one or none.
extension ClaimFinder {
    /// "Breastfeeding is not recommended during treatment with lithium": what is to be avoided is no drug; "concomitant use of A and B is
    /// not recommended": two drugs.
    func avoidedThing(
        _ trigger: Range<Int>, _ end: Int, _ reading: Reading
    ) -> (targets: [Target], subject: Found?)? {
        let start = max(reading.sentence.tokens.lowerBound, trigger.lowerBound - 9)
        let before = reading.groups.last { $0.tokens.upperBound <= trigger.lowerBound && $0.tokens.lowerBound >= start }
        if let before {
            guard before.subjects.count == 2,
                (start..<before.tokens.lowerBound).contains(where: {
                    Self.together.contains(stream.tokens[$0].hash)
                })
            else { return nil }
            return (
                [
                    Target(
                        "do not combine with \(before.subjects[1].name)", nil,
                        before.tokens.lowerBound..<trigger.upperBound, nil
                    )
                ],
                ([before.subjects[0]], before.tokens, false)
            )
        }
        guard let taken = takenDrug(reading), let tokens = taken.tokens, tokens.lowerBound >= trigger.upperBound,
            let thing = thing(before: trigger.lowerBound, reading, ofDrug: false),
            thing.split(separator: " ").count <= 3,
            !thing.hasSuffix(" it"), thing != "it", thing != "use"
        else { return nil }
        return ([Target("avoid \(thing)", nil, trigger.lowerBound - 1..<trigger.upperBound, nil)], taken)
    }

    /// "Stopping clopidogrel before surgery is not recommended", "deprescribing oxybutynin should be considered": the act before the drug is
    /// what is advised.
    func gerundAdvice(
        _ isNegated: Bool, _ verb: AdviceVerbs.Verb, _ isPassive: Bool, _ trigger: Range<Int>, _ reading: Reading
    ) -> (targets: [Target], subject: Found?)? {
        if isPassive, isNegated || verb.kind == .avoid, reading.groups.isEmpty,
            let act = headGerund(before: trigger.lowerBound, reading)
        {
            return ([act], nil)
        }
        guard isPassive, verb.kind == .use || verb.kind == .avoid,
            let group = reading.groups.last(where: { $0.tokens.upperBound <= trigger.lowerBound }),
            group.subjects.count == 1, !group.subjects[0].name.contains(" with "),
            trigger.lowerBound - group.tokens.upperBound <= 6
        else { return nil }
        let place =
            page.has(group.tokens.lowerBound - 1, .opener) ? group.tokens.lowerBound - 2 : group.tokens.lowerBound - 1
        guard place >= reading.sentence.tokens.lowerBound else { return nil }
        let isDeprescribing = stream.equals(place, "deprescribing")
        let act =
            isDeprescribing
            ? AdviceVerbs.Verb(label: "stop", kind: .stop) : stage.advice.verb(stream.tokens[place], .gerund)
        guard let act else { return nil }
        switch act.kind {
        case .stop, .act, .plain: break
        case .avoid, .use, .combine, .monitor, .ask: return nil
        }
        let tail = tail(after: group.tokens.upperBound, reading, keepsDrug: false)
        let rest = tail.end <= trigger.lowerBound ? tail.text : ""
        let isDenied = isNegated || verb.kind == .avoid
        return (
            [Target(joined(isDenied ? "do not \(act.label)" : act.label, rest), nil, place..<trigger.upperBound, nil)],
            (group.subjects, group.tokens, false)
        )
    }

    /// "Switching brands is not advised", "crushing the tablets is discouraged": an act at the head of a sentence that names no drug.
    private func headGerund(before token: Int, _ reading: Reading) -> Target? {
        let first = reading.sentence.tokens.lowerBound
        guard token - first <= 7, token > first, let act = stage.advice.verb(stream.tokens[first], .gerund),
            act.kind == .act || act.kind == .plain || act.kind == .stop,
            !(first..<token).contains(where: {
                stream.tokens[$0].isPunctuation || page.has($0, [.pronoun, .clauseStart])
            })
        else { return nil }
        var end = token
        while end > first + 1, page.has(end - 1, .function) { end -= 1 }
        return Target(joined("do not \(act.label)", phrase(first + 1..<end)), nil, first..<token + 1, nil)
    }

    /// "If both must be used": no advice to use them.
    func isInCondition(_ token: Int, _ reading: Reading) -> Bool {
        var index = token - 1
        while index >= reading.sentence.tokens.lowerBound, !stream.tokens[index].isPunctuation {
            for word: StaticString in ["if", "when", "unless", "whether", "where"] where stream.equals(index, word) {
                return true
            }
            index -= 1
        }
        return false
    }

    /// "only when other treatments have failed": the other treatments.
    func othersFailed(_ tail: Tail, _ reading: Reading) -> String? {
        guard
            stream.equals(tail.start, "when") || stream.equals(tail.start, "if")
                || stream.equals(tail.start, "after") || stream.equals(tail.start, "only")
        else { return nil }
        let first = stream.equals(tail.start, "only") ? tail.start + 2 : tail.start + 1
        for index in Range(from: first + 1, to: min(first + 7, reading.sentence.tokens.upperBound)) {
            if stream.tokens[index].isPunctuation { return nil }
            guard stream.equals(index, "have") || stream.equals(index, "has") else { continue }
            return stream.equals(index + 1, "failed") ? phrase(first..<index) : nil
        }
        return nil
    }

    /// "Take it with water and stay upright", "…, so lock the bottle up": a command that goes on from the paragraph's talk of one drug.
    func followsAdvice(_ verb: Int, _ reading: Reading) -> Bool {
        if let last = claims.last, last.sentence == reading.sentence.tokens, last.claim.predicate == .practice {
            return true
        }
        guard memory.isOwn && memory.sentencesSinceDrug <= 2 || isOnTopic, memory.subjects.count == 1,
            [.body, .listItem, .answer, .summary].contains(
                reading.segment.kind)
        else { return false }
        return verb == reading.sentence.tokens.lowerBound || stream.equals(verb - 1, "so")
            || frontedCondition(before: verb, reading) != nil
    }

    private static let together = TokenTable(
        "concomitant concurrent simultaneous combined coadministration co-administration combination combining combine mixing together"
    )
}
