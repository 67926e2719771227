/// A map from token hashes to sets of bits: flat, open addressing, built once, read without a call or a copy.
///
/// A hash that is not there has no bits; a hash that is there has at least one. Equal hashes are taken for equal words: lists of common
/// words are all it is used for.
struct TokenTable: Sendable {
    /// 0 marks an empty slot: the hash 0 is never there. There are many of these tables, so that what lies beside each other in memory counts.
    private var slots: [UInt64] = [0]
    /// By slot; empty where all that is there has one bit.
    private var bits: [UInt64] = []
    /// A bit for the top six of each hash: most words that are not there are told without a look at the slots.
    private var tops: UInt64 = 0
    /// The same for the next six: of what the first bits let through, most is turned away here, so that the slots, which wait for memory, are
    /// seldom asked for a word that is not there.
    private var seconds: UInt64 = 0

    init() {}

    init(_ entries: [UInt64: UInt64]) {
        fill(entries.filter { $0.value != 0 }.keys)
        if entries.values.contains(where: { $0 > 1 }) {
            bits = slots.map { $0 == 0 ? 0 : entries[$0] ?? 0 }
        }
    }

    /// A set: one bit for each word.
    init(words: some Sequence<UInt64>) { fill(Set(words)) }

    /// A set of the blank-separated words of a text.
    init(_ words: String) {
        self.init(words: words.split(separator: " ").compactMap { TokenStream.hash(of: String($0)) })
    }

    private mutating func fill(_ hashes: some Collection<UInt64>) {
        var capacity = 8
        while capacity < hashes.count * 2 { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        for hash in hashes where hash != 0 {
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = hash
            tops |= Self.top(hash)
            seconds |= Self.second(hash)
        }
    }

    @inline(__always)
    private static func top(_ hash: UInt64) -> UInt64 { 1 &<< (hash &>> 58) }

    @inline(__always)
    private static func second(_ hash: UInt64) -> UInt64 { 1 &<< (hash &>> 52 & 63) }

    /// All that are there.
    var hashes: [UInt64] { slots.filter { $0 != 0 } }

    // The slots are asked by a call: tables are held by static members, and code that reads their lists where it stands counts references to
    // them with every look.

    @inline(__always)
    subscript(hash: UInt64) -> UInt64 { tops & Self.top(hash) == 0 ? 0 : held(hash) }

    @inline(__always)
    func contains(_ hash: UInt64) -> Bool { tops & Self.top(hash) != 0 && holds(hash) }

    @inline(never)
    private func held(_ hash: UInt64) -> UInt64 {
        guard let slot = slot(hash) else { return 0 }
        return bits.isEmpty ? 1 : bits[slot]
    }

    @inline(never)
    private func holds(_ hash: UInt64) -> Bool { slot(hash) != nil }

    /// The slot of a hash; nil where it is not there.
    @inline(__always)
    private func slot(_ hash: UInt64) -> Int? {
        guard seconds & Self.second(hash) != 0 else { return nil }
        let slots = slots.span
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return slot }
            slot = (slot &+ 1) & mask
        }
        return nil
    }
}
