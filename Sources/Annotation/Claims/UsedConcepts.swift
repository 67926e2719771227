/// The concepts of one sentence that a claim was made of; few, so that a list does.
struct UsedConcepts {
    private var indices: [Int] = []

    func contains(_ index: Int) -> Bool { indices.contains(index) }

    mutating func insert(_ index: Int) { if !contains(index) { indices.append(index) } }
}
