/// Groups the drugs of a sentence and says which of them a claim is about.
struct SubjectReader: Sendable {
    private let stop: Int32
    private let combine: Int32
    private let like: Int32
    let anaphor: Int32
    private let clause: Int32

    init(rules: ClaimRules) {
        stop = rules.wordClass("stop")
        combine = rules.wordClass("combine")
        like = rules.wordClass("like")
        anaphor = rules.wordClass("anaphor")
        clause = rules.wordClass("clause")
    }

    /// The drug groups of a sentence in text order.
    ///
    /// - Parameters:
    ///   - spoken: the drugs spoken of before, for "the statin".
    ///   - recent: the drugs named last, the latest at the end.
    func groups(
        _ page: ClaimPage, _ sentence: ClaimPage.Sentence, spoken: [ClaimSubject] = [], recent: [ClaimSubject] = []
    ) -> [DrugGroup] {
        var groups: [DrugGroup] = []
        groups.reserveCapacity(sentence.drugs.count)
        var index = sentence.drugs.lowerBound
        while index < sentence.drugs.upperBound {
            var end = page.drugs[index].tokens.upperBound
            var next = index + 1
            var membersOfClass = false
            var combined = false
            while next < sentence.drugs.upperBound {
                let drug = page.drugs[next]
                guard drug.tokens.lowerBound >= end, drug.tokens.lowerBound - end <= 6 else { break }
                let between = end..<drug.tokens.lowerBound
                let introduces = has(like, in: between, page, sentence) || opensBracket(between, page)
                if introduces, page.drugs[index].isClass, !drug.isClass { membersOfClass = true }
                guard introduces || isGlue(between, page) else { break }
                if page.has(between, .together) { combined = true }
                end = drug.tokens.upperBound
                next += 1
            }
            // Two names with nothing but a comma between them ("X is an A, B is a C") are no list.
            if !membersOfClass, next == index + 2,
                isCommaOnly(page.drugs[index].tokens.upperBound..<page.drugs[index + 1].tokens.lowerBound, page),
                page.drugs[index].name != page.drugs[index + 1].name
            {
                next -= 1
                end = page.drugs[index].tokens.upperBound
            } else if !membersOfClass, next > index + 2, endsWithoutAnd(index..<next, page) {
                // "In people who take lisinopril with a diuretic, naproxen can …": the list ended before the comma.
                next -= 1
                end = page.drugs[next - 1].tokens.upperBound
            }
            let first = page.drugs[index].tokens.lowerBound
            var found = group(
                index..<next, first..<end, membersOfClass: membersOfClass, combined: combined, page, sentence)
            if next == index + 1, let member = member(of: page.drugs[index], spoken, recent, page) {
                found.subjects[0] = member
                found.subjects[0].isWithdrawal = isStopped(found.tokens, page, sentence)
            }
            groups.append(found)
            index = next
        }
        return groups
    }

    /// Whether nothing but a comma parts the last name of a list from the one before, although "and" or "with" stood earlier.
    private func endsWithoutAnd(_ members: Range<Int>, _ page: ClaimPage) -> Bool {
        func gap(before member: Int) -> Range<Int> {
            page.drugs[member - 1].tokens.upperBound..<page.drugs[member].tokens.lowerBound
        }
        let last = members.upperBound - 1
        guard isCommaOnly(gap(before: last), page) else { return false }
        return (members.lowerBound + 1..<last).contains { page.has(gap(before: $0), [.conjunction, .together]) }
    }

    /// "the statin", "this antibiotic" after a single member of the class: that drug is meant.
    private func member(
        of drug: DrugTerm, _ spoken: [ClaimSubject], _ recent: [ClaimSubject], _ page: ClaimPage
    ) -> ClaimSubject? {
        guard drug.isClass else { return nil }
        func isMember(_ known: ClaimSubject) -> Bool { !known.isClass && known.classes.contains(drug.name) }
        let meant: ClaimSubject
        if spoken.count == 1, isMember(spoken[0]) {
            meant = spoken[0]
        } else if let last = recent.last(where: isMember), spoken.allSatisfy({ !isMember($0) }) {
            meant = last
        } else {
            return nil
        }
        let before = drug.tokens.lowerBound - 1
        let last = drug.tokens.upperBound - 1
        guard before >= 0, page.stream.equals(before, "the") || page.stream.equals(before, "this"),
            page.stream.lower(last, Int(page.stream.tokens[last].length) - 1) != UInt8(ascii: "s")
        else { return nil }
        return meant
    }

