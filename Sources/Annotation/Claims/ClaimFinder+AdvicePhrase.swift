import Events

/// Set words with the rest of their clause.
extension ClaimFinder {
    /// Set words with the rest of the clause; "contains no estrogen" is negated by its "no".
    func phraseTarget(_ label: String, _ trigger: Range<Int>, _ reading: Reading) -> Target? {
        var start = trigger.upperBound
        while page.has(start, .negative) { start += 1 }
        // "limit to" wants a figure.
        if label.hasPrefix("limit"), !stream.tokens[min(start, stream.count - 1)].isNumber,
            !page.has(start, .function)
        {
            return nil
        }
        if let figure = figure(label, trigger, reading) { return figure }
        // "as effective as carbamazepine": the drug alone.
        if label == "equal to" || label == "stronger than" || label == "prodrug of" {
            guard let group = subjects.right(of: start, groups: reading.groups, within: 3) else { return nil }
            return Target("\(label) \(group.subjects[0].name)", nil, trigger.lowerBound..<group.tokens.upperBound, nil)
        }
        var tail = tail(after: start, reading, keepsDrug: true)
        guard !tail.text.isEmpty else { return nil }
        if tail.text.hasSuffix(" such") { tail.text.removeLast(5) }
        // "contains 75 mg of iodine"
        if label == "contains", stream.tokens[start].isNumber,
            let of = (start..<min(start + 4, tail.end)).first(where: { stream.equals($0, "of") })
        {
            let what = self.tail(after: of + 1, reading, keepsDrug: true)
            if !what.text.isEmpty { tail = what }
        }
        // "crosses the placenta freely"
        if label == "crosses" {
            for adverb in [" freely", " readily", " easily", " well", " quickly", " too", " as well"]
            where tail.text.hasSuffix(adverb) { tail.text.removeLast(adverb.utf8.count) }
            // "Very little loratadine gets into breast milk"
            if stream.equals(trigger.lowerBound - 2, "little"), !tail.text.contains("brain") {
                return Target("little passes into \(tail.text)", nil, trigger.lowerBound..<tail.end, nil)
            }
        }
        // "crosses into the brain within an hour"
        if label == "crosses", tail.text.contains("brain") {
            return Target("crosses blood-brain barrier", nil, trigger.lowerBound..<tail.end, nil)
        }
        return Target("\(label) \(tail.text)", nil, trigger.lowerBound..<tail.end, nil)
    }
}
