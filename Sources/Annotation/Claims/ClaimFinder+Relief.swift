import Events

/// What a comment tells of a complaint that comes no more, in words that only deny it: "my heart doesn't race any more", "not cold all the
/// time now", "BP down to 122/80", "Hba1c 9.1 to 6.2". Where the drug was not blamed for it, that is its benefit.
extension ClaimFinder {
    /// "I no longer wake up with a headache", "not dopey any more", "my heart doesn't race now" (`within`: the denial may stand in the words
    /// of the complaint itself).
    func isNoLonger(_ tokens: Range<Int>, _ sentence: ClaimPage.Sentence, within: Bool = false) -> Bool {
        let start = max(sentence.tokens.lowerBound, tokens.lowerBound - 6)
        let before = Range(from: start, to: within ? tokens.upperBound : tokens.lowerBound)
        for index in before where stream.equals(index, "no") && stream.equals(index + 1, "longer") { return true }
        // "I can't find words anymore" is denied within its own words: it came.
        guard page.has(before, .negative) else { return false }
        for index in Range(from: tokens.upperBound, to: min(sentence.tokens.upperBound, tokens.upperBound + 5)) {
            if stream.equals(index, "anymore") || stream.equals(index, "any") && stream.equals(index + 1, "more") {
                return true
            }
            // "I'm not cold all the time now", "don't cry these days"
            if stream.equals(index, "now") || stream.equals(index, "these") && stream.equals(index + 1, "days") {
                return true
            }
            if stream.tokens[index].isPunctuation { return false }
        }
        return false
    }

    /// "no more brain fog", "no more of the crying"; not "no more nausea than before".
    func isNoMore(_ mention: ConceptMention, _ label: String) -> Bool {
        let effect = mention.tokens.lowerBound
        guard
            stage.concepts.concepts[Int(mention.concept)].kinds.contains(.indication) || isComplaint(label, ended: true)
        else { return false }
        return (2...4).contains { back in
            stream.equals(effect - back, "no") && stream.equals(effect - back + 1, "more")
        }
    }

    /// Complaints that people take medicines against though their concepts are effects alone; `ended`: told to have gone altogether, where
    /// more of them are ("not tired any more"; "less tired" may be the drug's own effect that wears off).
    func isComplaint(_ label: String, ended: Bool) -> Bool {
        Self.complaints.contains(label) || ended && Self.endedComplaints.contains(label)
    }

    private static let complaints: Set<String> = [
        "tremor", "palpitations", "tachycardia", "crying", "racing thoughts", "irritability", "anger or rage",
        "agitation",
        "hallucinations", "paranoia", "suicidal ideation", "mood swings", "flushing", "urinary frequency", "dyspnea",
        "cold intolerance", "oily skin", "morning stiffness", "stiffness",
    ]
    private static let endedComplaints: Set<String> = [
        "fatigue", "headache", "sweating", "night sweats", "attention impairment", "abdominal cramps", "bone pain",
        "photophobia", "restlessness", "cognitive impairment", "memory impairment", "joint pain", "muscle pain",
        "nightmares",
    ]

    /// "I don't crave", "no cravings at all", of a drug against them; "I'm not wheezing" of one against asthma: a complaint of what the drug
    /// is for, denied.
    func isReasonDenied(_ drug: ClaimSubject, _ own: Target, _ reading: Reading) -> Bool {
        guard !reading.sentence.isQuestion,
            Self.signs.contains(where: { $0.sign == own.label && isIndicated(drug, $0.condition) })
        else { return false }
        return stage.context.verdict(
            on: own.tokens, sentence: reading.sentence.tokens, cues: page.cues[reading.sentence.cues], stream: stream,
            barriers: barriers(reading)
        ).isNegated
    }

    private static let signs: [(sign: String, condition: String)] = [
        ("craving", "smoking"), ("craving", "alcohol use disorder"), ("craving", "addiction"), ("craving", "obesity"),
        ("craving", "opioid use disorder"), ("bronchospasm", "asthma"), ("bronchospasm", "COPD"),
        ("dyspnea", "asthma"), ("dyspnea", "COPD"), ("dyspnea", "heart failure"), ("cough", "asthma"),
        ("tremor", "essential tremor"), ("tremor", "Parkinson disease"), ("crying", "depression"),
        ("suicidal ideation", "depression"), ("racing thoughts", "anxiety"), ("palpitations", "atrial fibrillation"),
        ("fatigue", "hypothyroidism"), ("cold intolerance", "hypothyroidism"), ("fatigue", "narcolepsy"),
        ("somnolence", "narcolepsy"), ("stiffness", "rheumatoid arthritis"), ("joint pain", "rheumatoid arthritis"),
        ("flushing", "menopausal symptoms"), ("hot flashes", "menopausal symptoms"),
        ("hallucinations", "schizophrenia"),
        ("paranoia", "schizophrenia"), ("oedema", "heart failure"), ("urinary frequency", "overactive bladder"),
    ]

