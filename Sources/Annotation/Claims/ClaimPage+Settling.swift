import Events

/// Which reading of a stretch of text holds where a drug, a concept and a rule's words lie on one another.
extension ClaimPage {
    /// The page with one reading a stretch of text: a concept longer than the drug in it ("vitamin B12 deficiency") goes before the drug,
    /// else the drug before concepts and triggers inside it ("birth control pills", "pain relievers").
    ///
    /// - Parameter concepts: the page's own, with those that its rules' words tell.
    func settled(_ lexicon: ConceptLexicon, _ concepts: [ConceptMention]) -> ClaimPage {
        // "antidepressant effects" names no drug that something is said about.
        func isAdjective(_ drug: DrugTerm) -> Bool {
            drug.kind == .drugClass && has(drug.tokens.upperBound, .adjectiveHead)
        }
        var drugs = self.drugs
        drugs.drop(where: isAdjective)
        if drugs.contains(where: { !Self.salts.contains($0.name) }) { drugs.drop(where: isMeasuredSalt) }
        var index = 0
        var keptConcepts: [ConceptMention] = []
        keptConcepts.reserveCapacity(concepts.count)
        var hidden: Set<Int> = []
        for concept in concepts {
            while index < drugs.count, drugs[index].tokens.upperBound <= concept.tokens.lowerBound { index += 1 }
            var position = index
            var isKept = true
            while position < drugs.count, drugs[position].tokens.lowerBound < concept.tokens.upperBound {
                if concept.isComposite
                    ? isMeasured(drugs[position], concept) : goesBefore(drugs[position], concept, lexicon)
                {
                    hidden.insert(position)
                } else if drugs[position].tokens.overlaps(concept.tokens) {
                    isKept = false
                }
                position += 1
            }
            if isKept {
                var concept = concept
                if !concept.isComposite {
                    let drug = index > 0 ? drugs[index - 1].tokens.upperBound : -1
                    if isVerbWithObject(concept.tokens, behind: drug, keptConcepts.last) {
                        concept.becomeVerb(isDecrease: stream.equals(concept.tokens.lowerBound, anyOf: Self.lowering))
                    }
                }
                concept.isPopulation = isPopulation(concept.tokens)
                keptConcepts.append(concept)
            }
        }
        settleConcepts(&keptConcepts, lexicon)
        if !hidden.isEmpty { drugs = drugs.enumerated().filter { !hidden.contains($0.offset) }.map(\.element) }
        var keptWords = words
        if !drugs.isEmpty {
            index = 0
            keptWords.removeAll { word in
                while index < drugs.count, drugs[index].tokens.upperBound <= word.tokens.lowerBound { index += 1 }
                guard index < drugs.count, drugs[index].tokens.overlaps(word.tokens) else { return false }
                // "not a drop of alcohol", "don't touch alcohol": what is said of a medicine, the drink among the words.
                return drugs[index].name != "alcohol" || drugs[index].tokens.lowerBound <= word.tokens.lowerBound
            }
        }
        return ClaimPage(
            stream: stream, segments: segments, drugs: drugs, concepts: keptConcepts, cues: cues, words: keptWords,
            evidence: evidence, marks: marks, traits: traits, routedDrugs: Self.routed(drugs, stream))
    }

    /// "Reboxetine raised blood pressure": what is a finding elsewhere ("raised blood pressure") is a drug's verb and its object here.
    ///
    /// - Parameters:
    ///   - drug: where the drug before it ends.
    ///   - last: the concept before it; "decreased appetite and increased heart rate" are two verbs of one subject.
    private func isVerbWithObject(_ tokens: Range<Int>, behind drug: Int, _ last: ConceptMention?) -> Bool {
        let first = tokens.lowerBound
        guard tokens.count > 1, stream.equals(first, anyOf: Self.changing), !has(tokens.upperBound, .carrier),
            !stream.equals(tokens.upperBound, anyOf: Self.auxiliaries)
        else { return false }
        var before = first - 1
        while before > 0, stream.equals(before, anyOf: Self.light) || stream.endsInLy(before, longerThan: 4) {
            before -= 1
        }
        if before + 1 == drug { return true }
        if stream.equals(before, "it") || stream.equals(before, "which") || stream.equals(before, "they") {
            return true
        }
        guard has(before, .conjunction), let last, last.isComposite, last.tokens.upperBound == before else {
            return false
        }
        return true
    }

