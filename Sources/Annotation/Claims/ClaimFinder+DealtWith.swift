import Events

/// Effects that a sentence names and does not tell of the drug: looked for, survived, had by those who are treated.
extension ClaimFinder {
    /// "treatment of nausea", "relief from pain", "a history of stroke": what is treated, eased or was there before.
    func isDealtWith(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = tokens.lowerBound - 1
        // "used to lose weight": what for.
        if stream.equals(index, "to"), stream.equals(index - 1, anyOf: Self.aiming) { return true }
        let limit = max(sentence.tokens.lowerBound, tokens.lowerBound - 5)
        while index >= limit {
            // "had been diagnosed with autism": found, not treated.
            let isFound =
                stream.equals(index, "diagnosed") && stream.equals(index + 1, "with")
                && page.has(index - 1, .function)
            // "boys treated with risperidone grew breasts": it is the drug that they were treated with.
            if page.drugs[sentence.drugs].contains(where: { $0.tokens.contains(index) }) { break }
            if !isFound, page.has(index, [.handling, .reason, .better, .relief]), !isOfTreated(index) { return true }
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != UInt8(ascii: "-") { break }
            index -= 1
        }
        for index in Range(from: tokens.upperBound, to: min(sentence.tokens.upperBound, tokens.upperBound + 3)) {
            // "Autism was diagnosed more often": found.
            if stream.equals(index, "diagnosed"), page.has(index - 1, .function) { continue }
            if page.has(index, .handling) || stream.equals(index, anyOf: Self.returning)
                || stream.equals(index, anyOf: Self.measuring)
            {
                return true
            }
            if stream.tokens[index].isPunctuation { break }
        }
        return false
    }

    /// "Kidney disease doubles the risk", "bulimia and alcohol withdrawal multiply that hazard", "a stomach bug may tip a patient over",
    /// "an anti-inflammatory": what adds to a harm, or a kind of drug, is not what the drug does.
    func isOwnHazard(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        if stream.punctuation(effect.lowerBound - 1) == UInt8(ascii: "-"), stream.equals(effect.lowerBound - 2, "anti")
        {
            return true
        }
        for index in Range(from: effect.upperBound, to: min(sentence.tokens.upperBound, effect.upperBound + 8)) {
            // "renal failure and old age add to it", "…, itself common in them, makes seizures more likely"
            if stream.equals(index, anyOf: Self.adding), stream.equals(index + 1, "to"),
                page.has(index + 2, .effectPronoun) || stream.equals(index + 2, "them")
            {
                return true
            }
            if stream.equals(index, "lower") || stream.equals(index, "lowers"),
                (1...2).contains(where: { stream.equals(index + $0, "threshold") })
            {
                return true
            }
            if stream.equals(index, anyOf: Self.hazarding) {
                let rest = Range(from: index + 1, to: min(sentence.tokens.upperBound, index + 4))
                return stream.equals(index, anyOf: Self.tipping)
                    ? page.has(Range(from: index + 1, to: min(sentence.tokens.upperBound, index + 5)), .person)
                    : page.has(rest, .risk) || rest.contains { stream.equals($0, anyOf: Self.hazards) }
            }
            // "appears to raise the danger"
            if page.has(index, .to), stream.equals(index + 1, anyOf: Self.hazarding) { continue }
            if stream.tokens[index].isPunctuation || page.has(index, [.relative, .tie]) { return false }
        }
        return false
    }

    private static let hazards = TokenTable("hazard effect effects damage injury harm danger problem toxicity")

    private static let adding = TokenTable("add adds added contribute contributes contributed")

    private static let tipping = TokenTable("tip tips tipped")

    private static let hazarding = TokenTable(
        words: tipping.hashes
            + [
                "double", "doubles", "doubled", "triple", "triples", "tripled", "treble", "trebles", "quadruples",
                "multiply",
                "multiplies", "multiplied", "raise", "raises", "raised", "increase", "increases", "increased",
                "heighten",
                "heightens", "add", "adds", "compound", "compounds",
            ].compactMap { TokenStream.hash(of: $0) })

