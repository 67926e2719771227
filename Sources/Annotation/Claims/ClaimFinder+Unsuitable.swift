import Events

/// For whom a medicine is not, where a page lists it: "Do not take it if you have asthma, are pregnant or take warfarin", "Who should not use it?
/// Anyone with a weak liver, and children under six."
extension ClaimFinder {
    /// One item of such a list: "in pregnancy", "(with warfarin)", "when planning surgery".
    struct Whom {
        var place: String
        var tokens: Range<Int>
    }

    /// The items from a place on, to the first that is none.
    ///
    /// - Parameters:
    ///   - isBare: conditions alone count ("severe asthma"); else the first item must say that somebody has or is it.
    ///   - skips: what is no item is passed over.
    func whom(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence, isBare: Bool = false, skips: Bool = false) -> [Whom]
    {
        var found: [Whom] = []
        var index = tokens.lowerBound
        var isTaken = false
        while index < tokens.upperBound, found.count < 8 {
            while index < tokens.upperBound, separates(index) { index += 1 }
            let start = index
            while index < tokens.upperBound, !separates(index), index - start < 14 { index += 1 }
            guard index > start else { break }
            guard let item = item(start..<index, sentence, isBare: isBare || !found.isEmpty, &isTaken) else {
                // "kidney or liver disease": the head stands with the second.
                if index - start == 1, stream.equals(start, anyOf: Self.organs), page.has(index, .conjunction),
                    let head = organHead(behind: index, tokens.upperBound)
                {
                    found.append(Whom(place: "in \(stream.lowerString(start)) disease", tokens: start..<head + 1))
                    continue
                }
                if skips { continue }
                break
            }
            found.append(item)
        }
        return found
    }

    /// "disease", "failure" behind "kidney or liver".
    private func organHead(behind link: Int, _ end: Int) -> Int? {
        Range(from: link + 1, to: min(link + 4, end)).first { stream.equals($0, anyOf: Self.organHeads) }
    }

