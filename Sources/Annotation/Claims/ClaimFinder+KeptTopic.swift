import Events

/// Whether the talk stays with the drug spoken of although a sentence names another.
extension ClaimFinder {
    /// Whether a sentence goes on about the drug spoken of although it names another one: it begins with "it" or "the drug", or, in an
    /// article, names in another place than its subject's a drug that the article speaks of far less ("It depletes vitamin B12.").
    func keepsTopic(beside named: DrugGroup, _ sentence: ClaimPage.Sentence) -> Bool {
        let known = memory.subjects
        if !isInComment, isOnTopic, known.count == 1, let main = topic.first, known[0].isSame(as: main) {
            // "Wine has lost its appeal": what people drink or smoke does not become what a text on another drug is about.
            if !main.classes.contains(Self.recreational),
                named.subjects.allSatisfy({ $0.classes.contains(Self.recreational) })
            {
                return true
            }
            // "She reminds us that naltrexone exists", "Patients can switch to sertraline"
            if stream.equals(named.tokens.upperBound, "exist") || stream.equals(named.tokens.upperBound, "exists")
                || stream.equals(named.tokens.lowerBound - 1, "to")
                    && stream.equals(named.tokens.lowerBound - 2, anyOf: SubjectReader.changing)
            {
                return true
            }
        }
        // "Together with clarithromycin a normal dose can kill. Nobody with …": the talk stays with the drug that it is taken with.
        if !isInComment, known.count == 1, subjects.opensTogether(named.tokens, page, sentence) { return true }
        if isInComment, isTakenNow(named.tokens, sentence) { return false }
        if isInComment, isLeftBehind(named.tokens, besides: known) { return true }
        // "asked what blood pressure pill I take", of somebody on amlodipine: the talk stays with the member.
        if isInComment, known.count == 1, !known[0].isClass, !isSubjectPosition(named.tokens.lowerBound, sentence),
            named.subjects.allSatisfy({ $0.isClass && known[0].classes.contains($0.name) })
        {
            return true
        }
        // "The rise in creatinine is a known effect of fibrates", in a text on fenofibrate: the talk stays with it.
        if memory.isOwn, known.count == 1, !known[0].isClass, !isSubjectPosition(named.tokens.lowerBound, sentence),
            named.subjects.allSatisfy({ own in
                own.isClass && known[0].classes.contains(own.name) && self.weight(of: own) < self.weight(of: known[0])
            })
        {
            return true
        }
        if isInComment, isDrink(named, besides: known, sentence) || isBesideReviewed(named, known) { return true }
        // "Pramipexole … Other dopamine agonists carry the same danger. The pills …"
        if !isInComment, known.count == 1, !known[0].isClass, stream.equals(named.tokens.lowerBound - 1, "other"),
            named.subjects.allSatisfy({ !$0.name.hasPrefix(known[0].name) })
        {
            return true
        }
        if named.subjects.contains(where: { own in
            known.contains { $0.name == own.name || $0.classes.contains(own.name) || own.classes.contains($0.name) }
        }) {
            return false
        }
        // "You can drink alcohol in moderation. It does not …": a guide goes on about its drug.
        if isGuide, isOnTopic, known.count == 1, let main = topic.first, known[0].isSame(as: main),
            named.subjects.allSatisfy({ $0.name == "alcohol" })
        {
            return true
        }
        // "Acne drug returns", and below it one drug alone: that is the one.
        if known.count == 1, known[0].isClass, weights.count == 2, named.subjects.count == 1,
            !named.subjects[0].isClass, isByUse(known[0])
        {
            return false
        }
        for index in sentence.words where page.words[index].id == anaphorClass {
            let pronoun = page.words[index].tokens
            guard pronoun.upperBound <= named.tokens.lowerBound else { break }
            if subjects.isDescribed(pronoun, page) { continue }
            // "They put me on naltrexone": people.
            if pronoun.count == 1, known.count == 1, !known[0].isPlural, !stream.equals(pronoun.lowerBound, "it") {
                continue
            }
            if subjects.meant(by: pronoun, spoken, page) != nil, !isExpletive(pronoun, before: named.tokens.lowerBound)
            {
                return true
            }
        }
        // "Alcohol must not be taken with it. Seizures have occurred.": the talk goes on about the drug.
        if memory.isOwn, known.count == 1,
            sentence.words.contains(where: { index in
                let pronoun = page.words[index].tokens
                return page.words[index].id == anaphorClass && pronoun.lowerBound >= named.tokens.upperBound
                    && stream.equals(pronoun.lowerBound, "it")
                    && (stream.equals(pronoun.lowerBound - 1, "with")
                        // "Anyone who takes warfarin should not use it."
                        || subjects.isTakenByWhom(named.tokens, page, sentence))
            })
        {
            return true
        }
        if isRemedyOfEffect(named, known, sentence) { return true }
        // "Alcohol adds to the danger. White cells can fall, too."
        if let last = claims.last, last.sentence == sentence.tokens, last.claim.predicate == .aggravates,
            named.subjects.contains(where: { $0.name == last.subject.name }), memory.isOwn || isOnTopic
        {
            return true
        }
        // "…, but this applies to calcium carbonate": in a text on another drug, named in passing.
        if !memory.isOwn, isOnTopic, !isInComment, !isSubjectPosition(named.tokens.lowerBound, sentence),
            named.subjects.allSatisfy({ own in
                self.weight(of: own) * 3 <= known.reduce(0) { max($0, self.weight(of: $1)) }
            })
        {
            return true
        }
        // "A related compound, everolimus, improved the response": named once, in a paragraph on rapamycin that has not named it yet.
        if !memory.isOwn, !isInComment, isOnTopic, about.isTitled, known.count == 1,
            topic.contains(where: { $0.isSame(as: known[0]) }),
            named.subjects.allSatisfy({ self.weight(of: $0) == 1 }), self.weight(of: known[0]) > 5,
            !isSubjectPosition(named.tokens.lowerBound, sentence)
                || stream.equals(named.tokens.lowerBound - 2, anyOf: Self.kin)
        {
            return true
        }
        // "The gas inactivates vitamin B12. Weakness …", "anyone on aspirin fared worst. It needs no blood tests": the talk stays with the drug
        // that does it, or that the text is about.
        if !isInComment, known.count == 1,
            isActedOn(named, by: known[0], sentence)
                || isOnTopic && topic.contains(where: { $0.isSame(as: known[0]) })
                    && (subjects.isTakenByAnyone(named.tokens, page, sentence)
                        || memory.isOwn && subjects.isTakenBefore(named.tokens, page, sentence))
        {
            return true
        }
        guard memory.isOwn else { return false }
        // "When a patient was also on oxycodone": taken beside.
        for back in 1...2 where stream.equals(named.tokens.lowerBound - back, "on") {
            if stream.equals(named.tokens.lowerBound - back - 1, "also") { return true }
        }
        if stream.equals(named.tokens.lowerBound - 1, anyOf: Self.adding) { return true }
        let weight = named.subjects.reduce(0) { max($0, self.weight(of: $1)) }
        let own = known.reduce(0) { max($0, self.weight(of: $1)) }
        // One that the page names this once is not what the next sentence goes on about.
        return weight * 3 < own && (weight == 1 || !isSubjectPosition(named.tokens.lowerBound, sentence))
    }