    /// "After a first episode of pericarditis, the addition of X", "survivors of a stroke on X": it came before the drug.
    func isSurvived(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = effect.lowerBound - 1
        let limit = max(sentence.tokens.lowerBound, effect.lowerBound - 6)
        while index >= limit {
            if stream.equals(index, anyOf: Self.surviving) { return true }
            if stream.equals(index, "after") || stream.equals(index, "following") {
                return index == sentence.tokens.lowerBound
                    && stream.punctuation(effect.upperBound) == UInt8(ascii: ",")
            }
            if stream.tokens[index].isPunctuation { return false }
            index -= 1
        }
        return false
    }

    private static let surviving = TokenTable("survive survived survives surviving survivor survivors")

    /// "NAION, a stroke of the optic nerve": what another one is.
    func isApposed(_ effect: Range<Int>) -> Bool {
        // "muscle inflammation (swelling)", "flushing (redness of the face)"
        if stream.punctuation(effect.lowerBound - 1) == UInt8(ascii: "("),
            ClaimPage.slice(page.concepts, effect.lowerBound - 24..<effect.lowerBound, { $0.tokens.lowerBound })
                .contains(where: { page.concepts[$0].tokens.upperBound == effect.lowerBound - 1 })
        {
            return true
        }
        // "GBS, a serious nervous system disorder"
        let article = page.has(effect.lowerBound - 1, .indefinite) ? effect.lowerBound - 1 : effect.lowerBound - 2
        return page.has(article, .indefinite)
            && stream.punctuation(article - 1) == UInt8(ascii: ",")
            && (stream.equals(effect.upperBound, "of") || stream.punctuation(effect.upperBound) == UInt8(ascii: "."))
    }

    /// "none had stained teeth"
    func isOfNone(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        Range(from: max(sentence.tokens.lowerBound, effect.lowerBound - 3), to: effect.lowerBound).contains {
            stream.equals($0, "none") || stream.equals($0, "nobody")
        }
    }

    /// "the treated rats", "rats treated for six months": who got the drug, and nothing that it is for.
    private func isOfTreated(_ index: Int) -> Bool {
        guard stream.equals(index, "treated") else { return false }
        return page.has(index + 1, [.person, .exposed])
            || stream.equals(index + 1, "for") && page.isTimeSpan(index + 2)
    }

    /// "Liver enzymes must be measured before": looked for, not found.
    private static let measuring = TokenTable("measured checked monitored tested")

    /// "accumulates in kidney failure", "tried in end-stage kidney failure": when, not what happens.
    func isCircumstance(_ before: Int) -> Bool {
        // "must not be given more than four hours after a stroke"
        if page.has(before, .indefinite), stream.equals(before - 1, "after"), page.has(before - 2, [.unit, .duration]) {
            return true
        }
        var before = before
        while stream.equals(before, anyOf: Self.stages) || stream.punctuation(before) == UInt8(ascii: "-") {
            before -= 1
        }
        return stream.equals(before, "in") && !stream.tokens[before - 1].isNumber
            && !stream.equals(before - 1, anyOf: Self.ending)
    }

    /// "was tried in end-stage kidney failure": who had it.
    func isStaged(_ before: Int) -> Bool {
        stream.equals(before, anyOf: Self.stages) && isCircumstance(before)
    }

    private static let stages = TokenTable(
        "end stage late early advanced severe moderate mild stable chronic acute active resistant refractory established"
    )

    private static let ending = TokenTable(
        "end ends ended result results resulted culminate culminates culminated rise increase")

    private static let aiming = TokenTable(
        "used taken prescribed given bought try tries tried trying want wants wanted help helps order")

    private static let returning = TokenTable(
        "responds respond responded return returns returned normalise normalises normalised normalize normalizes normalized"
    )
}
