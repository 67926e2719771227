/// What may stand between two drugs of one group, and what parts them.
extension SubjectReader {
    /// "Thalidomide, the sleeping pill that …": the class behind the comma says what the drug is.
    func isExplained(_ index: Int, _ page: ClaimPage) -> Bool {
        let (drug, kind) = (page.drugs[index], page.drugs[index + 1])
        let comma = drug.tokens.upperBound
        return !drug.isClass && kind.isClass && page.stream.punctuation(comma) == UInt8(ascii: ",")
            && page.stream.equals(comma + 1, "the") && kind.tokens.lowerBound == comma + 2
    }

    func isComparing(_ before: Int, _ page: ClaimPage) -> Bool {
        page.stream.equals(page.has(before, .opener) ? before - 1 : before, anyOf: Self.comparingVerbs)
    }

    private static let comparingVerbs = TokenTable(
        "comparing compare compares compared pitting pitted pits replacing replaced swapping swapped contrasting")

    /// Whether nothing but a comma parts the last name of a list from the one before, although "and" or "with" stood earlier.
    func endsWithoutAnd(_ members: Range<Int>, _ page: ClaimPage) -> Bool {
        func gap(before member: Int) -> Range<Int> {
            page.drugs[member - 1].tokens.upperBound..<page.drugs[member].tokens.lowerBound
        }
        let last = members.upperBound - 1
        guard isCommaOnly(gap(before: last), page) else { return false }
        return (members.lowerBound + 1..<last).contains { page.has(gap(before: $0), [.conjunction, .together]) }
    }

    /// A class behind a comma or bracket and "a", "another" or "both" that the drug before belongs to.
    func isApposed(_ member: Int, _ page: ClaimPage) -> Bool {
        let kind = page.drugs[member]
        let drug = page.drugs[member - 1]
        guard kind.isClass, !drug.isClass, drug.classes.contains(kind.name) else { return false }
        let before = drug.tokens.upperBound
        let mark = page.stream.punctuation(before)
        guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: "("), kind.tokens.lowerBound - before <= 4 else {
            return false
        }
        return page.has(before + 1, .indefinite) || page.stream.equals(before + 1, "another")
            || page.stream.equals(before + 1, "both") || page.stream.equals(before + 1, "all")
    }

    func has(_ word: Int32, in tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in sentence.words
        where page.words[index].id == word && tokens.contains(page.words[index].tokens.lowerBound) { return true }
        return false
    }

    func opensBracket(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        guard let first = tokens.first else { return false }
        return page.stream.punctuation(first) == UInt8(ascii: "(") && tokens.count <= 3
    }

    func isCommaOnly(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        tokens.count == 1 && page.stream.punctuation(tokens.lowerBound) == UInt8(ascii: ",")
    }

    /// Only joining words between two drugs, and at least one that joins ("azithromycin a macrolide" is no list).
    func isGlue(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        var joins = tokens.isEmpty
        var isConjoined = false
        var isApposition = false
        // "not only warfarin but also rivaroxaban", "aspirin as well as clopidogrel"
        if tokens.count == 2, page.stream.equals(tokens.lowerBound, "but"),
            page.stream.equals(tokens.lowerBound + 1, "also")
        {
            return true
        }
        if tokens.count == 3, page.stream.equals(tokens.lowerBound, "as"),
            page.stream.equals(tokens.lowerBound + 1, "well"), page.stream.equals(tokens.lowerBound + 2, "as")
        {
            return true
        }
        // "as common with enalapril as with losartan"
        if page.stream.equals(tokens.lowerBound, "as"), page.stream.equals(tokens.lowerBound + 1, "with") {
            return false
        }
        for index in tokens {
            if page.stream.tokens[index].isNumber {
                // "7.5 with X and 4.2 with Y": figures of each.
                if page.has(index + 1, .tie) { return false }
                continue
            }
            if page.has(index, .join) {
                joins = true
                if !page.stream.tokens[index].isPunctuation { isConjoined = true }
            } else if page.has(index, .indefinite) {
                isApposition = true
            } else if !page.has(index, .filler) {
                return false
            }
        }
        // "Propranolol, a beta blocker": the second says what the first is.
        return joins && (isConjoined || !isApposition)
    }

    /// "combining X and Y", "taking X together with Y".
    func isCombined(before token: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        if page.stream.equals(token - 1, "of") || page.stream.equals(token - 1, "between"),
            page.stream.equals(token - 2, "combination") || page.stream.equals(token - 2, "mixture")
        {
            return true
        }
        // "Taken together, opioids and benzodiazepines …"
        if page.stream.punctuation(token - 1) == UInt8(ascii: ","),
            page.stream.equals(token - 2, "together") || page.stream.equals(token - 2, "combined")
        {
            return true
        }
        for index in sentence.words where page.words[index].id == combine {
            let word = page.words[index].tokens
            if word.upperBound <= token, token - word.upperBound <= 2, !page.stream.equals(word.lowerBound, "with") {
                return true
            }
        }
        return false
    }
}
