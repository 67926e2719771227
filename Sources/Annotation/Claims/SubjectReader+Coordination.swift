/// Drugs that stand in one construction with another: "initiation of pregabalin (1.62) and of gabapentin (1.39)".
extension SubjectReader {
    /// With the drugs that follow in the same construction: "during ibuprofen use (…) and naproxen use (…), but not during
    /// acetaminophen use", "after six months of X and by 2.1 kg on Y".
    func coordinated(
        _ found: (subjects: [ClaimSubject], tokens: Range<Int>), _ groups: [DrugGroup], _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> [ClaimSubject] {
        guard groups.count > 1 else { return found.subjects }
        var subjects = found.subjects
        var end = found.tokens.upperBound
        for group in groups where group.tokens.lowerBound >= end {
            guard group.tokens.lowerBound - end <= 26 else { break }
            let gap = end..<group.tokens.lowerBound
            guard let excepted = continues(gap, page, sentence) else { break }
            // "had occurred in 3.4 percent on tofacitinib and in 2.5 percent on adalimumab": what it is held against.
            if let own = share(max(0, found.tokens.lowerBound - 6)..<found.tokens.lowerBound, page),
                let other = share(gap, page), own >= other * Self.leastExcess
            {
                break
            }
            for var subject in group.subjects where !subjects.contains(where: { $0.name == subject.name }) {
                subject.isExcepted = excepted
                if excepted { subject.place = max(gap.lowerBound, gap.upperBound - 3)..<group.tokens.upperBound }
                subjects.append(subject)
            }
            end = group.tokens.upperBound
        }
        return subjects
    }

    /// A share a fifth larger is another one; what lies nearer is told of both.
    private static let leastExcess = 1.2

    /// The share in percent that stands last in a span.
    private func share(_ tokens: Range<Int>, _ page: ClaimPage) -> Double? {
        tokens.last(where: {
            page.stream.isNumber(at: $0)
                && (page.stream.punctuation($0 + 1) == UInt8(ascii: "%") || page.stream.equals($0 + 1, "percent"))
        }).flatMap(page.stream.number)
    }

    /// "Valproate, but not lamotrigine, causes …": named to say that it does not.
    func isExcepted(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        page.stream.equals(tokens.lowerBound - 1, "not")
            && (page.stream.equals(tokens.lowerBound - 2, "but") || page.stream.equals(tokens.lowerBound - 2, "and"))
            && page.stream.punctuation(tokens.upperBound) == UInt8(ascii: ",")
    }

    /// The subjects with those that the sentence excepts between them and the verb.
    func withExcepted(
        _ subjects: [ClaimSubject], behind tokens: Range<Int>, before verb: Int, _ groups: [DrugGroup],
        _ page: ClaimPage
    ) -> [ClaimSubject] {
        var all = subjects
        for group in groups
        where group.tokens.lowerBound >= tokens.upperBound && group.tokens.upperBound <= verb
            && isExcepted(group.tokens, page)
        {
            for var subject in group.subjects where !all.contains(where: { $0.name == subject.name }) {
                subject.isExcepted = true
                subject.place = group.tokens.lowerBound - 2..<group.tokens.upperBound
                all.append(subject)
            }
        }
        return all
    }

    /// "and 1.4 times in those given gabapentin"
    private func isGivenWord(_ index: Int, _ page: ClaimPage) -> Bool {
        if page.has(index, .person) { return true }
        for word: StaticString in ["times", "given", "receiving", "assigned", "taking"]
        where page.stream.equals(index, word) { return true }
        return false
    }

    /// With the drugs that stand before in the same construction: "initiation of pregabalin (1.62) and of gabapentin (1.39) was linked to".
    func coordinatedBefore(
        _ found: (subjects: [ClaimSubject], tokens: Range<Int>), _ groups: [DrugGroup], _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> [ClaimSubject] {
        guard groups.count > 1, let place = groups.firstIndex(where: { $0.tokens == found.tokens }), place > 0 else {
            return found.subjects
        }
        var subjects = found.subjects
        for group in groups[..<place].reversed() {
            let gap = group.tokens.upperBound..<found.tokens.lowerBound
            // "It slows the breakdown of codeine, and rifampicin halves its level": another clause begins.
            let opens =
                page.has(found.tokens.lowerBound - 1, .conjunction)
                && page.stream.punctuation(found.tokens.lowerBound - 2) == UInt8(ascii: ",")
                && isObject(group.tokens, page, sentence)
            guard !opens, gap.count <= 26, !page.has(gap, .negative), !hasFinite(gap, page),
                continues(gap, page, sentence) == false, !group.isCompared,
                !page.isIndefinite(group.tokens)
            else { break }
            for subject in group.subjects where !subjects.contains(where: { $0.name == subject.name }) {
                subjects.append(subject)
            }
            break
        }
        return subjects
    }

    /// A verb of its own in the gap: "X is not, and Y may …" says different things of the two.
    private func hasFinite(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        gap.contains { index in
            for word: StaticString in [
                "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "may", "might", "will",
                "would", "could", "should", "must", "it", "they", "this", "that",
            ] where page.stream.equals(index, word) { return true }
            return false
        }
    }

    /// Whether a gap goes on with the next drug: figures, brackets and the words of exposure, then "and" or "but not"; nil when not.
    private func continues(_ gap: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool? {
        var joins = false
        var excepted = false
        var depth = 0
        for index in gap {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") {
                depth += 1
            } else if mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]") {
                depth -= 1
            } else if depth > 0 || page.stream.tokens[index].isNumber {
                continue
            } else if page.stream.equals(index, "but"), page.stream.equals(index + 1, "not") {
                joins = true
                excepted = true
            } else if page.has(index, .conjunction) {
                joins = true
            } else if page.stream.tokens[index].isPunctuation {
                if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return nil }
            } else if !page.has(index, [.exposed, .tie, .function, .unit, .filler]), !isGivenWord(index, page) {
                return nil
            }
        }
        return joins ? excepted : nil
    }
}
