import Events

/// Whether a drug is said to be stopped: "after finasteride is stopped", "on stopping X", "off X".
extension ClaimFinder {
    /// Whether a sentence tells of stopping, of anything but a habit or a task ("quit the cigs for me", "stopped working").
    func tellsStopping(_ sentence: ClaimPage.Sentence) -> Bool {
        page.has(sentence, wordClass: stopClass)
            && sentence.words.contains { index in
                guard page.words[index].id == stopClass else { return false }
                let end = page.words[index].tokens.upperBound
                // "The nightmares stopped."
                let start = page.words[index].tokens.lowerBound
                if stream.equals(start, "stopped") || stream.equals(start, "stops"),
                    end >= sentence.tokens.upperBound || !stream.tokens[end].isWord
                        || isInComment && stream.equals(end, anyOf: Self.endings),
                    sentence.concepts.contains(where: {
                        page.concepts[$0].tokens.upperBound == start
                            // "Periods stopped, no acne"
                            || isInComment && page.concepts[$0].isComposite
                                && page.concepts[$0].tokens.upperBound == end
                    })
                {
                    return false
                }
                // "a nosebleed that wouldn't stop", "Don't stop!"
                if isInComment, stream.equals(start, "stop"), stream.equals(start - 1, anyOf: Self.denying),
                    end >= sentence.tokens.upperBound || !stream.tokens[end].isWord
                {
                    return false
                }
                // "I stopped wearing a coat indoors"
                if isInComment, end < sentence.tokens.upperBound, isGerund(end),
                    !stream.equals(end, anyOf: Self.usings)
                {
                    return false
                }
                return !(end..<min(end + 2, sentence.tokens.upperBound)).contains {
                    Self.habits.contains(stream.tokens[$0].hash)
                }
            }
    }

    private static let denying = TokenTable("not t never wouldnt wont dont couldnt cant")
    private static let endings = TokenTable("and but after within in too completely altogether by immediately right")

    private static let usings = TokenTable(
        "taking using injecting having swallowing applying drinking snorting dosing getting")

    private static let habits = TokenTable(
        """
        smoking cigs cig cigarettes smokes nicotine vaping drinking booze alcohol coffee caffeine sugar weed job jobs work school working \
        worrying sleeping breathing eating crying bleeding growing caring enjoying wanting feeling talking laughing functioning seeing shaking \
        bothering trying going believing thinking
        """)

    func isStopped(_ drug: Range<Int>, _ reading: Reading) -> Bool {
        let near = Range(
            from: max(reading.sentence.tokens.lowerBound, drug.lowerBound - 3),
            to: min(reading.sentence.tokens.upperBound, drug.upperBound + 4))
        guard reading.groups.contains(where: { $0.tokens == drug }) else { return false }
        if page.has(near, .stopping) { return true }
        return reading.sentence.words.contains {
            page.words[$0].id == stopClass && near.contains(page.words[$0].tokens.lowerBound)
        }
    }

    /// Who is stopped is a drug: "spine loss, which led to impairment, but was reversible once treatment stopped" is told of the drug, not of
    /// the loss that was blamed. Nil where no drug is spoken of.
    func stoppedDrug(_ found: Found?) -> Found? {
        guard let found, !found.subjects.allSatisfy(isDrug) else { return found }
        let spoken = memory.subjects.filter(isDrug)
        return spoken.isEmpty ? nil : (spoken, nil, true)
    }

    private func isDrug(_ subject: ClaimSubject) -> Bool { page.drugs.contains { $0.drug.name == subject.name } }

    /// "posterior reversible encephalopathy": part of a name.
    func isInName(_ rule: ClaimRule, _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard rule.predicate == .reversibleAfterStop, stream.equals(trigger.upperBound - 1, "reversible") else {
            return false
        }
        return sentence.concepts.contains { page.concepts[$0].tokens.contains(trigger.upperBound - 1) }
    }

    /// "Fertility returns within months after stopping": what comes back does not last.
    func isRecovering(_ rule: ClaimRule, _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard rule.predicate == .persistsAfterStop, trigger.contains(where: { stream.equals($0, "after") }) else {
            return false
        }
        return Range(from: max(sentence.tokens.lowerBound, trigger.lowerBound - 4), to: trigger.lowerBound)
            .contains { Self.recovering.contains(stream.tokens[$0].hash) }
    }

