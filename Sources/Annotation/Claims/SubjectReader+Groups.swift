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
