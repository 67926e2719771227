import Events

/// Random but valid events: the same seed gives the same ones.
struct SampleEvents {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func number(_ below: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(below))
    }

    mutating func flag() -> Bool { number(2) == 0 }

    mutating func word() -> String {
        let words = ["warfarin", "naïve", "µg", "日本", "a\"b\\c", "e\u{301}", "line\nbreak", "\u{1}", "😀", "x"]
        return words[number(words.count)]
    }

    mutating func maybe(_ text: String) -> String? { flag() ? text : nil }

    mutating func choice<C: WireChoice>(_: C.Type) -> C where C.AllCases == [C] { C.allCases[number(C.allCases.count)] }

    /// A range on character borders.
    mutating func range(in text: [UInt8]) -> TextRange {
        func border(_ offset: Int) -> Int {
            var offset = offset
            while offset < text.count, text[offset] & 0xC0 == 0x80 { offset += 1 }
            return offset
        }
        let (one, two) = (border(number(text.count + 1)), border(number(text.count + 1)))
        return TextRange(min(one, two), max(one, two))
    }

    mutating func article() -> Article {
        var text: [UInt8] = []
        for _ in 0..<number(60) { text += Array((word() + " ").utf8) }
        var article = Article(id: "a-\(number(99))", revision: "r-\(number(99))", source: word())
        article.text = text
        article.isWithdrawn = number(10) == 0
        article.document.title = maybe(word())
        article.document.authors = (0..<number(3)).map { _ in word() }
        article.document.published = maybe("2024-05")
        article.document.publishedFrom = flag() ? choice(DateRule.self) : nil
        article.document.doi = (0..<number(2)).map { _ in "10.1/\(word())" }
        article.document.kind = flag() ? choice(DocumentKind.self) : nil
        for index in 0..<number(4) {
            var segment = Segment(
                id: "s\(index)", kind: choice(SegmentKind.self), tier: choice(Tier.self), range: range(in: text))
            segment.level = flag() ? number(4) : nil
            segment.author = maybe(word())
            if flag() { segment.quotes = [Quotation(segment: maybe("s0"), range: flag() ? range(in: text) : nil)] }
            article.segments.append(segment)
        }
        if flag() {
            var reference = Reference(range: range(in: text), role: choice(ReferenceRole.self))
            reference.title = maybe(word())
            reference.year = flag() ? 1990 + number(30) : nil
            article.references = [reference]
        }
        if flag() { article.credits = [Credit(kind: choice(CreditKind.self), name: word())] }
        if flag() { article.targets = [range(in: text)] }
        return article
    }

    mutating func enriched() -> EnrichedArticle {
        let article = article()
        let text = article.text
        var enriched = EnrichedArticle(
            article: article, engine: EngineVersion(version: "0.1.0", lexicon: "x", ordinal: Int64(number(9))))
        if flag() { enriched.origin = Origin(partition: Int32(number(16)), offset: Int64(number(1000))) }
        for _ in 0..<number(3) {
            var drug = DrugMention(
                range: range(in: text), ingredient: word(), kind: choice(DrugKind.self),
                match: choice(MatchMethod.self),
                confidence: Double(number(100)) / 100)
            if flag() { drug.ingredients = [word(), word()] }
            drug.baseKind = flag() ? choice(DrugKind.self) : nil
            drug.rxcui = maybe("1")
            enriched.drugs.append(drug)
        }
        for _ in 0..<number(3) {
            var dose = Dose(range: range(in: text))
            dose.amount = flag() ? Amount(Double(number(9)) / 4, 5) : nil
            dose.unit = maybe("mg")
            dose.isAsNeeded = flag()
            dose.link = flag() ? choice(DrugLink.self) : nil
            dose.check = flag() ? Check(verdict: choice(CheckVerdict.self), source: maybe(word())) : nil
            enriched.doses.append(dose)
        }
        for index in 0..<number(3) {
            var claim = Claim(
                id: "c\(index)", range: range(in: text), segment: "s1", tier: choice(Tier.self), subject: word(),
                predicate: choice(Predicate.self), object: word(), polarity: choice(Polarity.self),
                factuality: choice(Factuality.self), rule: "r")
            claim.qualifiers.species = maybe("mouse")
            claim.evidence = flag() ? choice(EvidenceClass.self) : nil
            claim.attribution = flag() ? Attribution(speaker: choice(SpeakerClass.self), name: maybe(word())) : nil
            claim.stance = flag() ? Stance(target: "article", value: choice(StanceValue.self)) : nil
            claim.citation = flag() ? number(3) : nil
            claim.cues = [Cue(range: range(in: text), cue: "may", effect: "possible", rule: "hedge.modal")]
            enriched.claims.append(claim)
        }
        if flag() {
            var candidate = CaseCandidate(segments: ["s1"], status: choice(CaseStatus.self))
            candidate.patient = flag() ? choice(Person.self) : nil
            candidate.seriousness = [choice(Seriousness.self)]
            candidate.dechallenge = flag() ? choice(Challenge.self) : nil
            candidate.elements = [choice(CaseElement.self)]
            enriched.cases = [candidate]
        }
        enriched.fingerprints.words = number(100)
        enriched.fingerprints.shingles = [UInt64(number(1000))]
        return enriched
    }
}