    /// "Ocrelizumab often causes infusion reactions. An antihistamine prevents them. Cold sores are commoner, too.": what is given against an
    /// effect of the drug does not take the talk from it.
    private func isRemedyOfEffect(_ named: DrugGroup, _ known: [ClaimSubject], _ sentence: ClaimPage.Sentence) -> Bool {
        guard !isInComment, memory.isOwn || isOnTopic, known.count == 1, let last = claims.last,
            last.sentence == sentence.tokens, last.claim.predicate == .treats || last.claim.predicate == .prevents,
            named.subjects.contains(where: { $0.name == last.subject.name })
        else { return false }
        return claims.suffix(12).contains { earlier in
            earlier.sentence != sentence.tokens && earlier.claim.segment == last.claim.segment
                && Self.family(earlier.claim.predicate) == 0 && earlier.claim.object == last.claim.object
                && earlier.subject.isSame(as: known[0])
        }
    }

    /// Whether all that was claimed in the sentence of a drug spoken of is what it does to the one that is named.
    private func isActedOn(_ named: DrugGroup, by drug: ClaimSubject, _ sentence: ClaimPage.Sentence) -> Bool {
        var isActing = false
        for index in claims.indices.reversed() {
            guard claims[index].sentence == sentence.tokens else { break }
            if named.subjects.contains(where: { $0.name == claims[index].subject.name }) { return false }
            if Self.family(claims[index].claim.predicate) == Self.family(.inhibits),
                claims[index].subject.isSame(as: drug), claims[index].objectTokens.overlaps(named.tokens)
            {
                isActing = true
            }
        }
        return isActing
    }

    /// Whether a class is one by use ("acne drug", "sleeping pill"), not by kind ("statin"): any drug may be meant by it.
    private func isByUse(_ kind: ClaimSubject) -> Bool {
        let name = kind.name
        return ["drug", "pill", "medicine", "medication", "tablet", "agent", "treatment"].contains {
            name.hasSuffix($0)
        }
    }

    /// "It is thought that ibuprofen …": the pronoun means nothing.
    func isExpletive(_ pronoun: Range<Int>, before token: Int) -> Bool {
        guard stream.equals(pronoun.lowerBound, "it"), token - pronoun.upperBound <= 8 else { return false }
        return (pronoun.upperBound..<token).contains {
            stream.equals($0, "that") || stream.equals($0, "whether") || stream.equals($0, "if")
        }
    }

    /// Whether only articles, amounts, people and words of exposure stand between a clause's start and a drug.
    func isSubjectPosition(_ token: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        var index = token - 1
        while index >= sentence.tokens.lowerBound {
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != UInt8(ascii: "-") {
                return true
            }
            if page.has(index, .clauseStart), !page.has(index, .conjunction) { return true }
            if Self.beside.contains(stream.tokens[index].hash) { return false }
            guard
                page.has(
                    index, [.opener, .function, .person, .exposed, .personLink, .filler, .tie, .unit, .longTerm, .term])
                    || stream.tokens[index].isNumber || stream.equals(index, anyOf: Self.sorts)
            else { return false }
            index -= 1
        }
        return true
    }

    /// "The herb echinacea", "the hormone melatonin".
    private static let sorts = TokenTable(
        "\(SubjectReader.naturalKinds) drug medicine medication compound remedy substance agent"
    )
    private static let kin = TokenTable(
        "compound relative cousin analogue analog derivative agent drug molecule sibling")
    private static let adding = TokenTable("concomitant concurrent additional adding added")
    private static let beside = TokenTable("also concomitant concurrent additional to against by")
}
