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

    /// "take off", "come off" are stopping, "leave alone" is avoiding.
    func phrasal(_ step: AdviceStep, _ reading: Reading) -> AdviceStep {
        var step = step
        let next = step.position + 1
        // "should check with their pharmacist": asks.
        if step.verb.kind == .monitor, stream.equals(step.position, "check"), stream.equals(next, "with"),
            page.has(Range(from: next + 1, to: min(next + 4, reading.sentence.tokens.upperBound)), .adviser)
        {
            step.verb = AdviceVerbs.Verb(label: "talk", kind: .ask)
            return step
        }
        // "hold off on brushing"
        if step.verb.label == "delay", stream.equals(next, "on") { step.position = next }
        if stream.equals(next, "off"), step.verb.label == "take" || step.verb.label == "come" {
            step.verb = AdviceVerbs.Verb(label: "stop", kind: .stop)
            step.position = next
        } else if step.verb.label == "stay" {
            for word: StaticString in ["away", "off", "clear"] where stream.equals(next, word) {
                step.verb = AdviceVerbs.Verb(label: "avoid", kind: .avoid)
                step.position =
                    stream.equals(next + 1, "from") || stream.equals(next + 1, "of") ? next + 1 : next
            }
        } else if stream.equals(step.position, "hold"), stream.equals(next, "off") {
            step.verb = AdviceVerbs.Verb(label: "delay", kind: .act)
            step.position = stream.equals(next + 1, "on") ? next + 1 : next
        } else if step.verb.label == "swallow",
            page.has(next, .effectPronoun) || page.has(Range(from: next, to: next + 2), .doseForm),
            !Range(from: next, to: min(next + 5, reading.sentence.tokens.upperBound)).contains(where: {
                stream.equals($0, "whole")
            })
        {
            // "Swallow it at bedtime": takes it; "swallow the capsules whole" says how.
            step.verb = AdviceVerbs.Verb(label: "take", kind: .use)
        } else if step.verb.label == "touch" || step.verb.label == "get",
            page.has(next, .effectPronoun) || reading.groups.contains(where: { $0.tokens.lowerBound == next })
        {
            // "Nobody with gout should touch it", "children should not get tetracyclines": takes it.
            step.verb = AdviceVerbs.Verb(label: "take", kind: .use)
        } else if stream.equals(step.position, "keep"),
            Range(from: next, to: min(next + 4, reading.sentence.tokens.upperBound)).contains(where: {
                stream.equals($0, "off") || stream.equals($0, "away") || stream.equals($0, "out")
            })
        {
            // "Keep it off the face": reserves nothing.
            step.verb = AdviceVerbs.Verb(label: "keep", kind: .plain)
        } else if step.verb.label == "leave" || step.verb.label == "give",
            let end = Range(from: next + 1, to: min(next + 8, reading.sentence.tokens.upperBound)).first(where: {
                stream.equals($0, anyOf: step.verb.label == "leave" ? Self.leftPlaces : Self.berths)
            }), !Range(from: next, to: end).contains(where: { stream.tokens[$0].isPunctuation })
        {
            // "give it a wide berth", "leave them on the shelf"
            step.verb = AdviceVerbs.Verb(label: "avoid", kind: .avoid)
            step.head = step.head ?? step.position
            step.position = end
        } else if step.verb.label == "leave" {
            let end = min(next + 6, reading.sentence.tokens.upperBound)
            if Range(from: next, to: end).contains(where: { stream.equals($0, "alone") }) {
                step.verb = AdviceVerbs.Verb(label: "avoid", kind: .avoid)
            }
        }
        return step
    }

    private static let leftPlaces = TokenTable("shelf cupboard drawer")

    private static let berths = TokenTable("berth miss")

    /// "keep off face and off broken skin": one each.
    static func keptOff(_ target: Target) -> [Target] {
        for link in [" and off ", " and out of ", " and away from ", " or off "] {
            guard let place = target.label.firstRange(of: link) else { continue }
            var (one, other) = (target, target)
            one.label = String(target.label[..<place.lowerBound])
            other.label = "keep" + target.label[place.lowerBound...].dropFirst(link.hasPrefix(" or") ? 3 : 4)
            return [one, other]
        }
        return [target]
    }
}
