import Events

/// The drug spoken of under another name, as news writes: "Semaglutide … The weight-loss jab", "Zolpidem … The popular sleeping pill".
extension SubjectReader {
    /// Whether "the" or "this" stands before a class with nothing but words of praise, age or use between, and no word that sets it apart from the
    /// drug spoken of ("the older antihistamine", "the other pill").
    ///
    /// - Parameters:
    ///   - isTitle: headlines leave "the" out ("Common heartburn drug may weaken bones").
    ///   - isByUse: whether the class is named by what its drugs are for.
    func isDefinite(_ tokens: Range<Int>, _ page: ClaimPage, isTitle: Bool, isByUse: Bool) -> Bool {
        if isTitle { return !page.stream.equals(tokens.upperBound, anyOf: Self.trades) }
        if page.stream.equals(tokens.lowerBound, "the") { return isPlainPill(tokens, page) }
        var index = tokens.lowerBound - 1
        let limit = max(0, tokens.lowerBound - 5)
        while index >= limit {
            // "the kidneys clearing penicillin": the article is of what does it; in "the fast-acting insulin" it is not.
            if !isByUse, isDoing(index, page) { return false }
            if page.stream.equals(index, "the") || page.stream.equals(index, "this") { return true }
            guard isQualifier(index, page), !page.stream.equals(index, anyOf: Self.others) else { return false }
            index -= 1
        }
        return false
    }

    /// A word in -ing that is not the end of a compound.
    private func isDoing(_ index: Int, _ page: ClaimPage) -> Bool {
        page.stream.tokens[index].isWord && page.stream.endsInIng(index, longerThan: 5)
            && page.stream.punctuation(index - 1) != UInt8(ascii: "-")
    }

    /// "The hair-loss pill", "the asthma medicine" of no known class: the one drug spoken of, where neither a drug nor a verb stands in the phrase.
    /// In a headline ("Migraine shots may raise blood pressure") the phrase that it begins with.
    func ware(
        _ page: ClaimPage, _ sentence: ClaimPage.Sentence, spoken: [ClaimSubject], beside groups: [DrugGroup],
        isTitle: Bool
    ) -> DrugGroup? {
        guard spoken.count == 1, isTitle || !spoken[0].isPlural, page.has(sentence, .ware) else { return nil }
        if isTitle, !groups.isEmpty { return nil }
        let stream = page.stream
        for head in sentence.tokens
        where stream.equals(head, anyOf: Self.wares) || isTitle && stream.equals(head, anyOf: Self.pluralWares) {
            var start = head - 1
            let limit = max(sentence.tokens.lowerBound, head - 6)
            while start > limit, isQualifier(start, page), !stream.equals(start, anyOf: Self.others) { start -= 1 }
            if isTitle {
                guard start == sentence.tokens.lowerBound, isQualifier(start, page) else { return nil }
            } else {
                guard head - start > 1, stream.equals(start, "the") || stream.equals(start, "this") else { continue }
            }
            let words = start..<head + 1
            if groups.contains(where: { $0.tokens.overlaps(words) || $0.tokens.lowerBound == head + 1 }) { continue }
            // "the sleeping pill industry", "the drug company"
            if head + 1 < sentence.tokens.upperBound, stream.equals(head + 1, anyOf: Self.trades) { continue }
            var subject = spoken[0]
            subject.isWithdrawal = isStopped(words, page, sentence)
            return DrugGroup(tokens: words, subjects: [subject], self, page, sentence)
        }
        return nil
    }

    /// "The pill can …", "who take the pill", on a page that names no contraceptive otherwise and where no women are spoken of: the drug spoken of.
    private func isPlainPill(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        let before = tokens.lowerBound - 1
        let isHead =
            before < 0 || page.stream.tokens[tokens.lowerBound].flags.contains(.sentenceStart)
            || page.has(before, .clauseStart) || page.stream.tokens[before].isPunctuation
        let near = max(0, tokens.lowerBound - 10)..<min(page.stream.count, tokens.upperBound + 10)
        guard isHead || !near.contains(where: { page.stream.equals($0, anyOf: Self.ofWomen) }) else { return false }
        return !page.drugs.contains {
            ($0.name.contains("contraceptive") || $0.classes.contains("contraceptive"))
                && !page.stream.equals($0.tokens.lowerBound, "the")
        }
    }

    private static let ofWomen = TokenTable(
        "women woman girls pregnant pregnancy contraception hormones oestrogen estrogen fail fails failed")

    /// A word or hyphen that may stand between "the" and a noun.
    private func isQualifier(_ index: Int, _ page: ClaimPage) -> Bool {
        if page.stream.tokens[index].isPunctuation { return page.stream.punctuation(index) == UInt8(ascii: "-") }
        if page.stream.equals(index, "new") { return true }
        return page.stream.tokens[index].isWord
            && !page.has(
                index, [.ender, .opener, .clauseStart, .relative, .conjunction, .modal, .tie, .negative, .comparator])
    }

    /// Whether a class is named by what its drugs are for or look like: the last word of its mention is a ware.
    func isNamedByUse(_ drug: DrugTerm, _ page: ClaimPage) -> Bool {
        page.stream.equals(drug.tokens.upperBound - 1, anyOf: Self.wares)
    }

    /// What sets a thing apart from the one spoken of.
    private static let others = TokenTable(
        """
        other active study trial real test rival second third older newer latter same combination combined dummy placebo sugar cheaper competing alternative additional next last \
        different wrong own standard established existing conventional comparison control first former original whole only few many most
        """)
    static let wares = TokenTable(
        "drug pill medicine medication tablet jab shot painkiller capsule spray syrup remedy injection patch gummy lozenge vape"
    )
    static let pluralWares = TokenTable(
        "drugs pills medicines medications tablets jabs shots painkillers capsules sprays remedies injections patches gummies vapes"
    )
    private static let trades = TokenTable(
        """
        industry company companies maker makers market trade firm firms giant manufacturer manufacturers group class label labels store shop \
        trial trials study form bottle box packet packaging users user use
        """)
}
