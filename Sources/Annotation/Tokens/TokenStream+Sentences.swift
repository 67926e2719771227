/// Where sentences begin.
///
/// Paragraph and segment borders always begin one. A stop ends a sentence unless it belongs to an abbreviation, an initial, a decimal or a
/// list number; question and exclamation marks do unless the sentence goes on in small letters after a closing quote. A line break ends
/// one unless the text is hard-wrapped (most of its lines are long and go on in small letters), since forum text often has no stops.
extension TokenStream {
    /// Abbreviations that are followed by a name or a figure: no sentence ends after them whatever follows.
    private static let titles = TokenTable(
        "dr drs mr mrs ms prof st mt rev hon gen col lt sgt capt gov sen rep messrs fig figs ref refs eq vol vols no nos pp vs cf ca approx viz"
    )
    /// Abbreviations after which a sentence may end, if a capital follows.
    private static let abbreviations = TokenTable(
        """
        etc al inc ltd co corp llc plc jr sr dept est jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat \
        tab tabs cap caps mg mcg ml kg lb lbs oz hr hrs min mins sec secs wk wks mo mos yr yrs max misc ext ave blvd rd uni univ assn bros dist \
        ie eg resp spp sp var subsp ed eds ph med tx dx hx rx incl excl
        """)

    /// Letters of the longest of both: most words are not looked up.
    private static let longestAbbreviation = 6

    /// Marks the tokens that begin a sentence and returns them.
    mutating func markSentences() -> [Int] {
        guard count > 0 else { return [] }
        let hardWrapped = isHardWrapped()
        var starts: [Int] = []
        starts.reserveCapacity(count / 16 + 4)
        var previousLineStart = 0
        var index = -1
        while let next = nextBorder(after: index) {
            index = next
            let flags = tokens[index].flags
            var begins = index == 0 || flags.contains(.paragraphBefore)
            if !begins {
                if flags.contains(.newlineBefore) {
                    begins = lineBreakEnds(at: index, lineStart: previousLineStart, hardWrapped: hardWrapped)
                }
                if !begins, tokens[index - 1].flags.contains(.maySentenceEnd) {
                    begins = punctuationEnds(before: index)
                }
            }
            if flags.contains(.newlineBefore) { previousLineStart = index }
            if begins {
                starts.append(index)
                markSentenceStart(index)
            }
        }
        return starts
    }

    /// The next token that may begin a sentence: most do not, by their white space and the token before.
    private func nextBorder(after last: Int) -> Int? {
        var index = last + 1
        guard index > 0 else { return 0 }
        let tokens = tokens.span
        let before = TokenFlags.newlineBefore.rawValue | TokenFlags.paragraphBefore.rawValue
        guard index < tokens.count else { return nil }
        var ends = tokens[index &- 1].flags.rawValue & TokenFlags.maySentenceEnd.rawValue
        while index < tokens.count {
            let flags = tokens[index].flags.rawValue
            if flags & before | ends != 0 { return index }
            ends = flags & TokenFlags.maySentenceEnd.rawValue
            index &+= 1
        }
        return nil
    }

    /// Whether single line breaks in this text are mostly those of an editor.
    private func isHardWrapped() -> Bool {
        var breaks = 0
        var wrapped = 0
        var lineStart = 0
        for index in 1..<max(count, 1) where tokens[index].flags.contains(.newlineBefore) {
            if !tokens[index].flags.contains(.paragraphBefore) {
                let width = tokens[index - 1].end - Int(tokens[lineStart].start)
                breaks += 1
                if width > 45, width < 120, startsLower(index) { wrapped += 1 }
            }
            lineStart = index
        }
        return breaks > 1 && wrapped * 10 >= breaks * 3
    }

    private func lineBreakEnds(at index: Int, lineStart: Int, hardWrapped: Bool) -> Bool {
        let width = tokens[index - 1].end - Int(tokens[lineStart].start)
        let previous = punctuation(index - 1)
        if isBullet(index) { return true }
        if hardWrapped, width > 45 {
            return isTerminal(previous) && !startsLower(index) && punctuationEnds(before: index)
        }
        // A line that goes on: comma or a small letter after a long line.
        if startsLower(index), previous == UInt8(ascii: ",") || width > 60 { return isTerminal(previous) }
        return true
    }

