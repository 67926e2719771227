import Events

/// Objects of mechanisms: molecules outside the lexicon, known ones with the words that make them another thing ("histamine release"),
/// and those that "the same receptor" stands for.
extension ClaimFinder {
    /// The molecules that a verb of mechanism acts on, where no known one follows it.
    func molecules(after position: Int, _ reading: Reading) -> [Target] {
        if let meant = meantMolecule(after: position, reading) { return [meant] }
        let named = membersNamed(after: position, reading)
        if !named.isEmpty { return named }
        return openMolecule(after: position, reading).map { words in
            // "growth of dendritic spines" is dendritic spine growth.
            if words.count > 2, stream.equals(words.lowerBound + 1, "of"),
                Self.processes.contains(where: { stream.equals(words.lowerBound, $0) })
            {
                let label =
                    "\(singularPhrase(words.lowerBound + 2..<words.upperBound)) \(stream.lowerString(words.lowerBound))"
                return [Target(label, nil, words, nil)]
            }
            return [Target(phrase(words), nil, words, nil)]
        } ?? []
    }

    /// A known molecule, hormone or process with what its phrase adds: "opioid peptides", "release of dopamine", "serotonin 5-HT1B and
    /// 5-HT1D receptors" as two.
    func extended(_ target: Target, _ reading: Reading) -> [Target] {
        guard let index = target.index, isMechanism(index) else { return [target] }
        let first = target.tokens.upperBound
        let limit = min(reading.sentence.tokens.upperBound, first + 7)
        var end = first
        var join: Int?
        while end < limit {
            let isGlue = stream.punctuation(end) == 0x2D && !stream.tokens[end].flags.contains(.spaceBefore)
            let isTail =
                end > first && stream.punctuation(end - 1) == 0x2D && stream.tokens[end].length == 1
                && !stream.tokens[end].flags.contains(.spaceBefore)
            if !isGlue, !isTail, !isMoleculeWord(end, reading) {
                // "5-HT1B and 5-HT1D receptors": the head stands behind the second.
                guard join == nil, end > first, page.has(end, .conjunction), end + 1 < limit,
                    isSymbol(stream.tokens[end + 1])
                else { break }
                join = end
            }
            end += 1
        }
        while end > first, stream.tokens[end - 1].isPunctuation || page.has(end - 1, .conjunction) { end -= 1 }
        guard end > first else { return [process(before: target) ?? target] }
        guard let join, join < end - 1 else {
            // "GABA-B receptor", "guanylate cyclase-C"
            let isGlued =
                stream.punctuation(first) == 0x2D && !stream.tokens[first].flags.contains(.spaceBefore)
            let letter = isGlued ? "-\(stream.string(first + 1..<first + 2))" : ""
            let rest = isGlued ? first + 2 : first
            let tail = rest < end ? " \(singularPhrase(rest..<end))" : ""
            // "bile acid reabsorption"
            let own = tail.isEmpty || !target.label.hasSuffix("acids") ? target.label : String(target.label.dropLast())
            return [Target("\(own)\(letter)\(tail)", nil, target.tokens.lowerBound..<end, nil)]
        }
        let hasHead = page.has(end - 1, .molecule)
        let head = hasHead ? " \(singularPhrase(end - 1..<end))" : ""
        return [
            Target("\(target.label) \(phrase(first..<join))\(head)", nil, target.tokens.lowerBound..<join, nil),
            Target(
                "\(target.label) \(phrase(join + 1..<(hasHead ? end - 1 : end)))\(head)", nil,
                target.tokens.lowerBound..<end, nil
            ),
        ]
    }

