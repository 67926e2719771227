import Events

/// Verbs of advice that are two words: "leave it out", "come down", "go up", "carry on".
extension ClaimFinder {
    /// The verb at a place: with its particle behind it, behind a pronoun or behind the drug, else the word alone.
    ///
    /// - Returns: the verb, and the place of its last word.
    func adviceVerb(
        at position: Int, _ form: AdviceVerbs.Form, _ reading: Reading
    ) -> (verb: AdviceVerbs.Verb, last: Int)? {
        let token = stream.tokens[position]
        if stage.advice.isHead(token) {
            var index = position + 1
            let limit = min(position + 4, reading.sentence.tokens.upperBound)
            while index < limit, !stream.tokens[index].isPunctuation {
                if let verb = stage.advice.verb(token, with: stream.tokens[index], form) { return (verb, index) }
                // "leave it out", "put the tablets away"
                guard
                    page.has(index, [.pronoun, .doseForm]) || isDeterminer(index) || page.has(index, .effectPronoun)
                        || reading.groups.contains(where: { $0.tokens.contains(index) })
                else { break }
                index += 1
            }
        }
        return stage.advice.verb(token, form).map { ($0, position) }
    }
}
