import Events

/// Advice whose verb or drug stands in no table or sentence: "never siphon it", "we recommend a taper of four weeks", "Reduce the dose in renal
/// impairment" in a text that is about one drug.
extension ClaimFinder {
    /// The drug of an advice that names none, in an article about drugs: the one spoken of, else what the article is about; of two of one
    /// class, as in a title, the class.
    func advisedOfTalk(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Found? {
        switch rule.object {
        case .advice(.modal):
            // "Prices must be cut": nobody who takes or gives it is told.
            guard isTelling(before: trigger.lowerBound, reading) else { return nil }
        case .advice(.imperative), .advice(.recommended), .advice(.habit), .advice(.test): break
        default: return nil
        }
        guard !reading.isComment, isAboutDrugs, reading.segment.kind != .title,
            reading.segment.kind != .heading,
            reading.groups.allSatisfy(\.isBackground), !isOfOthers(reading)
        else { return nil }
        let spoken: [ClaimSubject]
        if memory.subjects.count == 1 {
            spoken = memory.subjects
        } else if memory.subjects.isEmpty, let kind = classOfPair {
            spoken = [kind]
        } else if memory.subjects.isEmpty, about.isTitled {
            spoken = topic
        } else {
            return nil
        }
        if spoken.isEmpty || spoken.contains(where: { $0.classes.contains(Self.recreational) }) {
            return nil
        }
        return (spoken, nil, true)
    }

    /// The class of the two drugs that the page compares, where it speaks of that class.
    var classOfPair: ClaimSubject? {
        guard pair.count == 2, let family, pair.allSatisfy({ $0.classes.contains(family.name) }) else { return nil }
        return family
    }

    /// Whether an act that no table has is one with the drug: it, its tablets, or right behind a sentence on it.
    func isOfDrug(_ step: AdviceStep, _ reading: Reading) -> Bool {
        if step.verb.kind != .plain || stage.advice.isVerb(stream.tokens[step.position]) { return true }
        let next = step.position + 1
        return directDrug(after: next, reading) != nil
            || page.has(Range(from: next, to: min(next + 4, reading.sentence.tokens.upperBound)), .doseForm)
            || memory.isOwn && memory.sentencesSinceDrug <= 1 || isGuide && isOnTopic
    }

    /// The base form of a verb that no table has, behind "do not" or "never": an act, told in its own words.
    func openVerb(at index: Int) -> AdviceVerbs.Verb? {
        let token = stream.tokens[index]
        guard token.isWord, token.length >= 3, !token.flags.contains(.capitalised),
            !token.flags.contains(.allCaps),
            !page.has(
                index,
                [.function, .pronoun, .negative, .conjunction, .ender, .person, .clauseStart, .modal]),
            !stream.endsInLy(index, longerThan: 3), !stream.endsInIng(index, longerThan: 4),
            !stream.endsInEd(index, longerThan: 4), !stream.equals(index, anyOf: Self.noActs)
        else { return nil }
        return AdviceVerbs.Verb(label: stream.lowerString(index), kind: .plain)
    }

    /// Verbs that tell of no act with a medicine, and words that are none.
    private static let noActs = TokenTable(
        """
        be have has had get got let lets make made do does did know think believe expect worry panic feel felt mean want need like seem \
        appear matter forget hesitate despair assume confuse mind again before until ever once even just only too all underestimate rule \
        understand say said see saw go went come came fall become became happen remember blame judge trust read click work works worked \
        help helps helped cause causes caused cure affect lead give show shown cross increase decrease improve worsen quite really such \
        more less that this there then than because care look sound last lose lost find found try hope wish fear differ exist imply apply \
        meet kid lie bother surprise fool envy belittle ignore dismiss wonder regret learn heard met felt seen tried used took taken
        """)

    /// "a taper of at least four weeks", "a slow taper", "a pause of two weeks", "a wait of five days": what is advised as a noun.
    func advisedNoun(after position: Int, _ reading: Reading) -> Target? {
        guard page.has(position, .indefinite) else { return nil }
        let end = reading.sentence.tokens.upperBound
        guard
            let noun = Range(from: position + 1, to: min(position + 5, end)).first(where: {
                stream.equals($0, anyOf: Self.breaks) || stream.equals($0, anyOf: Self.waits)
                    || stream.equals($0, anyOf: Self.tapers)
            }),
            !Range(from: position, to: noun).contains(where: {
                stream.tokens[$0].isPunctuation && stream.punctuation($0) != 0x2D
            })
        else { return nil }
        let span = span(behind: noun, reading)
        let words = position + 1..<noun
        let last = max(noun + 1, span?.end ?? 0)
        func told(_ label: String) -> Target { Target(label, nil, position - 1..<last, nil) }
        if stream.equals(noun, anyOf: Self.tapers) {
            if let span { return told("taper over \(span.text)") }
            return words.isEmpty
                ? told("taper")
                : told("taper \(stream.equals(noun - 1, "gradual") ? "gradually" : "slowly")")
        }
        guard let span else { return nil }
        return told(
            stream.equals(noun, anyOf: Self.waits) ? "wait \(span.text)" : "pause for \(span.text)")
    }

    /// "of at least four weeks", "of two to four weeks".
    private func span(behind noun: Int, _ reading: Reading) -> (text: String, end: Int)? {
        guard stream.equals(noun + 1, "of") else { return nil }
        let limit = min(noun + 9, reading.sentence.tokens.upperBound)
        guard
            let unit = Range(from: noun + 2, to: limit).first(where: {
                stream.equals($0, anyOf: Self.times)
            }),
            !Range(from: noun + 2, to: unit).contains(where: {
                stream.tokens[$0].isPunctuation && stream.punctuation($0) != 0x2D
            })
        else { return nil }
        return (words(noun + 2..<unit + 1), unit + 1)
    }

    private static let tapers = TokenTable("taper tapering")
    private static let breaks = TokenTable("pause break interruption")
    private static let waits = TokenTable("wait gap interval washout wash-out")
    private static let times = TokenTable(
        "hour hours day days night nights week weeks month months year years")

    /// "If a rash appears, stop", "Should your ankles swell, ring us": on what condition, where the sentence begins with it.
    func frontedCondition(before token: Int, _ reading: Reading) -> String? {
        let start = reading.sentence.tokens.lowerBound
        guard stream.equals(start, anyOf: Self.conditionHeads) else { return nil }
        guard
            let comma = Range(from: max(start + 2, token - 3), to: token).last(where: {
                stream.punctuation($0) == UInt8(ascii: ",")
            })
        else { return nil }
        var first = start + 1
        if stream.equals(first, "you"), stream.equals(first + 1, anyOf: Self.noticing) { first += 2 }
        guard comma - first >= 2, comma - first <= 14 else { return nil }
        return phrase(first..<comma)
    }

    /// On what condition, before the words: "If a rash appears, stop", "anyone whose urine turns dark should stop".
    func condition(before token: Int, _ reading: Reading) -> String? {
        frontedCondition(before: token, reading) ?? relativeCondition(before: token, reading)
    }

    /// "Patients who become breathless should stop", "anyone whose urine turns dark should ring": what befalls whom; not what they take.
    private func relativeCondition(before token: Int, _ reading: Reading) -> String? {
        let start = max(reading.sentence.tokens.lowerBound, token - 14)
        guard
            let who = Range(from: start + 1, to: token).last(where: {
                (stream.equals($0, "who") || stream.equals($0, "whose")) && page.has($0 - 1, .person)
            })
        else { return nil }
        var first = who + 1
        if stream.equals(who, "who") {
            guard stream.equals(first, anyOf: Self.befalling) else { return nil }
            first += 1
            if stream.equals(first, "to") { first += 1 }
        }
        guard token - first >= 1,
            !Range(from: first, to: token).contains(where: {
                stream.punctuation($0) == UInt8(ascii: ",") || page.has($0, .modal)
            }), !reading.groups.contains(where: { $0.tokens.overlaps(first..<token) })
        else { return nil }
        return phrase(first..<token)
    }

    private static let befalling = TokenTable(
        "become becomes get gets develop develops notice notices start starts begin begins see sees feel feels spot spots"
    )

    private static let conditionHeads = TokenTable("if should when")
    private static let noticing = TokenTable("notice develop get see spot have")

    /// "the same day", "at once": how soon somebody is called, where a condition follows.
    static func withoutHaste(_ words: String) -> String {
        var words = words
        for haste in [
            " the same day", " same day", " at once", " immediately", " straight away", " right away",
            " today",
            " promptly", " without delay",
        ] {
            guard let place = words.firstRange(of: haste) else { continue }
            words.removeSubrange(place)
        }
        return words
    }
}