    /// "the reuptake of dopamine and noradrenaline": the process is that of each.
    func distributed(_ found: [Target], _ reading: Reading) -> [Target] {
        // "blocks the receptor for leukotrienes"
        let targets = found.map { target -> Target in
            let link =
                stream.equals(target.tokens.lowerBound - 1, "the")
                ? target.tokens.lowerBound - 2 : target.tokens.lowerBound - 1
            guard stream.equals(link, "for"), !target.label.hasSuffix("receptor"),
                stream.equals(link - 1, "receptor") || stream.equals(link - 1, "receptors")
            else { return target }
            return Target("\(target.label) receptor", nil, link - 1..<target.tokens.upperBound, target.index)
        }
        // "dopamine and serotonin receptors"
        if let last = targets.last, targets.count > 1,
            let noun = ["receptor", "transporter", "channel", "release", "reuptake"].first(where: {
                last.label.hasSuffix(" \($0)")
            }),
            page.has(last.tokens.upperBound - 1, .molecule)
        {
            return targets.map { target in
                guard let index = target.index, isMechanism(index), target.tokens != last.tokens,
                    !target.label.contains(noun)
                else { return target }
                return Target("\(target.label) \(noun)", nil, target.tokens, target.index)
            }
        }
        guard let first = targets.first, first.tokens.contains(where: { stream.equals($0, "of") }),
            let word = first.label.split(separator: " ").last.map(String.init),
            first.tokens.contains(where: { stream.equals($0, "of") && stream.lowerString($0 - 1) == word })
        else { return targets }
        var found = targets.enumerated().map { place, target -> Target in
            guard place > 0, let index = target.index, isMechanism(index), !target.label.contains(word) else {
                return target
            }
            return Target("\(target.label) \(word)", nil, target.tokens, target.index)
        }
        // The body's own substances are medicines too.
        let next = first.tokens.upperBound + 1
        if targets.count == 1, page.has(next - 1, .list),
            let drug = reading.sentence.drugs.first(where: { page.drugs[$0].tokens.lowerBound == next })
        {
            let tokens = first.tokens.lowerBound..<page.drugs[drug].tokens.upperBound
            found.append(Target("\(page.drugs[drug].name) \(word)", nil, tokens, nil))
        }
        return found
    }

    /// "blocks the enzymes that clear warfarin": what is hindered is how the drug is got rid of.
    func clearances(after position: Int, _ reading: Reading) -> [Target] {
        let limit = min(reading.sentence.tokens.upperBound, position + 9)
        guard
            let enzyme = Range(from: position, to: limit).first(where: {
                stream.equals($0, "enzyme") || stream.equals($0, "enzymes")
                    || stream.equals($0, "transporter")
            }),
            let link = Range(from: enzyme + 1, to: limit).first(where: { page.has($0, .relative) }), link - enzyme <= 4,
            // "blocks CYP1A2, the enzyme that clears duloxetine": the name goes first.
            !(position..<enzyme).contains(where: { stream.punctuation($0) == UInt8(ascii: ",") })
        else { return [] }
        var verb = link + 1
        if stream.equals(verb, "normally") || stream.equals(verb, "usually") { verb += 1 }
        guard verb < limit else { return [] }
        var isOne = false
        for word: StaticString in [
            "clear", "clears", "break", "breaks", "metabolize", "metabolizes", "metabolise", "metabolises", "degrade",
            "degrades", "eliminate", "eliminates", "process", "processes", "handle", "handles", "dispose", "disposes",
            "destroy", "destroys", "deactivate", "deactivates", "inactivate", "inactivates", "remove", "removes",
        ] where stream.equals(verb, word) { isOne = true }
        // "the enzyme that activates clopidogrel"
        var process = "metabolism"
        for word: StaticString in ["activate", "activates", "convert", "converts"] where stream.equals(verb, word) {
            isOne = true
            process = "activation"
        }
        // "the enzyme that makes uric acid", "that breaks down GABA": what the body makes or breaks.
        for word: StaticString in ["make", "makes", "produce", "produces", "build", "builds", "form", "forms"]
        where stream.equals(verb, word) {
            isOne = true
            process = "production"
        }
        let isDown = stream.equals(verb + 1, "down") || stream.equals(verb + 1, "up")
        if isOne, process != "activation",
            let index = objects.right(
                of: isDown ? verb + 2 : verb + 1, within: 3, kinds: .mechanism, page, reading.sentence
            ).first
        {
            let own = target(index)
            let act = process == "production" ? process : "breakdown"
            return [Target("\(own.label) \(act)", nil, position..<own.tokens.upperBound, nil)]
        }
        if process == "production" { return [] }
        guard isOne, let group = reading.groups.first(where: { $0.tokens.lowerBound > verb }),
            group.tokens.lowerBound - verb <= 4
        else { return [] }
        // ", and alcohol adds to it" begins another clause.
        let comma = group.tokens.first { stream.punctuation($0) == UInt8(ascii: ",") } ?? group.tokens.upperBound
        let named = reading.sentence.drugs.filter {
            (group.tokens.lowerBound..<comma).contains(page.drugs[$0].tokens.lowerBound)
        }
        .map { page.drugs[$0].name }
        return group.subjects.filter { named.contains($0.name) }.map { drug in
            let own = reading.sentence.drugs.first {
                page.drugs[$0].name == drug.name && page.drugs[$0].tokens.lowerBound > verb
            }
            let end = own.map { page.drugs[$0].tokens.upperBound } ?? group.tokens.upperBound
            return Target("\(drug.name) \(process)", nil, position..<end, nil)
        }
    }

