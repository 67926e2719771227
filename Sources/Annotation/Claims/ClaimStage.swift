package import Events

/// The stage of the text engine that reads claims and assertions, after drugs and doses were found.
///
/// Built once from the data files; pure, deterministic, safe to share.
package final class ClaimStage: Sendable {
    package let concepts: ConceptLexicon
    package let context: ContextReader
    package let rules: ClaimRules
    let advice: AdviceVerbs
    let adviceNames: AdviceNames
    let evidence: EvidenceLexicon
    package let pharmacology: PharmacologyTable
    /// Concepts, cues, rules' words and evidence words, in this order, with the marks.
    private let vocabulary: JointTable
    /// Where the vocabulary lies in memory.
    var address: UInt { vocabulary.address }
    let subjects: SubjectReader
    /// Ids of the classes of words that every page is asked for.
    let classes: WordClasses
    /// For each concept, whether it is an effect that is told without a verb.
    let harms: [Bool]
    let objects: ObjectReader
    private let open: OpenEffects

    struct WordClasses {
        let stop, clause, fear, anaphor, quotative, untaken: Int32

        init(_ rules: ClaimRules) {
            stop = rules.wordClass("stop")
            clause = rules.wordClass("clause")
            fear = rules.wordClass("fear")
            anaphor = rules.wordClass("anaphor")
            quotative = rules.wordClass("quotative")
            untaken = rules.wordClass("untaken")
        }
    }

    /// What the stage found.
    package struct Output: Sendable {
        package var claims: [Claim] = []
        package var assertions: [Assertion] = []
    }

    /// Eight hexadecimal digits over the stage's data files: part of the version that every record names.
    package let version: String

    /// Reads the room's data files, each once.
    ///
    /// - Parameter replacing: contents that stand for files of the folder, by path.
    /// - Throws: `ResourceError` that names file and line.
    package init(folder: ResourceFolder, replacing: [String: [UInt8]] = [:]) throws(ResourceError) {
        let hash = Sha256()
        func read(_ file: String) throws(ResourceError) -> [UInt8] {
            if let given = replacing[file] {
                hash.update(given)
                return given
            }
            let bytes = try folder.read(file)
            hash.update(bytes)
            return bytes
        }
        concepts = try ConceptLexicon(
            concepts: read("concepts/concepts.tsv"), composites: read("concepts/composites.tsv"),
            findings: read("concepts/findings.tsv"))
        context = ContextReader(lexicon: try CueLexicon(bytes: read("context/cues.tsv")))
        rules = try ClaimRules(rules: read("claims/rules.txt"), words: read("claims/words.tsv"))
        let marks = try TokenMarks(bytes: read("claims/marks.tsv"))
        advice = try AdviceVerbs(bytes: read("claims/advice.tsv"))
        adviceNames = try AdviceNames(bytes: read("claims/advice-names.tsv"))
        evidence = try EvidenceLexicon(bytes: read("context/evidence.tsv"))
        pharmacology = try PharmacologyTable(
            drugs: read("pharmacology/drugs.tsv"), classes: read("pharmacology/classes.tsv"),
            onset: read("pharmacology/onset.tsv"))
        subjects = SubjectReader(rules: rules)
        classes = WordClasses(rules)
        harms = ClaimFinder.harms(concepts)
        objects = ObjectReader(concepts: concepts, rules: rules)
        open = OpenEffects(
            concepts: concepts, rules: rules, words: try OpenWords(bytes: read("claims/open.tsv")))
        vocabulary = JointTable(
            [concepts.table, context.lexicon.table, rules.table, evidence.table], marks: marks.entries,
            traits: WordTrait.entries,
            crossing: (table: 2, below: ClaimRules.wordBase))
        version = ContentHash.hexadecimal(hash.finish().prefix(4))
    }

    /// Claims and assertions of an article.
    ///
    /// - Parameters:
    ///   - tokens: the article's text, cut at the segments' borders.
    ///   - mentions: those that `drugs` are the printed form of, where they are known.
    package func annotate(
        _ article: Article, tokens: TokenStream, drugs: [DrugMention], mentions found: [Mention] = []
    ) -> Output {
        // The rules are English: "die" is no death in German.
        let hasClaims = !article.segments.isEmpty && !drugs.isEmpty && article.document.language ?? "en" == "en"
        guard hasClaims || !article.targets.isEmpty else { return Output() }
        let read = vocabulary.read(tokens)
        // Few words of many stand in each list, so that each is made of its size.
        var counts = (concepts: 0, cues: 0, words: 0, evidence: 0)
        for hit in read.hits {
            switch hit.table {
            case 0: counts.concepts += 1
            case 1: counts.cues += 1
            case 2: counts.words += 1
            default: counts.evidence += 1
            }
        }
        var mentions: [PhraseTable.Match] = []
        var cues: [CueMatch] = []
        var words: [WordMatch] = []
        var evidence: [(tokens: Range<Int>, word: EvidenceWord)] = []
        var inner: [InnerPhrase] = []
        var cover = 0..<0
        mentions.reserveCapacity(counts.concepts)
        cues.reserveCapacity(counts.cues)
        words.reserveCapacity(counts.words)
        evidence.reserveCapacity(counts.evidence)
        for hit in read.hits {
            switch hit.table {
            case 0: mentions.append(hit.match)
            case 1: cues.append(CueMatch(tokens: hit.tokens, group: hit.id))
            case 2 where hit.isInner: inner.append(InnerPhrase(tokens: hit.tokens, id: hit.id, cover: cover))
            case 2:
                words.append(WordMatch(tokens: hit.tokens, id: hit.id))
                cover = hit.tokens
            default:
                guard let word = self.evidence.word(hit.id) else { continue }
                guard word == .body else {
                    evidence.append((hit.tokens, word))
                    continue
                }
                NamedBody.design(at: hit.tokens, in: tokens).map { evidence.append((hit.tokens, .design($0))) }
            }
        }
        let terms = terms(of: drugs, found, tokens)
        let page = ClaimPage(
            stream: tokens,
            segments: article.segments.indices.map { index in
                let range = article.segments[index].range
                return tokens.tokens(overlapping: range.start..<range.end)
            },
            drugs: terms,
            concepts: concepts.findingNames.added(
                to: concepts.mentions(mentions, in: tokens), drugs: terms, in: tokens),
            cues: cues, words: words,
            evidence: evidence, marks: read.marks, traits: read.traits)
        var output = Output()
        output.assertions = assertions(article, page)
        guard hasClaims else { return output }
        let finder = ClaimFinder(
            stage: self, article: article,
            page: page.settled(concepts, open.added(to: page, segments: article.segments)),
            inner: inner)
        finder.read()
        output.claims = finder.finished()
        return output
    }

    private func terms(of drugs: [DrugMention], _ mentions: [Mention], _ tokens: TokenStream) -> [DrugTerm] {
        var terms: [DrugTerm] = []
        terms.reserveCapacity(drugs.count)
        for index in drugs.indices {
            let range = drugs[index].range
            let own =
                index < mentions.count ? mentions[index].tokens : tokens.tokens(overlapping: range.start..<range.end)
            // A text names the same few drugs again and again.
            // Fields are compared where they stand: to hand a mention on is to copy all its parts.
            if let same = (max(0, index - 8)..<index).last(where: {
                drugs[$0].kind == drugs[index].kind
                    && (index < mentions.count
                        ? mentions[$0].substance == mentions[index].substance
                        : drugs[$0].ingredient == drugs[index].ingredient && drugs[$0].rxcui == drugs[index].rxcui
                            && drugs[$0].atc == drugs[index].atc && drugs[$0].classes == drugs[index].classes)
            }) {
                terms.append(DrugTerm(tokens: own, drug: terms[same].drug, kind: terms[same].kind))
                continue
            }
            terms.append(DrugTerm(tokens: own, drug: name(of: drugs[index]), kind: drugs[index].kind))
        }
        terms.drop { Self.isAdjective($0.tokens, tokens) }
        return terms
    }

    private static let adjectives = TokenTable(
        "resistant resistance sensitive susceptible naive naïve free refractory intolerant like producing")

    /// "carbapenem-resistant bacteria", "opioid-naive patients": nothing is said of the drug.
    private static func isAdjective(_ drug: Range<Int>, _ tokens: TokenStream) -> Bool {
        let next = drug.upperBound
        guard next + 1 < tokens.count, tokens.punctuation(next) == UInt8(ascii: "-") else { return false }
        return adjectives.contains(tokens.tokens[next + 1].hash)
    }

    /// The code that stands for a substance with several: one for the whole body before those of its creams, drops and sprays.
    ///
    /// By ATC's main groups: A01 mouth, D skin (but D01B and D10B, which are taken), G01 and G02CC vagina, M02 joints, R01A nose,
    /// R02 throat, S eyes and ears.
    private static func mainCode(_ codes: [String]) -> String? {
        codes.first { !isLocal($0) } ?? codes.first
    }

    private static func isLocal(_ code: String) -> Bool {
        switch code.utf8.first {
        case UInt8(ascii: "A"): code.hasPrefix("A01")
        case UInt8(ascii: "D"): !code.hasPrefix("D01B") && !code.hasPrefix("D10B")
        case UInt8(ascii: "G"): code.hasPrefix("G01") || code.hasPrefix("G02CC")
        case UInt8(ascii: "M"): code.hasPrefix("M02")
        case UInt8(ascii: "R"): code.hasPrefix("R01A") || code.hasPrefix("R02")
        case UInt8(ascii: "S"): true
        default: false
        }
    }

    private func name(of mention: DrugMention) -> DrugName {
        let id = mention.rxcui.map { "RXCUI:\($0)" } ?? Self.mainCode(mention.atc).map { "ATC:\($0)" }
        var classes = mention.classes
        if let known = pharmacology.classes(of: mention.ingredient) {
            // The table's classes are the narrower ones ("fluoroquinolone" where the lexicon says "antibiotic").
            classes = known + classes.filter { !known.contains($0) }
        }
        return DrugName(name: mention.ingredient, id: id, classes: classes, isClass: mention.kind == .drugClass)
    }

    private func assertions(_ article: Article, _ page: ClaimPage) -> [Assertion] {
        article.targets.map { target in
            let anchor = page.stream.tokens(overlapping: target.start..<target.end)
            guard !anchor.isEmpty else {
                return Assertion(
                    range: target, isNegated: false, factuality: .fact, temporality: .current, experiencer: .patient,
                    cue: nil)
            }
            let sentence = page.sentence(page.stream.sentenceTokens(page.stream.sentence(of: anchor.lowerBound)))
            let verdict = context.verdict(
                on: anchor, sentence: sentence.tokens, cues: page.cues[sentence.cues], stream: page.stream)
            let temporality: Temporality =
                verdict.isHypothetical ? .hypothetical : verdict.isHistorical ? .historical : .current
            return Assertion(
                range: target, isNegated: verdict.isNegated, factuality: verdict.factuality, temporality: temporality,
                experiencer: verdict.isFamily ? .other : .patient,
                cue: verdict.cues.isEmpty
                    ? nil
                    : verdict.cues.map { page.stream.string($0.tokens).lowercased() }.joined(separator: " | "))
        }
    }
}
