import Events

/// How a comment's event went on when the drug was stopped, reduced or taken again.
struct Course {
    private(set) var dechallenge: Challenge?
    private(set) var rechallenge: Challenge?

    /// How many sentences behind the stopping its result may stand, and how many words of the list, so that no comment is slow.
    private static let reach = 2
    private static let near = 24

    init(_ reading: CommentReading) {
        for (index, word) in reading.words.enumerated() {
            if word.kind == .stopping || word.kind == .reducing {
                dechallenge = dechallenge ?? Self.result(of: index, reading)
            } else if word.kind == .restarting {
                rechallenge = rechallenge ?? Self.result(ofRestart: index, reading)
            }
        }
    }

    private static func result(of index: Int, _ reading: CommentReading) -> Challenge? {
        let stop = reading.words[index].tokens
        if reading.isDenied(stop) { return nil }
        let own = reading.stream.sentence(of: stop.lowerBound)
        for word in reading.words[(index + 1)...].prefix(near) {
            guard reading.stream.sentence(of: word.tokens.lowerBound) - own <= reach else { break }
            // What happens on taking it again is the rechallenge's.
            if word.kind == .restarting { return nil }
            if word.kind == .remains { return .negative }
            if word.kind == .gone { return reading.isDenied(word.tokens) ? .negative : .positive }
        }
        for word in reading.words[..<index].suffix(near).reversed() {
            guard reading.stream.sentence(of: word.tokens.lowerBound) == own else { break }
            if word.kind == .remains { return .negative }
            if word.kind == .gone { return reading.isDenied(word.tokens) ? .negative : .positive }
        }
        return nil
    }

    private static func result(ofRestart index: Int, _ reading: CommentReading) -> Challenge? {
        let start = reading.words[index].tokens
        if reading.isDenied(start) { return nil }
        let own = reading.stream.sentence(of: start.lowerBound)
        for word in reading.words[(index + 1)...].prefix(near) {
            guard reading.stream.sentence(of: word.tokens.lowerBound) - own <= 1 else { break }
            if word.kind == .returned { return reading.isDenied(word.tokens) ? .negative : .positive }
            if word.kind == .well { return .negative }
        }
        for word in reading.words[..<index].suffix(near).reversed() {
            guard reading.stream.sentence(of: word.tokens.lowerBound) == own else { break }
            if word.kind == .returned { return reading.isDenied(word.tokens) ? .negative : .positive }
        }
        return nil
    }
}

extension CommentReading {
    /// A "not" or "never" in the few tokens before, in the same sentence.
    func isDenied(_ range: Range<Int>, within reach: Int = 3) -> Bool {
        let sentence = sentence(of: range.lowerBound)
        for token in max(sentence.lowerBound, range.lowerBound - reach)..<max(sentence.lowerBound, range.lowerBound) {
            for word: StaticString in ["not", "never", "no", "t", "nt", "didnt", "dont", "cant", "wont", "without"]
            where stream.equals(token, word) { return true }
        }
        return false
    }

    /// The criteria that words of the comment speak of, denied ones left out, and a death that is not the patient's: nobody writes of their own.
    func seriousness(of patient: Person?) -> Set<Seriousness> {
        var found: Set<Seriousness> = []
        for word in words {
            guard let criterion = word.kind.seriousness, !isDenied(word.tokens, within: 5) else { continue }
            if criterion == .death {
                if patient == .me { continue }
                if let known = bearer(of: word.tokens), known.isStated, let patient, known.bearer != .person(patient),
                    Self.isPerson(known.bearer)
                {
                    continue
                }
            }
            found.insert(criterion)
        }
        return found
    }

    func tokens(of range: TextRange) -> Range<Int> { stream.tokens(overlapping: range.start..<range.end) }
}
