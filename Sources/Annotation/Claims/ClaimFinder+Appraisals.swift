import Events

/// What a text says of a drug's worth in words that are built rather than fixed: "barely did a thing", "worked modestly", "is what finally
/// fixed it", "gave no relief". The drug stands right before them and no condition behind them: it is the one spoken of.
extension ClaimFinder {
    /// Whether a drug did what it was taken for.
    private struct Appraisal {
        var words: Range<Int>
        var isDenied: Bool
        /// It is said to protect, which is from the harm spoken of.
        var isProtection = false
    }

    func readAppraisals(_ reading: Reading) {
        let sentence = reading.sentence
        guard !sentence.isQuestion, reading.segment.kind != .heading else { return }
        for group in reading.groups where !group.isSaid && !group.isCompared && !group.isBackground {
            guard let told = appraisal(behind: group.tokens.upperBound, reading) else { continue }
            tell(told, of: group.subjects, group.tokens, reading)
        }
        for index in sentence.words where page.words[index].id == anaphorClass {
            let pronoun = page.words[index].tokens
            // "a glass of water before the tablet helps"
            guard !stream.equals(pronoun.lowerBound - 1, anyOf: Self.beforeNouns),
                let told = appraisal(behind: pronoun.upperBound, reading),
                let meant = subjects.left(
                    of: told.words.lowerBound, groups: reading.groups, spoken: spoken(reading), page, sentence),
                meant.tokens == pronoun
            else { continue }
            tell(told, of: meant.subjects, pronoun, reading)
        }
    }

    private func tell(_ told: Appraisal, of drugs: [ClaimSubject], _ place: Range<Int>, _ reading: Reading) {
        let isTold = self.told(from: reading.sentence.tokens).contains { draft in
            draft.tokens.overlaps(told.words)
                || Self.family(draft.claim.predicate) == Self.family(.treats)
                    && drugs.contains { $0.isSame(as: draft.subject) }
        }
        guard !isTold, !isAskedFor(told.words, reading) else { return }
        if told.isProtection {
            guard let harm = memory.objects.last else { return }
            for drug in drugs where drug.name != harm.label {
                emit(
                    "appraisal.protects", .prevents, drug, subjectTokens: place,
                    Target(harm.label, harm.mesh, told.words, nil), trigger: told.words, rule: nil, reading,
                    relief: true, denied: told.isDenied)
            }
            return
        }
        dropComplaints(takenFor: drugs, reading)
        guard
            let target = toldBefore(told.words, reading)
                ?? (reading.isComment
                    ? takenFor(drugs, told.words, reading) : condition(of: { drugs }, told.words, reading))
        else { return }
        for drug in drugs where drug.name != target.label {
            emit(
                "appraisal.told", .treats, drug, subjectTokens: place, target, trigger: told.words, rule: nil, reading,
                relief: true, denied: told.isDenied)
        }
    }

    /// "X stops my hives, cetirizine does zilch": what another drug was said to treat right before.
    private func toldBefore(_ words: Range<Int>, _ reading: Reading) -> Target? {
        for draft in claims.reversed().prefix(8) where Self.family(draft.claim.predicate) == Self.family(.treats) {
            guard draft.claim.segment == reading.segment.id, words.lowerBound - draft.tokens.upperBound <= 60 else {
                return nil
            }
            return Target(saidOf: draft.claim, words)
        }
        return nil
    }

    /// "My migraines were bad. Amitriptyline was useless.": what a comment began with, before it named a drug, was why it was taken.
    private func dropComplaints(takenFor drugs: [ClaimSubject], _ reading: Reading) {
        guard reading.isComment,
            let first = ClaimPage.slice(page.drugs, reading.place.tokens, { $0.tokens.lowerBound }).first
        else { return }
        let start = page.drugs[first].tokens.lowerBound
        claims.removeAll { draft in
            draft.claim.segment == reading.segment.id && draft.claim.rule == "comment.effect"
                && draft.objectTokens.upperBound <= start && draft.sentence.upperBound <= start
                && drugs.contains { isIndicated($0, draft.claim.object) }
        }
    }

    // MARK: The words

