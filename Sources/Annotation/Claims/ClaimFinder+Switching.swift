import Events

/// A change of medicine in a comment: "Switched from Ritalin to Elvanse. I've gone flat." What comes behind it is told of the new one.
extension ClaimFinder {
    /// Behind "switched from X to Y" the talk is of Y, and X is no longer among what the sentence tells of.
    ///
    /// - Returns: whether the sentence tells of such a change.
    func settleChange(_ sentence: ClaimPage.Sentence, _ groups: inout [DrugGroup]) -> Bool {
        guard let (old, new) = change(sentence) else { return false }
        groups.drop { old.tokens.lowerBound <= $0.tokens.lowerBound && $0.tokens.upperBound <= old.tokens.upperBound }
        for index in groups.indices where groups[index].subjects.count > 1 {
            groups[index].subjects.drop { $0.name == old.name }
        }
        memory.hasStopped = false
        memory.subjects = [ClaimSubject(new)]
        return true
    }

    /// The drug that a sentence says was given up, and the one that came in its place; nil where nothing changes.
    private func change(_ sentence: ClaimPage.Sentence) -> (old: DrugTerm, new: DrugTerm)? {
        guard sentence.drugs.count > 1 else { return nil }
        for index in sentence.drugs.dropLast() {
            let (old, new) = (page.drugs[index], page.drugs[index + 1])
            let gap = Range(from: old.tokens.upperBound, to: new.tokens.lowerBound)
            guard old.name != new.name, gap.count <= 9,
                // "switched from X because of nausea to Y": the first is still told of.
                !sentence.concepts.contains(where: { gap.contains(page.concepts[$0].tokens.lowerBound) }),
                isGivenUp(old.tokens.lowerBound, for: gap, sentence)
            else { continue }
            return (old, new)
        }
        return nil
    }

    /// The last of several drugs that a comment tells of having been taken one after the other: "Gabapentin did nothing so they put me on
    /// pregabalin", "first naproxen, then celecoxib".
    func latestTaken(_ groups: [DrugGroup], _ sentence: ClaimPage.Sentence) -> DrugGroup? {
        guard groups.count > 1, let last = groups.last, !last.isCompared, !last.isSaid,
            stream.equals(beforeName(last.tokens.lowerBound), anyOf: Self.succession),
            !page.has(beforeName(last.tokens.lowerBound) - 1, .negative)
        else { return nil }
        let gap = Range(from: groups[groups.count - 2].tokens.upperBound, to: last.tokens.lowerBound)
        // "an ulcer although I was on omeprazole": taken beside.
        return gap.contains { stream.equals($0, anyOf: Self.besides) } ? nil : last
    }

    private func isGivenUp(_ drug: Int, for gap: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let link = beforeName(gap.upperBound)
        guard link >= gap.lowerBound else { return false }
        let before = beforeName(drug)
        // "from X to Y", "from X over to Y"
        if stream.equals(before, "from") { return stream.equals(link, "to") || stream.equals(link, "onto") }
        // "swapped X for Y", "replaced X with Y"
        if stream.equals(link, "for") || stream.equals(link, "with") {
            return Range(from: max(sentence.tokens.lowerBound, drug - 5), to: drug).contains {
                stream.equals($0, anyOf: stream.equals(link, "for") ? Self.swapping : Self.replacing)
            }
        }
        // "took me off X and put me on Y", "stopped X and started Y"
        return stream.equals(before, anyOf: Self.leaving) && stream.equals(link, anyOf: Self.entering)
            && !page.has(gap, .negative)
    }

    /// The last word before a name that is no article or pronoun: "off" of "off my metoprolol".
    private func beforeName(_ name: Int) -> Int {
        var index = name - 1
        while name - index < 3, page.has(index, [.opener, .pronoun]) || stream.equals(index, "taking") { index -= 1 }
        return index
    }

    private static let succession = TokenTable(
        "on onto started starting start tried try trying took take takes gave prescribed then now finally")
    private static let besides = TokenTable(
        "while though although because if since unless whilst despite when whenever and also still with alongside before until"
    )
    private static let swapping = TokenTable(
        "swapped swap swapping traded trade exchanged ditched dumped switched switch dropped changed quit")
    private static let replacing = TokenTable("replaced replace swapped replacing substituted")
    private static let leaving = TokenTable("off stopped quit dropped ditched left")
    private static let entering = TokenTable("on onto to started start tried try began")

    /// Whether a comment says that the drug is the one taken from now on: what follows is told of it, and of no withdrawal.
    func isTakenNow(_ drug: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = max(sentence.tokens.lowerBound, drug.lowerBound - 5)
        guard
            let tie = Range(from: start, to: drug.lowerBound).last(where: {
                stream.equals($0, anyOf: Self.onto)
            })
        else { return false }
        if stream.equals(tie - 1, "now") || stream.equals(tie, "onto") { return true }
        return Range(from: start, to: tie).contains { stream.equals($0, anyOf: Self.moving) }
    }

    private static let onto = TokenTable("to onto on")
    private static let moving = TokenTable(
        "switched switching switch swapped swapping swap changed moved went put gone started")

    /// "Got me off Ambien after nine years" in a thread about another drug: what that one took the place of.
    func isLeftBehind(_ drug: Range<Int>, besides known: [ClaimSubject]) -> Bool {
        guard stream.equals(drug.lowerBound - 1, "off"), isOfThread(known) else { return false }
        return stream.equals(drug.lowerBound - 2, anyOf: Self.whom)
            && stream.equals(drug.lowerBound - 3, anyOf: Self.getting)
    }

    private static let whom = TokenTable("me him her us them")
    private static let getting = TokenTable("got get gets getting took helped weaned")

    /// "They strip the body of CoQ10, that's why everyone aches": what the sentence says a drug to work on makes nothing itself.
    func workedOn(_ subject: Range<Int>, _ sentence: ClaimPage.Sentence) -> ClaimSubject? {
        for draft in claims.reversed() {
            if draft.sentence != sentence.tokens { return nil }
            if Self.family(draft.claim.predicate) == Self.family(.inhibits), draft.objectTokens.overlaps(subject),
                draft.claim.polarity == .asserted
            {
                return draft.subject
            }
        }
        return nil
    }
}
