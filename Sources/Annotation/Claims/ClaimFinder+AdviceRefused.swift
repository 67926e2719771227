import Events

/// Advice not to use a drug, or not with another: "avoid it in pregnancy", "should not be taken with warfarin", "never mix it with alcohol".
extension ClaimFinder {
    /// "Avoid", "stay away from": where, in whom or beside what.
    func avoided(_ clause: AdviceClause) -> AdviceTold {
        let (step, trigger, reading, direct, taken, isOther) = (
            clause.step, clause.trigger, clause.reading, clause.direct, clause.taken, clause.isOther
        )
        let (rest, tail, thing, end, base, said) = (
            clause.rest, clause.tail, clause.thing, clause.end, clause.base, clause.said
        )
        func one(_ label: String) -> AdviceTold { .told([Target(label, nil, trigger.lowerBound..<end, nil)]) }
        guard !step.isNegated else { return .nothing }
        if let direct, let taken, isOther, thing == nil, tail.text.isEmpty || tail.isPrepositional {
            let end = trigger.lowerBound..<direct.tokens.upperBound
            if direct.subjects[0].id == nil, direct.subjects[0].classes.isEmpty {
                // "Anyone taking simvastatin should avoid grapefruit juice."
                return .whole(direct.subjects.map { Target("avoid \($0.name)", nil, end, nil) }, taken)
            }
            // "People on warfarin should avoid naproxen."
            return .whole(
                [Target("avoid (with \(taken.subjects[0].name))", nil, end, nil)],
                (direct.subjects, direct.tokens, false)
            )
        }
        if thing == nil, tail.text.isEmpty || tail.isPrepositional {
            return .told(avoiding(tail, after: rest, trigger, end, base, reading, verb: step.position))
        } else {
            return one(joined("avoid", said))
        }
    }

    /// "Do not use", "should not be given": in whom, for what or beside what.
    func refusedUse(_ clause: AdviceClause) -> AdviceTold {
        let (step, trigger, reading, direct, taken, isOther) = (
            clause.step, clause.trigger, clause.reading, clause.direct, clause.taken, clause.isOther
        )
        let (rest, tail, thing, end, base) = (clause.rest, clause.tail, clause.thing, clause.end, clause.base)
        guard thing == nil else { return .nothing }
        // "Patients taking adalimumab should not receive live vaccines."
        if let direct, let taken, isOther, tail.text.isEmpty || tail.isPrepositional,
            taken.tokens?.upperBound ?? 0 <= trigger.lowerBound
        {
            return .whole(
                [
                    Target(
                        "avoid (with \(taken.subjects[0].name))", nil,
                        trigger.lowerBound..<direct.tokens.upperBound, nil
                    )
                ],
                (direct.subjects, direct.tokens, false)
            )
        }
        // "Do not use antacids at the same time": not beside the drug that is spoken of.
        if let direct, !direct.isPronoun, Self.besides.contains(tail.text), !step.isPassive,
            memory.subjects.count == 1,
            memory.isOwn || isOnTopic, !direct.subjects.contains(where: { $0.isSame(as: memory.subjects[0]) })
        {
            return .whole(
                direct.subjects.map {
                    Target("do not combine with \($0.name)", nil, trigger.lowerBound..<end, nil)
                },
                (memory.subjects, nil, true)
            )
        }
        if tail.text == "together", let two = two(direct, reading, before: trigger.lowerBound) {
            return .whole(
                [Target("do not combine with \(two[1].name)", nil, trigger.lowerBound..<end, nil)],
                ([two[0]], direct?.tokens, false)
            )
        }
        if step.isPassive, tail.text == "together", let pair = theTwo(before: trigger.lowerBound, reading) {
            return .whole(
                [Target("do not combine with \(pair.other.name)", nil, trigger.lowerBound..<end, nil)],
                ([pair.drug], nil, true)
            )
        }
        if let other = companion(after: rest, reading) {
            return .told(
                other.names.map {
                    Target("do not combine with \($0)", nil, trigger.lowerBound..<max(end, other.end), nil)
                })
        }
        return .told(avoiding(tail, after: rest, trigger, end, base, reading))
    }

    /// "Do not combine", "never mix".
    func notCombined(_ clause: AdviceClause) -> AdviceTold {
        let (step, trigger, reading, direct, rest, tail) = (
            clause.step, clause.trigger, clause.reading, clause.direct, clause.rest, clause.tail
        )
        let (end, base) = (clause.end, clause.base)
        func one(_ label: String) -> AdviceTold { .told([Target(label, nil, trigger.lowerBound..<end, nil)]) }
        guard step.isNegated else { return .nothing }
        // "Never mix sleeping pills with alcohol or opioids."
        if let direct, let with = direct.tokens.first(where: { stream.equals($0, "with") }) {
            let drugs = reading.sentence.drugs.filter { direct.tokens.contains(page.drugs[$0].tokens.lowerBound) }
            let own = drugs.filter { page.drugs[$0].tokens.upperBound <= with }
            let others = drugs.filter { page.drugs[$0].tokens.lowerBound > with }
            if !own.isEmpty, !others.isEmpty {
                return .whole(
                    others.map {
                        Target(
                            "do not combine with \(page.drugs[$0].name)", nil,
                            trigger.lowerBound..<page.drugs[$0].tokens.upperBound, nil
                        )
                    }, (own.map { ClaimSubject(page.drugs[$0]) }, direct.tokens, false)
                )
            }
        }
        var from = rest
        while from < tail.end, !stream.equals(from, "with"), !stream.equals(from, "and") { from += 1 }
        if from < tail.end, stream.equals(from, "with") {
            return .told(items("do not combine with", after: from + 1, trigger, reading))
        } else if let two = two(direct, reading, before: trigger.lowerBound) {
            return .whole(
                [Target("do not combine with \(two[1].name)", nil, trigger.lowerBound..<end, nil)],
                ([two[0]], direct?.tokens, false)
            )
        } else if let pair = theTwo(before: trigger.lowerBound, reading) {
            return .whole(
                [Target("do not combine with \(pair.other.name)", nil, trigger.lowerBound..<end, nil)],
                ([pair.drug], nil, true)
            )
        } else {
            return one("do not \(base)")
        }
    }

    private static let besides: Set<String> = [
        "at same time", "at the same time", "alongside", "together with it", "with it", "as well", "too", "meanwhile",
        "in meantime",
    ]
}
