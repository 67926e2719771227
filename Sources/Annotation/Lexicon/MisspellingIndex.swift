/// Finds the drug name that a misspelt word means, by edit distance, and answers nothing where it is unsure.
///
/// A table of deletions: every name with one letter left out (two for long names) is a key, so that a word within the distance shares
/// a key with the name. Distances count a transposition as one (optimal string alignment). Words in the guard list, English words
/// close to a name, are never tried.
struct MisspellingIndex: Sendable {
    struct Name: Sendable {
        /// Lower-case ASCII letters.
        var letters: [UInt8]
        /// Index of the lexicon form that it stands for.
        var form: Int32
        /// Names of equal substance do not tie.
        var substance: Int32
    }

    struct Answer: Sendable, Equatable {
        let form: Int32
        let distance: Int
    }

    /// Shorter words are out of reach: their neighbours are English.
    static let shortest = 6
    /// From this length two edits are allowed.
    static let shortestForTwo = 9

    private let names: [Name]
    private let guardWords: Set<UInt64>
    /// First three and last three letters of names: one of them is untouched by a single edit.
    private var ends: [UInt64]
    /// Open addressing: a key's upper bits and a name's index plus one; 0 is empty. A key may stand there for several names.
    private var slots: [UInt64] = []

    private static let indexMask: UInt64 = 0xFFFF

    init(names: [Name], guardWords: Set<UInt64>) {
        precondition(names.count < Int(Self.indexMask), "names are numbered in sixteen bits")
        self.names = names
        self.guardWords = guardWords
        ends = [UInt64](repeating: 0, count: 1 << 10)
        var entries = 0
        for name in names {
            let count = name.letters.count
            entries += 1 + count + (count >= Self.shortestForTwo - 1 ? count * (count - 1) / 2 : 0)
        }
        var capacity = 64
        while capacity < entries + entries / 2 { capacity *= 2 }
        slots = [UInt64](repeating: 0, count: capacity)
        for (index, name) in names.enumerated() {
            let letters = name.letters
            guard letters.count >= Self.shortest - 1 else { continue }
            let (head, tail) = Self.endKeys(letters.span)
            ends[Int(head >> 6)] |= 1 << (head & 63)
            ends[Int(tail >> 6)] |= 1 << (tail & 63)
            insert(Self.hash(letters.span), index)
            for skipped in letters.indices {
                insert(Self.hash(letters.span, without: skipped), index)
                if letters.count >= Self.shortestForTwo - 1 {
                    for second in letters.indices.dropFirst(skipped + 1) {
                        insert(Self.hash(letters.span, without: skipped, second), index)
                    }
                }
            }
        }
    }

    private mutating func insert(_ key: UInt64, _ index: Int) {
        let entry = key & ~Self.indexMask | UInt64(index + 1)
        var slot = Int(truncatingIfNeeded: key >> 20) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == entry { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = entry
    }

    private static func hash(_ letters: Span<UInt8>, without first: Int = -1, _ second: Int = -1) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in letters.indices where index != first && index != second {
            hash = (hash ^ UInt64(letters[index])) &* 0x100_0000_01B3
        }
        return TokenHash.finish(hash, length: 0)
    }

    /// 16-bit keys of the first and the last three letters, with the first letter.
    private static func endKeys(_ letters: Span<UInt8>) -> (UInt64, UInt64) {
        let last = letters.count
        return endKeys(
            first: letters[0], letters[1], letters[2], letters[3], last: letters[last - 3], letters[last - 2],
            letters[last - 1])
    }

    @inline(__always)
    private static func endKeys(
        first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8, last third3: UInt8, _ third2: UInt8,
        _ third1: UInt8
    ) -> (UInt64, UInt64) {
        let head = UInt64(second) &* 31 &+ UInt64(third) &* 1009 &+ UInt64(fourth) &* 57
        let tail = UInt64(third1) &* 7919 &+ UInt64(third2) &* 131 &+ UInt64(third3) &* 2003
        return ((head &+ UInt64(first) &* 40503) & 0x7FFF, (tail &+ UInt64(first) &* 27449) & 0x7FFF | 0x8000)
    }

    /// Whether a token's first and last letters are those of some name; looks at the bytes only, since most words end here.
    @inline(__always)
    func mayMatch(_ stream: TokenStream, _ index: Int) -> Bool {
        let last = Int(stream.tokens[index].length)
        let (head, tail) = Self.endKeys(
            first: stream.lower(index, 0), stream.lower(index, 1), stream.lower(index, 2), stream.lower(index, 3),
            last: stream.lower(index, last - 3), stream.lower(index, last - 2), stream.lower(index, last - 1))
        return ends[Int(head >> 6)] >> (head & 63) & 1 == 1 || ends[Int(tail >> 6)] >> (tail & 63) & 1 == 1
    }

    /// The one name within the allowed distance; nil when the word is guarded, far from all, or close to two substances.
    /// - Parameters:
    ///   - letters: lower-case ASCII letters.
    ///   - hash: the token's hash, for the guard list.
    func answer(_ letters: [UInt8], hash: UInt64) -> Answer? {
        guard letters.count >= Self.shortest, letters.count <= 24 else { return nil }
        let (head, tail) = Self.endKeys(letters.span)
        guard ends[Int(head >> 6)] >> (head & 63) & 1 == 1 || ends[Int(tail >> 6)] >> (tail & 63) & 1 == 1,
            !guardWords.contains(hash)
        else { return nil }
        let limit = letters.count >= Self.shortestForTwo ? 2 : 1
        var best: [Int] = []
        var bestDistance = limit + 1
        func consider(_ key: UInt64) {
            var slot = Int(truncatingIfNeeded: key >> 20) & (slots.count - 1)
            while slots[slot] != 0 {
                defer { slot = (slot + 1) & (slots.count - 1) }
                guard slots[slot] & ~Self.indexMask == key & ~Self.indexMask else { continue }
                let candidate = Int(slots[slot] & Self.indexMask) - 1
                guard names[candidate].letters[0] == letters[0], !best.contains(candidate) else { continue }
                let distance = Self.distance(letters, names[candidate].letters, limit: limit)
                if distance < bestDistance {
                    bestDistance = distance
                    best = [candidate]
                } else if distance == bestDistance, distance <= limit {
                    best.append(candidate)
                }
            }
        }
        consider(Self.hash(letters.span))
        for skipped in letters.indices {
            consider(Self.hash(letters.span, without: skipped))
            if limit == 2 {
                for second in letters.indices.dropFirst(skipped + 1) {
                    consider(Self.hash(letters.span, without: skipped, second))
                }
            }
        }
        guard bestDistance >= 1, bestDistance <= limit, let first = best.first else { return nil }
        let substance = names[first].substance
        guard best.allSatisfy({ names[$0].substance == substance }) else { return nil }
        return Answer(form: names[first].form, distance: bestDistance)
    }

    /// Optimal string alignment distance, `limit + 1` when it is larger.
    static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            current.reserveCapacity(right.count + 1)
            var smallest = row
            for column in 1...right.count {
                let substitution = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var cost = min(substitution, previous[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, before[column - 2] + 1)
                }
                current.append(cost)
                smallest = min(smallest, cost)
            }
            if smallest > limit { return limit + 1 }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
