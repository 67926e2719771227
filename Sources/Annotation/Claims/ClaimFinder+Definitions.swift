import Events

/// Sentences that speak of something that is no drug, and what "it" and "they" behind them then mean: "Gout is a painful form of arthritis. It can
/// cause kidney stones." is told of gout, in an article on colchicine as anywhere.
extension ClaimFinder {
    /// Whether a sentence says of something else what it is, so that a pronoun at the head of the next one means that.
    func definesOther(_ sentence: ClaimPage.Sentence) -> Bool {
        // What was told of a drug is the drug's, whatever stands first: "Cough is the usual nuisance. It goes away …".
        guard sentence.drugs.isEmpty, claims.last?.sentence != sentence.tokens else { return false }
        var first = sentence.tokens.lowerBound
        if page.has(first, .indefinite) || stream.equals(first, anyOf: Self.quantities) { first += 1 }
        // "Its faults are an open book", "This powder is a …": spoken of before.
        guard stream.isWord(at: first), !page.has(first, .opener), let copula = copula(behind: first, sentence) else {
            return false
        }
        let rest = Range(from: copula + 1, to: sentence.tokens.upperBound)
        guard
            !rest.contains(where: {
                stream.equals($0, anyOf: Self.medicines) || page.has($0, [.doseForm, .effectNoun])
            })
        else { return false }
        // "Gout is a …", "Angiomas are the …", "Cavernomas are clusters of vessels"; not "Infusions are given monthly".
        return page.has(copula + 1, .indefinite) || stream.equals(copula + 1, "the")
            || stream.equals(copula, "are")
                && rest.prefix(4).contains {
                    stream.isWord(at: $0) && stream.endsInS($0) && !page.has($0, [.function, .clauseStart, .tie])
                }
    }

    /// The verb "is" or "are" behind a subject of one to four words that is no drug's use, form, effect or taker.
    private func copula(behind first: Int, _ sentence: ClaimPage.Sentence) -> Int? {
        for index in first..<min(first + 5, sentence.tokens.upperBound) {
            if index > first, stream.equals(index, "is") || stream.equals(index, "are") { return index }
            guard stream.isWord(at: index),
                !page.has(
                    index,
                    [
                        .pronoun, .effectPronoun, .person, .exposed, .doseForm, .reporter, .effectNoun, .risk, .finding,
                        .tie, .clauseStart, .relative, .function,
                    ]), !stream.equals(index, anyOf: Self.medicines)
            else { return nil }
        }
        return nil
    }

    /// Whether a sentence goes on about what the one before it defined: it begins with a pronoun and names no drug.
    func goesOnAboutOther(_ sentence: ClaimPage.Sentence) -> Bool {
        let first = sentence.tokens.lowerBound
        return sentence.drugs.isEmpty
            && (stream.equals(first, "it") || stream.equals(first, "they") || stream.equals(first, "these")
                || stream.equals(first, "its") || stream.equals(first, "their"))
    }

    /// "Having a high level of LDL cholesterol is dangerous, as it can lead to atherosclerosis": what a state that opens the sentence does, in
    /// a sentence that names no drug.
    func isOfOpeningState(_ sentence: ClaimPage.Sentence) -> Bool {
        let first = sentence.tokens.lowerBound
        guard sentence.drugs.isEmpty, stream.equals(first, anyOf: Self.states) else { return false }
        return Range(from: first + 1, to: min(first + 12, sentence.tokens.upperBound)).contains {
            stream.equals($0, anyOf: Self.stating)
        }
            && sentence.concepts.contains { page.concepts[$0].tokens.lowerBound - first <= 8 }
    }

    private static let states = TokenTable(
        "having untreated uncontrolled undiagnosed unmanaged high raised elevated chronic")
    private static let stating = TokenTable("is are can may could")

    /// "Claim 2: It wrecks the kidneys", "Myth: X causes Y": put up to be looked into, and stated by nobody.
    func isPutUp(_ sentence: ClaimPage.Sentence) -> Bool {
        let first = sentence.tokens.lowerBound
        guard stream.equals(first, anyOf: Self.rumours) else { return false }
        return Range(from: first + 1, to: min(first + 4, sentence.tokens.upperBound)).contains {
            stream.punctuation($0) == UInt8(ascii: ":")
        }
    }

    private static let quantities = TokenTable("most many some few")
    private static let rumours = TokenTable("claim myth rumour rumor misconception fiction fable")
    private static let medicines = TokenTable(
        """
        drug drugs medicine medicines medication medications treatment treatments therapy therapies tablet tablets pill pills remedy \
        remedies antibiotic antibiotics vaccine vaccines inhibitor inhibitors blocker blockers agonist agonists antagonist antagonists \
        supplement supplements vitamin vitamins hormone hormones compound compounds injection injections infusion infusions dose doses
        """)
}
