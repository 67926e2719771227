import Events

/// What sort of thing a drug is said to be, from the words themselves.
extension ClaimFinder {
    /// "a selective serotonin agonist", "one of the older antihistamines": the class, with the words of kind before it, else the words up
    /// to a noun of role.
    ///
    /// - Returns: with the roles that "and a" adds.
    ///
    /// - Parameter doing: whether "an inhibitor of CYP2D6" is a class ("is a strong inhibitor of"), not only what the drug does.
    func roles(after position: Int, _ reading: Reading, doing: Bool = true) -> [Target] {
        var roles: [Target] = []
        var next = position
        while roles.count < 3, let role = role(after: next, reading, doing: doing) {
            roles.append(role)
            next = role.tokens.upperBound
            guard page.has(next, .conjunction), page.has(next + 1, .indefinite) else { break }
            next += 2
        }
        return roles
    }

    /// "one of more than a hundred cannabinoids", "the oldest of the sartans", "so-called Z-drugs".
    private static let counts: [StaticString] = [
        "considered", "safest", "of", "more", "than", "hundred", "many", "several", "some", "so-called", "oldest",
        "newest", "strongest", "two",
        "three",
    ]

    private func role(after position: Int, _ reading: Reading, doing: Bool) -> Target? {
        var limit = min(reading.sentence.tokens.upperBound, position + 9)
        var start = position
        // "a first-generation antihistamine": a name may begin with such a word.
        while start < limit, drug(at: start, reading) == nil, sort(at: start, reading) == nil,
            page.has(start, [.opener, .praise, .tie, .indefinite])
                // "a 5-HT2A inverse agonist"
                || stream.tokens[start].isNumber && stream.punctuation(start + 1) != UInt8(ascii: "-")
                || Self.counts.contains(where: { stream.equals(start, $0) })
        {
            start += 1
        }
        let opened = start
        start = behindFamily(start, limit)
        if start > opened { limit = min(reading.sentence.tokens.upperBound, start + 7) }
        // "which is why …"
        if page.has(start, .asking) { return nil }
        // "is mostly expensive salt"
        if start < limit, isAdverb(start), !page.has(start + 1, .indefinite) { return nil }
        var text = ""
        var end = start
        var best: (text: String, end: Int, mesh: String?, index: Int?)?
        var hasKind = false
        // "a short-acting benzodiazepine" is one of the class, "a neuroactive steroid" is something of its own.
        var isPlain = true
        var index = start
        scan: while index < limit {
            if let drug = drug(at: index, reading) {
                // With a word of kind before it the class is said in the text's words.
                if isPlain, !isOtherRole(drug.end - 1, drug.title) {
                    text = drug.title
                } else {
                    append(singularPhrase(index..<drug.end), glued: false, to: &text)
                }
                index = drug.end
                best = (text, index, text == drug.title ? drug.id : nil, nil)
                continue
            }
            if let known = sort(at: index, reading) {
                append(known.target.label, glued: false, to: &text)
                index = known.target.tokens.upperBound
                best = (text, index, text == known.target.label ? known.target.mesh : nil, known.target.index)
                if !known.isRole {
                    // "an epilepsy drug"
                    guard index < limit, isMedicine(index) else { return nil }
                    return Target(phrase(start..<index + 1), nil, start..<index + 1, known.target.index)
                }
                continue
            }
            let token = stream.tokens[index]
            if token.isPunctuation {
                // "a direct, reversible inhibitor"
                if best == nil, index > start, page.has(start - 1, .indefinite),
                    stream.punctuation(index) == UInt8(ascii: ","),
                    index + 1 < limit, stream.isWord(at: index + 1),
                    !page.has(index + 1, [.ender, .relative, .conjunction, .opener, .clauseStart])
                {
                    index += 1
                    continue
                }
                guard stream.punctuation(index) == 0x2D, !token.flags.contains(.spaceBefore) else { break scan }
            } else if stream.equals(index, "of"), !text.isEmpty,
                Self.derived.contains(stream.tokens[index - 1].hash)
                    || stream.equals(index - 1, anyOf: SubjectReader.kin),
                let drug = drug(at: isDeterminer(index + 1) ? index + 2 : index + 1, reading)
            {
                // "the S-enantiomer of citalopram", "an active metabolite of diazepam"
                // "a synthetic cousin of fentanyl"
                let isKin = stream.equals(index - 1, anyOf: SubjectReader.kin)
                text = isKin ? drug.title : "\(text) of \(drug.title)"
                index = drug.end
                best = (text, index, isKin ? drug.id : nil, nil)
                break scan
            } else if page.has(index, [.ender, .relative, .conjunction]) || stream.equals(index, "of") {
                break scan
            } else if !text.isEmpty, stream.equals(index, "its") || stream.equals(index, "it") {
                // "is not a benzo its a z drug"
                break scan
            } else if isVerbal(index) && stream.punctuation(index - 1) != 0x2D  // "a man-made antibody"
                || stream.equals(index, "beside") || stream.equals(index, "whether")
            {
                break scan
            }
            let isWeak = page.has(index, .weakRole)
            if page.has(index, .kind) { hasKind = true }
            if token.isWord, !Self.degrees.contains(token.hash) { isPlain = false }
            if isWeak, best != nil, best?.end == index { break scan }
            let isRole = page.has(index, [.role, .weakRole])
            append(
                isRole ? singularPhrase(index..<index + 1) : phrase(index..<index + 1),
                glued: !token.flags.contains(.spaceBefore), to: &text)
            index += 1
            if page.has(index - 1, .role) || (isWeak && hasKind) { best = (text, index, nil, nil) }
        }
        end = best?.end ?? start
        guard let best, end > start else { return nil }
        // "is highly protein bound"
        for word: StaticString in ["bound", "binding", "based", "free", "rich", "dependent", "like"]
        where stream.equals(end, word) { return nil }
        if let site = siteOfAction(after: end, reading) {
            if isDoing(end) {
                // The kind of inhibitor ("strong", "selective") is no part of the class.
                let kind = singularPhrase(end - 1..<end)
                return doing ? Target("\(site.label) \(kind)", nil, start..<site.tokens.upperBound, nil) : nil
            }
            return Target("\(site.label) \(best.text)", nil, start..<site.tokens.upperBound, nil)
        }
        return Target(best.text, best.mesh, start..<end, best.index)
    }