    private func separates(_ index: Int) -> Bool {
        switch stream.punctuation(index) {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "."): return true
        default:
            // "a personal or family history of thyroid cancer"
            return page.has(index, .conjunction) && !stream.equals(index - 1, "personal") || stream.equals(index, "nor")
        }
    }

    private func item(
        _ tokens: Range<Int>, _ sentence: ClaimPage.Sentence, isBare: Bool, _ isTaken: inout Bool
    ) -> Whom? {
        var first = tokens.lowerBound
        var end = tokens.upperBound
        var isState = isBare
        var takes = false
        while first < end {
            if stream.equals(first, anyOf: Self.takings) {
                takes = true
                isState = true
            } else if stream.equals(first, anyOf: Self.having) {
                isState = true
            } else if page.has(first, .person), first + 1 < end, stream.equals(first + 1, anyOf: Self.whose) {
                isState = true
            } else if !stream.equals(first, anyOf: Self.fillers), !isDeterminer(first),
                !stream.isPunctuation(at: first),
                !stream.endsInLy(first, longerThan: 4)
            {
                break
            }
            first += 1
        }
        // "a stroke in the last six months", "liver disease that shows in blood tests"
        if let cut = Range(from: first + 1, to: end).first(where: { stream.equals($0, anyOf: Self.cuts) }),
            !stream.equals(first, anyOf: Self.allergic)
        {
            end = cut
        }
        guard end > first, end - first <= 7 else { return nil }
        let words = phrase(first..<end)
        if stream.equals(first, anyOf: Self.noState) || page.has(first, .negative) { return nil }
        // "whose kidneys work at half speed", "problems with your liver"
        for (organ, name) in [("kidney", "kidney disease"), ("liver", "liver disease"), ("heart", "heart disease")]
        where (first..<end).contains(where: { stream.lowerString($0).hasPrefix(organ) })
            && (first..<end).contains(where: { stream.equals($0, anyOf: Self.ailing) })
        {
            return Whom(place: "in \(name)", tokens: tokens.lowerBound..<end)
        }
        if stream.equals(first, anyOf: Self.allergic) {
            return isState || tokens.lowerBound < first
                ? Whom(place: "in \(Self.circumstance(words))", tokens: tokens.lowerBound..<end) : nil
        }
        if let drug = sentence.drugs.first(where: { page.drugs[$0].tokens.overlaps(first..<end) }) {
            guard takes || isTaken || page.drugs[drug].tokens == first..<end && isBare else { return nil }
            isTaken = true
            return Whom(place: "(with \(page.drugs[drug].name))", tokens: tokens.lowerBound..<end)
        }
        if takes {
            return stream.equals(first, anyOf: Self.treatments)
                ? Whom(place: "on \(words)", tokens: tokens.lowerBound..<end) : nil
        }
        if let age = age(first..<end) { return Whom(place: "in \(age)", tokens: tokens.lowerBound..<end) }
        // "severe kidney or liver problems": the head stands with the second.
        if stream.equals(end - 1, anyOf: Self.organs), page.has(end, .conjunction),
            organHead(behind: end, sentence.tokens.upperBound) != nil
        {
            return Whom(place: "in \(stream.lowerString(end - 1)) disease", tokens: tokens.lowerBound..<end)
        }
        let named = Self.circumstance(words)
        if named == "pregnancy" || named == "breastfeeding" || named == "older adults" {
            return Whom(place: "in \(named)", tokens: tokens.lowerBound..<end)
        }
        guard isState else { return nil }
        // "planning surgery", "driving"
        if stream.equals(first, anyOf: Self.doings), first + 1 < end {
            return Whom(place: "when \(words)", tokens: tokens.lowerBound..<end)
        }
        // "severe liver disease", "a history of seizures"
        for concept in sentence.concepts {
            let mention = page.concepts[concept]
            guard mention.tokens.upperBound <= end, mention.tokens.upperBound >= end - 1,
                mention.tokens.lowerBound >= first,
                (first..<mention.tokens.lowerBound).allSatisfy({ stream.equals($0, anyOf: Self.degrees) })
            else { continue }
            let own = phrase(mention.tokens)
            let label = label(mention)
            return Whom(
                place: "in \(label.hasSuffix(" " + own) ? own : label)", tokens: tokens.lowerBound..<end)
        }
        let isKnown =
            page.has(first, .person)
            || sentence.concepts.contains { index in
                page.concepts[index].tokens.overlaps(first..<end)
            }
        guard isKnown,
            !(first..<end).contains(where: {
                stream.equals($0, anyOf: Self.verbs) || page.has($0, [.pronoun, .effectPronoun, .clauseStart])
            }), stage.advice.verb(stream.tokens[first], .base) == nil, !stream.equals(first, anyOf: Self.relations)
        else { return nil }
        return Whom(place: "in \(named)", tokens: tokens.lowerBound..<end)
    }

    /// "under 18", "under-18s", "children under six", "over 65"
    private func age(_ tokens: Range<Int>) -> String? {
        guard let place = tokens.first(where: { stream.equals($0, anyOf: Self.younger) }),
            place - tokens.lowerBound <= 2
        else { return nil }
        for index in Range(from: place + 1, to: min(place + 6, tokens.upperBound)) {
            var word = stream.lowerString(index)
            if word.hasSuffix("s"), word.first?.isNumber ?? false { word.removeLast() }
            if let years = Int(word) ?? Self.counted[word], years <= 18 { return "children under \(years)" }
        }
        return nil
    }

    /// The items behind "if you", "if", "in anyone who": where the words behind an advice say for whom.
    func whomIf(_ start: Int, _ reading: Reading) -> [Whom] {
        let end = reading.sentence.tokens.upperBound
        var first = start
        // "not suitable for you if you have asthma"
        if stream.equals(first, "for"), stream.equals(first + 1, anyOf: Self.everyone),
            stream.equals(first + 2, "if") || stream.equals(first + 2, "when")
        {
            first += 2
        }
        guard stream.equals(first, "if") || stream.equals(first, "when") else { return [] }
        first += 1
        if stream.punctuation(first) == UInt8(ascii: ":") { first += 1 }
        guard stream.equals(first, anyOf: Self.told) else { return [] }
        return whom(first..<end, reading.sentence)
    }

    /// "Pregnant women, children under 12 and anyone with asthma should not take it": a list of people before the words that forbid.
    func whomBefore(_ token: Int, _ reading: Reading) -> [Whom] {
        let start = reading.sentence.tokens.lowerBound
        guard token - start >= 4, token - start <= 40 else { return [] }
        var end = token
        while end > start, stream.equals(end - 1, anyOf: Self.auxiliary) { end -= 1 }
        var first = start
        if stream.equals(first, "if") {
            // "If you have asthma or are pregnant, do not take it."
            guard stream.equals(first + 1, anyOf: Self.told),
                let comma = Range(from: first + 2, to: end).last(where: {
                    stream.punctuation($0) == UInt8(ascii: ",") || stream.equals($0, "you")
                })
            else { return [] }
            first += 1
            end = comma
        } else if !(first..<min(first + 5, end)).contains(where: { page.has($0, .person) }) {
            return []
        }
        guard end > first else { return [] }
        let list = whom(first..<end, reading.sentence)
        guard let last = list.last, last.tokens.upperBound == end else { return [] }
        return list
    }

    // MARK: Headings and leads

    /// "Who should not take it?", "When is it unsafe?", "Do not use terbinafine if you:", "Contraindications".
    func isUnsuitableHead(_ tokens: Range<Int>) -> Bool {
        guard tokens.count <= 14, let first = tokens.first else { return false }
        // "4.3 Contraindications"
        if tokens.count <= 3, tokens.contains(where: { stream.equals($0, "contraindications") }) { return true }
        guard stream.equals(first, anyOf: Self.heads) else { return false }
        let denies = tokens.contains { isNegation($0) || stream.equals($0, anyOf: Self.refusing) }
        return denies && tokens.contains { stream.equals($0, anyOf: Self.using) }
            && !tokens.contains { stream.equals($0, anyOf: Self.otherMatters) }
    }

    /// An item or a sentence without a verb below such a heading: one advice for each that it names.
    func readUnsuitable(_ reading: Reading, used: inout UsedConcepts) {
        guard memory.subjects.count == 1, isOnTopic || memory.isOwn, reading.segment.kind != .heading,
            reading.segment.kind != .title, !reading.sentence.isQuestion
        else { return }
        let tokens = reading.sentence.tokens
        // What has a verb of its own says more than for whom.
        for index in tokens
        where stream.equals(index, anyOf: Self.verbs)
            && !Range(from: max(tokens.lowerBound, index - 2), to: index).contains(where: {
                stream.equals($0, anyOf: Self.relatives)
            }) && index > tokens.lowerBound
        {
            return
        }
        guard claims.last?.sentence != tokens || claims.last?.claim.predicate != .practice else { return }
        for item in whom(tokens, reading.sentence, isBare: true, skips: true) {
            for index in reading.sentence.concepts where page.concepts[index].tokens.overlaps(item.tokens) {
                used.insert(index)
            }
            emit(
                "unsuitable.listed", .practice, memory.subjects[0], subjectTokens: nil,
                Target("avoid \(item.place)", nil, item.tokens, nil), trigger: item.tokens, rule: nil, reading)
        }
    }

    private static let takings = TokenTable("on taking takes take using use uses given prescribed receiving")
    private static let treatments = TokenTable("dialysis chemotherapy oxygen immunotherapy")
    private static let having = TokenTable("have has had got suffer suffers suffering ever are is were been with")
    private static let whose = TokenTable("with who whose on taking using prone allergic known receiving that")
    private static let fillers = TokenTable(
        """
        you your they their who whose or and personal family for nor a an any some also from if when prone to other currently of in during being the be may might \
        think that there ve re already medicines medicine called
        """)
    private static let cuts = TokenTable(
        "in within that which because since as unless without for so such like including or")
    private static let noState = TokenTable(
        "not no sure unsure questions doubts feeling better worse told advised asked worried well")
    private static let allergic = TokenTable("allergic allergy hypersensitive")
    private static let organs = TokenTable("kidney liver heart lung renal hepatic")
    private static let organHeads = TokenTable("disease problems problem trouble failure impairment damage")
    private static let ailing = TokenTable(
        "problem problems trouble work works working function failing weak poor poorly bad damaged struggling fail")
    private static let degrees = TokenTable(
        """
        severe serious moderate mild active acute uncontrolled untreated unstable known recent previous past current existing history of \
        suspected certain poorly controlled poor bad very a an or advanced chronic significant
        """)
    private static let doings = TokenTable(
        "planning trying driving awaiting having expecting operating undergoing starting going")
    private static let relations = TokenTable("prefers prefer cause causes may can since because")
    private static let younger = TokenTable("under below younger")
    private static let counted = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "twelve": 12,
        "fourteen": 14, "sixteen": 16, "eighteen": 18,
    ]
    private static let everyone = TokenTable("you everyone everybody them all some")
    private static let told = TokenTable("you your they their patients people someone somebody there")
    private static let auxiliary = TokenTable("should must may can could cannot all also both either really ought will")
    private static let heads = TokenTable(
        "who when whom do don dont not is are should avoid unsuitable never people please you this it reasons situations"
    )
    private static let refusing = TokenTable("avoid avoided unsafe unsuitable contraindicated dangerous")
    private static let using = TokenTable(
        "take taken taking use used using have having given give get prescribed prescribe prescribing offer sell treat suitable unsuitable unsafe avoid right contraindicated it"
    )
    private static let otherMatters = TokenTable(
        "work works working forget forgot miss missed stop stopping better happens worry long often much what how why enough together"
    )
    private static let relatives = TokenTable("who whose that you your which they")
    private static let verbs = TokenTable(
        "\(AuxiliaryVerbs.finite) \(AuxiliaryVerbs.future) \(AuxiliaryVerbs.duty) says said means makes causes takes needs need"
    )
}