    private func isMechanism(_ index: Int) -> Bool {
        stage.concepts.concepts[Int(page.concepts[index].concept)].kinds.contains(.mechanism)
    }

    private func isMoleculeWord(_ index: Int, _ reading: Reading) -> Bool {
        (page.has(index, .molecule) || isSymbol(stream.tokens[index])
            || isEnzyme(stream.tokens[index], index) || BodyWords.isBodily(index, stream))
            && !page.has(index, .level)
            && !reading.groups.contains { $0.tokens.contains(index) }
    }

    /// "the release of dopamine" is dopamine release.
    private func process(before target: Target) -> Target? {
        var of = target.tokens.lowerBound - 1
        if page.has(of, .indefinite) || stream.equals(of, "the") || stream.equals(of, "both") { of -= 1 }
        guard of > 0, stream.equals(of, "of") else { return nil }
        for word: StaticString in Self.processes where stream.equals(of - 1, word) {
            let label = "\(target.label) \(stream.lowerString(of - 1))"
            return Target(label, nil, of - 1..<target.tokens.upperBound, nil)
        }
        return nil
    }

    private static let processes: [StaticString] = [
        "release", "secretion", "production", "synthesis", "breakdown", "uptake", "reuptake", "absorption", "activity",
        "formation", "metabolism", "clearance", "activation", "degradation", "excretion", "growth", "replication",
        "transmission", "reabsorption", "conversion", "regeneration", "resynthesis", "manufacture", "generation",
        "turnover", "oxidation", "proliferation", "differentiation",
    ]

    /// "blocks the same receptor", "mops up the peptide": the molecule of that sort that was named last.
    private func meantMolecule(after position: Int, _ reading: Reading) -> Target? {
        var index = position
        let limit = min(reading.sentence.tokens.upperBound, position + 3)
        // The rule's own words may end in the article ("blocks the").
        var isDefinite = stream.equals(position - 1, "the")
        while index < limit, page.has(index, .opener) || stream.equals(index, "this") {
            for word: StaticString in ["the", "this", "that", "these", "those", "same", "both", "its"]
            where stream.equals(index, word) { isDefinite = true }
            index += 1
        }
        if index < limit, stream.equals(index, "same") { index += 1 }
        // "both forms of the enzyme"
        if isDefinite, stream.equals(index, anyOf: Self.sorts), stream.equals(index + 1, "of"),
            stream.equals(index + 2, "the") || stream.equals(index + 2, "this")
        {
            index += 3
        }
        guard isDefinite, index < reading.sentence.tokens.upperBound, page.has(index, .molecule),
            index + 1 >= reading.sentence.tokens.upperBound || stream.isPunctuation(at: index + 1)
                || page.has(index + 1, [.ender, .relative, .conjunction]) || stream.equals(index + 1, "itself"),
            // "the protease that the virus needs" is told by what follows.
            !page.has(index + 1, .relative)
        else { return nil }
        let noun = singularPhrase(index..<index + 1)
        var last: Concept?
        for known in (0..<page.concepts.count).reversed() {
            let mention = page.concepts[known]
            if mention.tokens.upperBound > position { continue }
            guard position - mention.tokens.upperBound < 160 else { break }
            let concept = stage.concepts.concepts[Int(mention.concept)]
            // What happens in the body ("vasodilation") is no molecule, and many cells are not one.
            guard concept.kinds == .mechanism, !concept.label.hasSuffix("s") else { continue }
            // "Paroxetine blocks this enzyme": no receptor named since.
            if noun == "enzyme", !Self.isEnzyme(concept.label) { continue }
            if noun == "pump" || noun == "transporter" || noun == "channel", !concept.label.contains(noun) { continue }
            let isHere = stream.start(mention.tokens.lowerBound) >= reading.segment.range.start
            if isHere, concept.label.hasSuffix(noun) {
                return Target(concept.label, concept.mesh, position..<index + 1, nil)
            }
            if last == nil { last = concept }
        }
        if last == nil, noun == "receptor", stream.equals(index - 1, "same") {
            return sameReceptor(position..<index + 1)
        }
        // A protease or a kinase is no other thing that was named; a receptor, an enzyme or a protein may be.
        guard let last, Self.general.contains(stream.tokens[index].hash) else { return nil }
        let label = noun == "receptor" ? "\(last.label) receptor" : last.label
        return Target(label, nil, position..<index + 1, nil)
    }