    /// "so-called Z-drugs", "a new family of sleeping pills", "a group of drugs known as sartans": the place where the class's own name begins.
    private func behindFamily(_ position: Int, _ limit: Int) -> Int {
        var start = position
        if stream.equals(start, "so"), stream.equals(start + 2, "called") { start += 3 }
        guard
            let family = Range(from: start, to: min(start + 4, limit)).first(where: {
                stream.equals($0, anyOf: Self.families) && stream.equals($0 + 1, "of")
            }), !(start..<family).contains(where: { stream.tokens[$0].isPunctuation })
        else { return start }
        start = family + 2
        guard
            let called = Range(from: start, to: min(start + 4, limit + 4)).first(where: {
                stream.equals($0, "called") || stream.equals($0, "known") && stream.equals($0 + 1, "as")
            }), (start..<called).allSatisfy({ stream.tokens[$0].isWord })
        else { return start }
        start = called + (stream.equals(called, "called") ? 1 : 2)
        return page.has(start, .opener) ? start + 1 : start
    }

    private static let families = TokenTable("family class group generation breed category subclass subgroup")

    /// "a partial agonist at the nicotinic receptor": where an agonist, blocker or modulator acts.
    private func siteOfAction(after end: Int, _ reading: Reading) -> Target? {
        var isActor = false
        for word: StaticString in [
            "agonist", "agonists", "antagonist", "antagonists", "blocker", "blockers", "inhibitor", "inhibitors",
            "modulator",
            "modulators", "activator", "activators", "ligand", "suppressant", "inducer", "inducers",
        ] where stream.equals(end - 1, word) { isActor = true }
        guard isActor, stream.equals(end, "of") || stream.equals(end, "at") || stream.equals(end, "for"),
            let index = objects.right(of: end + 1, within: 2, kinds: .mechanism, page, reading.sentence).first
        else { return nil }
        return extended(target(index), reading)[0]
    }

