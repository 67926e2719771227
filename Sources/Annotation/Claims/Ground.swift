import Events

/// On what one sentence of an article's own text rests: designs that it names, the study that it goes on about, whose words it gives.
///
/// Shared by all that is read from the sentence.
final class Ground {
    /// Whose words a verb of saying gives.
    enum Voice { case outlet, study, regulator, company, person }

    /// Study designs and authorities that the sentence names, in text order; animals stand for a study of them.
    var designs: [(tokens: Range<Int>, design: EvidenceClass)] = []
    /// A design that its words go with.
    var hint: EvidenceClass?
    var species: [(tokens: Range<Int>, name: String)] = []
    /// Words for people: what is said of them rests on no animals.
    var people: [Range<Int>] = []
    var voice = Voice.outlet
    /// The verb of saying that gives the voice.
    var speech: Range<Int>?
    /// The design and species of the study that the sentences before tell of.
    var carried: EvidenceClass?
    var carriedSpecies: String?
    /// The same of animals or cells told of two sentences or more before, in news: of what is told in the past tense only.
    var carriedFar: EvidenceClass?
    /// A past tense or a verb of finding tells what was seen, not what is generally so.
    var isFinding = false
    /// A number that is no dose, year, age or time.
    var hasFigure = false
    var namesStudy = false
    /// In an abstract: the sentence that brings in its study, or one behind it.
    var isAfterStudy = false
    /// The guideline or regulator that the paragraph named last.
    var authority: EvidenceClass?
    /// A regulator is named in this paragraph so far, or in the one before.
    var isRegulatorNear = false
    /// A quotation is open where it begins.
    var isQuoteOpen = false
    var hasSelf = false
    var hasThirdPerson = false
    /// Somebody of the professions speaks in this sentence or shortly before.
    var isExpertNear = false

    /// The design named nearest to a claim; a border of clauses between counts for eight words.
    ///
    /// - Parameters:
    ///   - designs: those of the sentence that count.
    ///   - isGeneral: the claim says what is generally so: a study in another clause is of something else ("It lowers glucose, and in a
    ///     trial it prevented heart attacks").
    func design(
        near quote: Range<Int>, of designs: [(tokens: Range<Int>, design: EvidenceClass)], isGeneral: Bool,
        _ page: ClaimPage
    ) -> EvidenceClass? {
        var best: (distance: Int, design: EvidenceClass)?
        for entry in designs {
            let distance = Self.distance(entry.tokens, quote, page)
            if isGeneral, entry.design.isStudy, isInOtherClause(entry.tokens, quote, page) { continue }
            // "It reduced fractures by 44% and, in mice, delayed …": the mice are of what follows.
            if entry.design == .animalStudy || entry.design == .inVitro,
                entry.tokens.lowerBound > quote.upperBound,
                (quote.upperBound..<entry.tokens.lowerBound).contains(where: { isJoint($0, page) })
            {
                continue
            }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, entry.design) }
        }
        guard let best else { return nil }
        if best.design == .animalStudy || best.design == .inVitro,
            people.contains(where: { Self.distance($0, quote, page) < best.distance })
        {
            return designs.first { $0.design != .animalStudy && $0.design != .inVitro && $0.design != .regulator }?
                .design
        }
        return best.design
    }

    /// The designs without agencies that are only spoken of ("the drug that the FDA knows well"): those who say or do nothing, and whose paper
    /// it is not.
    func withoutSilentRegulators(_ page: ClaimPage) -> [(tokens: Range<Int>, design: EvidenceClass)] {
        guard voice != .regulator, designs.contains(where: { $0.design == .regulator }) else { return designs }
        return designs.filter { $0.design != .regulator || Self.isDocument($0.tokens, page) }
    }

    private static func isDocument(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        for token in tokens {
            for word: StaticString in documents where page.stream.equals(token, word) { return true }
        }
        return false
    }

    private static let documents: [StaticString] = [
        "label", "labeling", "labelling", "warning", "leaflet", "insert", "information", "box", "alert",
        "communication",
        "characteristics",
    ]

    /// The species named in the claim's own clause or nearest to it.
    func species(near quote: Range<Int>, _ page: ClaimPage) -> String? {
        var best: (distance: Int, name: String)?
        for entry in species {
            let distance = Self.distance(entry.tokens, quote, page)
            if best.map({ distance < $0.distance }) ?? true { best = (distance, entry.name) }
        }
        return best?.name
    }

    /// Whether another main clause begins between a word and a claim.
    private func isInOtherClause(_ word: Range<Int>, _ quote: Range<Int>, _ page: ClaimPage) -> Bool {
        if word.overlaps(quote) { return false }
        let isBefore = word.upperBound <= quote.lowerBound
        let between =
            isBefore ? word.upperBound..<quote.lowerBound : quote.upperBound..<max(quote.upperBound, word.lowerBound)
        for index in between {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") && !isBefore { return true }
            guard page.stream.punctuation(index - 1) == UInt8(ascii: ",") else { continue }
            for word: StaticString in ["and", "but", "while", "whereas", "although", "though", "yet"]
            where page.stream.equals(index, word) { return true }
        }
        return false
    }

    private func isJoint(_ index: Int, _ page: ClaimPage) -> Bool {
        page.stream.punctuation(index) == UInt8(ascii: ";") || page.stream.equals(index, "and")
            || page.stream.equals(index, "but")
    }

    private static func distance(_ word: Range<Int>, _ quote: Range<Int>, _ page: ClaimPage) -> Int {
        if word.overlaps(quote) { return 0 }
        let between =
            word.upperBound <= quote.lowerBound
            ? word.upperBound..<quote.lowerBound : quote.upperBound..<max(quote.upperBound, word.lowerBound)
        var distance = between.count
        for index in between {
            switch page.stream.punctuation(index) {
            case UInt8(ascii: ";"): distance += 8
            default:
                if page.stream.punctuation(index - 1) == UInt8(ascii: ","), page.has(index, .clauseStart) {
                    distance += 8
                }
            }
        }
        return distance
    }

    /// Whether the verb of saying reaches the claim: what follows it, and what stands before it unless another clause begins between
    /// ("it could raise the risk, so some doctors advise …").
    func isSaid(_ quote: Range<Int>, _ page: ClaimPage) -> Bool {
        guard let speech else { return false }
        guard quote.upperBound <= speech.lowerBound else { return true }
        for index in quote.upperBound..<speech.lowerBound {
            for word: StaticString in ["so", "but", "and", "while", "although", "whereas"]
            where page.stream.equals(index, word) && page.stream.punctuation(index - 1) != 0 { return false }
        }
        return true
    }

    /// Whether a quotation is open before token `index` of the sentence.
    func isQuoted(at index: Int, _ sentence: Range<Int>, _ page: ClaimPage) -> Bool {
        var isOpen = isQuoteOpen
        for token in sentence.lowerBound..<max(sentence.lowerBound, index)
        where page.stream.punctuation(token) == UInt8(ascii: "\"") { isOpen.toggle() }
        return isOpen
    }
}