    private static let sorts = TokenTable("forms types kinds versions subtypes")

    private static func isEnzyme(_ label: String) -> Bool {
        label.hasPrefix("CYP") || label.hasSuffix("ase") || label.contains("ase ") || label.contains("enzyme")
            || label.hasPrefix("cyclooxygenase") || label.hasSuffix("-converting enzyme") || label == "aromatase"
    }

    private static let general = TokenTable(
        """
        receptor receptors enzyme enzymes protein proteins hormone hormones peptide peptides channel channels transporter transporters \
        pathway pathways signal signals messenger messengers molecule cytokine cytokines gene genes pump pumps neurotransmitter cell cells
        """)

    /// "two receptors, MT1 and MT2": those that are named behind the word for their sort.
    private func membersNamed(after position: Int, _ reading: Reading) -> [Target] {
        let limit = reading.sentence.tokens.upperBound
        var index = position
        while index < min(limit, position + 4), !page.has(index, .molecule) {
            guard page.has(index, [.opener, .function]) || stream.tokens[index].isNumber else { return [] }
            index += 1
        }
        guard index < limit, page.has(index, .molecule) else { return [] }
        let noun = singularPhrase(index..<index + 1)
        var next = index + 1
        let mark = stream.punctuation(next)
        guard
            mark == UInt8(ascii: ",") || mark == UInt8(ascii: "(") || mark == UInt8(ascii: ":")
                || stream.equals(next, "called")
        else { return [] }
        next += 1
        var found: [Target] = []
        while next < limit, found.count < 4, isSymbol(stream.tokens[next]) {
            var end = next + 1
            while end + 1 < limit, stream.punctuation(end) == 0x2D,
                !stream.tokens[end].flags.contains(.spaceBefore)
            { end += 2 }
            // "(IC50 0.8 µM)" is a measure.
            if end < limit, stream.tokens[end].isNumber { break }
            found.append(Target("\(phrase(next..<end)) \(noun)", nil, position..<end, nil))
            guard end < limit, page.has(end, .list) else { break }
            next = end + 1
            if page.has(next, .conjunction) { next += 1 }
        }
        return found
    }

    /// "the growth of dendritic spines": a process alone, with the thing behind it that nothing knows.
    private func processOf(_ start: Int, _ last: Int, _ reading: Reading) -> Range<Int>? {
        guard last == start, stream.equals(last + 1, "of"),
            Self.processes.contains(where: { stream.equals(last, $0) })
        else { return nil }
        var end = last + 2
        while end < reading.sentence.tokens.upperBound, end - last < 6, stream.tokens[end].isWord,
            !page.has(end, .ender), !reading.groups.contains(where: { $0.tokens.contains(end) })
        { end += 1 }
        guard end > last + 2, !page.has(last + 2..<end, .person) else { return nil }
        return start..<end
    }

