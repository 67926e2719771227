/// The drugs of a sentence in groups: lists, brands in brackets, drugs taken together, formulations, what is stopped.
extension SubjectReader {
    /// Where a sentence stands, as far as it tells what a name in it may stand for.
    struct Setting {
        var isComment = true
        /// A title or dek, which leaves articles out.
        var isTitle = false
        /// A paragraph of a text about one drug that has not named it yet.
        var isLead = false
    }

    /// The drug groups of a sentence in text order.
    ///
    /// - Parameters:
    ///   - spoken: the drugs spoken of before, for "the statin".
    ///   - recent: the drugs named last, the latest at the end.
    ///   - setting: where the sentence stands.
    func groups(
        _ page: ClaimPage, _ sentence: ClaimPage.Sentence, spoken: [ClaimSubject] = [], recent: [ClaimSubject] = [],
        setting: Setting = Setting()
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
                // Only right behind the class: "Nicotine replacement, varenicline (Chantix) and bupropion" are three.
                if introduces, page.drugs[index].isClass, !drug.isClass,
                    page.drugs[index..<next].allSatisfy({ $0.name == page.drugs[index].name })
                {
                    membersOfClass = true
                }
                guard introduces || isGlue(between, page) else { break }
                // "Xanax is a short-acting benzo & Valium is a long-acting one": two statements.
                if !introduces, page.drugs[next - 1].isClass, page.isIndefinite(page.drugs[next - 1].tokens),
                    page.stream.equals(drug.tokens.upperBound, "is")
                        || page.stream.equals(drug.tokens.upperBound, "was")
                {
                    break
                }
                // "not seen with indapamide or with enalapril" names two.
                if page.has(between, .together),
                    !between.contains(where: { page.stream.equals($0, "with") && page.has($0 - 1, .conjunction) })
                {
                    // "comparing ticagrelor with clopidogrel"
                    if isComparing(page.drugs[index].tokens.lowerBound - 1, page) { break }
                    combined = true
                }
                end = drug.tokens.upperBound
                next += 1
            }
            // Two names with nothing but a comma between them ("X is an A, B is a C") are no list.
            if !membersOfClass, next == index + 2,
                isCommaOnly(page.drugs[index].tokens.upperBound..<page.drugs[index + 1].tokens.lowerBound, page)
                    || isExplained(index, page),
                page.drugs[index].name != page.drugs[index + 1].name
            {
                next -= 1
                end = page.drugs[index].tokens.upperBound
            } else if !membersOfClass, next > index + 2, endsWithoutAnd(index..<next, page) {
                // "In people who take lisinopril with a diuretic, naproxen can …": the list ended before the comma.
                next -= 1
                end = page.drugs[next - 1].tokens.upperBound
            }
            // "A steroid spray such as fluticasone": the one drug is meant.
            if !setting.isComment, membersOfClass, next == index + 2, page.isIndefinite(page.drugs[index].tokens),
                !page.stream.endsInS(page.drugs[index].tokens.upperBound - 1),
                page.drugs[index].tokens.lowerBound - sentence.tokens.lowerBound <= 3,
                page.has(sentence.tokens.lowerBound, .indefinite)
            {
                membersOfClass = false
                index += 1
            }
            let first = page.drugs[index].tokens.lowerBound
            var found = group(
                index..<next, first..<end, membersOfClass: membersOfClass, combined: combined, page, sentence)
            // "A cheap diuretic restored social behaviour", in a text on bumetanide: that one.
            let opens =
                setting.isLead && index == sentence.drugs.lowerBound && first - sentence.tokens.lowerBound <= 3
                && page.has(sentence.tokens.lowerBound, .indefinite)
                // "A mild steroid for insect bites" is a label.
                && !page.has(end, .tie)
            if next == index + 1,
                let member = member(
                    of: page.drugs[index], spoken, recent, earlier: groups, page, isTitle: setting.isTitle,
                    isLead: opens)
            {
                found.subjects[0] = member
                found.subjects[0].isWithdrawal = isStopped(found.tokens, page, sentence)
            }
            // "Combination with an SSRI or tramadol can precipitate …": with the drug spoken of.
            if !setting.isComment, spoken.count == 1, joinsSpoken(found.tokens, page, sentence),
                found.subjects.allSatisfy({ $0.name != spoken[0].name && !$0.name.contains(" with ") })
            {
                found.subjects = found.subjects.map {
                    ClaimSubject(name: "\(spoken[0].name) with \($0.name)", classes: spoken[0].classes)
                }
            }
            // "Potassium above 6 mmol occurred in …", in a text on another drug: what was measured.
            if next > index + 1 || setting.isComment || spoken.contains(where: { $0.name == page.drugs[index].name })
                || !isMeasured(found.tokens, page)
            {
                groups.append(found)
            }
            index = next
        }
        if !setting.isComment,
            let ware = ware(page, sentence, spoken: spoken, beside: groups, isTitle: setting.isTitle)
        {
            groups.insert(ware, at: groups.firstIndex { $0.tokens.lowerBound > ware.tokens.lowerBound } ?? groups.count)
        }
        return groups
    }

    /// "Combination with", "Combined with", "Mixing with" at the head of a sentence, and a verb right behind the drugs.
    private func joinsSpoken(_ tokens: Range<Int>, _ page: ClaimPage, _ sentence: ClaimPage.Sentence) -> Bool {
        let start = sentence.tokens.lowerBound
        guard page.stream.equals(start, anyOf: Self.joinings) else { return false }
        let with = page.has(tokens.lowerBound - 1, .opener) ? tokens.lowerBound - 2 : tokens.lowerBound - 1
        return page.stream.equals(with, "with") && with - start <= 2
            && (page.has(tokens.upperBound, .modal) || page.stream.equals(tokens.upperBound, anyOf: Self.joinedVerbs))
    }

    private static let joinings = TokenTable(
        "combination combining mixing coadministration combinations concurrent concomitant")
    private static let joinedVerbs = TokenTable(
        "is was causes raises increases multiplies doubles has will leads carries provokes")

    /// "Thalidomide, the sleeping pill that …": the class behind the comma says what the drug is.
    private func isExplained(_ index: Int, _ page: ClaimPage) -> Bool {
        let (drug, kind) = (page.drugs[index], page.drugs[index + 1])
        let comma = drug.tokens.upperBound
        return !drug.isClass && kind.isClass && page.stream.punctuation(comma) == UInt8(ascii: ",")
            && page.stream.equals(comma + 1, "the") && kind.tokens.lowerBound == comma + 2
    }

    private func isComparing(_ before: Int, _ page: ClaimPage) -> Bool {
        page.stream.equals(page.has(before, .opener) ? before - 1 : before, anyOf: Self.comparingVerbs)
    }

    private static let comparingVerbs = TokenTable(
        "comparing compare compares compared pitting pitted pits replacing replaced swapping swapped contrasting")

    /// Whether nothing but a comma parts the last name of a list from the one before, although "and" or "with" stood earlier.
    private func endsWithoutAnd(_ members: Range<Int>, _ page: ClaimPage) -> Bool {
        func gap(before member: Int) -> Range<Int> {
            page.drugs[member - 1].tokens.upperBound..<page.drugs[member].tokens.lowerBound
        }
        let last = members.upperBound - 1
        guard isCommaOnly(gap(before: last), page) else { return false }
        return (members.lowerBound + 1..<last).contains { page.has(gap(before: $0), [.conjunction, .together]) }
    }

    /// "Potassium rose", "sodium below 130", "calcium should be checked": the body's own.
    private func isMeasured(_ tokens: Range<Int>, _ page: ClaimPage) -> Bool {
        guard tokens.count == 1, page.stream.equals(tokens.lowerBound, anyOf: Self.measurables) else { return false }
        let next = tokens.upperBound
        if page.stream.equals(next, anyOf: Self.beyond) {
            return page.stream.isNumber(at: next + 1) || page.stream.isNumber(at: next + 2)
        }
        if page.stream.equals(next, anyOf: Self.moves) { return true }
        guard page.has(next, [.modal, .function]) else { return false }
        return (next + 1...next + 3).contains {
            page.stream.equals($0, anyOf: Self.moves) || page.stream.equals($0, anyOf: Self.checks)
        }
    }

    private static let measurables = TokenTable("potassium sodium magnesium calcium phosphate ferritin")
    private static let beyond = TokenTable("above below over under beyond exceeding")
    private static let moves = TokenTable(
        "rose rise rises risen fell fall falls fallen climbed climb climbs dropped drop drops level levels normalised normalized"
    )
    private static let checks = TokenTable(
        "measured checked monitored tested high low higher lower raised unchanged normal")

    /// "the statin", "this antibiotic" after a single member of the class: that drug is meant.
    private func member(
        of drug: DrugTerm, _ spoken: [ClaimSubject], _ recent: [ClaimSubject], earlier: [DrugGroup], _ page: ClaimPage,
        isTitle: Bool, isLead: Bool
    ) -> ClaimSubject? {
        guard drug.isClass else { return nil }
        // "It weakens the contraceptive pill": another drug.
        if page.stream.equals(drug.tokens.upperBound - 2, "contraceptive") { return nil }
        // "Zolpidem … the popular sleeping pill": a class by use, of which the table does not know every member.
        let isByUse = isNamedByUse(drug, page)
        func isMember(_ known: ClaimSubject) -> Bool {
            !known.isClass && (known.classes.contains(drug.name) || isByUse && known.name != drug.name)
        }
        let meant: ClaimSubject
        if let here = earlier.last(where: { $0.subjects.contains(where: isMember) }) {
            // "… taking clarithromycin, were admitted: the antibiotic blocks the enzyme"
            guard here.subjects.count == 1 else { return nil }
            meant = here.subjects[0]
        } else if spoken.count == 1, isMember(spoken[0]) {
            meant = spoken[0]
        } else if let last = recent.last(where: isMember), spoken.allSatisfy({ !isMember($0) }) {
            meant = last
        } else if spoken.count == 1, !spoken[0].isClass, spoken[0].classes.count < 2,
            page.drugs.contains(where: { $0.name == drug.name && $0.tokens != drug.tokens }) == false
        {
            // "Nandrolone … The anabolic steroid": of a drug whose classes the table hardly knows, a class that the page names this once.
            meant = spoken[0]
        } else {
            return nil
        }
        let last = drug.tokens.upperBound - 1
        guard isLead || isDefinite(drug.tokens, page, isTitle: isTitle && isByUse, isByUse: isByUse),
            !page.stream.endsInS(last)
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
            // "Trospium, another anticholinergic, …": what the drug before is, no second drug.
            if member > members.lowerBound, isApposed(member, page) { continue }
            // "A class of antibiotics, the fluoroquinolones": the second is meant.
            if member + 1 < members.upperBound, isSetAside(drug.tokens, page, sentence) { continue }
            // "the benzodiazepine diazepam": the drug is meant.
            if drug.isClass, member + 1 < page.drugs.count, members.contains(member + 1),
                !page.drugs[member + 1].isClass,
                page.drugs[member + 1].tokens.lowerBound == drug.tokens.upperBound
            {
                continue
            }
            var subject = ClaimSubject(drug)
            subject.isPlural =
                drug.isClass
                ? page.stream.endsInS(drug.tokens.upperBound - 1) : isWithKin(drug.tokens.upperBound, page)
            subject.form = form(of: drug, page)
            if !subjects.contains(where: { $0.isSame(as: subject) && $0.form == subject.form }) {
                subjects.append(subject)
            }
        }
        // "with and without propantheline (an anticholinergic agent)": set aside, and what it is told beside it; a group has a drug.
        if subjects.isEmpty { subjects = [ClaimSubject(page.drugs[members.lowerBound])] }
        // "Doxylamine with pyridoxine, sold as Diclegis": the two are the one.
        if subjects.count > 1, let both = subjects.first(where: { $0.name.contains("/") }) {
            let parts = both.name.split(separator: "/")
            subjects.removeAll { own in parts.contains { $0 == own.name[...] } }
        }
        // "Opioids and benzodiazepines together can stop the breathing."
        let together =
            combined
            || (subjects.count == 2
                && (isCombined(before: tokens.lowerBound, page, sentence)
                    || page.stream.equals(tokens.upperBound, "together")
                    || page.stream.equals(tokens.upperBound + 1, "together")
                        && page.stream.equals(tokens.upperBound, "taken")))
        if together, subjects.count == 2 {
            subjects = [
                ClaimSubject(name: "\(subjects[0].name) with \(subjects[1].name)", classes: subjects[0].classes)
            ]
        }
        if isStopped(tokens, page, sentence) { for index in subjects.indices { subjects[index].isWithdrawal = true } }
        return DrugGroup(tokens: tokens, subjects: subjects, self, page, sentence)
    }

    /// A class behind a comma or bracket and "a", "another" or "both" that the drug before belongs to.
    func isApposed(_ member: Int, _ page: ClaimPage) -> Bool {
        let kind = page.drugs[member]
        let drug = page.drugs[member - 1]
        guard kind.isClass, !drug.isClass, drug.classes.contains(kind.name) else { return false }
        let before = drug.tokens.upperBound
        let mark = page.stream.punctuation(before)
        guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: "("), kind.tokens.lowerBound - before <= 4 else {
            return false
        }
        return page.has(before + 1, .indefinite) || page.stream.equals(before + 1, "another")
            || page.stream.equals(before + 1, "both") || page.stream.equals(before + 1, "all")
    }

    /// "topical diclofenac", "diclofenac gel", and "oral estradiol" on a page that has it through the skin as well.
    private func form(of drug: DrugTerm, _ page: ClaimPage) -> ClaimSubject.Form? {
        let before = drug.tokens.lowerBound - 1
        for (word, form): (StaticString, ClaimSubject.Form) in Self.forms where page.stream.equals(before, word) {
            if form == .oral { return page.routedDrugs.contains(drug.name) ? form : nil }
            return form
        }
        guard drug.classes.contains("NSAID") else { return nil }
        for word: StaticString in ["gel", "cream"] where page.stream.equals(drug.tokens.upperBound, word) {
            return .topical
        }
        return nil
    }

    /// Words before a drug that say it is given another way than by mouth, and "oral" itself.
    static let forms: [(StaticString, ClaimSubject.Form)] = [
        ("topical", .topical), ("transdermal", .transdermal), ("vaginal", .vaginal), ("oral", .oral),
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
        // "not only warfarin but also rivaroxaban", "aspirin as well as clopidogrel"
        if tokens.count == 2, page.stream.equals(tokens.lowerBound, "but"),
            page.stream.equals(tokens.lowerBound + 1, "also")
        {
            return true
        }
        if tokens.count == 3, page.stream.equals(tokens.lowerBound, "as"),
            page.stream.equals(tokens.lowerBound + 1, "well"), page.stream.equals(tokens.lowerBound + 2, "as")
        {
            return true
        }
        // "as common with enalapril as with losartan"
        if page.stream.equals(tokens.lowerBound, "as"), page.stream.equals(tokens.lowerBound + 1, "with") {
            return false
        }
        for index in tokens {
            if page.stream.tokens[index].isNumber {
                // "7.5 with X and 4.2 with Y": figures of each.
                if page.has(index + 1, .tie) { return false }
                continue
            }
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
        if page.stream.equals(token - 1, "of") || page.stream.equals(token - 1, "between"),
            page.stream.equals(token - 2, "combination") || page.stream.equals(token - 2, "mixture")
        {
            return true
        }
        // "Taken together, opioids and benzodiazepines …"
        if page.stream.punctuation(token - 1) == UInt8(ascii: ","),
            page.stream.equals(token - 2, "together") || page.stream.equals(token - 2, "combined")
        {
            return true
        }
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
        let of = tokens.lowerBound - 1
        if of > sentence.tokens.lowerBound, page.stream.equals(of, "of") || page.stream.equals(of, "from"),
            page.has(of - 1, [.withdrawal, .stopping])
        {
            return true
        }
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
}