    private func appraisal(behind start: Int, _ reading: Reading) -> Appraisal? {
        let end = reading.sentence.tokens.upperBound
        var index = behindAside(start, end)
        var told = Appraisal(words: index..<index, isDenied: false)
        let first = index
        var (does, isSaid) = (false, false)
        while index < end, index - first < 8 {
            if stream.equals(index, anyOf: Self.denials) {
                told.isDenied = true
                does = does || stream.lower(index, 0) == UInt8(ascii: "d")
            } else if stream.equals(index, anyOf: Self.doing) {
                does = true
            } else if stream.equals(index, anyOf: Self.being) {
                isSaid = true
            } else if !stream.equals(index, anyOf: Self.between), !stream.endsInLy(index, longerThan: 4),
                stream.punctuation(index) != UInt8(ascii: "'")
            {
                break
            }
            index += 1
        }
        guard index < end, let behind = evaluation(index, does: does, isSaid: isSaid, &told),
            !reading.sentence.concepts.contains(where: { 0..<5 ~= page.concepts[$0].tokens.lowerBound - index }),
            endsAppraisal(behind, end)
        else { return nil }
        told.words = index..<min(behind, end)
        return told
    }

    /// Behind a dose or form, and behind what stands between commas or brackets: "X 50 mg", "X tablets", "X, which France approved,".
    private func behindAside(_ start: Int, _ end: Int) -> Int {
        var index = start
        while index < min(end, start + 4), stream.tokens[index].isNumber || page.has(index, [.unit, .doseForm]) {
            index += 1
        }
        let mark = stream.punctuation(index)
        guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: "(") else { return index }
        let close = mark == UInt8(ascii: ",") ? mark : UInt8(ascii: ")")
        guard
            let last = (index + 1..<max(index + 1, min(end, index + 12))).first(where: {
                stream.punctuation($0) == close
            })
        else { return index }
        return last + 1
    }

    /// The end of the words of worth that begin at a token; nil where they are none.
    private func evaluation(_ index: Int, does: Bool, isSaid: Bool, _ told: inout Appraisal) -> Int? {
        if does, let end = amount(index, &told) { return end }
        if stream.equals(index, anyOf: Self.working) {
            // "if it can be helped"
            if isSaid, stream.equals(index - 1, "be") { return nil }
            if stream.equals(index + 1, "little") { told.isDenied = true }
            return behindDegree(index + 1)
        }
        if stream.equals(index, anyOf: Self.fixing) {
            guard stream.equals(index + 1, anyOf: Self.complaints) else { return nil }
            // "touched it": only denied.
            if stream.equals(index, anyOf: Self.touching), !told.isDenied { return nil }
            return behindDegree(index + 2)
        }
        if stream.equals(index, anyOf: Self.giving) || isSaid && stream.equals(index, "of") {
            var next = index + 1
            while next < index + 4, stream.equals(next, anyOf: Self.degrees) {
                if stream.equals(next, anyOf: Self.lacking) { told.isDenied = true }
                next += 1
            }
            guard next > index + 1, stream.equals(next, anyOf: Self.gains) else { return nil }
            told.isProtection = stream.equals(next, "protection")
            return next + 1
        }
        guard isSaid else { return nil }
        if stream.equals(index, anyOf: Self.good) { return behindDegree(index + 1) }
        if stream.equals(index, anyOf: Self.bad) {
            told.isDenied.toggle()
            return behindDegree(index + 1)
        }
        if stream.equals(index, "without"), stream.equals(index + 1, anyOf: Self.gains) {
            told.isDenied = true
            return index + 2
        }
        if stream.equals(index, "no"), stream.equals(index + 1, anyOf: Self.uses) {
            told.isDenied = true
            return behindDegree(index + 2)
        }
        return nil
    }

    /// "nothing", "sod all", "not … a thing", "the trick": how much it did.
    private func amount(_ index: Int, _ told: inout Appraisal) -> Int? {
        if stream.equals(index, anyOf: Self.nothing) {
            told.isDenied = true
            return behindDegree(stream.equals(index + 1, anyOf: Self.allOf) ? index + 2 : index + 1)
        }
        if told.isDenied {
            if stream.equals(index, anyOf: Self.anything) { return behindDegree(index + 1) }
            if stream.equals(index, "a"), stream.equals(index + 1, anyOf: Self.things) {
                return behindDegree(index + 2)
            }
        }
        if stream.equals(index, "wonders") { return behindDegree(index + 1) }
        if stream.equals(index, "the"), stream.equals(index + 1, anyOf: Self.tricks) { return behindDegree(index + 2) }
        return nil
    }

    private func behindDegree(_ start: Int) -> Int {
        var index = start
        while index < start + 4,
            stream.equals(index, anyOf: Self.degrees) || index < stream.count && stream.endsInLy(index, longerThan: 4)
        {
            index += 1
        }
        return index
    }

    /// Nothing follows but when, or in whom it does so: "within days", "for me", "in two thirds of them".
    private func endsAppraisal(_ index: Int, _ end: Int) -> Bool {
        if index >= end || page.has(index, [.conjunction, .clauseStart]) || stream.equals(index, anyOf: Self.when) {
            return true
        }
        if stream.tokens[index].isPunctuation { return stream.punctuation(index) != UInt8(ascii: "-") }
        guard stream.equals(index, anyOf: Self.whom) else { return stream.equals(index, anyOf: Self.persons) }
        guard index + 1 < end else { return false }
        return stream.tokens[index + 1].isNumber || page.has(index + 1, .person)
            || stream.equals(index + 1, anyOf: Self.persons) || stream.equals(index + 1, anyOf: Self.some)
    }

    private static let beforeNouns = TokenTable("before after with without on of in to for by and or from during")
    /// "didn't" is three tokens, of which the last two stand between.
    private static let denials = TokenTable(
        """
        not never barely hardly scarcely didnt doesnt dont hasnt havent wasnt isnt wont cannot cant \
        didn doesn don hasn haven hadn wasn isn won wouldn couldn
        """)
    private static let doing = TokenTable("do does did done doing")
    private static let being = TokenTable("is was are were been be proved proven seems seemed seem looks looked turned")
    /// What may stand between the drug and the words.
    private static let between = TokenTable(
        """
        has have had will would may might can could should to out what the only thing one that which just ever even also still always alone \
        soon often sometimes so far to appears appeared appear at all but quite rather very pretty both more or less in turn again t
        """)
    private static let working = TokenTable("work works worked working help helps helped helping")
    private static let fixing = TokenTable(
        """
        fix fixes fixed fixing cure cures cured clear clears cleared sort sorts sorted solve solves solved kill kills killed tame tames tamed \
        calm calms calmed ease eases eased relieve relieves relieved shift shifts shifted banish banished end ends ended touch touches touched \
        touching budge budged dent dents dented stop stops stopped control controls controlled
        """)
    private static let touching = TokenTable("touch touches touched touching budge budged dent dents dented")
    private static let complaints = TokenTable("it mine them everything that this hers his theirs")
    private static let giving = TokenTable(
        "gave give gives given giving brought bring brings provided provide provides offered offer offers conferred confers"
    )
    private static let degrees = TokenTable(
        """
        no little some any partial complete total full quick fast real great much lasting good at all a lot bit well best great fine \
        too either somewhat enough most nicely right out up overnight completely the slightest of lasting temporary only modest scant \
        wonders me him her us them straight away again almost instantly
        """)
    private static let lacking = TokenTable("no little any scant")
    private static let gains = TokenTable("relief benefit improvement joy help protection")
    private static let good = TokenTable("effective helpful brilliant amazing fantastic successful efficacious")
    private static let bad = TokenTable("useless worthless ineffective pointless rubbish crap garbage unhelpful")
    private static let uses = TokenTable("use good help")
    private static let nothing = TokenTable("nothing zilch squat jack zip nada zero diddly nowt sod bugger naff little")
    private static let allOf = TokenTable("all squat shit whatsoever")
    private static let anything = TokenTable("anything much squat jack shit")
    private static let things = TokenTable("thing lot bit dent")
    private static let tricks = TokenTable("trick job business")
    private static let when = TokenTable(
        "within after before during every now today overnight immediately until till when where though")
    private static let whom = TokenTable("for in on with")
    private static let persons = TokenTable("me him her us them my his people patients everyone everybody nobody")
    private static let some = TokenTable(
        "some many most half about around roughly nearly almost over one two three four five six several few every"
    )
}
