/// Groups the drugs of a sentence and says which of them a claim is about.
struct SubjectReader {
    let rules: ClaimRules
    private let stop: Int32
    private let combine: Int32
    private let like: Int32
    private let anaphor: Int32
    private let clause: Int32

    init(rules: ClaimRules) {
        self.rules = rules
        stop = rules.wordClass("stop")
        combine = rules.wordClass("combine")
        like = rules.wordClass("like")
        anaphor = rules.wordClass("anaphor")
        clause = rules.wordClass("clause")
    }

    /// Words that may stand between coordinated drugs.
    private static let glue: Set<UInt64> = Set(
        [
            "and", "or", "nor", "/", ",", "(", ")", "&", "+", "with", "plus", "versus", "either", "both", "sold", "as",
            "mg", "brand", "name", "the", "an", "a", "another", "other",
        ]
        .compactMap { TokenStream.hash(of: $0) })

    /// The drug groups of a sentence in text order.
    func groups(_ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> [DrugGroup] {
        var groups: [DrugGroup] = []
        var index = sentence.drugs.lowerBound
        while index < sentence.drugs.upperBound {
            var members = [index]
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
                if between.contains(where: {
                    page.stream.equals($0, "with") || page.stream.equals($0, "plus")
                        || page.stream.punctuation($0) == UInt8(ascii: "+")
                }) {
                    combined = true
                }
                members.append(next)
                end = drug.tokens.upperBound
                next += 1
            }
            // Two names with nothing but a comma between them ("X is an A, B is a C") are no list.
            if !membersOfClass, members.count == 2,
                isCommaOnly(page.drugs[members[0]].tokens.upperBound..<page.drugs[members[1]].tokens.lowerBound, page),
                page.drugs[members[0]].name != page.drugs[members[1]].name
            {
                members.removeLast()
                next -= 1
                end = page.drugs[members[0]].tokens.upperBound
            }
            let first = page.drugs[index].tokens.lowerBound
            groups.append(
                group(members, first..<end, membersOfClass: membersOfClass, combined: combined, page, sentence))
            index = next
        }
        return groups
    }

    private func group(
        _ members: [Int], _ tokens: Range<Int>, membersOfClass: Bool, combined: Bool, _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> DrugGroup {
        var subjects: [ClaimSubject] = []
        for member in members {
            let drug = page.drugs[member]
            if membersOfClass, member != members[0], !drug.isClass { continue }
            let subject = ClaimSubject(name: drug.name, id: drug.id, classes: drug.classes, isClass: drug.isClass)
            if !subjects.contains(where: { $0.name == subject.name }) { subjects.append(subject) }
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

    private func isGlue(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        for index in tokens {
            let token = page.stream.tokens[index]
            if token.isNumber { continue }
            if !Self.glue.contains(token.hash) { return false }
        }
        return true
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
                page.stream.equals(word.lowerBound, "withdrawal") || page.stream.equals(word.lowerBound, "withdrawals")
                    || page.stream.equals(word.lowerBound, "discontinuation")
                    || page.stream.equals(word.lowerBound, "cessation")
            {
                return true
            }
        }
        return false
    }

    /// What stands for a drug to the left of `position`: the nearest group or a word like "it", which refers to `earlier`.
    func left(
        of position: Int, groups: [DrugGroup], earlier: [ClaimSubject], family: ClaimSubject?, _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) -> (subjects: [ClaimSubject], tokens: Range<Int>)? {
        let before = groups.filter { $0.tokens.upperBound <= position }
        // "a sedative", "an opioid" were said of something; the talk is of that.
        let group = before.last { !page.isIndefinite($0.tokens) } ?? (earlier.isEmpty ? before.last : nil)
        var pronoun: Range<Int>?
        for index in sentence.words
        where page.words[index].id == anaphor && page.words[index].tokens.upperBound <= position {
            pronoun = page.words[index].tokens
        }
        if let pronoun, group.map({ $0.tokens.upperBound <= pronoun.lowerBound }) ?? true {
            // "it" after a drug of this sentence means that drug.
            if let group {
                let first = before.first { !page.isIndefinite($0.tokens) && $0.tokens.upperBound <= pronoun.lowerBound }
                return ((first ?? group).subjects, pronoun)
            }
            if !earlier.isEmpty {
                // "these drugs", "they": several or a class.
                if let family, isPlural(pronoun, page), earlier.count == 1, !earlier[0].isClass {
                    return ([family], pronoun)
                }
                return (earlier, pronoun)
            }
        }
        if let group { return (group.subjects, group.tokens) }
        return nil
    }

    private func isPlural(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        let last = tokens.upperBound - 1
        for word: StaticString in [
            "drugs", "they", "them", "these", "medications", "medicines", "pills", "agents", "meds", "tablets",
        ]
        where page.stream.equals(last, word) { return true }
        return false
    }

    func right(of position: Int, groups: [DrugGroup], within reach: Int) -> DrugGroup? {
        groups.first { $0.tokens.lowerBound >= position }.flatMap {
            $0.tokens.lowerBound - position <= reach ? $0 : nil
        }
    }
}
