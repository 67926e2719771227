import Events

/// Objects of mechanisms that stand further off: behind "called", and the receptor that is "the same" as another drug's.
extension ClaimFinder {
    /// "switches on an enzyme in the liver called CYP3A4", "a protein known as tubulin": the name behind "called".
    func calledBehind(_ position: Int, _ reading: Reading) -> Target? {
        let limit = min(reading.sentence.tokens.upperBound, position + 10)
        for index in Range(from: position, to: limit) {
            if stream.tokens[index].isPunctuation, stream.punctuation(index) != 0x2D { return nil }
            let isCalled = stream.equals(index, "called") || stream.equals(index, "named")
            guard isCalled || stream.equals(index, "known") && stream.equals(index + 1, "as") else {
                continue
            }
            let next = isCalled ? index + 1 : index + 2
            return objects.right(of: next, within: 1, kinds: .mechanism, page, reading.sentence).first.map {
                let own = target($0)
                return Target(own.label, own.mesh, position..<own.tokens.upperBound, $0)
            }
        }
        return nil
    }

    /// "Zolpidem is no benzodiazepine, but acts on the same receptor", "hits the same receptors as morphine": that of the kind of drug named.
    func sameReceptor(_ words: Range<Int>) -> Target? {
        let isAs = stream.equals(words.upperBound, "as")
        let drug =
            isAs
            ? page.drugs.first { 0...3 ~= $0.tokens.lowerBound - words.upperBound }
            : page.drugs.last {
                $0.isClass && $0.tokens.upperBound <= words.lowerBound && words.lowerBound - $0.tokens.upperBound < 40
            }
        guard let drug,
            let kind = ["opioid", "benzodiazepine", "cannabinoid", "nicotine"].first(where: {
                drug.name == $0 || drug.classes.contains($0)
            })
        else { return nil }
        return Target("\(kind) receptor", nil, words, nil)
    }
}
