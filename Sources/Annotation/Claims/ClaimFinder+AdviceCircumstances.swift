import Events

/// Whom or when an advice is about: before its words, in its tail, in one name for all wordings.
extension ClaimFinder {
    /// "children under two with X, in whom it must not be used": whom the relative clause is about.
    func antecedent(before token: Int, _ reading: Reading) -> String? {
        let start = reading.sentence.tokens.lowerBound
        guard
            let whom = Range(from: max(start, token - 6), to: token).first(where: {
                stream.equals($0, "whom") || (stream.equals($0, "which") && stream.equals($0 - 1, "in"))
            }), stream.equals(whom - 1, "in") || stream.equals(whom - 1, "for")
        else { return nil }
        var end = whom - 1
        if end > start, stream.tokens[end - 1].isPunctuation { end -= 1 }
        var first = end
        while first > start, end - first < 9, !stream.tokens[first - 1].isPunctuation { first -= 1 }
        guard let person = (first..<end).first(where: { page.has($0, .person) }) else { return nil }
        if let with = (person..<end).first(where: { stream.equals($0, "with") }), with + 1 < end {
            return "in \(standard(Self.circumstance(phrase(with + 1..<end)), reading))"
        }
        return "in \(Self.circumstance(phrase(person..<end)))"
    }

    /// "In patients with a mechanical valve dabigatran is forbidden": where the sentence begins with whom or when it forbids.
    func fronted(before token: Int, _ reading: Reading) -> String? {
        let start = reading.sentence.tokens.lowerBound
        var head: String?
        for (word, name): (StaticString, String) in [
            ("in", "in"), ("for", "in"), ("with", "in"), ("among", "in"), ("during", "during"), ("after", "after"),
            ("before", "before"),
        ] where stream.equals(start, word) { head = name }
        guard let head else { return nil }
        var end = start + 1
        while end < token, end - start < 12, stream.tokens[end].isWord || stream.punctuation(end) == 0x2D,
            !reading.groups.contains(where: { $0.tokens.contains(end) }),
            !reading.sentence.words.contains(where: {
                page.words[$0].id == anaphorClass && page.words[$0].tokens.lowerBound == end
            })
        { end += 1 }
        guard end > start + 1, end < token else { return nil }
        let people = start + 1..<end
        if let person = people.first(where: { page.has($0, .person) }), person + 2 < end {
            if stream.equals(person + 1, "with") {
                return "in \(standard(Self.circumstance(phrase(person + 2..<end)), reading))"
            }
            if stream.equals(person + 1, "who"), person + 3 < end, stream.equals(person + 2, "have") {
                return "in \(standard(Self.circumstance(phrase(person + 3..<end)), reading))"
            }
        }
        return "\(head) \(standard(Self.circumstance(phrase(people)), reading))"
    }

    /// "if you have kidney disease", "when kidney function is poor": for whom.
    func state(at start: Int, _ reading: Reading) -> String? {
        guard stream.equals(start, "if") || stream.equals(start, "when") else { return nil }
        // "if kidney function is below 45", "when the GFR is under 30"
        let clause = Range(from: start + 1, to: min(start + 9, reading.sentence.tokens.upperBound))
        if clause.contains(where: { stream.equals($0, anyOf: Self.lessThan) }),
            clause.contains(where: { stream.equals($0, anyOf: Self.filtration) })
        {
            return "kidney failure"
        }
        var first = start + 1
        for word: StaticString in ["you", "they", "patients", "people"] where stream.equals(first, word) {
            first += 1
            break
        }
        if first == start + 1 {
            // "when kidney function is poor": in poor kidney function.
            guard
                let verb = Range(from: start + 2, to: min(start + 5, reading.sentence.tokens.upperBound)).first(where: {
                    stream.equals($0, "is") || stream.equals($0, "are")
                }), verb + 1 < reading.sentence.tokens.upperBound, stream.isWord(at: verb + 1),
                !page.has(start + 1..<verb, .pronoun),
                !reading.groups.contains(where: { $0.tokens.overlaps(start..<verb) }),
                !stream.endsInEd(verb + 1, longerThan: 3)
            else { return nil }
            return "\(phrase(verb + 1..<verb + 2)) \(phrase(start + 1..<verb))"
        }
        var isState = false
        for word: StaticString in ["have", "ever", "had", "are", "suffer", "from", "also"]
        where stream.equals(first, word) {
            isState = true
            first += 1
        }
        var end = first
        while end < reading.sentence.tokens.upperBound, end - first < 6,
            stream.tokens[end].isWord
                || stream.punctuation(end) == 0x2D, !page.has(end, .conjunction), !page.has(end, .relative)
        { end += 1 }
        guard isState, end > first else { return nil }
        return standard(Self.circumstance(phrase(first..<end)), reading)
    }

