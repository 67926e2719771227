/// A map from token hashes to sets of bits: flat, open addressing, built once, read without a call or a copy.
///
/// A hash that is not there has no bits; a hash that is there has at least one. Equal hashes are taken for equal words: lists of common
/// words are all it is used for.
struct TokenTable: Sendable {
    /// Hash and bits, side by side; bits of 0 mark an empty slot.
    private var slots: [(hash: UInt64, bits: UInt64)] = [(0, 0)]

    init() {}

    init(_ entries: [UInt64: UInt64]) {
        var capacity = 16
        while capacity < entries.count * 3 { capacity *= 2 }
        slots = Array(repeating: (0, 0), count: capacity)
        for (hash, bits) in entries where bits != 0 {
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while slots[slot].bits != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = (hash, bits)
        }
    }

    /// A set: one bit for each word.
    init(words: some Sequence<UInt64>) {
        self.init(Dictionary(words.map { ($0, 1) }, uniquingKeysWith: { first, _ in first }))
    }

    /// A set of the blank-separated words of a text.
    init(_ words: String) {
        self.init(words: words.split(separator: " ").compactMap { TokenStream.hash(of: String($0)) })
    }

    /// All that are there.
    var hashes: [UInt64] { slots.filter { $0.bits != 0 }.map(\.hash) }

    @inline(__always)
    subscript(hash: UInt64) -> UInt64 {
        let slots = slots.span
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].bits != 0 {
            if slots[slot].hash == hash { return slots[slot].bits }
            slot = (slot &+ 1) & mask
        }
        return 0
    }

    @inline(__always)
    func contains(_ hash: UInt64) -> Bool { self[hash] != 0 }
}
