import Events

/// The noun phrases of open objects: where they begin and end, and which of them are nothing that anybody has.
extension ClaimFinder {
    /// The items of the list that begins at a token, each without what is no part of the thing; only the first where no "and" or "or" closes it.
    func thingList(from position: Int, to limit: Int, _ reading: Reading) -> [Range<Int>] {
        var items: [Range<Int>] = []
        var start = position
        var isClosed = false
        while items.count < 8, let phrase = thingPhrase(at: start, to: limit, reading) {
            if !items.isEmpty, goesOn(phrase) { break }
            items.append(phrase.words)
            var next = phrase.end
            let isComma = stream.punctuation(next) == UInt8(ascii: ",")
            if isComma { next += 1 }
            var isAnd = false
            if stream.equals(next, "as"), stream.equals(next + 1, "well"), stream.equals(next + 2, "as") {
                (isAnd, next) = (true, next + 3)
            } else if page.has(next, .conjunction) || stream.punctuation(next) == UInt8(ascii: "&")
                || stream.punctuation(next) == UInt8(ascii: "/")
            {
                (isAnd, next) = (true, next + 1)
            }
            // "for high blood pressure and for angina"
            if stream.equals(next, "for") || stream.equals(next, "against") { next += 1 }
            guard isComma || isAnd, next < limit, !isClosed, !opensVerb(next, reading),
                // "for the prevention of clots and decreased the risk of bleeding"
                !(page.hasPast(next..<next + 1) && page.has(next + 1, .opener))
            else { break }
            isClosed = isAnd
            start = next
        }
        if !isClosed, items.count > 1 { items.removeSubrange(1...) }
        return items
    }

    /// The noun phrase at a token, and where its words end; nil where it is none, or none that can be treated.
    func thingPhrase(
        at position: Int, to limit: Int, _ reading: Reading
    ) -> (words: Range<Int>, end: Int)? {
        let sentence = reading.sentence
        var start = position
        while start < limit,
            page.has(start, .opener) && !stream.equals(start, "new") || stream.equals(start, anyOf: Self.degrees)
                || isAdverb(start)
        { start += 1 }
        var end = start
        while end < limit, isThingWord(end) {
            if let index = sentence.concepts.first(where: { page.concepts[$0].tokens.lowerBound == end }),
                !page.concepts[index].isComposite
            {
                end = page.concepts[index].tokens.upperBound
            } else {
                end += 1
            }
            if end - start > 7 { return nil }
        }
        guard end > start, end <= limit,
            !reading.groups.contains(where: { $0.tokens.overlaps(start..<end) }), !page.isTimeSpan(start)
        else { return nil }
        let words = start..<trimmedEnd(start..<end)
        guard !words.isEmpty, isThing(words, sentence) else { return nil }
        // "relieves splayed elbow is …": no end of a phrase.
        if end < limit, stream.equals(end, anyOf: Self.finite), position > sentence.tokens.lowerBound,
            !stream.equals(position - 1, anyOf: Self.thingOpeners), !page.has(position - 1, .conjunction)
        {
            return nil
        }
        return (words, end)
    }

    /// A word, a hyphen within one or the mark of a genitive; "of" joins, other words of that kind end a phrase.
    func isThingWord(_ index: Int) -> Bool {
        guard index > 0, index < stream.count else { return index == 0 && stream.isWord(at: 0) }
        let mark = stream.punctuation(index)
        if mark == UInt8(ascii: "-") || mark == UInt8(ascii: "'") {
            guard index + 1 < stream.count, !stream.tokens[index].flags.contains(.spaceBefore),
                stream.tokens[index + 1].isWord
            else { return false }
            // "travellers' diarrhoea"
            return !stream.tokens[index + 1].flags.contains(.spaceBefore)
                || mark == UInt8(ascii: "'")
                    && stream.lower(index - 1, Int(stream.tokens[index - 1].length) - 1) == UInt8(ascii: "s")
        }
        // "kidney-to-body weight ratio"
        if stream.punctuation(index - 1) == UInt8(ascii: "-"), !stream.tokens[index].flags.contains(.spaceBefore) {
            return stream.tokens[index].isWord
        }
        return stream.tokens[index].isWord && !page.has(index, .ender) && !stream.equals(index, anyOf: Self.breaks)
    }

