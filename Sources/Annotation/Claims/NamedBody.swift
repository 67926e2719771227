import Events

/// Learned societies and agencies by the shape of their names: every country has its own, and no list holds them.
enum NamedBody {
    /// What a name's head word ("Society", "Council") stands for; nil where it is no name.
    ///
    /// "The Nordic Stroke Forum", "Union of Infection Physicians": capitals around the head make a name. Medicines, drugs, products or food in
    /// it make an agency of it, else it is a body that gives guidance.
    static func design(at head: Range<Int>, in stream: TokenStream) -> EvidenceClass? {
        let first = head.lowerBound
        guard stream.tokens[first].flags.contains(.capitalised) else {
            return lowerCaseHeads.contains(stream.tokens[first].hash) && isLed(first, stream) ? .guideline : nil
        }
        var names = 0
        var isAgency = false
        func take(_ index: Int) -> Bool {
            guard stream.tokens.indices.contains(index), stream.tokens[index].isWord else { return false }
            if joints.contains(stream.tokens[index].hash) { return true }
            guard stream.tokens[index].flags.contains(.capitalised) else { return false }
            if articles.contains(stream.tokens[index].hash) { return false }
            names += 1
            if wares.contains(stream.tokens[index].hash) { isAgency = true }
            return true
        }
        for index in stride(from: first - 1, through: first - reach, by: -1) {
            if !take(index) { break }
        }
        for index in head.upperBound..<head.upperBound + reach where !take(index) { break }
        guard names > 0 else { return nil }
        return isAgency ? .regulator : .guideline
    }

    /// In words: how far a name goes on from its head.
    private static let reach = 5

    /// "The continental headache federation", "its own society".
    private static func isLed(_ head: Int, _ stream: TokenStream) -> Bool {
        for index in max(0, head - 3)..<head where articles.contains(stream.tokens[index].hash) { return true }
        return false
    }

    /// Heads that are bodies without capitals too; an association may be one of numbers, and an academy a school.
    private static let lowerCaseHeads = TokenTable("federation society")
    private static let joints = TokenTable("of for and on &")
    private static let articles = TokenTable("the its their our this that")
    private static let wares = TokenTable(
        "medicines medicine medicinal drug drugs product products food therapeutic therapeutics pharmaceutical pharmaceuticals"
    )
}