    /// "a strong inhibitor of CYP2D6" says what it does; "a partial agonist of the receptor" what it is.
    private func isDoing(_ end: Int) -> Bool {
        guard stream.equals(end, "of") else { return false }
        for word: StaticString in ["inhibitor", "inhibitors", "inducer", "inducers", "blocker", "blockers"]
        where stream.equals(end - 1, word) { return true }
        return false
    }

    /// "is not a sleeping pill", "is no cure-all": whatever it is said not to be, where nothing but the phrase follows.
    func deniedRole(_ trigger: Range<Int>, _ reading: Reading) -> Target? {
        guard !reading.isComment, page.has(trigger, .negative) || page.has(trigger.upperBound, .negative) else {
            return nil
        }
        let start = page.has(trigger.upperBound, .negative) ? trigger.upperBound + 1 : trigger.upperBound
        // "was no more frequent"
        for word: StaticString in [
            "more", "less", "better", "worse", "longer", "different", "higher", "lower", "greater", "safer",
        ]
        where stream.equals(start, word) { return nil }
        guard page.has(start - 1, .indefinite) || page.has(start, .indefinite) || stream.equals(start - 1, "no"),
            let words = openObject(after: start, reading), endsPhrase(words.upperBound),
            !stream.equals(words.upperBound, "for"), !stream.equals(words.upperBound, "of")
        else { return nil }
        return Target(phrase(words), nil, words, nil)
    }

    /// "an asthma drug", "an angina pill": what it is taken for, which an article tells of it so.
    func usedFor(_ role: Target) -> Target? {
        guard !isInComment, let index = role.index else { return nil }
        let concept = stage.concepts.concepts[Int(page.concepts[index].concept)]
        guard concept.label != role.label, concept.kinds.contains(.indication) else { return nil }
        return Target(concept.label, concept.mesh, role.tokens, index)
    }

    private func append(_ word: String, glued: Bool, to text: inout String) {
        if !text.isEmpty, !glued, !text.hasSuffix("-") { text += " " }
        text += word
    }

    /// "serotonin agonist" is no mere "serotonergic agent".
    private func isOtherRole(_ last: Int, _ title: String) -> Bool {
        page.has(last, .role) && !title.hasSuffix(singularPhrase(last..<last + 1))
    }

    func singularPhrase(_ range: Range<Int>) -> String {
        let words = phrase(range)
        for ending in ["ss", "us", "is"] where words.hasSuffix(ending) { return words }
        // "antibodies"
        if words.hasSuffix("ies"), words.count > 7, !words.hasSuffix("species") { return "\(words.dropLast(3))y" }
        return words.hasSuffix("s") ? String(words.dropLast()) : words
    }

    private func drug(at index: Int, _ reading: Reading) -> (title: String, id: String?, end: Int)? {
        for position in reading.sentence.drugs where page.drugs[position].tokens.lowerBound == index {
            let drug = page.drugs[position]
            return (drug.name, drug.id, drug.tokens.upperBound)
        }
        return nil
    }

    /// A known class at a token; a condition there ("an epilepsy drug") makes the phrase one of use.
    private func sort(at index: Int, _ reading: Reading) -> (target: Target, isRole: Bool)? {
        for position in reading.sentence.concepts where page.concepts[position].tokens.lowerBound == index {
            let kinds = stage.concepts.concepts[Int(page.concepts[position].concept)].kinds
            if kinds.contains(.role) { return (target(position), true) }
            if kinds.contains(.indication) || kinds.contains(.effect) { return (target(position), false) }
        }
        return nil
    }

    /// How long, how strongly or in which form a drug of a class acts: it makes no other class of it.
    private static let degrees = TokenTable(
        """
        short long intermediate medium ultra fast slow rapid quick extended sustained immediate delayed acting lasting lived release half life low \
        high potency strength dose oral prescription nonprescription branded generic daily weekly classic
        """)

    /// What one drug is of another.
    private static let derived = TokenTable(
        """
        enantiomer isomer stereoisomer form metabolite derivative analogue analog prodrug precursor salt ester component ingredient
        """)