    /// Where the thing's own words end: no adverbs, comparatives or times behind it.
    func trimmedEnd(_ words: Range<Int>) -> Int {
        var end = words.upperBound
        while end > words.lowerBound,
            stream.equals(end - 1, anyOf: Self.trailing) || isAdverb(end - 1) || stream.equals(end - 1, "of")
                || !stream.tokens[end - 1].isWord
        { end -= 1 }
        return end
    }

    private func isThing(_ words: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let last = words.upperBound - 1
        let head = words.first { stream.equals($0, "of") }.map { $0 - 1 } ?? last
        if words.count == 1 {
            if stream.tokens[last].length < 4 || page.has(last, .empty) || stream.equals(last, anyOf: Self.noThings) {
                return false
            }
            if isGerund(last), !stream.equals(last, anyOf: Self.complaints) { return false }
            // "keeps attacks away" is of the condition, "moderate to severe pain" of the pain.
            if page.has(last, .bout) || stream.equals(last, anyOf: Self.plainGrades) { return false }
            // "the gastrointestinal and hepatic toxicity"
            if page.has(last + 1, .conjunction), isAdjective(last) { return false }
        }
        if stream.equals(head + 1, "of"),
            stream.equals(head, anyOf: Self.processNouns) || stream.equals(head, "absorption")
        {
            return false
        }
        if words.contains(where: { page.has($0, .person) || stream.equals($0, anyOf: Self.family) }) { return false }
        if stream.equals(words.lowerBound, anyOf: Self.noStarts) { return false }
        // "helps losing weight", "for killing weeds": an act.
        if isGerund(words.lowerBound), !stream.equals(words.lowerBound, anyOf: Self.complaints) { return false }
        for end in [head, last] {
            if page.has(end, [.exposed, .better, .worse, .unit, .duration]) || stream.equals(end, anyOf: Self.noHeads) {
                return false
            }
        }
        return !(page.has(head, .empty) && head - words.lowerBound < 1)
    }

    /// Something that people have or fear: no molecule, no part or process of the body, nothing that is only measured.
    func isAilment(_ words: Range<Int>, _ sentence: ClaimPage.Sentence) -> Bool {
        let last = words.upperBound - 1
        let head = words.first { stream.equals($0, "of") }.map { $0 - 1 } ?? last
        for end in [head, last]
        where page.has(end, [.molecule, .level]) || stream.equals(end, anyOf: Self.bodily) { return false }
        if words.contains(where: {
            stream.tokens[$0].flags.contains(.allCaps) || stream.tokens[$0].flags.contains(.innerCapital)
        }) {
            return false
        }
        return !sentence.concepts.contains {
            page.concepts[$0].tokens.overlaps(words)
                && (page.concepts[$0].isComposite
                    || objects.accepts(page.concepts[$0], [.mechanism, .property, .role]))
        }
    }

    private func isAdjective(_ token: Int) -> Bool {
        Self.adjectiveEndings.contains { stream.ends(token, in: $0) }
    }

    private static let adjectiveEndings = ["al", "ic", "ive", "ous", "ary", "lar"]

    /// A later item that is a clause of its own: "and hips break", "and keeps lupus at bay", "and lasted".
    private func goesOn(_ phrase: (words: Range<Int>, end: Int)) -> Bool {
        if stream.equals(phrase.end, anyOf: Self.finite) { return true }
        if phrase.words.dropFirst().contains(where: { stream.equals($0, anyOf: Self.verbs) }) { return true }
        let first = stream.lowerString(phrase.words.lowerBound)
        if phrase.words.count == 1 { return first.hasSuffix("ed") }
        return first.hasSuffix("s") && !first.hasSuffix("ss") && !first.hasSuffix("us") && !first.hasSuffix("is")
            && stream.punctuation(phrase.words.lowerBound + 1) != UInt8(ascii: "'")
    }

