/// Concept mentions that say something else than what happens: who is meant, what was there before, how an event is coloured.
extension ClaimPage {
    /// Settles what mentions are by the words around them; runs once a page, after drugs and concepts were told apart.
    func settleConcepts(_ concepts: inout [ConceptMention], _ lexicon: ConceptLexicon) {
        var kept: [ConceptMention] = []
        kept.reserveCapacity(concepts.count)
        var speaksOfEmergency: Bool?
        for index in concepts.indices {
            var mention = concepts[index]
            if isVerb(mention.tokens) || isCause(mention.tokens) || isContrasted(mention.tokens) { continue }
            // "ED" where the page has spoken of an emergency, looked for once a page.
            if mention.tokens.count == 1, stream.equals(mention.tokens.lowerBound, "ed") {
                let speaks = speaksOfEmergency ?? stream.tokens.indices.contains { stream.equals($0, "emergency") }
                speaksOfEmergency = speaks
                if speaks { continue }
            }
            if index + 1 < concepts.count, colours(mention, concepts[index + 1], lexicon) { continue }
            if coloursTrigger(mention.tokens) { continue }
            // "people whose kidneys are failing": who is meant.
            // "the nerve that carries the pain"
            if mention.isComposite, mention.tokens.count > 3,
                mention.tokens.dropFirst().contains(where: { stream.equals($0, "that") }),
                !mention.hasOwnVerb
            {
                continue
            }
            if mention.isComposite, isState(mention.tokens) || opensWithDose(mention.tokens) { continue }
            // "Glucose uptake was increased": what becomes of it, not how much there is.
            if mention.isComposite, mention.tokens.dropFirst().contains(where: { stream.equals($0, anyOf: Self.fates) })
            {
                continue
            }
            if !mention.isComposite {
                if isInducedByDrug(mention.tokens.lowerBound) {
                    // "in patients with amiodarone-induced hypothyroidism": the drug's own making.
                    mention.isPopulation = false
                } else if mention.isPopulation {
                    // "in a patient with hepatitis after isoniazid": the condition came with the drug.
                    mention.isPopulation = !isBroughtAbout(mention.tokens.upperBound)
                } else if isHistory(mention.tokens) || has(mention.tokens.upperBound, .holder) {
                    mention.isPopulation = true
                } else if let last = kept.last, last.isPopulation,
                    isCoordinated(last.tokens.upperBound..<mention.tokens.lowerBound),
                    !opensMainClause(mention.tokens)
                {
                    mention.isPopulation = !isBroughtAbout(mention.tokens.upperBound)
                }
            }
            if mention.isPopulation, isOfThoseWithout(mention.tokens) { continue }
            kept.append(mention)
        }
        concepts = kept
    }

    private static let fates = TokenTable(
        "uptake utilisation utilization oxidation disposal transport consumption turnover synthesis release reabsorption"
    )

    /// "in low dose regrows hair": how much is taken, no fall of anything.
    private func opensWithDose(_ tokens: Range<Int>) -> Bool {
        stream.equals(tokens.lowerBound, anyOf: Self.amounts)
            && (1...2).contains { stream.equals(tokens.lowerBound + $0, anyOf: Self.doses) }
    }

    private static let amounts = TokenTable("low high lower higher lowest highest")
    private static let doses = TokenTable("dose doses dosage")

    /// "Unlike the drowsiness, this …": what something is held against.
    private func isContrasted(_ tokens: Range<Int>) -> Bool {
        let before = has(tokens.lowerBound - 1, .opener) ? tokens.lowerBound - 2 : tokens.lowerBound - 1
        return stream.equals(before, "unlike")
    }

    /// "In men with gout, nausea and rash were more common": behind the comma that ends such an opening the sentence's own subject.
    private func opensMainClause(_ tokens: Range<Int>) -> Bool {
        guard stream.punctuation(tokens.lowerBound - 1) == UInt8(ascii: ",") else { return false }
        let sentence = stream.sentenceTokens(stream.sentence(of: tokens.lowerBound))
        guard stream.equals(sentence.lowerBound, anyOf: Self.placing) else { return false }
        for index in Range(from: tokens.upperBound, to: min(tokens.upperBound + 7, sentence.upperBound)) {
            if stream.equals(index, anyOf: Self.finite) { return true }
            if stream.tokens[index].isPunctuation { return false }
        }
        return false
    }

    private static let placing = TokenTable("in among for of with")
    private static let finite = TokenTable(
        "\(AuxiliaryVerbs.finite) occurred developed increased decreased rose fell appeared arose"
    )