    private static let lessThan = TokenTable("below under less lower falls drops")

    private static let filtration = TokenTable("kidney renal gfr egfr filtration clearance")

    /// "If you have glaucoma, you should not take it": for whom, where the sentence begins with a state.
    func conditional(before token: Int, _ reading: Reading) -> String? {
        let start = reading.sentence.tokens.lowerBound
        guard stream.equals(start, "if"), start + 3 < token else { return nil }
        var first = start + 1
        for word: StaticString in ["you", "they", "someone", "somebody", "patients", "people"]
        where stream.equals(start + 1, word) { first = start + 2 }
        guard first > start + 1 else { return nil }
        var isState = false
        for word: StaticString in ["have", "has", "are", "suffer", "had", "might", "may", "be", "ever", "from", "also"]
        where stream.equals(first, word) {
            isState = isState || !stream.equals(first, "ever")
            first += 1
        }
        guard isState else { return nil }
        var end = first
        while end < token, end - first < 7, !stream.tokens[end].isPunctuation { end += 1 }
        guard end > first, end < token, stream.punctuation(end) == UInt8(ascii: ","),
            !reading.groups.contains(where: { $0.tokens.lowerBound == first })
        else { return nil }
        return "in \(standard(Self.circumstance(phrase(first..<end)), reading))"
    }

    /// Whom or when an advice is about, in one name for all wordings.
    static func circumstance(_ words: String) -> String {
        if words == "patients" || words == "people" || words == "everyone" { return words }
        // "to a child without a paediatrician's advice"
        if let place = words.firstRange(of: " without ") { return circumstance(String(words[..<place.lowerBound])) }
        for head in ["allergic to ", "allergy to "] {
            if let place = words.firstRange(of: head), place.upperBound < words.endIndex {
                return "\(words[place.upperBound...]) allergy"
            }
        }
        if words.contains("pregnan") || words.contains("childbearing") || words.hasSuffix("expecting")
            || words == "mothers-to-be" || words.hasSuffix("trying for baby"), !words.contains("not pregnan")
        {
            return "pregnancy"
        }
        for past in ["history of ", "past ", "previous ", "prior ", "known ", "existing ", "recent ", "untreated "]
        where words.hasPrefix(past) && words.utf8.count > past.utf8.count + 3 {
            return circumstance(String(words.dropFirst(past.count)))
        }
        if words == "nursing" || words.contains("breastfeed") || words.contains("breast-feed")
            || words.contains("nursing mother")
        {
            return "breastfeeding"
        }
        if ofTheOld.contains(where: { words.contains($0) }) { return "older adults" }
        if let age = childAge(words) { return "children under \(age)" }
        switch words {
        case "diabetics": return "diabetes"
        case "asthmatics": return "asthma"
        case "epileptics": return "epilepsy"
        case "kids", "child", "young child", "young children", "small children", "minors", "pediatric patients",
            "paediatric patients":
            return "children"
        default: return words
        }
    }

    private static let ofTheOld = [
        "older ", "elderly", "seniors", " over 6", " over 7", " over 8", "aged 6", "aged 7", "over sixty",
        "over seventy", "over eighty", "old age",
    ]

    /// "anyone under 12", "children younger than 12 years", "those below the age of 16": the age, where it is a child's.
    private static func childAge(_ words: String) -> Int? {
        guard words.contains("under") || words.contains("below") || words.contains("younger") else { return nil }
        let all = words.split(separator: " ")
        guard
            let place = all.firstIndex(where: { $0 == "under" || $0 == "below" || $0 == "younger" }),
            place <= 1 || all[0] == "children"
        else { return nil }
        guard let age = all[(place + 1)...].lazy.compactMap({ Int($0) ?? numbers[$0] }).first, age <= 18 else {
            return nil
        }
        return all.contains("months") || all.contains("kg") ? nil : age
    }

    private static let numbers: [Substring: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "twelve": 12,
        "fourteen": 14, "sixteen": 16, "eighteen": 18,
    ]
}
