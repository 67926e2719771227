import Events

/// In whom, when or with what a drug is said to be safe: "use (in pregnancy)", "long-term use", "use (with warfarin)".
extension ClaimFinder {
    /// The label of what is safe, with the circumstance behind the words or at the sentence's head; plain "use" where none is told.
    ///
    /// Behind it the end of the words that say so.
    func safeUse(_ trigger: Range<Int>, _ reading: Reading) -> (label: String, end: Int) {
        let end = trigger.upperBound
        let first = reading.sentence.tokens.lowerBound
        if Range(from: max(first, trigger.lowerBound - 6), to: trigger.upperBound)
            .contains(where: {
                page.has($0, .longTerm) && stream.equals($0 + 1, "safety")
                    || page.has($0, .longTerm) && stream.equals($0 + 3, "safety")
            })
        {
            return ("long-term use", end)
        }
        // "fine from two months of age"
        if stream.equals(trigger.upperBound - 1, "from") {
            let age = tail(after: trigger.upperBound, reading, keepsDrug: true)
            return age.text.isEmpty ? ("use", end) : ("use (from \(age.text))", max(end, age.end))
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
        // "safe right up to conception", "safe throughout pregnancy"
        if let child = Range(from: start, to: min(start + 5, reading.sentence.tokens.upperBound)).first(where: {
            stream.equals($0, "conception") || stream.equals($0, "pregnancy")
        }), (start..<child).allSatisfy({ stream.equals($0, anyOf: Self.untilBirth) }) {
            return ("use (in pregnancy)", child + 1)
        }
        // "harmless to the embryo"
        if stream.equals(start, "to"), page.has(start + 1, .opener), start > trigger.lowerBound {
            let tail = tail(after: start, reading, keepsDrug: true)
            return named(tail, reading).map { ($0, max(end, tail.end)) } ?? ("use", end)
        }
        for word: StaticString in ["for", "use", "to", "take", "be", "used", "taken"]
        where stream.equals(start, word) && !isOfWhom(start) { start += 1 }
        // "used safely for fifty years"
        if stream.equals(start - 1, "for"), page.isTimeSpan(start) { return ("use", end) }
        // "Is it ok to take famotidine while breastfeeding?"
        if let group = reading.groups.first(where: { $0.tokens.lowerBound == start }), isPlace(group.tokens.upperBound)
        {
            start = group.tokens.upperBound
        }
        if page.has(start, .longTerm) || page.has(start + 1, .longTerm) && isPlace(start) {
            return ("long-term use", end)
        }
        // "safe alternatives while you are expecting"
        if stream.equals(start, anyOf: Self.choices), isPlace(start + 1) { start += 1 }
        if isPlace(start), start < reading.sentence.tokens.upperBound {
            let tail = tail(after: start, reading, keepsDrug: true)
            return named(tail, reading).map { ($0, max(end, tail.end)) } ?? ("use", end)
        }
        // "The safety of tirzepatide in children has not been established."
        for back in 1...5 where trigger.lowerBound - back > reading.sentence.tokens.lowerBound {
            let index = trigger.lowerBound - back
            if stream.tokens[index].isPunctuation || page.has(index, .person) && !isPlace(index - 1) { break }
            guard stream.equals(index, "in") || stream.equals(index, "during") else { continue }
            let words = Self.circumstance(phrase(index + 1..<trigger.lowerBound))
            return Self.ofStudy.contains(where: { words.contains($0) }) || Self.anybody.contains(words)
                ? ("use", end) : ("use (in \(standard(words, reading)))", end)
        }
        // "In pregnancy it is considered safe."
        guard isPlace(first), !stream.equals(first, "with"),
            let comma = Range(from: first + 1, to: min(first + 6, trigger.lowerBound)).first(where: {
                stream.punctuation($0) == UInt8(ascii: ",")
            })
        else { return ("use", end) }
        let words = Self.circumstance(phrase(first + 1..<comma))
        return Self.ofStudy.contains(where: { words.contains($0) })
            ? ("use", end) : ("use (in \(standard(words, reading)))", end)
    }

    private static let untilBirth = TokenTable("right up to until till throughout through all of the before and beyond")
    static let companionLinks = TokenTable("with alongside")
    static let wearing = TokenTable("wear wears wore fade fades faded is are")

    /// "with paracetamol and with codeine": one target for each drug behind the words.
    func safeBeside(_ trigger: Range<Int>, _ reading: Reading) -> [Target] {
        var targets: [Target] = []
        var end = trigger.upperBound
        for group in reading.groups where group.tokens.lowerBound >= end {
            let gap = end..<group.tokens.lowerBound
            guard gap.count <= 3,
                gap.allSatisfy({
                    page.has($0, [.list, .opener]) || isDeterminer($0) || stream.equals($0, anyOf: Self.companionLinks)
                        || stream.equals($0, "most")
                })
            else { break }
            targets += group.subjects.map {
                Target("use (with \($0.name))", nil, trigger.lowerBound..<group.tokens.upperBound, nil)
            }
            end = group.tokens.upperBound
        }
        return targets
    }

    private static let finite: Set<String> = ["is", "was", "are", "were", "could", "cannot", "has", "remains"]

    /// Words that tell of a study, not of a circumstance of use.
    private static let ofStudy = [
        "study", "studies", "trial", "trials", "volunteers", "participants", "general", "fact",
    ]

    private static let choices = TokenTable(
        "alternative alternatives choice choices option options drug drugs bet bets")

    private func named(_ tail: Tail, _ reading: Reading) -> String? {
        if tail.text.hasSuffix("expecting") || tail.text.contains("expecting a") || tail.text.contains("are pregnant") {
            return "use (in pregnancy)"
        }
        if tail.text.contains("are nursing") || tail.text.contains("are breastfeeding") {
            return "use (in breastfeeding)"
        }
        var words = tail.text.split(separator: " ").map(String.init)
        // "Whether it is safe in pregnancy is not known": the clause's own verb.
        if let verb = words.firstIndex(where: Self.finite.contains), verb > 1 { words.removeSubrange(verb...) }
        // "safe in pregnancy and gentle enough for babies"
        if words.count > 6, let end = words.firstIndex(of: "and") { words.removeSubrange(end...) }
        guard var link = words.first, words.count > 1, words.count <= 6 else { return nil }
        words.removeFirst()
        // "safe for short-term use"
        if words.last == "use", words.count > 1 { return words.joined(separator: " ") }
        if words.first == "use" {
            words.removeFirst()
            guard words.count > 1, let next = words.first, ["in", "during", "with"].contains(next) else { return nil }
            link = next
            words.removeFirst()
        }
        let text = words.joined(separator: " ")
        // "safer for the stomach than ibuprofen" is a comparison.
        guard Self.isPlainAdvice(text), !words.contains("than") else { return nil }
        if link == "with", let group = reading.groups.first(where: { $0.tokens.lowerBound == tail.start + 1 }) {
            return "use (with \(group.subjects[0].name))"
        }
        if link == "with",
            reading.sentence.concepts.contains(where: {
                page.concepts[$0].tokens.lowerBound > tail.start
                    && page.concepts[$0].tokens.lowerBound <= tail.start + 2
                    && stage.concepts.concepts[Int(page.concepts[$0].concept)].kinds.contains(.indication)
            })
        {
            return "use (in \(standard(Self.circumstance(text), reading)))"
        }
        // "compatible with breastfeeding"
        if link == "with", text.hasPrefix("breast") || text.hasPrefix("pregnan") || text.hasPrefix("lactation") {
            return "use (in \(standard(Self.circumstance(text), reading)))"
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
        "healthy people", "you", "them", "decades", "years", "centuries", "months", "generations", "general",
        "many patients", "most users", "healthy adults",
    ]

    private func isPlace(_ index: Int) -> Bool {
        for word: StaticString in ["in", "during", "while", "for", "with", "at"]
        where stream.equals(index, word) { return true }
        return false
    }

    /// "for children", not "for use" or "for long-term use".
    private func isOfWhom(_ index: Int) -> Bool {
        stream.equals(index, "for") && !stream.equals(index + 1, "use") && !page.has(index + 1, .longTerm)
    }
}