    /// "and costs little", "and reduces …": a verb goes on.
    private func opensVerb(_ token: Int, _ reading: Reading) -> Bool {
        if stream.equals(token, anyOf: Self.verbs) { return true }
        return reading.sentence.words.contains {
            page.words[$0].tokens.lowerBound == token && page.words[$0].id < ClaimRules.wordBase
                && stage.rules.rules[Int(page.words[$0].id)].isRelationVerb
        }
    }

    private static let bodily = TokenTable(
        """
        response responses effect effects reaction hormone hormones muscle muscles fluid antibody antibodies neuron neurons nerve nerves \
        cell cells axons gland glands hairline hair follicle follicles virus viruses bacteria bacterium germ germs placebo transporter \
        rhythm release secretion absorption activation outflow signalling signaling contraction contractions emotion emotions reading \
        readings sugar glucose drug drugs withdrawal experience enzyme enzymes axis system tissue tissues vessels vessel fibres fibers \
        bone bones liver kidney kidneys brain heart lung lungs skin stomach gut bowel bladder eyes eye nose mouth ears ear chin scalp head \
        knee back neck throat foot feet leg legs arm arms hand hands chest trial study mood appetite weight blood milk urine protein proteins gene genes receptor receptors flow clearance metabolism \
        pathway pathways growth immunity first second latter former episode rest dryness locks time sleep count counts score scores
        """)
    private static let finite = TokenTable(
        "is are was were has have had can could may might will would does do did it he she they we i you")
    private static let breaks = TokenTable(
        "steady stable alone such like including except unlike plus per via than whose one ones")
    private static let degrees = TokenTable("all both very really quite particularly especially most much proven")
    private static let trailing = TokenTable(
        """
        well better best often today now again too alone together sooner faster earlier later further more longer altogether somewhat \
        overnight anymore much fast quickly daily though tho lol tbh completely away either forever tonight yesterday yet ever once twice \
        instead anyway rather worldwide elsewhere here there
        """)
    private static let noStarts = TokenTable(
        """
        risk risks harm harms problem problems cost costs side odds chance chances likelihood rate rates probability number another others \
        sake activity production output amount level levels length speed size use anything something everything nothing little less fewer \
        half what how each none return returns whole of every only just myself himself herself themselves itself yourself free sale example instance good once people \
        keep make reduce prevent get give take help let stay fall lose go come see feel about around up down out off back
        """)
    private static let noHeads = TokenTable(
        """
        care medicine surgery hospitals hospital clinic clinics combination countries practice rooms room theatres theatre theaters wards ward \
        homes home schools kitchens cooking agriculture farming cosmetics industry foods food states europe isolation history moderation \
        trials research place parallel advance use life lives money work job times time way ways thing things bit lot lots sake purpose \
        virus placebo trial study studies complaints complaint reactions case cases event events production first second latter purposes reason reasons need needs price prices patent market sales shares profits makers function body bodies day night sense bill bills
        """)
    private static let noThings = TokenTable(
        "knee head throat foot feet leg legs arm arms hand hands chest lung lungs bladder liver kidney kidneys heart eyes brain bowel stomach granted worry worries comfort pregnancy breastfeeding lactation childhood infancy adolescence adulthood fun sport export business school example instance"
    )
    private static let family = TokenTable(
        """
        dad mum mom wife husband son daughter brother sister mother father friend friends kid nan gran grandma granddad uncle aunt boss \
        cat cats dog dogs horse horses livestock cattle addicts people partner hubby doctor doctors nurse nurses clinicians
        """)
    private static let complaints = TokenTable(
        """
        itching burning bleeding streaming running watering aching throbbing swelling twitching stinging tingling ringing shaking wheezing \
        sneezing vomiting coughing drooling snoring sweating flaking peeling cramping bloating flushing crying pulling binge-eating bedwetting
        """)
    private static let verbs = TokenTable(
        """
        is are was were has have had can may will costs cost works work comes came makes make takes take helps help acts act seems said says \
        say does did do became becomes remains gets got goes went thus hence then not rarely often never sometimes usually it he she they we \
        i you there this keep keeps leave leaves lose loses break breaks cause causes bring brings give gives rise rises fall falls let lets \
        put puts stay stays cut cuts drop drops lower lowers slow slows stop stops ease eases about because these those which who that if for in on at by from to with without
        """)
}
