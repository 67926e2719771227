import Events

/// The drug that a sentence is about where it names none, and what it leaves to the next.
extension ClaimFinder {
    /// Which part of an abstract a sentence is in, where a head ("Background:") says so.
    func section(of sentence: ClaimPage.Sentence) {
        let first = sentence.tokens.lowerBound
        guard stream.tokens[first].flags.contains(.capitalised) else { return }
        if page.has(first, .backgroundHead) {
            part = .background
        } else if page.has(first, .conclusion) || page.has(first, .resultHead) {
            part = .result
        }
    }

    /// The drugs that "it" means after this sentence: those of the first group that is not compared with, which is mostly the
    /// grammatical subject.
    func sentenceTopic(
        _ groups: [DrugGroup], _ last: DrugGroup, _ sentence: ClaimPage.Sentence
    ) -> [ClaimSubject] {
        if isInComment, let latest = latestTaken(groups, sentence) { return onTalk(latest) }
        let first = spokenOf(groups, sentence)
        let spoken = memory.subjects
        // A sentence that only compares with a drug leaves the talk where it was.
        if first == nil, !spoken.isEmpty { return spoken }
        let named = first ?? groups.first ?? last
        // "No increase was seen with antihistamines": held against what the text is about, which goes on.
        if !isInComment, !spoken.isEmpty, named.tokens.lowerBound - sentence.tokens.lowerBound > 2,
            claims.last?.sentence == sentence.tokens,
            told(from: sentence.tokens).allSatisfy({
                $0.claim.polarity == .negated && $0.claim.rule == "same.no"
            })
        {
            return spoken
        }
        // "It's an old school antihistamine.": the talk stays with the drug, not its class.
        if spoken.count == 1, claims.last?.sentence == sentence.tokens,
            claims.suffix(4).contains(where: {
                $0.claim.predicate == .isA && $0.sentence == sentence.tokens
                    && $0.subject.name == spoken[0].name
                    && $0.objectTokens.overlaps(named.tokens)
            })
        {
            return spoken
        }
        if !spoken.isEmpty, isInComment || named.tokens.lowerBound != page.drugs.first?.tokens.lowerBound,
            keepsTopic(beside: named, sentence)
        {
            return spoken
        }
        return onTalk(named)
    }

    /// A group's drugs as what is spoken of next: the drugs themselves, whatever was told of stopping them.
    private func onTalk(_ group: DrugGroup) -> [ClaimSubject] {
        var topic = group.subjects
        for index in topic.indices where topic[index].isWithdrawal { topic[index].isWithdrawal = false }
        return topic
    }

    /// The first group that is neither compared with nor said of another nor only taken beside; behind "By retaining calcium, thiazides …"
    /// the one after the comma.
    private func spokenOf(_ groups: [DrugGroup], _ sentence: ClaimPage.Sentence) -> DrugGroup? {
        // "Malaria pill nightmares", and below it "Soldiers given mefloquine …": the one drug that the paragraph names.
        let isFirst =
            memory.subjects.isEmpty
            || !memory.isOwn && !isInComment && groups.count == 1 && memory.subjects.allSatisfy(\.isClass)
                && !groups[0].subjects[0].isClass
            // "Chemists are running out of bumetanide": the first that the page names, whatever it names more often below.
            || !isInComment && groups[0].tokens.lowerBound == page.drugs.first?.tokens.lowerBound
        func isNamed(_ group: DrugGroup) -> Bool {
            !group.isSaid && !group.isCompared && (isFirst || !group.isBackground)
                && !isTakenAnyway(group.tokens, sentence)
                && !(groups.count == 1 && !isFirst && subjects.isSetAside(group.tokens, page, sentence))
        }
        guard let place = groups.firstIndex(where: isNamed) else { return nil }
        let first = groups[place]
        // "An old antipsychotic, pimozide, melted fat": the drug, not its class.
        if place + 1 < groups.count, first.subjects.count == 1, first.subjects[0].isClass,
            groups[place + 1].subjects.count == 1, groups[place + 1].tokens.lowerBound == first.tokens.upperBound + 1,
            stream.punctuation(first.tokens.upperBound) == UInt8(ascii: ","),
            groups[place + 1].subjects[0].classes.contains(first.subjects[0].name)
        {
            return groups[place + 1]
        }
        guard stream.punctuation(first.tokens.upperBound) == UInt8(ascii: ","), opensWithPhrase(sentence),
            let second = groups[(place + 1)...].first(where: isNamed),
            second.tokens.lowerBound - first.tokens.upperBound <= 3
        else { return first }
        return second
    }

    /// "Women on the pill must not take it": in a guide to another drug, whom it speaks to.
    func isTakenAnyway(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        guard isGuide, isOnTopic, let main = topic.first, subjects.isTakenByWhom(tokens, page, sentence) else {
            return false
        }
        return ClaimPage.slice(page.drugs, tokens, { $0.tokens.lowerBound }).allSatisfy { index in
            let drug = ClaimSubject(page.drugs[index])
            return !drug.isSame(as: main) && !main.classes.contains(drug.name) && !drug.classes.contains(main.name)
        }
    }

