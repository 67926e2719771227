/// The concepts that a claim was made of, nearly all of one sentence: these are bits, the others a list.
struct UsedConcepts {
    /// The first concept of the sentence.
    private let first: Int
    private var near: UInt64 = 0
    private var others: [Int] = []

    init(_ sentence: ClaimPage.Sentence) { first = sentence.concepts.lowerBound }

    func contains(_ index: Int) -> Bool {
        bit(index).map { near & $0 != 0 } ?? others.contains(index)
    }

    mutating func insert(_ index: Int) {
        if let bit = bit(index) {
            near |= bit
        } else if !others.contains(index) {
            others.append(index)
        }
    }

    private func bit(_ index: Int) -> UInt64? {
        0..<64 ~= index - first ? 1 &<< UInt64(truncatingIfNeeded: index - first) : nil
    }
}
