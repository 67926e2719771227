/// Finds the drug name that a misspelt word means, by edit distance, and answers nothing where it is unsure.
///
/// Names stand in buckets by three keys: the first four letters, the first and the last three, the first three and the last two. A single
/// edit leaves one of them as it is; so do two edits in a long word, unless they are at both of its ends. Names of five and six letters have
/// a fourth key, the first two and the last. In a bucket, length and letter
/// sets turn nearly all names away before a distance is computed. Distances count a transposition as one (optimal string alignment). Words in the
/// guard list, English words close to a name, are never tried.
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

    /// Shorter words are out of reach: their neighbours are English. Words of this length need a word of use near.
    static let shortest = 5
    /// From this length two edits are allowed.
    static let shortestForTwo = 9
    static let longest = 24
    /// Names up to this length have the fourth key.
    private static let longestShort = 6

    /// A name in a bucket.
    private struct Entry {
        /// One bit a letter that occurs.
        var letters: UInt32
        /// The key that led here; a bucket holds several.
        var key: UInt32
        var length: UInt8
        var name: Int32
    }

    private let names: [Name]
    /// The letters of all names in one piece, and where each name's begin.
    private var spelt: [UInt8] = []
    private var starts: [UInt32] = []
    private let guardWords: TokenTable
    /// Which words have turned out to be close to no name. Most words of a text can be passed over by it.
    let memo = WordMemo()
    /// The keys of all names with each length of word that is near enough to the name's.
    private var nearKeys: HashFilter
    /// Bit per end key that some name has.
    private var ends: [UInt64]
    /// First entry of each bucket; bucket b ends where b + 1 begins.
    private var buckets: [UInt32]
    private var entries: [Entry] = []

    private static let bucketCount = 1 << 14

    init(names: [Name], guardWords: Set<UInt64>) {
        let names = names.filter { $0.letters.count >= Self.shortest && $0.letters.count <= Self.longest + 2 }
        self.names = names
        self.guardWords = TokenTable(words: guardWords)
        ends = [UInt64](repeating: 0, count: 1 << (Self.keyBits - 6))
        nearKeys = HashFilter(entries: names.count * 12)
        var keyed: [(bucket: Int, entry: Entry)] = []
        keyed.reserveCapacity(names.count * 2)
        for (index, name) in names.enumerated() {
            let letters = name.letters
            let count = letters.count
            let set = Self.letterSet(letters)
            starts.append(UInt32(spelt.count))
            spelt += letters
            for length in max(Self.shortest, count - 2)...count + 2
            where abs(length - count) <= (length >= Self.shortestForTwo ? 2 : 1) {
                let near = NearKeys(letters.span, 0, count, length: length)
                nearKeys.insert(near.first)
                nearKeys.insert(near.second)
                nearKeys.insert(near.third)
                if count <= Self.longestShort { nearKeys.insert(near.fourth) }
            }
            for kind in 0..<(count <= Self.longestShort ? 4 : 3) {
                let key = Self.key(kind, letters.span, 0, count)
                ends[Int(key >> 6)] |= 1 << (key & 63)
                keyed.append(
                    (
                        Self.bucket(key),
                        Entry(letters: set, key: UInt32(key), length: UInt8(count), name: Int32(index))
                    ))
            }
        }
        keyed.sort { ($0.bucket, $0.entry.length, $0.entry.name) < ($1.bucket, $1.entry.length, $1.entry.name) }
        buckets = [UInt32](repeating: 0, count: Self.bucketCount + 1)
        entries.reserveCapacity(keyed.count)
        for item in keyed {
            buckets[item.bucket + 1] += 1
            entries.append(item.entry)
        }
        for bucket in 0..<Self.bucketCount { buckets[bucket + 1] += buckets[bucket] }
    }

    private static func letterSet(_ letters: [UInt8]) -> UInt32 {
        letters.reduce(0) { $0 | 1 << UInt32($1 &- 0x61 & 31) }
    }

    private static let keyBits = 18

    /// One of the keys of a word at `start..<end`, hashed to `keyBits` bits. Case is folded by taking five bits of each letter.
    @inline(__always)
    private static func key(_ kind: Int, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        func letter(_ index: Int) -> UInt64 { UInt64(bytes[index] & 31) }
        var letters = letter(start) | UInt64(kind &+ 1) &<< 40
        switch kind {
        case 0: letters |= letter(start &+ 1) &<< 5 | letter(start &+ 2) &<< 10 | letter(start &+ 3) &<< 15
        case 1: letters |= letter(end &- 3) &<< 5 | letter(end &- 2) &<< 10 | letter(end &- 1) &<< 15
        case 2:
            letters |= letter(start &+ 1) &<< 5 | letter(start &+ 2) &<< 10
            letters |= letter(end &- 2) &<< 15 | letter(end &- 1) &<< 20
        default: letters |= letter(start &+ 1) &<< 5 | letter(end &- 1) &<< 10
        }
        return (letters &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(64 &- keyBits)
    }

    @inline(__always)
    private static func bucket(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: key) & (bucketCount &- 1)
    }

    @inline(__always)
    private func isKnown(_ key: UInt64) -> Bool {
        ends[Int(truncatingIfNeeded: key >> 6)] >> (key & 63) & 1 == 1
    }

    /// The keys of a word (see `key`), each hashed with a length.
    private struct NearKeys {
        let first, second, third, fourth: UInt64

        /// - Parameter length: of the word that is looked for; the keys are those of the letters at `start..<end`, five at least.
        @inline(__always)
        init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, length: Int) {
            // Both loads are checked against the span's bounds; any bytes are a UInt32.
            let raw = unsafe bytes.bytes
            let head = unsafe raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self)
            let tail = unsafe raw.unsafeLoadUnaligned(fromByteOffset: end &- 4, as: UInt32.self)
            // Case is folded by taking five bits of each letter.
            let begin = UInt64(head & 0x1F1F_1F1F)
            let finish = UInt64(tail & 0x1F1F_1F1F)
            let size = UInt64(truncatingIfNeeded: length) &<< 56
            first = Self.hash(begin | size)
            second = Self.hash((begin & 0x1F) | (finish &>> 8) &<< 8 | size | 1 &<< 48)
            third = Self.hash((begin & 0x1F_1F1F) | (finish &>> 16) &<< 24 | size | 2 &<< 48)
            fourth = Self.hash((begin & 0x1F1F) | (finish &>> 24) &<< 16 | size | 3 &<< 48)
        }

        @inline(__always)
        private static func hash(_ key: UInt64) -> UInt64 {
            let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            return product.high ^ product.low
        }
    }

    /// Whether a token's first or last letters are those of some name of about its length.
    func isNear(_ stream: TokenStream, _ index: Int) -> Bool {
        let token = stream.tokens[index]
        let keys = NearKeys(stream.bytes.span, Int(token.start), token.end, length: Int(token.length))
        if memo.holds(token.hash, .isDistant) { return false }
        let isNear =
            nearKeys.mayContain(keys.first) || nearKeys.mayContain(keys.second) || nearKeys.mayContain(keys.third)
            || Int(token.length) <= Self.longestShort + 1 && nearKeys.mayContain(keys.fourth)
        if !isNear { memo.note(token.hash, .isDistant) }
        return isNear
    }

    /// The one name within the allowed distance; nil when the word is guarded, far from all, or close to two substances.
    /// - Parameters:
    ///   - letters: lower-case ASCII letters.
    ///   - hash: the token's hash, for the guard list and so that it is not asked again where there is no answer.
    func answer(_ letters: Span<UInt8>, hash: UInt64) -> Answer? {
        let answer = nearest(letters, hash: hash)
        if answer == nil { memo.note(hash, .isDistant) }
        return answer
    }

    private func nearest(_ letters: Span<UInt8>, hash: UInt64) -> Answer? {
        let count = letters.count
        guard count >= Self.shortest, count <= Self.longest, !guardWords.contains(hash) else { return nil }
        let limit = count >= Self.shortestForTwo ? 2 : 1
        var set: UInt32 = 0
        for index in letters.indices { set |= 1 << UInt32(letters[index] &- 0x61 & 31) }
        var best = Best(distance: limit + 1)
        for kind in 0..<(count <= Self.longestShort + 1 ? 4 : 3) {
            search(Self.key(kind, letters, 0, count), letters, set, limit, &best)
        }
        guard best.distance >= 1, best.distance <= limit, !best.isTied else { return nil }
        return Answer(form: names[Int(best.name)].form, distance: best.distance)
    }

    /// The nearest name so far.
    private struct Best {
        var name: Int32 = -1
        var distance: Int
        /// Another substance has a name as near.
        var isTied = false
    }

    private func search(_ key: UInt64, _ letters: Span<UInt8>, _ set: UInt32, _ limit: Int, _ best: inout Best) {
        guard isKnown(key) else { return }
        let bucket = Self.bucket(key)
        let entries = entries.span
        for position in Int(buckets[bucket])..<Int(buckets[bucket + 1]) {
            let entry = entries[position]
            let longer = Int(entry.length) &- letters.count
            if longer > limit { break }
            guard longer >= 0 &- limit, entry.key == UInt32(truncatingIfNeeded: key),
                Self.mayBeWithin(limit, entry.letters ^ set)
            else { continue }
            // A nearer name than the best so far, or another one as near.
            let start = Int(starts[Int(entry.name)])
            let name = spelt.span.extracting(start..<start + Int(entry.length))
            let distance = Self.distance(letters, name, limit: min(limit, best.distance))
            if distance < best.distance {
                best = Best(name: entry.name, distance: distance)
            } else if distance == best.distance, distance <= limit,
                names[Int(best.name)].substance != names[Int(entry.name)].substance
            {
                best.isTied = true
            }
        }
    }

    /// An edit changes at most two letters of a word's set.
    @inline(__always)
    private static func mayBeWithin(_ limit: Int, _ difference: UInt32) -> Bool {
        var rest = difference
        for _ in 0..<2 * limit {
            if rest == 0 { return true }
            rest &= rest &- 1
        }
        return rest == 0
    }

    /// Optimal string alignment distance, `limit + 1` when it is larger; `limit` is 2 at most.
    static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        distance(left.span, right.span, limit: limit)
    }

    static func distance(_ left: Span<UInt8>, _ right: Span<UInt8>, limit: Int) -> Int {
        for allowed in 0..<limit where isWithin(allowed, left, 0, right, 0) { return allowed }
        return isWithin(limit, left, 0, right, 0) ? limit : limit + 1
    }

    /// Whether the rests of two words are at most `edits` apart. Equal letters are passed over, which never costs an edit; then each kind of
    /// edit is tried. With two edits that is a handful of comparisons, where a table would have a hundred cells.
    private static func isWithin(_ edits: Int, _ left: Span<UInt8>, _ from: Int, _ right: Span<UInt8>, _ to: Int)
        -> Bool
    {
        var (from, to) = (from, to)
        while from < left.count, to < right.count, left[from] == right[to] {
            from &+= 1
            to &+= 1
        }
        let (leftRest, rightRest) = (left.count &- from, right.count &- to)
        if leftRest == 0 || rightRest == 0 { return max(leftRest, rightRest) <= edits }
        guard edits > 0, abs(leftRest &- rightRest) <= edits else { return false }
        if leftRest > 1, rightRest > 1, left[from] == right[to &+ 1], left[from &+ 1] == right[to],
            isWithin(edits &- 1, left, from &+ 2, right, to &+ 2)
        {
            return true
        }
        return isWithin(edits &- 1, left, from &+ 1, right, to &+ 1)
            || isWithin(edits &- 1, left, from &+ 1, right, to) || isWithin(edits &- 1, left, from, right, to &+ 1)
    }
}