    /// "Trimetazidine, an angina pill", "began life as a blood pressure drug": what it is called says what it is for.
    func usedAgainst(_ role: Target) -> Target? {
        guard isMedicine(role.tokens.upperBound - 1) else { return nil }
        if role.label == "antihypertensive" { return Target("hypertension", "D006973", role.tokens, nil) }
        guard let index = role.index else { return nil }
        let concept = stage.concepts.concepts[Int(page.concepts[index].concept)]
        guard concept.kinds.contains(.indication), !concept.kinds.contains(.role), concept.label != role.label else {
            return nil
        }
        return Target(concept.label, concept.mesh, role.tokens, nil)
    }

    func isMedicine(_ index: Int) -> Bool {
        for word: StaticString in [
            "drug", "medicine", "medication", "pill", "tablet", "drugs", "medicines", "medications",
        ]
        where stream.equals(index, word) { return true }
        return false
    }

    /// "used", "taken": the phrase has ended.
    private func isVerbal(_ index: Int) -> Bool {
        for word: StaticString in [
            "used", "taken", "given", "sold", "made", "found", "known", "called", "prescribed", "approved",
        ]
        where stream.equals(index, word) { return true }
        return false
    }

    /// "Norethindrone 0.35 mg daily, a mini-pill, …", "propranolol (a beta blocker)": what stands beside a name says what sort of thing it is.
    func readAppositions(_ reading: Reading) {
        guard !reading.isComment, !reading.sentence.isQuestion else { return }
        readFrontedKind(reading)
        for group in reading.groups where !page.isIndefinite(group.tokens) {
            if readSharedApposition(group, reading) || group.subjects.count > 1 { continue }
            // "Structurally distinct from dapsone, the sulfonamide group …" begins what is spoken of.
            if subjects.isUnlike(group.tokens, page) { continue }
            guard let opening = apposition(after: group.tokens.upperBound, reading),
                let role = roles(after: opening, reading, doing: false).first,
                role.label != group.subjects[0].name, !role.label.hasSuffix(" \(group.subjects[0].name)"),
                endsPhrase(role.tokens.upperBound), !isItem(role.tokens.upperBound)
            else { continue }
            let used = usedFor(role)
            emit(
                "isa.apposition", used == nil ? .isA : .treats, group.subjects[0], subjectTokens: group.tokens,
                used ?? role,
                trigger: opening - 1..<opening, rule: nil, reading)
        }
    }

    /// "A weak base, hydroxychloroquine …", "An old antihistamine, diphenhydramine …": what a sentence begins with says what its drug is.
    private func readFrontedKind(_ reading: Reading) {
        let start = reading.sentence.tokens.lowerBound
        guard page.has(start, .indefinite), reading.groups.count < 4,
            let comma = Range(from: start + 2, to: min(start + 12, reading.sentence.tokens.upperBound)).first(where: {
                stream.punctuation($0) == UInt8(ascii: ",")
            }), let group = reading.groups.last(where: { $0.tokens.contains(comma + 1) }),
            // "A statin, aspirin and a beta blocker": a list.
            stream.tokens[group.tokens.upperBound].isWord, !page.has(group.tokens.upperBound, .list),
            let role = roles(after: start + 1, reading, doing: false).first, role.tokens.upperBound <= comma,
            role.tokens.upperBound == comma || endsPhrase(role.tokens.upperBound),
            let drug = group.subjects.last, drug.name != role.label, group.subjects.count < 3
        else { return }
        let used = usedFor(role)
        emit(
            "isa.fronted", used == nil ? .isA : .treats, drug, subjectTokens: comma + 1..<group.tokens.upperBound,
            used ?? role, trigger: comma..<comma + 1, rule: nil, reading)
    }

    /// "aspirin, a statin and a beta blocker": one of a list, not what the name before is.
    private func isItem(_ end: Int) -> Bool {
        stream.equals(end, "and") && page.has(end + 1, .indefinite)
            && page.drugs.contains { $0.isClass && 0...2 ~= $0.tokens.lowerBound - end - 2 }
    }

