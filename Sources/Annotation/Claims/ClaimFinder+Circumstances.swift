import Events

/// In whom, after what exposure and by whose word something is claimed.
extension ClaimFinder {
    /// Whether a rule's verb stands in the present tense.
    func isPresent(_ trigger: Range<Int>, _ rule: ClaimRule.Sense?, _ reading: Reading) -> Bool {
        guard let rule, rule.isRelationVerb, !isTold(trigger, reading) else { return false }
        for back in 1...3 where trigger.lowerBound - back >= reading.sentence.tokens.lowerBound {
            for word: StaticString in ["did", "didn't", "was", "were", "had", "would"]
            where stream.equals(trigger.lowerBound - back, word) { return false }
        }
        // "More" and "associated" are no verbs of their own.
        guard rule.predicate == .associatedWith else { return true }
        for token in trigger.lowerBound - 2..<trigger.upperBound where token >= reading.sentence.tokens.lowerBound {
            for word: StaticString in ["is", "are", "has", "have"] where stream.equals(token, word) { return true }
        }
        return false
    }

    /// The condition that "people with …" names in the sentence.
    func population(_ reading: Reading) -> String? {
        for index in reading.sentence.concepts where page.concepts[index].isPopulation {
            return "people with \(label(page.concepts[index]))"
        }
        guard page.has(reading.sentence, .people) else { return nil }
        for token in reading.sentence.tokens where Self.people.contains(stream.tokens[token].hash) {
            for (word, name): (StaticString, String) in Self.populations where stream.equals(token, word) {
                return name
            }
        }
        return nil
    }

    static let people = TokenTable(words: populations.compactMap { TokenStream.hash(of: "\($0.0)") })

    private static let populations: [(StaticString, String)] = [
        ("elderly", "older adults"), ("seniors", "older adults"), ("children", "children"), ("kids", "children"),
        ("teenagers", "adolescents"),
        ("adolescents", "adolescents"), ("teens", "adolescents"), ("pregnant", "pregnant women"),
        ("pregnancy", "pregnant women"),
        ("newborns", "newborns"), ("infants", "infants"), ("women", "women"), ("men", "men"), ("veterans", "veterans"),
    ]

    /// The exposure that stands nearest to the quote ("short-term use is safe, but long-term use can lead to …"); for a result of the
    /// study that the page tells, else the study's own.
    func exposure(
        _ quote: Range<Int>, _ predicate: Predicate, _ evidence: EvidenceClass, _ reading: Reading
    ) -> String? {
        var best: (distance: Int, value: String)?
        let words: TokenMark = [.longTerm, .shortTerm, .term, .withdrawal, .stopping, .duration]
        for token in page.has(reading.sentence, words) ? reading.sentence.tokens : 0..<0 where page.has(token, words) {
            guard let value = exposure(at: token, reading.sentence.tokens), !isAcross(token, quote) else { continue }
            let distance =
                quote.contains(token)
                ? 0 : token < quote.lowerBound ? quote.lowerBound - token : token - quote.upperBound + 2
            if best.map({ distance < $0.distance }) ?? true { best = (distance, value) }
        }
        if let best { return best.value }
        guard !reading.isComment, Self.family(predicate) == 0, background.design == evidence else {
            return nil
        }
        return background.exposure
    }

    /// Whether another main clause begins between a word and a claim ("they act on X, but long-term use triggers Y").
    private func isAcross(_ token: Int, _ quote: Range<Int>) -> Bool {
        if quote.contains(token) { return false }
        let between = token < quote.lowerBound ? token + 1..<quote.lowerBound : quote.upperBound..<token
        for index in between {
            if stream.punctuation(index) == UInt8(ascii: ";") { return true }
            for word: StaticString in ["but", "while", "whereas", "although", "though", "however"]
            where stream.equals(index, word) { return true }
        }
        return false
    }

    func exposure(at token: Int, _ sentence: Range<Int>) -> String? {
        if page.has(token, .longTerm) { return "long-term" }
        if page.has(token, .shortTerm) { return "short-term" }
        if page.has(token, .term) {
            for back in 1...2 where token - back >= sentence.lowerBound {
                if stream.equals(token - back, "long") { return "long-term" }
                if stream.equals(token - back, "short") { return "short-term" }
            }
            return nil
        }
        if page.has(token, .duration) {
            // "for several weeks", "for years"; a figure is left to the exposures of the dose reader.
            let isFor = (1...2).contains { token - $0 >= sentence.lowerBound && stream.equals(token - $0, "for") }
            return isFor ? "long-term" : nil
        }
        if page.has(token, .stopping) { return "after stopping" }
        return "during withdrawal"
    }

    func attribution(_ evidence: EvidenceClass?, _ reading: Reading) -> Attribution {
        if reading.isComment { return Attribution(speaker: .commenter) }
        if evidence == .regulator { return Attribution(speaker: .regulator) }
        if let name = speaker(reading) { return Attribution(speaker: .authors, name: name) }
        switch reading.segment.tier {
        case .primary: return Attribution(speaker: .authors)
        case .pressRelease: return Attribution(speaker: .institution)
        case .news: return Attribution(speaker: .outlet)
        case .commercial: return Attribution(speaker: .clinic)
        case .user: return Attribution(speaker: .commenter)
        }
    }

    /// The capitalised words beside "said", "according to" and the like.
    func speaker(_ reading: Reading) -> String? {
        for index in reading.sentence.words where page.words[index].id == quotativeClass {
            let word = page.words[index].tokens
            for start in [word.upperBound, word.lowerBound - 1] {
                let step = start == word.upperBound ? 1 : -1
                var position = start
                var name: [String] = []
                while reading.sentence.tokens.contains(position), name.count < 4 {
                    let token = stream.tokens[position]
                    guard token.isWord, token.flags.contains(.capitalised),
                        !reading.groups.contains(where: { $0.tokens.contains(position) })
                    else {
                        if stream.punctuation(position) == UInt8(ascii: ".")
                            || stream.punctuation(position) == UInt8(ascii: "-"), !name.isEmpty
                        {
                            position += step
                            continue
                        }
                        break
                    }
                    let text = stream.string(position..<position + 1)
                    if step > 0 { name.append(text) } else { name.insert(text, at: 0) }
                    position += step
                }
                let isPronoun =
                    name.count == 1
                    && ["He", "She", "It", "They", "The", "I", "We", "But", "And", "One"].contains(name[0])
                if !name.isEmpty, !isPronoun { return name.joined(separator: " ") }
            }
        }
        return nil
    }
}