    /// "By …ing", "In …", "Without …": a phrase before the clause's subject.
    private func opensWithPhrase(_ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        for word: StaticString in [
            "by", "in", "with", "without", "after", "before", "when", "while", "besides", "apart", "beyond", "under",
            "on",
            "among", "for", "during", "despite", "as", "added", "given", "taken", "combined", "compared", "used",
            "mixed",
        ] where stream.equals(start, word) { return true }
        return false
    }

    /// Whether a sentence names a drug behind all targets and effects that it names.
    func endsOnDrug(_ groups: [DrugGroup], _ sentence: ClaimPage.Sentence) -> Bool {
        guard let last = groups.last else { return false }
        return !sentence.concepts.contains { index in
            let mention = page.concepts[index]
            return mention.tokens.lowerBound >= last.tokens.upperBound
                && stage.concepts.concepts[Int(mention.concept)].kinds.contains(.mechanism)
        }
    }

    /// What a paragraph goes on about that names nothing yet, in a text on several drugs: what the one before was about, unless the page
    /// speaks of that far less than of its main drug or class ("Ask about opioids", in advice on gabapentinoids).
    func carriedOn(from before: Memory) -> [ClaimSubject] {
        let carried = before.main.map { [$0] } ?? before.subjects
        guard let best = topic.first, !carried.isEmpty,
            !carried.contains(where: { $0.name == best.name || $0.isAkin(best) })
        else { return carried }
        let own = carried.reduce(0) { max($0, weight(of: $1)) }
        // … or named it once beside the drug that the page begins with.
        guard own * 2 < weight(of: best) || carried.count == 1 && isInPassing(carried[0]) else { return carried }
        if pair.count == 2, let family, best.classes.contains(family.name) { return [family] }
        return [best]
    }

    /// Whether the page names a drug this once, and more often the one that it began with: "folic acid" in a text on valproate.
    func isInPassing(_ drug: ClaimSubject) -> Bool {
        guard let main = topic.first, !main.isClass, main.name != drug.name, weights[drug.name] == 1,
            weight(of: main) > 1
        else { return false }
        return page.drugs.first?.name == main.name
    }

    /// Whether the page names a drug this once, in a paragraph still to come: what is told before is not told of it.
    func isNamedLater(_ drugs: [ClaimSubject], behind place: Place) -> Bool {
        guard !isInComment, drugs.count == 1, weights[drugs[0].name] == 1, let first = page.drugs.first else {
            return false
        }
        return first.tokens.lowerBound >= place.tokens.upperBound
    }

    /// Whether the page comes to a drug only behind a sentence, where it is named at all.
    func isFirstNamed(_ drugs: [ClaimSubject], behind sentence: ClaimPage.Sentence) -> Bool {
        guard drugs.count == 1, let first = page.drugs.first(where: { $0.name == drugs[0].name }) else { return false }
        return first.tokens.lowerBound >= sentence.tokens.upperBound
    }

    /// How often the page names a drug; of two taken together, the one named more.
    func weight(of drug: ClaimSubject) -> Int {
        if let own = weights[drug.name] { return own }
        guard let joint = drug.name.firstRange(of: " with ") else { return 0 }
        return max(
            weights[String(drug.name[..<joint.lowerBound])] ?? 0, weights[String(drug.name[joint.upperBound...])] ?? 0)
    }

    /// The two drugs that "both" or "neither" means in a sentence; empty where no such word stands.
    func bothMeant(_ groups: [DrugGroup], _ sentence: ClaimPage.Sentence) -> [ClaimSubject] {
        for index in sentence.words where page.words[index].id == anaphorClass {
            let pronoun = page.words[index].tokens
            guard page.has(pronoun, .pair) else { continue }
            return subjects.pairMeant(pronoun, groups: groups, spoken: spoken, page) ?? []
        }
        return []
    }

    func remember(_ groups: [DrugGroup], _ sentence: ClaimPage.Sentence) {
        for group in groups {
            for subject in group.subjects where subject.isClass {
                memory.classes.drop { $0.name == subject.name }
                memory.classes.append(subject)
            }
        }
        if memory.classes.count > 2 { memory.classes.removeFirst(memory.classes.count - 2) }
        // Two drugs that are compared are the two that "neither" means.
        let isPair = groups.count == 2 && groups.allSatisfy { $0.subjects.count == 1 }
        var recent = memory.recent
        memory.recent = []
        for group in groups where isPair || !group.isCompared {
            for var subject in group.subjects {
                subject.isWithdrawal = false
                if let known = recent.firstIndex(where: subject.isSame) { recent.remove(at: known) }
                recent.append(subject)
            }
        }
        if recent.count > 4 { recent.removeFirst(recent.count - 4) }
        memory.recent = recent
    }
}
