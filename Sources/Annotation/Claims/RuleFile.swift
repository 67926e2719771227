import Events

/// A rule while its lines are read.
struct RuleDraft {
    var id: String
    var predicate: Predicate
    var line: Int
    var triggers: [String] = []
    var subject = ClaimRule.SubjectSlot.left
    var object = ClaimRule.ObjectSlot.last
    var reach = 7
    var reachOfSubject = 6
    var companion: String?
    var absent: String?
    var after: String?
    var before: String?
    var isAcrossPerson = false
    var isOfIndication = false
    var openings: [String] = []
    var factuality: Factuality?
    var isNegated = false
    var isOpen = false
    var openEffect: OpenEffect?
    var isFinal = false
    var isOpenMolecule = false
    var place: ClaimRule.Place?
    var examples: [ClaimRule.Example] = []

    var isRelationVerb: Bool {
        if companion != nil || after != nil || before != nil || isAcrossPerson || id == "cause.passive"
            || id == "cause.time"
        {
            return false
        }
        switch predicate {
        case .causes, .treats, .prevents, .inhibits, .stimulates, .aggravates, .interactsWith, .disrupts,
            .associatedWith:
            return object != .same
        default: return false
        }
    }
}

/// Reads `claims/rules.txt`; the format stands at the head of that file.
enum RuleFile {
    static let name = "claims/rules.txt"