    /// "people whose kidneys are failing", "it is safe when the kidneys are failing": who or what state is meant.
    private func isState(_ tokens: Range<Int>) -> Bool {
        var before = tokens.lowerBound - 1
        if stream.equals(before, "whose") { return true }
        while has(before, .opener), tokens.lowerBound - before <= 2 { before -= 1 }
        return (stream.equals(before, "when") || stream.equals(before, "if"))
            && (stream.equals(tokens.lowerBound + 1, "are") || stream.equals(tokens.lowerBound + 1, "is"))
    }

    /// "fatal hypotension", "painful attacks of gout": an adjective of the event that follows, which is meant.
    private func colours(_ mention: ConceptMention, _ next: ConceptMention, _ lexicon: ConceptLexicon) -> Bool {
        guard mention.tokens.count == 1, !mention.isComposite,
            next.tokens.lowerBound <= mention.tokens.upperBound + 3, isAdjective(mention.tokens.lowerBound),
            lexicon.concepts[Int(next.concept)].kinds.contains(.effect)
        else { return false }
        let gap = mention.tokens.upperBound..<max(mention.tokens.upperBound, next.tokens.lowerBound)
        return gap.allSatisfy { index in
            stream.tokens[index].isWord && !has(index, .list)
                && (!has(index, .ender) || (stream.equals(index, "of") && has(index - 1, .bout)))
        }
    }

    /// "a rare but deadly consequence of": said of what the sentence names as the consequence.
    private func coloursTrigger(_ tokens: Range<Int>) -> Bool {
        guard tokens.count == 1, isAdjective(tokens.lowerBound) else { return false }
        for word: StaticString in ["consequence", "consequences", "complication", "complications", "hazard", "result"]
        where stream.equals(tokens.upperBound, word) { return true }
        return false
    }