    private func group(
        _ members: Range<Int>, _ tokens: Range<Int>, membersOfClass: Bool, combined: Bool, _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> DrugGroup {
        var subjects: [ClaimSubject] = []
        subjects.reserveCapacity(members.count)
        for member in members {
            let drug = page.drugs[member]
            if membersOfClass, member != members.lowerBound, !drug.isClass { continue }
            // "the benzodiazepine diazepam": the drug is meant.
            if drug.isClass, member + 1 < page.drugs.count, members.contains(member + 1),
                !page.drugs[member + 1].isClass,
                page.drugs[member + 1].tokens.lowerBound == drug.tokens.upperBound
            {
                continue
            }
            var subject = ClaimSubject(drug)
            subject.isPlural = drug.isClass && endsInS(drug.tokens.upperBound - 1, page)
            subject.form = form(of: drug, page)
            if !subjects.contains(where: { $0.isSame(as: subject) && $0.form == subject.form }) {
                subjects.append(subject)
            }
        }
        let together = combined || (subjects.count == 2 && isCombined(before: tokens.lowerBound, page, sentence))
        if together, subjects.count == 2 {
            subjects = [
                ClaimSubject(name: "\(subjects[0].name) with \(subjects[1].name)", classes: subjects[0].classes)
            ]
        }
        if isStopped(tokens, page, sentence) { for index in subjects.indices { subjects[index].isWithdrawal = true } }
        return DrugGroup(tokens: tokens, subjects: subjects)
    }

    private func endsInS(_ token: Int, _ page: ClaimPage) -> Bool {
        page.stream.lower(token, Int(page.stream.tokens[token].length) - 1) == UInt8(ascii: "s")
    }

    /// "topical diclofenac", "diclofenac gel", and "oral estradiol" on a page that has it through the skin as well.
    private func form(of drug: DrugTerm, _ page: ClaimPage) -> String? {
        let before = drug.tokens.lowerBound - 1
        for (word, form): (StaticString, String) in Self.forms where page.stream.equals(before, word) {
            if form == "oral" { return page.routedDrugs.contains(drug.name) ? form : nil }
            return form
        }
        guard drug.classes.contains("NSAID") else { return nil }
        for word: StaticString in ["gel", "cream"] where page.stream.equals(drug.tokens.upperBound, word) {
            return "topical"
        }
        return nil
    }

    /// Words before a drug that say it is given another way than by mouth, and "oral" itself.
    static let forms: [(StaticString, String)] = [
        ("topical", "topical"), ("transdermal", "transdermal"), ("vaginal", "vaginal"), ("oral", "oral"),
    ]

    private func has(_ word: Int32, in tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in sentence.words
        where page.words[index].id == word && tokens.contains(page.words[index].tokens.lowerBound) { return true }
        return false
    }

    private func opensBracket(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        guard let first = tokens.first else { return false }
        return page.stream.punctuation(first) == UInt8(ascii: "(") && tokens.count <= 3
    }

    private func isCommaOnly(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        tokens.count == 1 && page.stream.punctuation(tokens.lowerBound) == UInt8(ascii: ",")
    }

    /// Only joining words between two drugs, and at least one that joins ("azithromycin a macrolide" is no list).
    private func isGlue(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        var joins = tokens.isEmpty
        var isConjoined = false
        var isApposition = false
        for index in tokens {
            if page.stream.tokens[index].isNumber { continue }
            if page.has(index, .join) {
                joins = true
                if !page.stream.tokens[index].isPunctuation { isConjoined = true }
            } else if page.has(index, .indefinite) {
                isApposition = true
            } else if !page.has(index, .filler) {
                return false
            }
        }
        // "Propranolol, a beta blocker": the second says what the first is.
        return joins && (isConjoined || !isApposition)
    }

    /// "combining X and Y", "taking X together with Y".
    private func isCombined(before token: Int, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in sentence.words where page.words[index].id == combine {
            let word = page.words[index].tokens
            if word.upperBound <= token, token - word.upperBound <= 2, !page.stream.equals(word.lowerBound, "with") {
                return true
            }
        }
        return false
    }

    /// "stopping X", "X withdrawal", "coming off X".
    func isStopped(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        for index in sentence.words where page.words[index].id == stop {
            let word = page.words[index].tokens
            if word.upperBound <= tokens.lowerBound, tokens.lowerBound - word.upperBound <= 2 { return true }
            if word.lowerBound >= tokens.upperBound, word.lowerBound - tokens.upperBound <= 1,
                page.has(word.lowerBound, .withdrawal)
            {
                return true
            }
        }
        return false
    }

    /// What the page has spoken of before a sentence.
    struct Spoken {
        var subjects: [ClaimSubject]
        /// The drugs named last, the latest at the end.
        var recent: [ClaimSubject]
        /// The two drugs of one class that the page compares; else empty.
        var pair: [ClaimSubject] = []
        /// The class that the page speaks of most.
        var family: ClaimSubject?
        /// The one drug that was spoken of last.
        var single: ClaimSubject?
        /// The drug that the article is about.
        var main: ClaimSubject?
        /// The two classes that were named last, for "both classes".
        var classes: [ClaimSubject] = []
        /// The sentence before named a drug last, not a target or an effect: for "the latter".
        var endsOnDrug = false
        /// The two that "both" meant in the sentence before; else empty.
        var bothMeant: [ClaimSubject] = []
        var isComment: Bool
    }

    /// What stands for a drug to the left of `position`: the nearest group that is not compared with, or a word like "it".
    func left(
        of position: Int, groups: [DrugGroup], spoken: Spoken, _ page: ClaimPage, _ sentence: ClaimPage.Sentence
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        if let head = headOfRelative(before: position, groups: groups, page, sentence) {
            return (head.subjects, head.tokens)
        }
        var group: DrugGroup?
        var first: DrugGroup?
        var fallback: DrugGroup?
        for candidate in groups {
            if candidate.tokens.upperBound > position { break }
            fallback = candidate
            // "a sedative", "an opioid" were said of something; the talk is of that.
            if isSaid(candidate.tokens, page, sentence) || isCompared(candidate.tokens, page, sentence)
                || isInRelative(candidate.tokens, before: position, page, sentence)
            {
                continue
            }
            if isBackground(candidate.tokens, page, sentence),
                group != nil || hasAnaphor(before: candidate.tokens.lowerBound, page, sentence)
            {
                continue
            }
            if let group,
                isAddedTo(candidate.tokens, page, sentence) || isAbsent(candidate.tokens, page)
                    || isInserted(candidate.tokens, after: group.tokens, before: position, page)
                    || isGivenBeside(candidate.tokens, after: group.tokens, page, sentence)
            {
                continue
            }
            // Behind a semicolon or "while" another thing is spoken of.
            if let known = first, opensClause(candidate.tokens, after: known.tokens.upperBound, page) {
                first = nil
            }
            if first == nil { first = candidate }
            group = candidate
        }
        if group == nil, spoken.subjects.isEmpty { group = fallback }
        var pronoun: Range<Int>?
        for index in sentence.words
        where page.words[index].id == anaphor && page.words[index].tokens.upperBound <= position {
            if isInRelative(page.words[index].tokens, before: position, page, sentence) { continue }
            pronoun = page.words[index].tokens
        }
        if pronoun == nil, let group, hasOwnSubject(group.tokens.upperBound..<position, page) { return nil }
        if let pronoun, group.map({ $0.tokens.upperBound <= pronoun.lowerBound }) ?? true {
            if isOrdinal(pronoun, page) {
                guard groups.contains(where: { $0.tokens.upperBound <= pronoun.lowerBound }) || spoken.endsOnDrug else {
                    return nil
                }
                return ordinalMeant(pronoun, groups: groups, spoken: spoken, page).map { ([$0], pronoun) }
            }
            if let two = pairMeant(pronoun, groups: groups, spoken: spoken, page) { return (two, pronoun) }
            if isOfClasses(pronoun, page) { return nil }
            // "Mixed with an SSRI it can …", "in someone who takes lisinopril, the same tablet can …": the drug spoken of before.
            if let group, !group.subjects.isEmpty, let meant = meant(by: pronoun, spoken, page), meant.count == 1,
                meant[0].name != group.subjects[0].name
            {
                if isTakenByPeople(group.tokens, before: pronoun.lowerBound, page, sentence) { return (meant, pronoun) }
                if opensTogether(group.tokens, page, sentence), group.subjects.count == 1 {
                    let both = "\(meant[0].name) with \(group.subjects[0].name)"
                    return ([ClaimSubject(name: both, classes: meant[0].classes)], pronoun)
                }
            }
            // "it" after a drug of this sentence means that drug.
            if let group {
                let earliest = first.flatMap { $0.tokens.upperBound <= pronoun.lowerBound ? $0 : nil }
                return ((earliest ?? group).subjects, pronoun)
            }
            if let meant = meant(by: pronoun, spoken, page) { return (meant, pronoun) }
        }
        if let group { return (group.subjects, group.tokens) }
        return nil
    }

    /// The drugs that a word standing for a drug means; nil where it means something else.
    func meant(by pronoun: Range<Int>, _ spoken: Spoken, _ page: ClaimPage) -> [ClaimSubject]? {
        let earlier = spoken.subjects
        if let fitting = fitting(pronoun, spoken, page) { return [fitting] }
        guard !earlier.isEmpty else { return nil }
        // "It", "the drug" behind "statins" or behind two drugs: the one spoken of before them.
        if !spoken.isComment, isOne(pronoun, page), earlier.count > 1 || (earlier[0].isClass && earlier[0].isPlural) {
            if let single = spoken.single { return [single] }
            return earlier.count > 1 ? nil : earlier
        }
        if page.has(pronoun.upperBound - 1, .plural), earlier.count == 1, !earlier[0].isClass {
            // "these drugs" after one drug: its class. "They" after one drug are people.
            if let family = spoken.family, spoken.isComment || earlier[0].classes.contains(family.name) {
                return [family]
            }
            if pronoun.count > 1, !spoken.isComment, let name = earlier[0].classes.first {
                return [ClaimSubject(name: name, classes: Array(earlier[0].classes.dropFirst()), isClass: true)]
            }
            if pronoun.count == 1, !spoken.isComment { return nil }
        }
        return earlier
    }

    /// "both drugs", "neither", "either drug": the two named last.
    private func isOfClasses(_ pronoun: Range<Int>, _ page: ClaimPage) -> Bool {
        page.has(pronoun, .pair) && page.stream.equals(pronoun.upperBound - 1, "classes")
            || page.has(pronoun, .pair) && page.stream.equals(pronoun.upperBound - 1, "class")
    }

    func pairMeant(
        _ pronoun: Range<Int>, groups: [DrugGroup], spoken: Spoken, _ page: ClaimPage
    ) -> [ClaimSubject]? {
        guard page.has(pronoun, .pair) || page.stream.equals(pronoun.upperBound - 2, "two") else { return nil }
        if isOfClasses(pronoun, page) { return spoken.classes.count == 2 ? spoken.classes : nil }
        if spoken.subjects.count == 2 { return spoken.subjects }
        // "… ahead of both. Neither is addictive.": the same two.
        if spoken.bothMeant.count == 2 { return spoken.bothMeant }
        let two = Array(spoken.recent.suffix(2))
        // "both" are two of a kind; an opioid taken beside is none of them.
        if spoken.pair.count == 2, two.count < 2 || !two[0].isAkin(two[1]) { return spoken.pair }
        return two.count == 2 ? two : nil
    }

    /// What stands for a drug to the right of `position`: the nearest group or, behind a preposition, a word like "it".
    func right(
        of position: Int, groups: [DrugGroup], within reach: Int, spoken: Spoken, _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        let group = right(of: position, groups: groups, within: reach)
        for index in sentence.words where page.words[index].id == anaphor {
            let pronoun = page.words[index].tokens
            guard pronoun.lowerBound >= position, pronoun.lowerBound - position <= reach else { continue }
            if let group, group.tokens.lowerBound < pronoun.lowerBound { break }
            // "after it was approved": the word begins a clause of its own.
            guard page.has(pronoun.lowerBound - 1, .tie), !page.has(pronoun.upperBound, .function) || pronoun.count > 1
            else { continue }
            if let two = pairMeant(pronoun, groups: groups, spoken: spoken, page) { return (two, pronoun) }
            if let meant = meant(by: pronoun, spoken, page) { return (meant, pronoun) }
        }
        return group.map { ($0.subjects, $0.tokens) }
    }

    func right(of position: Int, groups: [DrugGroup], within reach: Int) -> DrugGroup? {
        for group in groups where group.tokens.lowerBound >= position {
            return group.tokens.lowerBound - position <= reach ? group : nil
        }
        return nil
    }

    /// With the drugs that follow in the same construction: "during ibuprofen use (…) and naproxen use (…), but not during
    /// acetaminophen use", "after six months of X and by 2.1 kg on Y".
    func coordinated(
        _ found: (subjects: [ClaimSubject], tokens: Range<Int>), _ groups: [DrugGroup], _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> [ClaimSubject] {
        guard groups.count > 1 else { return found.subjects }
        var subjects = found.subjects
        var end = found.tokens.upperBound
        for group in groups where group.tokens.lowerBound >= end {
            guard group.tokens.lowerBound - end <= 26 else { break }
            let gap = end..<group.tokens.lowerBound
            guard let excepted = continues(gap, page, sentence) else { break }
            for var subject in group.subjects where !subjects.contains(where: { $0.name == subject.name }) {
                subject.isExcepted = excepted
                if excepted { subject.place = max(gap.lowerBound, gap.upperBound - 3)..<group.tokens.upperBound }
                subjects.append(subject)
            }
            end = group.tokens.upperBound
        }
        return subjects
    }

    /// "and 1.4 times in those given gabapentin"
    private func isGivenWord(_ index: Int, _ page: ClaimPage) -> Bool {
        if page.has(index, .person) { return true }
        for word: StaticString in ["times", "given", "receiving", "assigned", "taking"]
        where page.stream.equals(index, word) { return true }
        return false
    }

    /// With the drugs that stand before in the same construction: "initiation of pregabalin (1.62) and of gabapentin (1.39) was linked to".
    func coordinatedBefore(
        _ found: (subjects: [ClaimSubject], tokens: Range<Int>), _ groups: [DrugGroup], _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> [ClaimSubject] {
        guard groups.count > 1, let place = groups.firstIndex(where: { $0.tokens == found.tokens }), place > 0 else {
            return found.subjects
        }
        var subjects = found.subjects
        for group in groups[..<place].reversed() {
            let gap = group.tokens.upperBound..<found.tokens.lowerBound
            guard gap.count <= 26, !page.has(gap, .negative), !hasFinite(gap, page),
                continues(gap, page, sentence) == false, !isCompared(group.tokens, page, sentence),
                !page.isIndefinite(group.tokens)
            else { break }
            for subject in group.subjects where !subjects.contains(where: { $0.name == subject.name }) {
                subjects.append(subject)
            }
            break
        }
        return subjects
    }

    /// A verb of its own in the gap: "X is not, and Y may …" says different things of the two.
    private func hasFinite(_ gap: Range<Int>, _ page: ClaimPage) -> Bool {
        gap.contains { index in
            for word: StaticString in [
                "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "may", "might", "will",
                "would", "could", "should", "must", "it", "they", "this", "that",
            ] where page.stream.equals(index, word) { return true }
            return false
        }
    }

    /// Whether a gap goes on with the next drug: figures, brackets and the words of exposure, then "and" or "but not"; nil when not.
    private func continues(_ gap: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool? {
        var joins = false
        var excepted = false
        var depth = 0
        for index in gap {
            let mark = page.stream.punctuation(index)
            if mark == UInt8(ascii: "(") || mark == UInt8(ascii: "[") {
                depth += 1
            } else if mark == UInt8(ascii: ")") || mark == UInt8(ascii: "]") {
                depth -= 1
            } else if depth > 0 || page.stream.tokens[index].isNumber {
                continue
            } else if page.stream.equals(index, "but"), page.stream.equals(index + 1, "not") {
                joins = true
                excepted = true
            } else if page.has(index, .conjunction) {
                joins = true
            } else if page.stream.tokens[index].isPunctuation {
                if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ":") { return nil }
            } else if !page.has(index, [.exposed, .tie, .function, .unit, .filler]), !isGivenWord(index, page) {
                return nil
            }
        }
        return joins ? excepted : nil
    }
}
