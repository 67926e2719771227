import Events

/// How people who review a drug tell without saying who: "Could not sleep.", "you get really dizzy", "With this one I yawn all day".
extension ClaimFinder {
    /// Whether a sentence of a comment below a page on one drug leaves out its "I", or tells what "you" get.
    func tellsWithoutPerson(_ sentence: ClaimPage.Sentence) -> Bool {
        var isHead = true
        for index in sentence.tokens {
            if !stream.tokens[index].isWord {
                isHead = true
                continue
            }
            if isHead, stream.equals(index, anyOf: Self.felt) { return true }
            // "Can't think straight on it"
            if isHead, stream.equals(index, "can"), index + 1 < sentence.tokens.upperBound,
                !stream.isWord(at: index + 1) || stream.equals(index + 1, "n't") || stream.equals(index + 1, "t")
            {
                return true
            }
            // "At 20 mg … but had weight gain"
            if page.has(index, .conjunction) || page.has(index, .clauseStart) || isAdverb(index) { continue }
            if stream.equals(index, "you"), stream.equals(index + 1, anyOf: Self.gets) { return !isSupposing(index) }
            isHead = false
        }
        return false
    }

    /// "if you get a rash"
    private func isSupposing(_ index: Int) -> Bool {
        stream.equals(index - 1, "if") || stream.equals(index - 1, "when") || stream.equals(index - 1, "unless")
    }

    private static let felt = TokenTable(
        """
        had felt got gained lost became was woke started developed experienced couldn could can't couldn't cant feel feeling went \
        noticed ended turned still havent haven't hasn't lay forgot cried puked vomited threw slept put
        """)
    private static let gets = TokenTable("get feel gain lose wake start end")

    /// "I quit it because my hair fell out": the harm is why it was stopped, not what came of that.
    func isWhyStopped(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        if isStoppedLater(effect, sentence) { return true }
        guard
            let why = Range(from: sentence.tokens.lowerBound, to: effect.lowerBound).last(where: {
                stream.equals($0, anyOf: Self.reasonsGiven)
            })
        else { return false }
        return sentence.words.contains {
            let stop = page.words[$0]
            return stop.id == stopClass && stop.tokens.upperBound <= why && why - stop.tokens.upperBound <= 8
        }
    }

    /// "hives all over, had to stop": the stopping is told last, and no "when" ties the harm to it.
    private func isStoppedLater(_ effect: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard memory.stoppedIn == sentence.tokens.lowerBound,
            let stop = sentence.words.first(where: { page.words[$0].id == stopClass }).map({ page.words[$0].tokens }),
            stop.lowerBound >= effect.upperBound, stream.equals(stop.lowerBound, anyOf: Self.stopped)
        else { return false }
        return !Range(from: max(effect.upperBound, stop.lowerBound - 4), to: stop.lowerBound).contains {
            stream.equals($0, anyOf: Self.occasionsOfStopping)
        }
    }

    private static let stopped = TokenTable(
        "stop stopped quit discontinued gave came took taken got went ditched binned dropped")
    private static let occasionsOfStopping = TokenTable(
        "when whenever after once since while upon on from by during if as time before until unless minute day not")

    private static let reasonsGiven = TokenTable("because cos cuz coz bc due")

    /// "I take it because I cannot sleep": the main clause is about taking; "called in sick because I was dizzy" is not.
    func isOfTaking(before because: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        Range(from: sentence.tokens.lowerBound, to: because).contains { stream.equals($0, anyOf: Self.takings) }
            || page.drugs[sentence.drugs].contains { $0.tokens.upperBound <= because }
    }

    private static let takings = TokenTable(
        """
        take takes took taken taking prescribe prescribed prescribes start starts started put gave give gives given use uses used need needs \
        needed ask asked want wanted try tried trying on it this them added switched back
        """)

    /// What a page's one drug is taken for, where no comment says it: the condition that the opening post names and the drug is labelled for,
    /// or the only one that it is labelled for.
    func reviewedFor(_ drug: ClaimSubject) -> Concept? {
        let row = stage.pharmacology.row(drug.name)
        if let place = segments.firstIndex(where: { $0.kind == .body }) {
            for index in ClaimPage.slice(page.concepts, page.segments[place], { $0.tokens.lowerBound }) {
                guard let known = stage.concepts.condition(page.concepts[index].concept) else { continue }
                let own = stage.concepts.concepts[Int(known)]
                if own.isCondition, own.label != "mood", row?.indications.contains(own.label) ?? true { return own }
            }
        }
        guard let row, row.indications.count == 1 else { return nil }
        return stage.concepts.concepts.first { $0.label == row.indications[0] }
    }

    /// "This one", "this med" in a comment below a page on one drug, behind another that the writer was on before.
    func reviewed(by pronoun: Range<Int>) -> ClaimSubject? {
        guard pronoun.count == 2, stream.equals(pronoun.lowerBound, "this"), topic.count == 1, !topic[0].isClass,
            stream.equals(pronoun.lowerBound + 1, anyOf: Self.wares)
        else { return nil }
        return topic[0]
    }

    private static let wares = TokenTable(
        "one med medication medicine drug stuff pill tablet shit crap poison garbage rubbish")

    /// "Avoid clarithromycin with it", "I was put on it with methotrexate": beside the drug that the page is about.
    func isBesideReviewed(_ group: DrugGroup, _ known: [ClaimSubject]) -> Bool {
        stream.equals(group.tokens.lowerBound - 1, anyOf: Self.besides) && isOfThread(known)
    }

    private static let besides = TokenTable("with avoid plus alongside")

    /// "Don't touch alcohol that weekend", "mixed it with beer": what the talk is about is the medicine.
    func isDrink(_ group: DrugGroup, besides known: [ClaimSubject], _ sentence: ClaimPage.Sentence) -> Bool {
        !known.isEmpty && group.subjects.allSatisfy { $0.name == "alcohol" }
            && !known.contains { $0.classes.contains(Self.recreational) }
            && !isSubjectPosition(group.tokens.lowerBound, sentence)
    }
}