    private func isBullet(_ index: Int) -> Bool {
        let byte = punctuation(index)
        if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "-"), index + 1 < count {
            return tokens[index + 1].flags.contains(.spaceBefore)
        }
        return tokens[index].isNumber && tokens[index].length <= 2
            && (punctuation(index + 1) == UInt8(ascii: ".") || punctuation(index + 1) == UInt8(ascii: ")"))
    }

    private func isTerminal(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    private func isCloser(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ")")
            || byte == UInt8(ascii: "]")
    }

    private func startsLower(_ index: Int) -> Bool {
        tokens[index].isWord && lower(index, 0) == bytes[Int(tokens[index].start)]
    }

    /// Whether a sentence ends with the punctuation before token `index`.
    private func punctuationEnds(before index: Int) -> Bool {
        // Step back over closing quotes and brackets that are glued to the stop.
        var mark = index - 1
        var closed = false
        while mark > 0, isCloser(punctuation(mark)), !tokens[mark].flags.contains(.spaceBefore), mark > index - 4 {
            closed = true
            mark -= 1
        }
        let byte = punctuation(mark)
        guard isTerminal(byte), mark > 0 else { return false }
        let next = tokens[index]
        let spaced = next.flags.contains(.spaceBefore)
        // A closer glued to the stop still belongs to the sentence that ends.
        if !spaced, isCloser(punctuation(index)) { return false }
        if isTerminal(punctuation(index)), !spaced { return false }
        let nextLower = startsLower(index)
        if byte != UInt8(ascii: ".") {
            return closed ? spaced && !nextLower : spaced || next.flags.contains(.capitalised)
        }
        if tokens[mark].length > 1 {
            return spaced && (next.flags.contains(.capitalised) || !nextLower && next.isPunctuation == false)
        }
        return stopEnds(mark: mark, next: index, spaced: spaced, nextLower: nextLower, closed: closed)
    }

    private func stopEnds(mark: Int, next: Int, spaced: Bool, nextLower: Bool, closed: Bool) -> Bool {
        let word = tokens[mark - 1]
        guard !tokens[mark].flags.contains(.spaceBefore) else { return spaced }
        if !spaced {
            // "home.The": a forgotten space, unless it is a name like "U.S." or a host.
            return !closed && word.isWord && word.length >= 3 && tokens[next].isWord && tokens[next].length >= 2
                && tokens[next].flags.contains(.capitalised) && !word.flags.contains(.allCaps)
                && !tokens[next].flags.contains(.allCaps) && !tokens[next].flags.contains(.innerCapital)
        }
        if word.isNumber, word.length <= 3, mark >= 2 ? tokens[mark - 1].flags.contains(.sentenceStart) : true {
            // "1. First": a list number.
            return false
        }
        guard word.isWord else { return !nextLower || closed || word.isNumber }
        if word.length <= Self.longestAbbreviation, Self.titles.contains(word.hash) {
            // "no" is an abbreviation only before a figure.
            if equals(mark - 1, "no") { return !tokens[next].isNumber }
            return false
        }
        if word.length <= Self.longestAbbreviation, Self.abbreviations.contains(word.hash) {
            return !nextLower && !tokens[next].isNumber
        }
        if word.length == 1 {
            let inner = mark >= 2 && punctuation(mark - 2) == UInt8(ascii: ".") && !word.flags.contains(.spaceBefore)
            if nextLower || tokens[next].isNumber {
                return !inner && !isLetterInitial(mark - 1) && equals(mark - 1, "i")
            }
            // "blocks vitamin K. Whether", "hepatitis C. Most": the letter is part of a thing's name.
            if mark >= 2, Self.lettered.contains(tokens[mark - 2].hash) { return true }
            // "b.i.d. The" ends; "J. Smith", "E. coli" and "U.S. Food" do not; "vitamin C. The" does when a function word follows.
            if inner { return !word.flags.contains(.capitalised) || beginsWithFunctionWord(next) }
            return !word.flags.contains(.capitalised) || beginsWithFunctionWord(next)
        }
        return true
    }

    private func isLetterInitial(_ index: Int) -> Bool {
        tokens[index].flags.contains(.capitalised) && !equals(index, "i")
    }

    private static let lettered = TokenTable(
        "vitamin vitamins provitamin hepatitis influenza type group category coenzyme")

    private static let functionWords = TokenTable(
        """
        the a an this that these those it i we they he she you my our their his her there in on at for from with when while if after before \
        although however but and or so as by no not what why how who it's both all some most many patients
        """)

    private func beginsWithFunctionWord(_ index: Int) -> Bool {
        tokens[index].isWord && Self.functionWords.contains(tokens[index].hash)
    }
}
