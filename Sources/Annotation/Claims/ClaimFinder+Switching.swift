import Events

/// Comments go from one drug to another: "swapped me to Strattera", "came off Lexapro, now on Zoloft", "it got me off Ambien".
extension ClaimFinder {
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
