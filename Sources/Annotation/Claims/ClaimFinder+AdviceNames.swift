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
            if let role = role(after: position, reading) {
                return [Target("do not use \(role.text)", nil, trigger.lowerBound..<role.end, nil)]
            }
            // "Pregnant women, children under 12 and anyone with asthma should not take it"
            let listed = whomBefore(trigger.lowerBound, reading)
            if listed.count > 2
                || listed.count > 1
                    && (reading.sentence.tokens.lowerBound..<trigger.lowerBound).contains(where: {
                        stream.punctuation($0) == UInt8(ascii: ",")
                    })
                || listed.count > 1 && listed.contains(where: { $0.place.hasPrefix("(") })
                || !listed.isEmpty && stream.equals(reading.sentence.tokens.lowerBound, "if")
            {
                return listed.map { Target(Self.ban(base, $0.place), nil, $0.tokens.lowerBound..<end, nil) }
            }
            if let group = reading.groups.last(where: { $0.tokens.upperBound <= trigger.lowerBound }),
                isTakenAnyway(group.tokens, reading.sentence)
            {
                return group.subjects.map { Target("avoid (with \($0.name))", nil, plain, nil) }
            }
            let people =
                people(before: trigger.lowerBound, reading) ?? verb.flatMap { self.people(before: $0, reading) }
            // "People with glaucoma or recent psychosis ought to stay away from it"
            if let people, people.contains(" or ") || people.contains(" and ") {
                let items = Self.alternatives(people[...])
                if items.count > 1 {
                    return items.map { Target(Self.ban(base, "in \(Self.circumstance($0))"), nil, plain, nil) }
                }
            }
            let place =
                people.map { "in \(Self.circumstance($0))" } ?? antecedent(before: trigger.lowerBound, reading)
                ?? fronted(before: trigger.lowerBound, reading) ?? conditional(before: trigger.lowerBound, reading)
            // "Pregnant? Avoid it."
            if place == nil {
                let asked = refused(trigger, reading)
                if !asked.isEmpty { return asked }
            }
            if place == nil, let taken = takenAlready(before: trigger.lowerBound, reading) {
                return [Target("avoid (with \(taken.name))", nil, plain, nil)]
            }
            if place == nil, let use = useAdvisedAgainst(before: trigger.lowerBound, reading) {
                return [Target(use, nil, plain, nil)]
            }
            return [Target(place.map { Self.ban(base, $0) } ?? "avoid", nil, plain, nil)]
        }
        // "I would not give it to everyone": to some, then.
        if tail.text == "to everyone" || tail.text == "for everyone" || tail.text == "to everybody" { return [] }
        guard tail.isPrepositional else {
            // "should not take more than two": the rest says what not to do.
            return [Target(joined("do not \(base == "avoid" ? "use" : base)", tail.text), nil, plain, nil)]
        }
        // "must not be used when there is fever", "avoid it while taking simvastatin"
        for word: StaticString in ["when", "if", "where"]
        where stream.equals(tail.start, word) && stream.equals(tail.start + 1, "there") {
            let words = tail.text.split(separator: " ").dropFirst(3).joined(separator: " ")
            if !words.isEmpty {
                return Self.alternatives(words[...]).map { Target(Self.ban(base, "with \($0)"), nil, plain, nil) }
            }
        }
        if tail.text == "by itself" || tail.text == "on its own" || tail.text == "by themselves" {
            return [Target("do not use alone", nil, trigger.lowerBound..<tail.end, nil)]
        }
        // "if you have asthma, are pregnant or take warfarin"
        let conditions = whomIf(tail.start, reading)
        let state = state(at: tail.start, reading)
        if conditions.count > 1 || conditions.count == 1 && (state == nil || conditions[0].place.hasPrefix("(")) {
            return bans(conditions, base, trigger)
        }
        if let state {
            return [Target(Self.ban(base, "in \(state)"), nil, trigger.lowerBound..<tail.end, nil)]
        }
        // "should not be given when kidney function is poor"
        if stream.equals(tail.start, "when") || stream.equals(tail.start, "if"),
            tail.text.contains(" is ") || tail.text.contains(" are "),
            ["poor", "impaired", "failing", "weak", "bad", "reduced"].contains(where: tail.text.hasSuffix)
        {
            if tail.text.contains("kidney") || tail.text.contains("renal") {
                return [Target(Self.ban(base, "in kidney failure"), nil, plain, nil)]
            }
            if tail.text.contains("liver") { return [Target(Self.ban(base, "in liver disease"), nil, plain, nil)] }
        }
        if stream.equals(tail.start, "while") || stream.equals(tail.start, "when")
            || stream.equals(tail.start, "if"),
            let group = reading.groups.first(where: { $0.tokens.lowerBound > tail.start }),
            group.tokens.lowerBound - tail.start <= 4
        {
            return group.subjects.map { Target("avoid (with \($0.name))", nil, plain, nil) }
        }
        // "should not be taken with coffee"
        if stream.equals(tail.start, "with"), base == "take" || base == "swallow",
            !page.has(tail.start + 1, .person),
            !reading.groups.contains(where: { $0.tokens.lowerBound == tail.start + 1 })
        {
            return items("do not combine with", after: tail.start + 1, trigger, reading)
        }
        // "should be avoided during treatment with adalimumab", "avoided with phenelzine"
        if stream.equals(tail.start, "with") || isTaking(tail.start, reading),
            let group = reading.groups.first(where: {
                $0.tokens.lowerBound > tail.start && $0.tokens.lowerBound - tail.start <= 4
            }), tail.end <= group.tokens.upperBound
        {
            return group.subjects.map { Target("avoid (with \($0.name))", nil, plain, nil) }
        }
        // "not be used to treat an attack"
        if stream.equals(tail.start, "to"), page.has(tail.start + 1, [.handling, .reason]) {
            return items("do not use for", after: tail.start + 2, trigger, reading)
        }
        // "never be used to lose weight"
        if stream.equals(tail.start, "to"),
            let index = reading.sentence.concepts.first(where: {
                page.concepts[$0].tokens.lowerBound == tail.start + 1 && page.concepts[$0].tokens.count > 1
            })
        {
            return [Target("do not use for \(target(index).label)", nil, plain, nil)]
        }
        for word: StaticString in ["for", "to", "by"] where stream.equals(tail.start, word) {
            let isPerson = page.has(Range(from: tail.start + 1, to: min(tail.start + 5, tail.end)), .person)
            if isPerson {
                if tail.text.hasSuffix(" patients") || tail.text.hasSuffix(" people"),
                    tail.text.split(separator: " ").count == 2
                {
                    return [Target("avoid", nil, plain, nil)]
                }
                // "unsuitable for children under six, pregnant women and people with asthma"
                let listed = whomBehind(tail, reading)
                if listed.count > 1, listed[listed.count - 1].tokens.lowerBound >= tail.end {
                    return bans(listed, base, trigger)
                }
                return Self.alternatives(tail.text.drop { $0 != " " }.dropFirst()).map {
                    Target(Self.ban(base, "in \(standard(Self.circumstance($0), reading))"), nil, plain, nil)
                }
            }
            if stream.equals(tail.start, "for") {
                // "not suitable for under-18s, or if you are pregnant"
                let listed = whomBehind(tail, reading)
                if let first = listed.first, first.place.hasPrefix("in children under") || first.place == "in pregnancy"
                {
                    return bans(listed, base, trigger)
                }
                return items("do not use for", after: tail.start + 1, trigger, reading)
            }
        }
        // "is out of the question for his patients"
        if tail.text == "in patients" || tail.text == "in people" { return [Target("avoid", nil, plain, nil)] }
        if tail.text.hasPrefix("in ") {
            // "in pregnancy, liver disease or gout"
            let listed = whomBehind(tail, reading)
            if listed.count > 1, listed[listed.count - 1].tokens.lowerBound >= tail.end {
                return bans(listed, base, trigger)
            }
            return Self.alternatives(tail.text.dropFirst(3)).map {
                Target(Self.ban(base, "in \(standard(Self.circumstance($0), reading))"), nil, plain, nil)
            }
        }
        // "should never be used without a steroid inhaler"
        if stream.equals(tail.start, "without") { return [Target("do not use \(tail.text)", nil, plain, nil)] }
        // "should not be applied to broken skin"
        if stream.equals(tail.start, "to"), base != "use", base != "avoid" {
            return [Target("do not \(base) \(tail.text)", nil, plain, nil)]
        }
        // "Nobody should try this at home", "not beyond the second month"
        if stream.equals(tail.start, anyOf: Self.plainLinks) {
            return [Target("do not \(base == "avoid" ? "use" : base) \(tail.text)", nil, plain, nil)]
        }
        return [Target("avoid \(tail.text)", nil, plain, nil)]
    }

    private static let plainLinks = TokenTable("at on beyond until past over")

    /// "must not be used in X", "X patients should not receive it": "avoid in X", as for all wordings.
    private static func ban(_ base: String, _ place: String) -> String { "avoid \(place)" }

    /// "Men who use nitrates must not take sildenafil": what those take who are told.
    private func takenAlready(before token: Int, _ reading: Reading) -> ClaimSubject? {
        guard let group = reading.groups.last(where: { $0.tokens.upperBound <= token }),
            token - group.tokens.upperBound <= 4,
            group.subjects.count == 1
        else { return nil }
        let verb = group.tokens.lowerBound - 1
        guard stream.equals(verb, anyOf: Self.taking), page.has(Range(from: verb - 3, to: verb), .person) else {
            return nil
        }
        return group.subjects[0]
    }

    private static let taking = TokenTable("use uses using take takes taking on receiving")

    /// "as initial therapy for hypertension", "as first choice": in what place a drug is not to be used.
    private func role(after position: Int, _ reading: Reading) -> (text: String, end: Int)? {
        guard stream.equals(position, "as") else { return nil }
        var first = position + 1
        while isDeterminer(first) { first += 1 }
        let isRole = ["first", "initial", "sole", "routine", "monotherapy", "single", "second", "maintenance"].contains
        {
            stream.lowerString(first) == $0
        }
        guard isRole else { return nil }
        let rest = tail(after: first, reading, keepsDrug: true)
        return rest.text.isEmpty ? nil : ("as \(rest.text)", rest.end)
    }

    /// "offer it to pregnant women, people over 65 and anyone with asthma": for whom, one claim each; else how.
    func using(
        _ tail: Tail, _ base: String, _ trigger: Range<Int>, _ end: Int, _ reading: Reading
    ) -> [Target] {
        for word: StaticString in ["to", "for", "in"] where stream.equals(tail.start, word) {
            guard isOfPersons(after: tail.start, to: tail.end, reading) else { break }
            let named = items("use in", after: tail.start + 1, trigger, reading)
            return named.map { item in
                let words = Self.ofPeople(String(item.label.dropFirst(7)))
                return Target("use in \(standard(Self.circumstance(words), reading))", nil, item.tokens, nil)
            }
        }
        // "with caution in sleep apnea or liver disease"
        let caution = "with caution in "
        if tail.text.hasPrefix(caution) {
            return Self.alternatives(tail.text.dropFirst(caution.utf8.count)).map {
                Target("\(base) \(caution)\($0)", nil, trigger.lowerBound..<end, nil)
            }
        }
        return [Target("\(base) \(tail.text)", nil, trigger.lowerBound..<end, nil)]
    }

    /// "to pregnant women": people right behind the preposition.
    private func isOfPersons(after position: Int, to end: Int, _ reading: Reading) -> Bool {
        for index in Range(from: position + 1, to: min(position + 4, end)) {
            if page.has(index, .person) { return true }
            if page.has(index, .ender) || reading.groups.contains(where: { $0.tokens.contains(index) }) { return false }
        }
        return false
    }

    /// "women with migraine", "anyone who has asthma": the condition.
    private static func ofPeople(_ words: String) -> String {
        let all = words.split(separator: " ")
        guard let link = all.firstIndex(where: { $0 == "with" || $0 == "have" || $0 == "has" }), link + 1 < all.count,
            link > 0
        else { return words }
        return all[(link + 1)...].joined(separator: " ")
    }

    /// "an EKG first" is an ECG before the start.
    static func test(_ words: String) -> String {
        guard words.contains("EKG") || words.contains("ekg") || words.contains("ecg") || words.hasSuffix(" first")
        else {
            return words
        }
        var all = words.split(separator: " ").map { $0 == "EKG" || $0 == "ekg" || $0 == "ecg" ? "ECG" : String($0) }
        if all.count > 1, all.last == "first" { all[all.count - 1] = "before start" }
        return all.joined(separator: " ")
    }

    /// "ask your doctor", "consult a physician", "see your GP": talk to the doctor; "ring the cardiologist": call the doctor.
    static func adviser(_ base: String, _ tail: String) -> String {
        var words = tail.split(separator: " ").map(String.init)
        var verb = base
        if ["ask", "speak", "consult", "see", "visit", "discuss"].contains(verb) { verb = "talk" }
        if ["phone", "ring", "contact"].contains(verb), words.first != "us" { verb = "call" }
        if let first = words.first, first == "to" || first == "with" { words.removeFirst() }
        // "Call us if your urine turns dark": the practice; "contact us" alone is a shop's.
        if words.first == "us", words.contains("if") { words[0] = "doctor" }
        // "Ask any cardiologist"
        if words.isEmpty, verb == "talk" { words = ["doctor"] }
        // "health care provider", "own doctor"
        if let place = words.prefix(4).firstIndex(where: { physicians.contains($0.lowercased()) }) {
            words.replaceSubrange(0...place, with: ["the", "doctor"])
        } else if !words.isEmpty, words[0] != "us" {
            words.insert("the", at: 0)
        }
        return ([verb == "talk" ? "talk to" : verb] + words).joined(separator: " ")
    }

    private static let physicians: Set<String> = [
        "doctor", "doctors", "physician", "gp", "prescriber", "clinician", "doc", "provider", "specialist",
        "psychiatrist",
        "cardiologist", "neurologist", "surgeon", "oncologist", "dermatologist", "rheumatologist",
        "obstetrician", "urologist", "endocrinologist", "gynecologist", "pediatrician",
        "paediatrician", "haematologist", "hematologist", "gastroenterologist", "nephrologist", "pulmonologist",
        "allergist",
        "team", "consultant", "surgery", "ophthalmologist", "gynaecologist", "prescribers", "physicians", "gps",
        "clinicians",
    ]

    /// One advice for each of those that a medicine is not for.
    func bans(_ listed: [Whom], _ base: String, _ trigger: Range<Int>) -> [Target] {
        listed.map { Target(Self.ban(base, $0.place), nil, trigger.lowerBound..<$0.tokens.upperBound, nil) }
    }

    /// Those that a list behind the preposition of a tail names.
    private func whomBehind(_ tail: Tail, _ reading: Reading) -> [Whom] {
        whom(tail.start + 1..<reading.sentence.tokens.upperBound, reading.sentence, isBare: true)
    }

    /// The standard name of a condition where an item is one.
    func standard(_ item: String, _ reading: Reading) -> String {
        for index in reading.sentence.concepts {
            let mention = page.concepts[index]
            guard phrase(mention.tokens) == item else { continue }
            let label = label(mention)
            // "kidney disease" is no "chronic kidney disease" yet.
            return label.hasSuffix(" " + item) ? item : label
        }
        return item
    }

    /// "heart failure or asthma": one each.
    private static func alternatives(_ words: Substring) -> [String] {
        // "in pregnancy and in people with psychosis"
        for link in [" and in ", " or in "] {
            guard let place = words.firstRange(of: link) else { continue }
            return alternatives(words[..<place.lowerBound]) + alternatives(words[place.upperBound...])
        }
        let items = words.split(separator: " or ")
        return items.allSatisfy { $0.utf8.count > 3 } ? items.map(String.init) : [String(words)]
    }
}