    /// "The panic just isn't there", "the fatigue lifted": gone altogether.
    func isGone(behind end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in Range(from: end, to: min(sentence.tokens.upperBound, end + 5)) {
            if stream.tokens[index].isPunctuation || page.has(index, .clauseStart) || page.has(index, .conjunction) {
                return false
            }
            // "prolactin back to normal", "periods are normal again"
            if stream.equals(index, "normal"), !page.has(Range(from: end, to: index), .negative) {
                return stream.equals(index - 1, "to") || stream.equals(index - 1, "now")
                    || stream.equals(index + 1, "again") || stream.equals(index + 1, "now")
            }
            if stream.equals(index, "there"), page.has(Range(from: end, to: index), .negative) { return true }
            if stream.equals(index, anyOf: Self.leaving), !page.has(Range(from: end, to: index), .negative) {
                return true
            }
        }
        return false
    }

    private static let leaving = TokenTable("gone lifted vanished disappeared evaporated")

    /// "BP is down to 122/80": a figure that nobody minds.
    func isHealthyPressure(behind end: Int) -> Bool {
        for index in end..<end + 3 where index + 1 < stream.count && stream.equals(index, "to") {
            guard let value = stream.number(at: index + 1) else {
                return stream.equals(index + 1, "normal")
            }
            return value >= 105 && value < 145
        }
        return false
    }

    /// "Hba1c 9.1 to 6.2", "LDL was 4.8, now it's 2.1": a measure with the figures before and since.
    func readMeasuredFall(_ reading: Reading, used: inout UsedConcepts) {
        guard reading.isComment, !reading.sentence.isQuestion, !memory.hasStopped, memory.subjects.count == 1 else {
            return
        }
        let end = reading.sentence.tokens.upperBound
        var figures = 0
        for index in reading.sentence.tokens where stream.tokens[index].isNumber { figures += 1 }
        guard figures > 1 else { return }
        for index in reading.sentence.tokens {
            guard let known = Self.figured.first(where: { stream.equals(index, $0.word) }),
                let first = number(in: Range(from: index + 1, to: min(end, index + 6)))
            else { continue }
            let rest = Range(from: first.place + 1, to: min(end, first.place + 8))
            guard let turn = rest.first(where: { stream.equals($0, "to") || stream.equals($0, "now") }),
                let second = number(in: Range(from: turn + 1, to: min(end, turn + 5))), second.value < first.value
            else { continue }
            let quote = index..<second.place + 1
            if reading.sentence.concepts.contains(where: {
                used.contains($0) && page.concepts[$0].tokens.overlaps(quote)
            }) {
                return
            }
            let drug = reading.groups.count == 1 ? reading.groups[0].subjects : memory.subjects
            for drug in drug where drug.name != known.label {
                emit(
                    "comment.figures", .treats, drug, subjectTokens: nil, Target(known.label, nil, quote, nil),
                    trigger: quote, rule: nil, reading, relief: true)
            }
            for index in reading.sentence.concepts where page.concepts[index].tokens.overlaps(quote) {
                used.insert(index)
            }
            return
        }
    }

    private func number(in range: Range<Int>) -> (value: Double, place: Int)? {
        for index in range where stream.tokens[index].isNumber {
            return stream.number(at: index).map { ($0, index) }
        }
        return nil
    }

    private static let figured: [(word: StaticString, label: String)] = [
        ("bp", "hypertension"), ("pressure", "hypertension"), ("systolic", "hypertension"),
        ("a1c", "hyperglycaemia"), ("hba1c", "hyperglycaemia"), ("ldl", "high LDL cholesterol"),
        ("cholesterol", "high LDL cholesterol"), ("triglycerides", "hypertriglyceridaemia"),
        ("urate", "hyperuricaemia"), ("uric", "hyperuricaemia"), ("crp", "inflammation"), ("esr", "inflammation"),
        ("calprotectin", "inflammation"), ("prolactin", "hyperprolactinaemia"),
    ]

    /// Harm that the writer ties to the taking by words behind it: "got TB on it", "diabetic within a year of starting them".
    func isTiedToTaking(behind end: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in Range(from: end, to: min(sentence.tokens.upperBound, end + 8)) {
            if stream.tokens[index].isPunctuation || page.has(index, .clauseStart) || page.has(index, .conjunction) {
                return false
            }
            if stream.equals(index, anyOf: Self.beginnings), end < index,
                Range(from: end, to: index).contains(where: { stream.equals($0, anyOf: Self.soon) })
            {
                return true
            }
            if stream.equals(index, "on") || stream.equals(index, "from"), stream.equals(index + 1, anyOf: Self.meant) {
                return true
            }
        }
        return false
    }

    private static let beginnings = TokenTable("starting started start beginning began taking")
    private static let soon = TokenTable("within after since of")
    private static let meant = TokenTable("it them this these")
}