    private static let changing = TokenTable(
        """
        raised increased elevated heightened reduced decreased lowered diminished impaired disturbed blurred delayed slowed weakened \
        suppressed disrupted dulled worsened prolonged
        """)
    private static let lowering = TokenTable("reduced decreased lowered diminished suppressed")
    private static let auxiliaries = TokenTable("\(AuxiliaryVerbs.be) \(AuxiliaryVerbs.have)")
    private static let light = TokenTable("also even often sometimes then still thereby always never soon")

    /// "Potassium should be checked", "check magnesium", "calcium fell": on a page about a medicine what is measured in the blood.
    private func isMeasuredSalt(_ drug: DrugTerm) -> Bool {
        guard Self.salts.contains(drug.name) else { return false }
        let (start, end) = (drug.tokens.lowerBound, drug.tokens.upperBound)
        if stream.equals(start - 1, anyOf: Self.measuring) || stream.equals(end, anyOf: Self.moving) { return true }
        // "potassium and creatinine should be measured"
        var index = end
        if stream.equals(index, "and") { index += 2 }
        guard has(index, .modal) || stream.equals(index, anyOf: Self.auxiliaries) || stream.equals(index, "be") else {
            return false
        }
        return (index + 1...index + 4).contains { stream.equals($0, anyOf: Self.measured) }
    }

    private static let salts: Set<String> = [
        "potassium", "sodium", "calcium", "magnesium", "phosphate", "chloride", "glucose", "iron", "bicarbonate",
    ]
    private static let measuring = TokenTable(
        "check checks checked checking measure measures measured measuring monitor monitors monitored monitoring serum plasma"
    )
    private static let moving = TokenTable(
        "rose fell climbed dropped returned normalised normalized recovered plunged rises falls climbs drops")
    private static let measured = TokenTable("checked measured monitored tested rechecked normal low high")

    /// "depletes vitamin B12", "lowers sodium and potassium": the body's own, not a drug that is taken.
    private func isMeasured(_ drug: DrugTerm, _ composite: ConceptMention) -> Bool {
        composite.tokens.count >= drug.tokens.count && composite.tokens.lowerBound <= drug.tokens.lowerBound
            && composite.tokens.upperBound >= drug.tokens.upperBound
            && !has(drug.tokens.upperBound, [.exposed, .doseForm])
    }

    /// Whether a concept is meant where a drug's name stands too.
    private func goesBefore(_ drug: DrugTerm, _ concept: ConceptMention, _ lexicon: ConceptLexicon) -> Bool {
        if concept.tokens.count != drug.tokens.count { return concept.tokens.count > drug.tokens.count }
        let kinds = lexicon.concepts[Int(concept.concept)].kinds
        if kinds.contains(.role), drug.isClass { return isIndefinite(concept.tokens) }
        // "raises testosterone", "cortisol levels": the body's own substance.
        guard kinds.contains(.mechanism) else { return false }
        if has(concept.tokens.upperBound, .level) { return true }
        let change = lexicon.change(in: max(0, concept.tokens.lowerBound - 3)..<concept.tokens.lowerBound, stream)
        return change.up || change.down
    }

    private static func routed(_ drugs: [DrugTerm], _ stream: TokenStream) -> Set<String> {
        var routed: Set<String> = []
        for drug in drugs {
            let before = drug.tokens.lowerBound - 1
            for (word, form) in SubjectReader.forms where form != .oral && stream.equals(before, word) {
                routed.insert(drug.name)
                routed.formUnion(drug.classes)
            }
        }
        return routed
    }
}