    /// By its ending: "fatal", "painful", "hypertensive", "psychotic", "deadly".
    private func isAdjective(_ token: Int) -> Bool {
        let length = Int(stream.tokens[token].length)
        guard length > 4 else { return false }
        let last = stream.lower(token, length - 1)
        let before = stream.lower(token, length - 2)
        switch (before, last) {
        case (UInt8(ascii: "a"), UInt8(ascii: "l")), (UInt8(ascii: "u"), UInt8(ascii: "l")),
            (UInt8(ascii: "i"), UInt8(ascii: "c")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "l"), UInt8(ascii: "y")):
            return true
        default: return false
        }
    }

    /// "amiodarone-induced acute hepatitis": a drug stands before "-induced", and that at most two words before the condition.
    private func isInducedByDrug(_ token: Int) -> Bool {
        var index = token - 1
        while index > max(1, token - 4), stream.tokens[index].isWord,
            !(stream.equals(index, anyOf: Self.making) && stream.punctuation(index - 1) == UInt8(ascii: "-"))
        { index -= 1 }
        guard stream.equals(index, anyOf: Self.making), stream.punctuation(index - 1) == UInt8(ascii: "-") else {
            return false
        }
        let drug = index - 2
        return Self.slice(drugs, max(0, drug - 6)..<drug + 1, { $0.tokens.lowerBound })
            .contains { drugs[$0].tokens.upperBound == drug + 1 }
    }

    static let making = TokenTable("induced associated related provoked triggered linked caused")

    /// "hyperglycaemia-induced fibrosis": what brought the fibrosis about.
    private func isCause(_ tokens: Range<Int>) -> Bool {
        let next = tokens.upperBound
        guard next + 2 < stream.count, stream.punctuation(next) == UInt8(ascii: "-") else { return false }
        for word: StaticString in ["induced", "mediated", "triggered"] where stream.equals(next + 1, word) {
            return true
        }
        return false
    }

    /// "flushed it down the sink", "until the price falls": a form that is a verb as well, used as one.
    private func isVerb(_ tokens: Range<Int>) -> Bool {
        let token = tokens.lowerBound
        // "a high intake": no state of anybody's.
        if stream.equals(tokens.upperBound - 1, "high"), tokens.upperBound < stream.count,
            stream.isWord(at: tokens.upperBound),
            !has(tokens.upperBound, [.ender, .list, .clauseStart, .relative, .function, .tie])
        {
            return true
        }
        guard tokens.count == 1 else { return false }
        // "shaking a bottle", "shook his head"
        if stream.equals(token, "shaking") || stream.equals(token, "shake") || stream.equals(token, "shakes") {
            return has(token + 1, .opener) || stream.equals(token + 1, "hands") || stream.equals(token + 1, "off")
        }
        // "hypo- and hyperthyroidism"
        if stream.equals(token, "hypo") { return stream.punctuation(token + 1) == UInt8(ascii: "-") }
        // "Customs officers seized 40,000 tablets"
        if stream.equals(token, "seized"), token + 1 < stream.count {
            return stream.isNumber(at: token + 1) || has(token + 1, .opener)
        }
        if stream.equals(token, "falls") {
            // "Acid output falls by more than 80%"
            for word: StaticString in ["by", "to", "below", "off"] where stream.equals(token + 1, word) { return true }
            // An article and one noun before: the noun's verb.
            let subject = token - 1
            return has(subject - 1, .opener) && stream.tokens[subject].isWord
                && !has(subject, [.ender, .opener, .list])
        }
        // "The tumours looked more aggressive", "aggressive treatment"
        if stream.equals(token, "aggressive") {
            return stream.equals(token + 1, anyOf: Self.growths)
                || (max(0, token - 7)..<token).contains { stream.equals($0, anyOf: Self.growths) }
        }
        // "a faint effect", "the faint line"
        if stream.equals(token, "faint"), token + 1 < stream.count, has(token - 1, .opener) {
            return stream.isWord(at: token + 1) && !has(token + 1, [.ender, .list, .clauseStart, .function])
        }
        if stream.equals(token, "falling") {
            for word: StaticString in ["to", "below", "by", "from"] where stream.equals(token + 1, word) { return true }
            return false
        }
        if stream.equals(token, "withdrawal") {
            // "a withdrawal trial", "their withdrawal before a session", "withdrawal from the market": the stopping itself.
            for word: StaticString in [
                "trial", "trials", "study", "studies", "phase", "from", "before", "of", "period", "rates",
            ]
            where stream.equals(token + 1, word) { return true }
            // "led to withdrawal in 12 percent": from the trial.
            if stream.equals(token + 1, "in"), token + 2 < stream.count, stream.isNumber(at: token + 2) { return true }
            for word: StaticString in [
                "their", "its", "abrupt", "sudden", "rapid", "gradual", "slow", "upon", "drug", "treatment",
            ]
            where stream.equals(token - 1, word) { return true }
            return false
        }
        for word: StaticString in ["flushed", "flushes", "crashed", "dropped", "swelled", "abuse", "abused"]
        where stream.equals(token, word) {
            let next = token + 1
            if has(next, [.effectPronoun, .opener]) { return true }
            for particle: StaticString in ["down", "away", "out", "off", "through", "into"]
            where stream.equals(next, particle) { return !stream.equals(token, "crashed") }
            return false
        }
        return false
    }

    /// "a history of stroke", "anyone who has had a heart attack": it was there before.
    private func isHistory(_ tokens: Range<Int>) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(0, tokens.lowerBound - 6)
        while index > limit, stream.tokens[index].isWord || stream.punctuation(index) == UInt8(ascii: "-") {
            if stream.equals(index, "of") {
                return stream.equals(index - 1, "history") || stream.equals(index - 1, "histories")
            }
            if stream.equals(index, "had"), stream.equals(index - 1, "has") || stream.equals(index - 1, "have") {
                // "who drink and have had pancreatitis"
                return stream.equals(index - 2, "who")
                    || has(index - 2, .conjunction)
                        && (max(0, index - 7)..<index - 2).contains { stream.equals($0, "who") }
            }
            index -= 1
        }
        return false
    }

    /// "in people without diabetes", "adults who do not have heart failure": what they have not is neither treated nor brought about.
    private func isOfThoseWithout(_ tokens: Range<Int>) -> Bool {
        var index = tokens.lowerBound - 1
        let limit = max(1, tokens.lowerBound - 5)
        while index > limit, stream.tokens[index].isWord {
            if stream.equals(index, "without") { return has(index - 1, .person) }
            if stream.equals(index, "have"), stream.equals(index - 1, "not") {
                return stream.equals(index - 3, "who") || stream.equals(index - 3, "that")
            }
            index -= 1
        }
        return false
    }

    /// Whether the words behind a condition say what brought it about ("after", "due to", "induced by").
    private func isBroughtAbout(_ index: Int) -> Bool {
        for word: StaticString in [
            "after", "following", "due", "caused", "induced", "secondary", "attributed", "attributable", "related",
            "resulting", "triggered", "provoked", "from", "while", "during",
        ] where stream.equals(index, word) { return true }
        return false
    }

    /// Only list signs and articles between two items.
    private func isCoordinated(_ gap: Range<Int>) -> Bool {
        // "people with Alzheimer's dementia", "with asthma and severe eczema"
        gap.isEmpty
            || gap.count <= 4 && has(gap, .list)
                && gap.allSatisfy { has($0, [.list, .opener]) || stream.equals($0, anyOf: Self.degrees) }
    }

    private static let growths = TokenTable(
        """
        tumor tumors tumour tumours cancer cancers lymphoma melanoma carcinoma carcinomas treatment therapy form forms disease surgery \
        chemotherapy type types regimen approach
        """)
    private static let degrees = TokenTable(
        "marked severe mild moderate chronic acute recent active advanced uncontrolled untreated poor established known prior"
    )
}