    private static let recovering = TokenTable(
        """
        return returns returned resolve resolves resolved improve improves improved recover recovers recovered disappear disappears \
        disappeared normal gone vanish vanishes vanished fade fades faded subside subsides subsided settle settles settled clear clears \
        cleared ease eases eased lift lifts lifted away
        """)

    /// "must not be withdrawn abruptly, since seizures may follow", "may occur when clonidine is stopped": what comes of the stopping.
    func isSaidOfStopping(_ token: Int, _ reading: Reading) -> Bool {
        let before = Range(from: reading.sentence.tokens.lowerBound, to: token)
        // "Pressure may drop suddenly" tells of no stopping.
        if before.contains(where: { stream.equals($0, anyOf: Self.abrupt) }),
            before.contains(where: {
                page.has($0, [.stopping, .withdrawal]) || stream.equals($0, anyOf: Self.ended)
            })
        {
            return true
        }
        return reading.groups.contains { isToldStopped($0.tokens) }
    }

    /// "Coming off venlafaxine can be hell", "When he tried to quit, he shook", "Stop suddenly and you may have seizures": the sentence is about
    /// stopping a drug.
    func opensWithStopping(_ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        if stream.equals(start, anyOf: Self.leaving) {
            return page.has(start, [.stopping, .withdrawal])
                || sentence.words.contains {
                    page.words[$0].id == stopClass && page.words[$0].tokens.lowerBound == start
                }
        }
        guard stream.equals(start, anyOf: Self.whenever) else { return false }
        let isOrder = stream.equals(start, "stop") || stream.equals(start, "quit")
        // "Stop using it and call us" orders two things.
        if isOrder {
            return (start + 1..<start + 5).contains {
                stream.equals($0, "and") && $0 + 1 < stream.count && !stage.advice.isVerb(stream.tokens[$0 + 1])
            }
        }
        // "If it upsets you, stop" orders it.
        var end = start + 1
        while end < min(start + 7, sentence.tokens.upperBound), stream.punctuation(end) != UInt8(ascii: ",") {
            end += 1
        }
        return quits(start + 1..<end)
    }

    /// "Do not stop it suddenly. Doing so could raise the risk of a heart attack.": what the sentence before warns of.
    func meansStopping(_ sentence: ClaimPage.Sentence) -> Bool {
        guard stream.equals(sentence.tokens.lowerBound, anyOf: Self.pointing), let last = claims.last,
            last.claim.predicate == .practice, last.sentence.upperBound == sentence.tokens.lowerBound
        else { return false }
        return last.claim.object.hasPrefix("never stop") || last.claim.object.hasPrefix("do not stop")
    }

    private static let pointing = TokenTable("doing this that")

    /// "tried to quit", "came off it", "gave it up", word by word: the phrases may be part of a rule's words.
    func quits(_ range: Range<Int>) -> Bool {
        range.contains {
            if stream.equals($0, anyOf: Self.quitting) {
                return $0 + 1 >= stream.count || !Self.habits.contains(stream.tokens[$0 + 1].hash)
            }
            return stream.equals($0, "off") && stream.equals($0 - 1, anyOf: Self.coming)
                || stream.equals($0, "up")
                    && (stream.equals($0 - 1, anyOf: Self.giving) || stream.equals($0 - 2, anyOf: Self.giving))
        }
    }

    /// "stopping", "coming off", "giving it up": a noun of the verb.
    func isLeaving(_ index: Int) -> Bool {
        guard stream.equals(index, anyOf: Self.leaving), !stream.equals(index, "missing") else { return false }
        let next = index + 1
        if stream.equals(index, "giving") { return stream.equals(next, "up") || stream.equals(next + 1, "up") }
        if stream.equals(index, anyOf: Self.coming) || stream.equals(index, "getting") {
            return stream.equals(next, "off")
        }
        return next >= stream.count || !Self.habits.contains(stream.tokens[next].hash)
    }

    private static let quitting = TokenTable(
        "quit quits quitting stop stops stopped stopping discontinued withdrawn withdrew")
    private static let coming = TokenTable("come came comes coming get got weaned")
    private static let giving = TokenTable("give gave gives given giving")