    /// "Olaparib and niraparib, both PARP inhibitors, …", "diclofenac, another NSAID, …": the class stands among the drugs of its group.
    private func readSharedApposition(_ group: DrugGroup, _ reading: Reading) -> Bool {
        func isOfGroup(_ index: Int) -> Bool { group.tokens.contains(page.drugs[index].tokens.lowerBound) }
        guard let last = reading.sentence.drugs.last(where: isOfGroup),
            last > reading.sentence.drugs.lowerBound, isOfGroup(last - 1),
            subjects.isApposed(last, page)
        else { return false }
        let kind = page.drugs[last]
        let before = page.drugs[last - 1].tokens.upperBound
        guard endsPhrase(kind.tokens.upperBound) else { return false }
        let isOfAll = stream.equals(before + 1, "both") || stream.equals(before + 1, "all")
        // "without propantheline (an anticholinergic agent)": what it is, it is without it too.
        let isSetAside = subjects.isSetAside(page.drugs[last - 1].tokens, page, reading.sentence)
        let role: Target = Target(kind.name, kind.id, before + 1..<kind.tokens.upperBound, nil)
        for drug in isOfAll ? group.subjects : [group.subjects[group.subjects.count - 1]] where drug.name != kind.name {
            emit(
                "isa.apposition", .isA, drug, subjectTokens: page.drugs[last - 1].tokens, role,
                trigger: before..<before + 1,
                rule: nil,
                reading, relief: isSetAside)
        }
        return true
    }

    /// The place behind ", a" or "(a" after a name, with at most a dose or a closing bracket between.
    private func apposition(after end: Int, _ reading: Reading) -> Int? {
        var index = end
        while index < reading.sentence.tokens.upperBound, index - end <= 5 {
            let token = stream.tokens[index]
            let mark = stream.punctuation(index)
            if mark == UInt8(ascii: ",") || mark == UInt8(ascii: "(")
                || (mark == 0x2D && token.flags.contains(.spaceBefore))
            {
                // "clonidine, originally a blood pressure drug"
                var index = index
                if page.has(index + 2, .indefinite),
                    isAdverb(index + 1) || Self.once.contains(stream.hash(at: index + 1))
                {
                    index += 1
                }
                for word: StaticString in ["a", "an", "the", "one", "another", "once", "itself", "also"]
                where stream.equals(index + 1, word) { return index + 2 }
                if mark == UInt8(ascii: ",") { return nil }
            } else if !token.isNumber, !page.has(index, .unit), mark != UInt8(ascii: ")") {
                return nil
            }
            index += 1
        }
        return nil
    }

    private static let once = TokenTable("really long still now now also once itself")

    /// "extracted from", "working on": what is said of the thing begins.
    private func isParticiple(_ index: Int) -> Bool {
        let length = Int(stream.tokens[index].length)
        guard stream.tokens[index].isWord, length > 4 else { return false }
        let last = stream.lower(index, length - 1)
        let before = stream.lower(index, length - 2)
        return (last == UInt8(ascii: "d") && before == UInt8(ascii: "e"))
            || (last == UInt8(ascii: "g") && before == UInt8(ascii: "n"))
    }

    private func endsPhrase(_ next: Int) -> Bool {
        guard next < stream.count else { return true }
        return stream.tokens[next].isPunctuation || page.has(next, [.ender, .relative, .comparator])
            || isVerbal(next)
            || stream.tokens[next].flags.contains(.sentenceStart) || isParticiple(next)
    }
}

/// "So is nortriptyline": the same is said of another drug.
extension ClaimFinder {
    func readSame(_ trigger: Range<Int>, _ reading: Reading) {
        guard let last = claims.last, last.claim.predicate == .isA, last.claim.segment == reading.segment.id,
            last.claim.polarity == .asserted,
            let group = subjects.right(of: trigger.upperBound, groups: reading.groups, within: 1)
        else { return }
        let role: Target = Target(
            last.claim.object, last.claim.objectID, trigger.lowerBound - 1..<group.tokens.upperBound, nil
        )
        for drug in group.subjects where drug.name != last.claim.object {
            emit("isa.same", .isA, drug, subjectTokens: group.tokens, role, trigger: trigger, rule: nil, reading)
        }
    }
}