    static func read(_ bytes: [UInt8]) throws(ResourceError) -> [RuleDraft] {
        var rules: [RuleDraft] = []
        var ids: Set<String> = []
        var number = 0
        for raw in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = trimmed(String(decoding: raw, as: UTF8.self))
            if line.isEmpty || line.hasPrefix("#") { continue }
            let (key, rest) = headed(line)
            func fail(_ reason: String) -> ResourceError { .malformed(file: name, line: number, reason: reason) }
            if key == "rule" {
                let (id, predicateName) = headed(rest)
                guard let predicate = Predicate(rawValue: predicateName) else {
                    throw fail("no predicate \(predicateName)")
                }
                guard ids.insert(id).inserted else { throw fail("the rule \(id) stands twice") }
                rules.append(RuleDraft(id: id, predicate: predicate, line: number))
                continue
            }
            guard !rules.isEmpty else { throw fail("a line before the first rule") }
            try apply(key, rest, to: &rules[rules.count - 1], line: number)
        }
        for index in rules.indices where rules[index].place == .comment {
            let known = Set(rules[index].triggers)
            rules[index].triggers += Set(known.compactMap(PhrasePattern.typed)).subtracting(known).sorted()
        }
        for rule in rules {
            if rule.triggers.isEmpty {
                throw .malformed(file: name, line: rule.line, reason: "\(rule.id) has no trigger")
            }
            if !rule.examples.contains(where: { $0.expected != nil }) {
                throw .malformed(file: name, line: rule.line, reason: "\(rule.id) has no example")
            }
        }
        return rules
    }

    private static func apply(_ key: String, _ rest: String, to rule: inout RuleDraft, line: Int) throws(ResourceError)
    {
        func fail(_ reason: String) -> ResourceError { .malformed(file: name, line: line, reason: reason) }
        switch key {
        case "on":
            guard let phrases = PhrasePattern.phrases(rest) else {
                throw fail("brackets hold alternatives parted by |")
            }
            rule.triggers += phrases
        case "subject":
            guard let slot = ClaimRule.SubjectSlot(rawValue: rest) else { throw fail("no subject slot \(rest)") }
            rule.subject = slot
        case "object":
            rule.object = try object(rest, line: line)
        case "within":
            guard let reach = Int(rest), reach > 0, reach <= 20 else { throw fail("within 1 to 20 tokens") }
            rule.reach = reach
        case "subject-within":
            guard let reach = Int(rest), reach > 0, reach <= 20 else { throw fail("subject-within 1 to 20 tokens") }
            rule.reachOfSubject = reach
        case "with":
            rule.companion = rest
        case "without":
            rule.absent = rest
        case "begins":
            rule.openings = rest.split(separator: "|").map { trimmed(String($0)) }
        case "after":
            rule.after = rest
        case "before":
            rule.before = rest
        case "factuality":
            guard let value = Factuality(rawValue: rest) else { throw fail("no factuality \(rest)") }
            rule.factuality = value
        case "polarity":
            guard rest == "negated" else { throw fail("only negated can be set") }
            rule.isNegated = true
        case "across":
            guard rest == "person" else { throw fail("only across person") }
            rule.isAcrossPerson = true
        case "open" where rest == "effect" || rest.hasPrefix("effect "):
            rule.openEffect = OpenEffect(trimmed(String(rest.dropFirst(6))))
        case "open":
            guard rest.isEmpty || rest == "molecule" else { throw fail("open, or open molecule") }
            if rest.isEmpty { rule.isOpen = true } else { rule.isOpenMolecule = true }
        case "of":
            guard rest == "indication" else { throw fail("only of indication") }
            rule.isOfIndication = true
        case "at":
            guard rest == "end" else { throw fail("only at end") }
            rule.isFinal = true
        case "only":
            guard let place = ClaimRule.Place(rawValue: rest) else { throw fail("only comment, article or abstract") }
            rule.place = place
        case "+":
            guard let arrow = rest.firstIndex(of: "=") else { throw fail("an example needs =>") }
            rule.examples.append(
                ClaimRule.Example(
                    line: line, text: trimmed(String(rest[..<arrow])),
                    expected: trimmed(String(rest[arrow...].dropFirst(2)))))
        case "-":
            rule.examples.append(ClaimRule.Example(line: line, text: rest, expected: nil))
        default:
            throw fail("no key \(key)")
        }
    }

    private static func object(_ text: String, line: Int) throws(ResourceError) -> ClaimRule.ObjectSlot {
        let (slot, rest) = headed(text)
        switch slot {
        case "fixed": return .fixed(rest)
        case "last": return .last
        case "same": return .same
        case "level": return .drugLevel
        case "condition": return .condition
        case "role": return .role
        case "asked": return .asked
        case "timing" where rest == "onset": return .timing(.onset)
        case "timing" where rest == "duration": return .timing(.duration)
        case "phrase" where !rest.isEmpty: return .phrase(rest)
        case "advice":
            switch rest {
            case "modal": return .advice(.modal)
            case "imperative": return .advice(.imperative)
            case "recommended": return .advice(.recommended)
            case "habit": return .advice(.habit)
            case "test": return .advice(.test)
            case "refused": return .advice(.refused)
            case "elliptic": return .advice(.elliptic)
            case "done": return .advice(.done)
            case "limit": return .advice(.limit)
            case "apart": return .advice(.apart)
            case "schedule": return .advice(.schedule)
            case "":
                throw .malformed(
                    file: name, line: line,
                    reason:
                        "advice modal, imperative, recommended, habit, test, refused, elliptic, done, limit, apart, schedule or its words"
                )
            default: return .advice(.named(rest))
            }
        case "left", "right":
            var kinds: ConceptKinds = []
            var drugs = false
            for word in rest.split(separator: " ") {
                if word == "drug" {
                    drugs = true
                    continue
                }
                guard let kind = ConceptKinds.names.first(where: { $0.0 == word })?.1 else {
                    throw .malformed(file: name, line: line, reason: "no kind of object is called \(word)")
                }
                kinds.insert(kind)
            }
            return slot == "left" ? .left(kinds, drugs: drugs) : .right(kinds, drugs: drugs)
        default: throw .malformed(file: name, line: line, reason: "no object slot \(slot)")
        }
    }

    private static func headed(_ line: String) -> (String, String) {
        guard let space = line.firstIndex(of: " ") else { return (line, "") }
        return (String(line[..<space]), trimmed(String(line[space...])))
    }

    static func trimmed(_ text: String) -> String {
        var view = Substring(text)
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
