import Events

/// In whom, when or with what a drug is said to be safe: "use (in pregnancy)", "long-term use", "use (with warfarin)".
extension ClaimFinder {
    /// The label of what is safe, with the circumstance behind the words or at the sentence's head; plain "use" where none is told.
    func safeUse(_ trigger: Range<Int>, _ reading: Reading) -> String {
        let first = reading.sentence.tokens.lowerBound
        if Range(from: max(first, trigger.lowerBound - 6), to: trigger.upperBound)
            .contains(where: {
                page.has($0, .longTerm) && page.stream.equals($0 + 1, "safety")
                    || page.has($0, .longTerm) && page.stream.equals($0 + 3, "safety")
            })
        {
            return "long-term use"
        }
        var start = trigger.upperBound
        // "safe in", "safe for use in"
        if isPlace(trigger.upperBound - 1) {
            start = trigger.upperBound - 1
        } else {
            while start < reading.sentence.tokens.upperBound, start - trigger.upperBound < 3, isAdverb(start) {
                start += 1
            }
        }
        for word: StaticString in ["for", "use", "to", "take", "be", "used", "taken"]
        where page.stream.equals(start, word) && !isOfWhom(start) { start += 1 }
        if page.has(start, .longTerm) || page.has(start + 1, .longTerm) && isPlace(start) { return "long-term use" }
        if isPlace(start), start < reading.sentence.tokens.upperBound {
            return named(tail(after: start, reading, keepsDrug: true), reading) ?? "use"
        }
        // "The safety of tirzepatide in children has not been established."
        for back in 1...5 where trigger.lowerBound - back > reading.sentence.tokens.lowerBound {
            let index = trigger.lowerBound - back
            if page.stream.tokens[index].isPunctuation || page.has(index, .person) && !isPlace(index - 1) { break }
            guard page.stream.equals(index, "in") || page.stream.equals(index, "during") else { continue }
            let words = Self.circumstance(phrase(index + 1..<trigger.lowerBound))
            return Self.ofStudy.contains(where: words.contains) || Self.anybody.contains(words)
                ? "use" : "use (in \(standard(words, reading)))"
        }
        // "In pregnancy it is considered safe."
        guard isPlace(first), !page.stream.equals(first, "with"),
            let comma = Range(from: first + 1, to: min(first + 6, trigger.lowerBound)).first(where: {
                page.stream.punctuation($0) == UInt8(ascii: ",")
            })
        else { return "use" }
        let words = Self.circumstance(phrase(first + 1..<comma))
        return Self.ofStudy.contains(where: words.contains) ? "use" : "use (in \(standard(words, reading)))"
    }

    /// Words that tell of a study, not of a circumstance of use.
    private static let ofStudy = [
        "study", "studies", "trial", "trials", "volunteers", "participants", "general", "fact",
    ]

    private func named(_ tail: Tail, _ reading: Reading) -> String? {
        var words = tail.text.split(separator: " ").map(String.init)
        guard var link = words.first, words.count > 1, words.count <= 6 else { return nil }
        words.removeFirst()
        if words.first == "use" {
            words.removeFirst()
            guard words.count > 1, let next = words.first, ["in", "during", "with"].contains(next) else { return nil }
            link = next
            words.removeFirst()
        }
        let text = words.joined(separator: " ")
        guard Self.isPlainAdvice(text) else { return nil }
        if link == "with", let group = reading.groups.first(where: { $0.tokens.lowerBound == tail.start + 1 }) {
            return "use (with \(group.subjects[0].name))"
        }
        if link == "at" || link == "with" { return text.hasPrefix("low") ? "use (low dose)" : nil }
        let own = Self.circumstance(text)
        if own.hasSuffix("short term") || own.hasSuffix("short run") { return "short-term use" }
        if own.hasSuffix("long term") || own.hasSuffix("long run") { return "long-term use" }
        guard !Self.ofStudy.contains(where: own.contains), !Self.anybody.contains(own) else { return nil }
        return "use (in \(standard(own, reading)))"
    }

    /// Everybody is no circumstance.
    private static let anybody: Set<String> = [
        "people", "patients", "adults", "humans", "most people", "most patients", "most adults", "everyone",
        "many people",
        "healthy people", "you", "them", "general", "many patients", "most users", "healthy adults",
    ]

    private func isPlace(_ index: Int) -> Bool {
        for word: StaticString in ["in", "during", "while", "for", "with", "at"]
        where page.stream.equals(index, word) { return true }
        return false
    }

    /// "for children", not "for use" or "for long-term use".
    private func isOfWhom(_ index: Int) -> Bool {
        page.stream.equals(index, "for") && !page.stream.equals(index + 1, "use") && !page.has(index + 1, .longTerm)
    }
}