    /// "These wear off after a few days", "gone within the hour": in a text that has spoken of no stopping.
    func isPassing(_ trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard !reading.isComment, !memory.hasStopped, !hasCompanion(.stop, near: trigger, reading.sentence) else {
            return false
        }
        let end = reading.sentence.tokens.upperBound
        var index = trigger.upperBound
        // Among the words, or right behind them.
        if !stream.equals(index - 1, anyOf: Self.within) {
            guard stream.equals(index, anyOf: Self.within) else { return false }
            index += 1
        }
        while index < end,
            page.has(index, [.indefinite, .function, .opener]) || stream.tokens[index].isNumber
                || stream.equals(index, "first") || stream.equals(index, "couple") || stream.equals(index, "of")
        { index += 1 }
        guard index < end, page.has(index, [.unit, .duration]) || stream.equals(index, anyOf: Self.spans) else {
            return false
        }
        // "within a week of the last tablet"
        return index + 1 >= end || !stream.equals(index + 1, anyOf: Self.ofStop)
    }

    private static let within = TokenTable("within after in")
    private static let spans = TokenTable("hour hours minute minutes fortnight doses nights")
    private static let ofStop = TokenTable("of after once when if off")

    /// "Depression sets in when they stop": behind what comes about.
    func isOnceStopped(behind trigger: Range<Int>, _ reading: Reading) -> Bool {
        guard !reading.isComment else { return false }
        let end = reading.sentence.tokens.upperBound
        // The words themselves may end in it ("set in when"). The few words here are asked before the whole sentence is.
        let isCondition = Range(from: trigger.upperBound - 1, to: min(trigger.upperBound + 6, end)).contains {
            stream.equals($0, anyOf: Self.conditional) && quits($0 + 1..<min($0 + 4, end))
        }
        return isCondition && !tellsRecovery(reading.sentence)
    }

    /// "Her headaches vanished after she started topiramate": what the drug did away with, told by words that mostly tell of a harm.
    func hasVanished(_ effect: Target, before trigger: Range<Int>, of drug: ClaimSubject) -> Bool {
        let end = effect.tokens.upperBound
        guard effect.index != nil, !drug.isWithdrawal, end < trigger.lowerBound else { return false }
        let verb = end..<min(end + 3, trigger.lowerBound)
        guard let first = verb.first(where: { Self.vanishing.contains(stream.tokens[$0].hash) }) else { return false }
        return !(end..<first).contains { stream.equals($0, anyOf: Self.staying) }
    }

    private static let vanishing = TokenTable(
        """
        vanish vanishes vanished disappear disappears disappeared clear clears cleared resolve resolves resolved fade fades faded subside \
        subsides subsided lift lifts lifted ease eases eased settled gone healed abated
        """)
    private static let staying = TokenTable("not never no hardly barely and or but which that")

    /// Whether a harm without a drug in its sentence came of the stopping that the text has just told of.
    func comesOfStopping(_ reading: Reading) -> Bool {
        memory.isOnStopping && reading.groups.isEmpty && memory.subjects.count == 1
            && (memory.isOwn || isOnTopic) && !tellsRecovery(reading.sentence)
    }

    /// "went away", "back to normal", "eased": nothing comes about.
    private func tellsRecovery(_ sentence: ClaimPage.Sentence) -> Bool {
        sentence.tokens.contains {
            Self.recovering.contains(stream.tokens[$0].hash)
                || stream.equals($0, "back") && stream.equals($0 + 1, "to")
                || page.has($0, [.better, .relief])
        }
    }

    private static let whenever = TokenTable("when if once after whenever each every stop quit")
    private static let leaving = TokenTable(
        "coming getting stopping quitting withdrawal withdrawing giving discontinuing halting missing skipping")

    private static let abrupt = TokenTable("abruptly overnight suddenly")

    /// "He stopped the tablets, and the nightmares were gone in three days": an ill that goes once the drug has gone was the drug's.
    func isGoneWithDrug(
        _ predicate: Predicate, _ ruleID: String, _ drug: ClaimSubject, _ target: Target, _ trigger: Range<Int>,
        _ reading: Reading
    ) -> Bool {
        // "had fewer strokes", "seizures have not responded": what a study counts, and what the drug was given for.
        guard predicate == .treats, memory.hasStopped, ruleID == "treat.score",
            !stream.equals(trigger.upperBound - 1, "responded"), let index = target.index,
            stage.harms[Int(page.concepts[index].concept)], !isIndicated(drug, target.label),
            !isTreatedHere(target.label, by: drug)
        else { return false }
        return tellsStopping(reading.sentence) ? reading.groups.count < 2 : reading.groups.isEmpty
    }
}
