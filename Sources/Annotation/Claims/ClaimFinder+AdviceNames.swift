import Events

/// The one name that an advice has for all its wordings.
extension ClaimFinder {
    /// "avoid", "do not use for X" or "avoid in Y", with the people that the sentence forbids it to.
    func avoiding(
        _ tail: Tail, after position: Int, _ trigger: Range<Int>, _ end: Int, _ base: String, _ reading: Reading,
        verb: Int? = nil
    ) -> [Target] {
        let plain = trigger.lowerBound..<end
        if tail.text.isEmpty {
            let people =
                people(before: trigger.lowerBound, reading) ?? verb.flatMap { self.people(before: $0, reading) }
            return [(people.map { "avoid in \(Self.circumstance($0))" } ?? "avoid", nil, plain, nil)]
        }
        guard tail.isPrepositional else {
            // "should not take more than two": the rest says what not to do.
            return [(joined("do not \(base == "avoid" ? "use" : base)", tail.text), nil, plain, nil)]
        }
        for word: StaticString in ["for", "to", "by"] where page.stream.equals(tail.start, word) {
            let isPerson = page.has(Range(from: tail.start + 1, to: min(tail.start + 5, tail.end)), .person)
            if isPerson {
                return Self.alternatives(tail.text.drop { $0 != " " }.dropFirst()).map {
                    ("avoid in \(standard(Self.circumstance($0), reading))", nil, plain, nil)
                }
            }
            if page.stream.equals(tail.start, "for") {
                return items("do not use for", after: tail.start + 1, trigger, reading)
            }
        }
        if tail.text.hasPrefix("in ") {
            return Self.alternatives(tail.text.dropFirst(3)).map {
                ("avoid in \(standard(Self.circumstance($0), reading))", nil, plain, nil)
            }
        }
        return [("avoid \(tail.text)", nil, plain, nil)]
    }

    /// "an EKG first" is an ECG before the start.
    static func test(_ words: String) -> String {
        var all = words.split(separator: " ").map { $0 == "EKG" || $0 == "ekg" || $0 == "ecg" ? "ECG" : String($0) }
        if all.count > 1, all.last == "first" { all[all.count - 1] = "before start" }
        return all.joined(separator: " ")
    }

    /// "talk to your doctor", "consult a physician": ask the physician.
    static func adviser(_ base: String, _ tail: String) -> String {
        var words = tail.split(separator: " ").map(String.init)
        var verb = base
        if verb == "talk" || verb == "speak" || verb == "consult" { verb = "ask" }
        if let first = words.first, first == "to" || first == "with" { words.removeFirst() }
        let physicians: Set<String> = [
            "doctor", "doctors", "physician", "gp", "prescriber", "clinician", "doc", "provider", "specialist",
            "psychiatrist",
            "cardiologist", "neurologist", "surgeon", "oncologist", "dermatologist", "rheumatologist",
            "anesthesiologist",
            "anaesthetist", "obstetrician", "urologist", "endocrinologist", "gynecologist", "pediatrician",
            "paediatrician",
        ]
        // "health care provider", "own doctor"
        if let place = words.prefix(4).firstIndex(where: { physicians.contains($0.lowercased()) }) {
            words.replaceSubrange(0...place, with: ["the", "physician"])
        } else if words.first == "pharmacist" {
            words.insert("the", at: 0)
        }
        return ([verb] + words).joined(separator: " ")
    }

    /// The standard name of a condition where an item is one.
    func standard(_ item: String, _ reading: Reading) -> String {
        for index in reading.sentence.concepts {
            let mention = page.concepts[index]
            if phrase(mention.tokens) == item { return stage.concepts.concepts[Int(mention.concept)].label }
        }
        return item
    }

    /// "heart failure or asthma": one each.
    private static func alternatives(_ words: Substring) -> [String] {
        let items = words.split(separator: " or ")
        return items.allSatisfy { $0.utf8.count > 3 } ? items.map(String.init) : [String(words)]
    }

    /// Whom or when an advice is about, in one name for all wordings.
    static func circumstance(_ words: String) -> String {
        let isOld = [
            "older ", "elderly", "seniors", " over 6", " over 7", " over 8", "aged 6", "aged 7", "over sixty",
            "over seventy",
            "over eighty", "old age",
        ]
        if words.contains("pregnan") || words.contains("childbearing"), !words.contains("not pregnan") {
            return "pregnancy"
        }
        for past in ["history of ", "past ", "previous ", "prior ", "known ", "existing "]
        where words.hasPrefix(past) && words.utf8.count > past.utf8.count + 3 {
            return circumstance(String(words.dropFirst(past.count)))
        }
        if words.contains("breastfeed") || words.contains("breast-feed") || words.contains("nursing mother") {
            return "breastfeeding"
        }
        if isOld.contains(where: words.contains) { return "older adults" }
        return words
    }
}