    /// A phrase behind a verb of mechanism that names a molecule, cell or process: by its last word, or by a name's capitals and figures.
    func openMolecule(after position: Int, _ reading: Reading) -> Range<Int>? {
        var start = position
        // "opens up vessels"
        if stream.equals(start, "up") || stream.equals(start, "down") { start += 1 }
        while start < reading.sentence.tokens.upperBound, page.has(start, .opener) { start += 1 }
        var end = start
        var last: Int?
        while end < reading.sentence.tokens.upperBound, end - start < 7 {
            let token = stream.tokens[end]
            let isHyphen = stream.punctuation(end) == 0x2D && !token.flags.contains(.spaceBefore)
            guard token.isWord || token.isNumber || isHyphen else { break }
            if page.has(end, .ender) {
                // "the release of X", "the action of an enzyme".
                guard stream.equals(end, "of"), last == end - 1 else { break }
            } else if reading.groups.contains(where: { $0.tokens.contains(end) }) {
                break
            }
            end += 1
            if page.has(end - 1, .molecule) || isSymbol(token) || isEnzyme(token, end - 1)
                // "DNA repair"
                || last == end - 2 && BodyWords.isBodily(end - 1, stream)
            {
                last = end - 1
            }
        }
        guard var last, last >= start else { return nil }
        if let words = processOf(start, last, reading) { return words }
        // "a receptor called GPR17": the name alone.
        if let called = (start..<last).last(where: {
            stream.equals($0, "called") || stream.equals($0, "named")
        }) {
            start = called + 1
        }
        // "PPAR-gamma"
        while last + 2 < reading.sentence.tokens.upperBound, stream.punctuation(last + 1) == 0x2D,
            !stream.isSpaced(at: last + 1),
            !stream.isSpaced(at: last + 2)
        { last += 2 }
        // "Toll-like receptor 4"
        if last + 1 < reading.sentence.tokens.upperBound, stream.isNumber(at: last + 1) { last += 1 }
        // A condition or a thing that is treated is none.
        for index in reading.sentence.concepts where page.concepts[index].tokens.overlaps(start..<last + 1) {
            return nil
        }
        return isNamed(start..<last + 1) ? start..<last + 1 : nil
    }

    /// "a particular protein", "active metabolites": nothing is named.
    func isNamed(_ words: Range<Int>) -> Bool {
        words.contains { stream.tokens[$0].isWord && !Self.vague.contains(stream.tokens[$0].hash) }
    }

    /// Words that name no molecule, cell or process, alone or with each other.
    private static let vague = TokenTable(
        """
        receptor receptors enzyme enzymes kinase kinases channel channels transporter transporters protein proteins hormone hormones signal signals \
        signalling signaling pathway pathways gene genes messenger messengers neurotransmitter neurotransmitters peptide peptides cell cells \
        neuron neurons neurones metabolite metabolites brain body system systems process processes activity production release level levels \
        uptake reuptake absorption growth metabolism replication transmission secretion synthesis breakdown clearance excretion \
        type types form forms kind kinds sort sorts amount amounts number numbers particular specific certain several various many some other prolonged active chemical chemicals new own same different more fewer less \
        key important such natural normal these those its their first second third another single
        """)

    /// "transformylase", "synthetase": words of that ending name enzymes.
    private func isEnzyme(_ token: Token, _ index: Int) -> Bool {
        guard token.isWord, token.length > 6, !Self.noEnzymes.contains(token.hash) else { return false }
        let length = Int(token.length)
        return stream.lower(index, length - 1) == UInt8(ascii: "e")
            && stream.lower(index, length - 2) == UInt8(ascii: "s")
            && stream.lower(index, length - 3) == UInt8(ascii: "a")
    }

    private static let noEnzymes = TokenTable(
        "disease release increase decrease purchase database showcase paraphrase staircase suitcase bookcase briefcase")

    private func isSymbol(_ token: Token) -> Bool { BodyWords.isSymbol(token) }
}
