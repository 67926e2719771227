import Events

/// A rule's words in a sentence that is about another matter: the drug's own stopping, its dose, what doctors should think over.
extension ClaimFinder {
    private static let leaving = TokenTable(
        "detox taper wean withdraw come get quit stop kick adjust acclimate acclimatise acclimatize start titrate")
    private static let doubting = TokenTable(
        "rethink rethinking rethought reconsider reconsidering reassess reassessing reevaluate reexamine revisit revisiting question questioning review reviewing"
    )
    private static let ending = TokenTable("stop stopping quit quitting halt end ending")
    private static let amounts = TokenTable("dose doses dosage amount amounts quantity quantities")

    func isOfOtherMatter(_ rule: ClaimRule, _ trigger: Range<Int>, _ reading: Reading) -> Bool {
        // "It is natural levodopa with zero side effects": said of what is likened to the drug.
        if rule.subject == .topic,
            page.drugs[reading.sentence.drugs].contains(where: {
                $0.tokens.upperBound <= trigger.lowerBound && stream.equals($0.tokens.lowerBound - 1, "natural")
            })
        {
            return true
        }
        switch rule.predicate {
        case .persistsAfterStop:
            // "It takes months to come off it": the leaving lasts, no effect.
            return page.has(trigger.upperBound - 1, .to) && stream.equals(trigger.upperBound, anyOf: Self.leaving)
        case .treats, .prevents:
            // "I would like to stop it": the drug.
            if trigger.count > 1, page.has(trigger.upperBound, .effectPronoun),
                stream.equals(trigger.upperBound - 1, anyOf: Self.ending)
            {
                return true
            }
            let before = trigger.lowerBound - 1
            // "Doctors should rethink the treatment of insomnia."
            if stream.equals(before, anyOf: Self.doubting) || stream.equals(before - 1, anyOf: Self.doubting) {
                return true
            }
            return page.has(before, .to) && isOfDose(trigger.lowerBound, reading.sentence)
        default: return false
        }
    }

    /// "a dose large enough to induce sleep": how much was given, not what for.
    private func isOfDose(_ verb: Int, _ sentence: ClaimPage.Sentence) -> Bool {
        guard stream.equals(verb - 2, "enough") else { return false }
        return Range(from: max(sentence.tokens.lowerBound, verb - 8), to: verb - 2).contains {
            stream.equals($0, anyOf: Self.amounts)
        }
    }

    /// "Benzos are Valiums": a class is none of its members; "X withdrawal causes withdrawal".
    func saysNothing(_ predicate: Predicate, _ subject: ClaimSubject, _ target: Target, _ reading: Reading) -> Bool {
        if subject.isWithdrawal, target.label == "withdrawal syndrome" { return true }
        // "Mine came back within eight weeks": what the drug is for is no harm that goes.
        if predicate == .reversibleAfterStop, reading.isComment, isIndicated(subject, target.label) { return true }
        guard predicate == .isA else { return false }
        // "a plausible link, not a proven one", "angiotensin II, a substance that": of no kind.
        let words = target.label.split(separator: " ")
        if let head = words.last, Self.noKinds.contains(String(head)) || words.count == 1 && head == "substance" {
            return true
        }
        guard subject.isClass else { return false }
        return reading.groups.contains { group in
            group.tokens == target.tokens && group.subjects.allSatisfy { !$0.isClass }
        }
    }

    private static let noKinds: Set<String> = [
        "one", "trial", "study", "reason", "thing", "molecule", "question", "problem", "matter",
    ]

    /// "with daily use of long-acting benzos": the property of the drug right behind it, whatever stands before.
    func isOfNextDrug(_ rule: ClaimRule, _ trigger: Range<Int>, _ target: Target, _ reading: Reading) -> Bool {
        guard rule.predicate == .hasProperty, stream.equals(trigger.lowerBound, "with") else { return false }
        return reading.groups.contains { $0.tokens.lowerBound == target.tokens.upperBound }
    }

    private static let contrasts = TokenTable("but whereas while although though")

    func isContrasted(_ end: Int, _ drug: Range<Int>) -> Bool {
        Range(from: end, to: drug.lowerBound).contains { Self.contrasts.contains(stream.tokens[$0].hash) }
    }

    private static let persons = TokenTable("he she they we i")

    /// "X nearly killed my aunt, she bled into her brain": after the comma somebody else begins.
    func isOfNextPerson(_ object: Range<Int>, behind trigger: Range<Int>) -> Bool {
        Range(from: trigger.upperBound, to: object.lowerBound).contains {
            stream.punctuation($0) == UInt8(ascii: ",")
                && Self.persons.contains(stream.tokens[$0 + 1].hash)
        }
    }
}