/// Whether a drug is said to be stopped: "after finasteride is stopped", "on stopping X", "off X".
extension ClaimFinder {
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
}

/// "Less sedating than", "less likely than sertraline to cause", "less common with X than with Y": comparisons that another rule reads.
extension ClaimFinder {
    func isLessened(_ rule: ClaimRule, _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        switch rule.special {
        case .causeAdjective:
            return page.stream.equals(trigger.upperBound, "less") || page.stream.equals(trigger.upperBound, "least")
                || page.stream.equals(trigger.upperBound + 1, "less")
        case .treatScoreLeft:
            guard trigger.count == 1, page.stream.equals(trigger.lowerBound, "less") else { return false }
            for word: StaticString in ["is", "are", "was", "were", "be"]
            where page.stream.equals(trigger.lowerBound - 1, word) { return true }
            return false
        case .associationLikely:
            // "Anyone who develops jaundice should stop it at once."
            guard page.has(trigger.lowerBound - 1, .relative) else { return false }
            return Range(from: trigger.upperBound, to: min(trigger.upperBound + 10, sentence.tokens.upperBound))
                .contains { page.stream.equals($0, "should") || page.stream.equals($0, "must") }
        case .causeActive:
            for back in 3...10 where trigger.lowerBound - back >= sentence.tokens.lowerBound {
                let index = trigger.lowerBound - back
                if page.stream.tokens[index].isPunctuation { return false }
                if page.stream.equals(index, "less") || page.stream.equals(index, "least") {
                    return page.stream.equals(index + 1, "likely") || page.stream.equals(index + 1, "prone")
                        || page.stream.equals(index + 1, "apt")
                }
            }
            return false
        case .associationFrequent:
            guard (trigger.lowerBound - 1..<trigger.upperBound).contains(where: { page.stream.equals($0, "less") })
            else { return false }
            let rest = Range(from: trigger.upperBound, to: min(trigger.upperBound + 8, sentence.tokens.upperBound))
            return rest.contains { page.stream.equals($0, "than") }
        default: return false
        }
    }
}

/// "Avoid alcohol" in a text on metronidazole: advice on the medicine, not on the drink.
extension ClaimFinder {
    func withoutConsumable(_ found: Found?, _ targets: inout [Target], _ reading: Reading) -> Found? {
        guard let found, found.subjects.count == 1, isConsumable(found.subjects[0]), targets.count == 1,
            targets[0].label.hasPrefix("avoid")
        else { return nil }
        let medicines = reading.groups.flatMap(\.subjects).filter { !isConsumable($0) }
        let meant = medicines.isEmpty ? memory.subjects.filter { !isConsumable($0) } : medicines
        guard let medicine = meant.first, meant.count == 1 else { return nil }
        targets[0].label = "avoid \(found.subjects[0].name)"
        return ([medicine], nil, true)
    }

    private func isConsumable(_ subject: ClaimSubject) -> Bool {
        subject.classes.contains(Self.recreational)
            || (subject.id == nil && subject.classes.isEmpty && !subject.isClass)
    }

    /// "Fertility returns within months after stopping": what comes back does not last.
    func isRecovering(_ rule: ClaimRule, _ trigger: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard rule.predicate == .persistsAfterStop, trigger.contains(where: { page.stream.equals($0, "after") }) else {
            return false
        }
        return Range(from: max(sentence.tokens.lowerBound, trigger.lowerBound - 4), to: trigger.lowerBound)
            .contains { Self.recovering.contains(page.stream.tokens[$0].hash) }
    }

    private static let recovering = TokenTable(
        """
        return returns returned resolve resolves resolved improve improves improved recover recovers recovered disappear disappears \
        disappeared normal gone vanish vanishes vanished fade fades faded subside subsides subsided settle settles settled clear clears \
        cleared ease eases eased lift lifts lifted away
        """)

    /// "Aspirin and ibuprofen interact": one of two drugs, and the other.
    func interactingPair(_ trigger: Range<Int>, _ reading: Reading) -> (target: Target, subject: Found)? {
        guard
            let group = reading.groups.last(where: {
                $0.tokens.upperBound <= trigger.lowerBound && trigger.lowerBound - $0.tokens.upperBound <= 2
            })
        else { return nil }
        let end = group.tokens.lowerBound..<trigger.upperBound
        if group.subjects.count == 2 {
            let other = group.subjects[1]
            return ((other.name, other.id, end, nil), ([group.subjects[0]], group.tokens, false))
        }
        return nil
    }
}
